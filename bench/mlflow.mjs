/**
 * A promotion on an MLflow server with models of growing size, against the same HTTP requests sent bare; and the
 * committed command line as a whole process, against a Python script with MLflow's own client.
 *
 *     node bench/mlflow.mjs [rounds] [--python FILE] [--workers N] [--url URL --database SQLALCHEMY_URI]
 *
 * Without --url it starts a server of its own, on SQLite, with MLflow's default of four workers. --python is the
 * interpreter of the script: take one with mlflow-skinny alone to compare with what starts quickest.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startMlflow } from '../__tests__/mlflow/support/supervisor/mlflow-server.mjs';
import { ENVIRONMENT, endGroups } from '../__tests__/mlflow/support/supervisor/processes.mjs';
import { Stagegate } from '../dist/lib/index.js';
import { MLFLOW_3, environmentOf, makeEnvironments } from '../scripts/mlflow-environments.mjs';
import { interleave, median, printRatios, timeCommand } from './measure.mjs';

const ROOT = join(import.meta.dirname, '..');
const CLI = join(ROOT, 'dist', 'cli', 'index.js');
const JUDGE = join(ROOT, '__tests__', 'mlflow', 'support', 'judge.py');
const SIZES = [10, 1_000, 10_000];

const SCRIPT = `
import sys
from mlflow import MlflowClient
name, version = sys.argv[1:]
client = MlflowClient()
client.transition_model_version_stage(name, version, "Production", archive_existing_versions=True)
client.set_registered_model_alias(name, "Production", version)
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: 'string' },
    database: { type: 'string' },
    python: { type: 'string' },
    workers: { type: 'string', default: '4' },
  },
});
const rounds = Number(positionals[0] ?? 12);
const folder = mkdtempSync(join(tmpdir(), 'stagegate-bench-'));

try {
  await makeEnvironments();
  const server = values.url === undefined ? await startOwn() : { url: values.url, database: values.database };
  const names = makeModels(server);
  writeWorkspace(server.url);
  console.log(`In one process, against the same requests sent by fetch; medians of ${rounds}:`);
  console.table(await comparePromotions(server, names));
  for (const size of SIZES.slice(0, 2)) {
    console.log(`Whole processes, with a model of ${size} versions:`);
    printRatios(compareProcesses(server, names.get(size)));
  }
} finally {
  await endGroups();
  rmSync(folder, { recursive: true, force: true });
}

function startOwn() {
  const database = `sqlite:///${join(folder, 'mlflow.db')}`;
  return startMlflow(folder, { name: 'bench', version: MLFLOW_3, database, workers: Number(values.workers) });
}

/** Three models of each size: stagegate's, one for the same requests sent bare, one for the script. */
function makeModels({ url, database }) {
  const names = new Map(SIZES.map((size) => [size, ['own', 'raw', 'py1'].map((who) => nameOf(size, who))]));
  const calls = [...names].flatMap(([count, trio]) =>
    trio.flatMap((name) => [
      { call: 'create_model', arguments: { name } },
      { call: 'insert_versions', arguments: { name, count } },
    ]),
  );
  const { stdout, stderr } = spawnSync(join(environmentOf(MLFLOW_3), 'bin', 'python'), [JUDGE], {
    input: calls.map((call) => `${JSON.stringify(call)}\n`).join(''),
    env: { ...ENVIRONMENT, MLFLOW_TRACKING_URI: url, MLFLOW_DATABASE: database },
    encoding: 'utf8',
  });
  const answers = stdout.split('\n').filter((line) => line !== '');
  const wrong = answers.find((line) => 'error' in JSON.parse(line));
  if (wrong !== undefined || answers.length < calls.length) throw new Error(wrong ?? stderr);
  return names;
}

/** All names of a size have one length, so that the answers have one length too. */
function nameOf(size, who) {
  return `bench-${process.pid}-${size}-${who}`;
}

function writeWorkspace(url) {
  const gate = '{metric: accuracy, min: 0.8}';
  mkdirSync(join(folder, '.github'));
  writeFileSync(
    join(folder, '.github', 'stagegate.yml'),
    `registry: ${url}\nmodels: {"*": {report: "{version}.json", stages: {Production: {gates: [${gate}]}}}}\n`,
  );
  for (const version of ['1', '2']) writeFileSync(join(folder, `${version}.json`), '{"accuracy": 0.9}');
}

