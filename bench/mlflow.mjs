/**
 * A promotion on an MLflow server with models of growing size, against the same HTTP requests sent bare; and the
 * committed command line as a whole process, against a Python script with MLflow's own client.
 *
 *     node bench/mlflow.mjs [rounds] [--python FILE] [--url URL --database SQLALCHEMY_URI]
 *
 * Without --url it starts a server of its own, on SQLite. --python is the one of the script: of an environment with
 * mlflow-skinny alone, to compare with what starts quickest.
 */
import { spawnSync } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
  options: { url: { type: 'string' }, database: { type: 'string' }, python: { type: 'string' } },
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
  console.log(`Whole processes, with a model of ${SIZES[1]} versions:`);
  printRatios(compareProcesses(server, names.get(SIZES[1])));
} finally {
  await endGroups();
  rmSync(folder, { recursive: true, force: true });
}

function startOwn() {
  const database = `sqlite:///${join(folder, 'mlflow.db')}`;
  return startMlflow(folder, { name: 'bench', version: MLFLOW_3, database, workers: 1 });
}

/** Of each size three models: stagegate's, one for the same requests bare, one for the script. */
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

/** One length for all of a size, so that answers are of one length too. */
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
  const rows = [];
  // one size after the other: what a server loads for a large model slows down what comes next
  for (const size of SIZES) {
    const [own, raw] = names.get(size);
    const times = { promote: [], bare: [], requests: [] };
    // the first round makes the first promotion of the model, which reads it whole; the second warms up
    for (let round = -1; round <= rounds; round++) {
      const version = String((Math.abs(round) % 2) + 1);
      const { elapsed, sent } = await timePromotion(engine, { model: own, version });
      const bare = await timeBare(url, sent, (text) => text.replaceAll(own, raw));
      if (round <= 0) continue;
      times.promote.push(elapsed);
      times.bare.push(bare);
      times.requests.push(sent.length);
    }
    rows.push({
      versions: size,
      requests: median(times.requests),
      'promote ms': median(times.promote).toFixed(1),
      'bare ms': median(times.bare).toFixed(1),
      ratio: median(times.promote.map((value, at) => value / times.bare[at])).toFixed(2),
    });
  }
  return rows;
}

async function timePromotion(engine, { model, version }) {
  const sent = [];
  const note = ({ request: { method, path, body } }) => sent.push({ method, path, body });
  subscribe('undici:request:create', note);
  const start = performance.now();
  const { decision } = await engine.promote({
    ...{ model, version, stage: 'Production' },
    ...{ reason: null, force: false },
  });
  const elapsed = performance.now() - start;
  unsubscribe('undici:request:create', note);
  if (decision !== 'promoted') throw new Error(`The promotion of version ${version} was ${decision}.`);
  return { elapsed, sent };
}

/** The requests that a promotion sent, of the twin of its model, which then holds the same. */
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

/** Each promotion is to change something. */
function alternate() {
  let turn = 0;
  return () => String((turn++ % 2) + 1);
}
