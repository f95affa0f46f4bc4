/**
 * Six promotions of a model at once, round after round: by stagegate, and by MLflow's own client, which takes no turns. How
 * many versions are left in Production?
 *
 *     node bench/races.mjs [rounds] [server …]
 *
 * Servers are those of the tests: sqlite-3, sqlite-2, postgres-3, postgres-2; all of them by default.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { CATALOG } from '../__tests__/mlflow/support/supervisor/catalog.mjs';
import { startPostgres } from '../__tests__/mlflow/support/supervisor/postgres.mjs';
import { ENVIRONMENT, endGroups } from '../__tests__/mlflow/support/supervisor/processes.mjs';
import { makeEnvironments } from '../scripts/mlflow-environments.mjs';

const ROOT = join(import.meta.dirname, '..');
const RACER = join(ROOT, '__tests__', 'mlflow', 'support', 'racer.mjs');
const LIBRARY = join(ROOT, 'dist', 'lib', 'index.js');
const PYTHON_RACE = join(import.meta.dirname, 'race-python.py');
const VERSIONS = ['1', '2', '3', '4', '5', '6'];

const rounds = Number(process.argv[2] ?? 10);
const names =
  process.argv.length > 3 ? process.argv.slice(3) : ['sqlite-3', 'sqlite-2', 'postgres-3', 'postgres-2'];
const folder = mkdtempSync(join(tmpdir(), 'stagegate-bench-'));
const folders = [folder];

try {
  await makeEnvironments();
  let postgres = null;
  const context = { folder, postgres: () => (postgres ??= startPostgres(folders)) };
  const rows = [];
  for (const name of names) {
    const server = await CATALOG[name](context);
    rows.push({ server: name, by: 'stagegate', ...(await raceOurs(server)) });
    rows.push({ server: name, by: "MLflow's client", ...raceTheirs(server) });
  }
  console.log(`${rounds} rounds of ${VERSIONS.length} promotions at once:`);
  console.table(rows);
} finally {
  await endGroups();
  for (const one of folders) rmSync(one, { recursive: true, force: true, maxRetries: 5 });
}

async function raceOurs(server) {
  const racers = await Promise.all(VERSIONS.map(() => startRacer(server.env)));
  const statuses = [];
  const held = [];
  const start = performance.now();
  for (let round = 1; round <= rounds; round++) {
    const model = `bench-race-${server.name}-${process.pid}-${round}`;
    const workspace = await makeModel(server, model);
    const ends = await Promise.all(
      VERSIONS.map((version, at) => racers[at].ask({ workspace, model, version })),
    );
    statuses.push(...ends.map(({ status }) => status));
    held.push(await countInProduction(server, model));
  }
  const seconds = (performance.now() - start) / 1_000;
  for (const { child } of racers) child.kill();
  return describe(held, { failed: statuses.filter((status) => status !== 0).length, seconds });
}

async function startRacer(env) {
  const child = spawn(process.execPath, [RACER, LIBRARY], {
    env: { ...ENVIRONMENT, ...env, GITHUB_ACTIONS: 'true', GITHUB_ACTOR: 'bench' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const next = () => new Promise((resolve) => lines.once('line', resolve));
  await next();
  const ask = async (task) => {
    const answer = next();
    child.stdin.write(`${JSON.stringify(task)}\n`);
    return JSON.parse(await answer);
  };
  return { child, ask };
}

function raceTheirs({ url, python, env }) {
  const { status, stdout, stderr } = spawnSync(python, [PYTHON_RACE, '--rounds', String(rounds), url], {
    env: { ...ENVIRONMENT, ...env, MLFLOW_DISABLE_TELEMETRY: 'true' },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const { failedCalls, seconds } = lines.at(-1);
  const held = lines.slice(0, -1).map(({ production }) => production);
  return describe(held, { failed: failedCalls, seconds });
}

/** Counts the rounds by how many versions they left in Production. */
function describe(held, { failed, seconds }) {
  const counts = [...new Set(held)].sort((a, b) => a - b);
  return {
    'one left in': held.filter((count) => count === 1).length,
    'rounds by versions left': counts
      .map((count) => `${count}: ${held.filter((each) => each === count).length}`)
      .join(', '),
    'promotions that failed': failed,
    seconds: seconds.toFixed(1),
  };
}

async function makeModel({ url }, model) {
  await call(url, 'registered-models/create', { name: model });
  for (const version of VERSIONS)
    await call(url, 'model-versions/create', { name: model, source: `s3://race/${version}` });
  const workspace = join(folder, model);
  mkdirSync(join(workspace, '.github'), { recursive: true });
  writeFileSync(
    join(workspace, '.github', 'stagegate.yml'),
    `registry: ${url}\nmodels: {"${model}": {stages: {Production: {}}}}\n`,
  );
  return workspace;
}

async function countInProduction({ url }, model) {
  const query = new URLSearchParams({ filter: `name='${model}'`, max_results: '100' });
  const { model_versions: versions } = await call(url, `model-versions/search?${query}`);
  return versions.filter(({ current_stage: stage }) => stage === 'Production').length;
}

async function call(url, path, body) {
  const response = await fetch(`${url}/api/2.0/mlflow/${path}`, {
    ...(body === undefined
      ? {}
      : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  return response.json();
}