async function comparePromotions({ url }, names) {
  const env = { ...ENVIRONMENT, GITHUB_ACTIONS: 'true', GITHUB_ACTOR: 'bench' };
  const engine = new Stagegate({ workspace: folder, env });
  const recorder = await startRecorder(url);
  const recorded = new Stagegate({ workspace: folder, env, registry: recorder.url });
  const rows = [];
  // one size after the other: what a server loads for a large model slows down what comes next
  for (const size of SIZES) {
    const [own, raw] = names.get(size);
    const times = { promote: [], bare: [] };
    const sent = new Map();
    // the first promotion of a model reads it whole; the next two are recorded
    for (const version of ['2', '1', '2']) {
      recorder.sent = [];
      await timePromotion(recorded, { model: own, version });
      sent.set(version, recorder.sent);
    }
    for (let round = 0; round <= rounds; round++) {
      const version = String((round % 2) + 1);
      const elapsed = await timePromotion(engine, { model: own, version });
      const bare = await timeBare(url, sent.get(version), (text) => text.replaceAll(own, raw));
      if (round === 0) continue; // it warms up
      times.promote.push(elapsed);
      times.bare.push(bare);
    }
    rows.push({
      versions: size,
      requests: sent.get('1').length,
      'promote ms': median(times.promote).toFixed(1),
      'bare ms': median(times.bare).toFixed(1),
      ratio: median(times.promote.map((value, at) => value / times.bare[at])).toFixed(2),
    });
  }
  recorder.close();
  return rows;
}

/** A way to the server that keeps the requests that go through it. */
async function startRecorder(url) {
  const server = createServer((incoming, response) => {
    const chunks = [];
    incoming.on('data', (chunk) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks);
      const { method, url: path, headers } = incoming;
      recorder.sent.push({ method, path, body: body.length === 0 ? null : body.toString() });
      request(url + path, { method, headers: { ...headers, host: new URL(url).host } }, (answer) => {
        response.writeHead(answer.statusCode, answer.headers);
        answer.pipe(response);
      }).end(body);
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const recorder = {
    url: `http://127.0.0.1:${server.address().port}`,
    sent: [],
    close: () => server.close(),
  };
  return recorder;
}

async function timePromotion(engine, { model, version }) {
  const start = performance.now();
  const { decision } = await engine.promote({
    ...{ model, version, stage: 'Production' },
    ...{ reason: null, force: false },
  });
  const elapsed = performance.now() - start;
  if (decision !== 'promoted') throw new Error(`The promotion of version ${version} was ${decision}.`);
  return elapsed;
}

/** Sends the requests of a promotion again, for the twin of its model, which then holds the same. */
async function timeBare(url, sent, rename) {
  const origin = new URL(url).origin;
  const start = performance.now();
  for (const { method, path, body } of sent) {
    const response = await fetch(`${origin}${rename(path)}`, {
      method,
      ...(body === null
        ? {}
        : { headers: { 'Content-Type': 'application/json' }, body: rename(String(body)) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${text}`);
  }
  return performance.now() - start;
}

function compareProcesses({ url }, [own, , twin]) {
  const python = values.python ?? join(environmentOf(MLFLOW_3), 'bin', 'python');
  const person = { ...ENVIRONMENT, MLFLOW_TRACKING_URI: url, MLFLOW_DISABLE_TELEMETRY: 'true' };
  const workflow = { ...person, GITHUB_ACTIONS: 'true', GITHUB_ACTOR: 'bench' };
  const next = alternate();
  const nextOfTwin = alternate();
  const cli = (command, env) => () => {
    const target = ['--model', own, '--version', next(), '--stage', 'Production'];
    return timeCommand(process.execPath, [CLI, command, ...target], { cwd: folder, env });
  };
  return interleave(rounds, {
    'python, MlflowClient': () =>
      timeCommand(python, ['-c', SCRIPT, twin, nextOfTwin()], { cwd: folder, env: person }),
    'node -e 0': () => timeCommand(process.execPath, ['-e', '0'], { cwd: folder, env: person }),
    'stagegate promote': cli('promote', workflow),
    'stagegate promote, asking git': cli('promote', person),
  });
}

/** The versions 1 and 2 in turn, so that each promotion changes something. */
function alternate() {
  let turn = 0;
  return () => String((turn++ % 2) + 1);
}
