import { get as getHttp } from 'node:http';
import { get as getHttps } from 'node:https';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { environmentOf } from '../../../../scripts/mlflow-environments.mjs';
import { ENVIRONMENT, findPort, startGroup } from './processes.mjs';

/** A server is up in 5 to 15 s on two idle cores; this many milliseconds are for busy ones. */
const START_LIMIT = 150_000;
const POLL_PAUSE = 100;
const PORT_TRIES = 3;

/**
 * Starts `mlflow server` and waits for its /health. Rejects with the end of its log.
 *
 * `spec` has `name`, `version`, `database` (an SQLAlchemy URI), `workers`, and if wanted `options` (more
 * arguments), `prefix`, `env` and `tls`.
 */
export async function startMlflow(folder, spec) {
  const home = join(folder, spec.name);
  mkdirSync(home, { recursive: true });
  for (let tries = 1; ; tries++) {
    const port = await findPort();
    const server = launch(home, spec, port);
    const scheme = spec.tls === undefined ? 'http' : 'https';
    const url = `${scheme}://127.0.0.1:${port}${spec.prefix ?? ''}`;
    const failure = await waitUntilHealthy(url, server, spec.tls);
    if (failure === null) return describeServer(spec, url, join(home, 'server.log'));
    const wasTaken = /address already in use/i.test(server.tail());
    if (!wasTaken || tries === PORT_TRIES) {
      throw new Error(`The MLflow server ${spec.name} ${failure}. The end of its log:\n${server.tail()}`);
    }
  }
}

function launch(home, { version, database, workers, prefix, options = [], env = {} }, port) {
  const args = [
    ...['-m', 'mlflow', 'server', '--backend-store-uri', database],
    ...['--default-artifact-root', join(home, 'artifacts')],
    ...['--host', '127.0.0.1', '--port', String(port), '--workers', String(workers)],
    ...(prefix === undefined ? [] : ['--static-prefix', prefix]),
    ...options,
  ];
  return startGroup(pythonOf(version), args, {
    cwd: home,
    log: join(home, 'server.log'),
    env: {
      ...ENVIRONMENT,
      PYTHONUNBUFFERED: '1',
      MLFLOW_DISABLE_TELEMETRY: 'true',
      MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false',
      ...env,
    },
  });
}

const pythonOf = (version) => join(environmentOf(version), 'bin', 'python');

/** What a test gets: see the type `MlflowServer` in servers.ts. */
function describeServer({ name, version, database }, url, log) {
  const env = { MLFLOW_TRACKING_URI: url };
  return { name, version, url, env, database, python: pythonOf(version), log };
}

/** Null once it is healthy, else what went wrong. */
async function waitUntilHealthy(url, server, tls) {
  const deadline = Date.now() + START_LIMIT;
  while (Date.now() < deadline) {
    if (server.hasEnded()) return 'ended while it started';
    if (await isHealthy(url, tls)) return null;
    await new Promise((resolve) => setTimeout(resolve, POLL_PAUSE));
  }
  return `did not answer within ${START_LIMIT / 1000} s`;
}

function isHealthy(url, tls) {
  const get = url.startsWith('https:') ? getHttps : getHttp;
  return new Promise((resolve) => {
    const request = get(`${url}/health`, { ...tls, agent: false, timeout: 5_000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
  });
}
