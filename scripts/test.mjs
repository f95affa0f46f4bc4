/**
 * Checks that dist/ is current, then runs every suite. Extra arguments go to jest. PARTS lists what the tests need
 * beside npm's packages; without one, its suites are left out, and under CI that fails. With `--full`, which jest
 * doesn't get, tests leave nothing out, however long it takes (__tests__/support/full.ts).
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, setPriority } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { canHaveAct } from './act.mjs';
import { findPostgres } from './mlflow-environments.mjs';
import { PYTHONS, findPython } from './python-environment.mjs';

const ROOT = join(import.meta.dirname, '..');
const CACHE = join(ROOT, '.cache');
const RESULTS = join(CACHE, 'jest.json');

const PARTS = [
  { name: 'git', isThere: () => starts('git'), suites: ['real', 'bundle', 'act'], mend: 'Install git.' },
  {
    name: 'Node 24',
    isThere: () => starts(join(ROOT, 'node_modules', 'node', 'bin', 'node')),
    suites: ['bundle', 'act'],
    mend: 'Run npm ci with install scripts allowed.',
  },
  {
    name: 'Go, or Python with venv',
    isThere: canHaveAct,
    suites: ['act'],
    mend: 'Install Go, or python3 with its venv module: the tests install act with one of them.',
  },
  {
    name: `Python ${PYTHONS.from} to ${PYTHONS.to}`,
    isThere: () => findPython() !== null,
    suites: ['oracle', 'mlflow'],
    mend: 'Install it as python3, with its venv module (Debian: python3-venv).',
  },
  {
    name: 'Chromium',
    isThere: () => starts('chromium'),
    suites: ['browser'],
    mend: 'Install it as chromium (Debian: chromium).',
  },
  {
    name: 'PostgreSQL',
    isThere: () => findPostgres() !== null,
    suites: ['mlflow'],
    mend: 'Install its server programs (Debian: postgresql); no server needs to run.',
  },
  {
    name: 'openssl',
    // 3.0 has no --version
    isThere: () => starts('openssl', 'version'),
    suites: ['real', 'mlflow'],
    mend: 'Install openssl.',
  },
];

const missing = PARTS.filter(({ isThere }) => !isThere());
for (const { name, mend, suites } of missing) {
  console.error(`${name} is missing, so these suites are left out: ${suites.join(', ')}. ${mend}`);
}
const left = new Set(missing.flatMap(({ suites }) => suites));
const suites = ['unit', 'exhaustive', 'oracle', 'real', 'bundle', 'browser', 'act', 'mlflow'].filter(
  (suite) => !left.has(suite),
);

const FULL = '--full';
if (process.argv.includes(FULL)) process.env.STAGEGATE_TESTS = 'full';

if (process.argv.length === 2) {
  const needsPython = suites.includes('mlflow') || suites.includes('oracle');
  console.error(
    `Suites: ${suites.join(', ')}. All of them take 20 to 40 minutes on two cores` +
      (needsPython
        ? ', and the first run downloads 2 GB into .cache/ (two MLflow versions, scipy, act).'
        : '.') +
      '\nFor a first look, npm run test:unit takes about a minute and downloads nothing.\n',
  );
}
/*
 * Four runs of jest side by side: tests wait a lot, for processes, for servers and for runs that count as dead. `mlflow`
 * takes longest, so it begins as soon as its servers are installed, and the other runs yield the processor to it. What a
 * run prints is held back until those before it have ended.
 */
const NICE = 5;
/**
 * To start a process, Linux copies the page tables of its parent. With 600 MB this takes 35 ms, in a small process 2 ms.
 * So workers that start processes keep little, and are replaced once they hold more.
 */
const LEAN = { flags: ['--max-semi-space-size=2'], env: { JEST_WORKER_MEMORY: '100MB' } };
const RUNS = [
  // a worker waits for the processes that it starts, a quarter of the time or more
  {
    name: 'processes',
    suites: ['real', 'bundle', 'browser'],
    nice: NICE,
    workers: availableParallelism() + 1,
    ...LEAN,
  },
  { name: 'pure', suites: ['unit', 'exhaustive'], nice: NICE, workers: availableParallelism() },
  { name: 'mlflow', suites: ['mlflow'], isLate: true },
  { name: 'installed', suites: ['oracle', 'act'], nice: NICE, isLate: true },
];
const given = process.argv.slice(2).filter((argument) => argument !== FULL);

mkdirSync(CACHE, { recursive: true });
rmSync(RESULTS, { force: true });
const installed =
  given.length === 0 && suites.includes('mlflow')
    ? run(['scripts/mlflow-environments.mjs'])
    : Promise.resolve();
console.error('Checking that dist/ is what src/ builds, about half a minute …');
const distIsFresh = await run(['scripts/check-dist.mjs'], { nice: NICE });
// a suite's own set-up tries a failed installation again, and tells what went wrong
const started = RUNS.map((each, at) => {
  const output = at === 0 ? process.stderr : new PassThrough({ highWaterMark: 2 ** 30 });
  const begin = () => runTests(each, output);
  return { output, end: each.isLate ? installed.then(begin) : begin() };
});
const ends = [];
for (const { output, end } of started) {
  if (output !== process.stderr) output.pipe(process.stderr, { end: false });
  ends.push(await end);
}

const results = addUp(ends);
writeFileSync(RESULTS, JSON.stringify(results));
console.log(
  `${results.numPassedTests} tests passed, ${results.numFailedTests} failed, ${results.numPendingTests} skipped; ` +
    `dist/ is ${distIsFresh ? 'fresh' : 'stale or does not build'}.`,
);
const partsAreThere = missing.length === 0 || !process.env.CI;
process.exitCode = distIsFresh && ends.every(({ passed }) => passed) && partsAreThere ? 0 : 1;

async function runTests({ name, suites: own, workers, nice, flags = [], env = {} }, output) {
  const projects = suites.filter((suite) => own.includes(suite));
  if (projects.length === 0) return { passed: true, results: null };
  const file = join(CACHE, `jest-${name}.json`);
  rmSync(file, { force: true });
  const args = [
    ...[...flags, '--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
    // before options that take a list, which would swallow a path
    ...['node_modules/jest/bin/jest.js', ...given],
    ...(workers === undefined || given.length > 0 ? [] : ['--maxWorkers', String(workers)]),
    ...['--json', '--outputFile', file, ...(given.length > 0 ? ['--passWithNoTests'] : [])],
    ...['--reporters', 'default', '--reporters', '<rootDir>/scripts/progress-reporter.mjs'],
    ...['--selectProjects', ...projects],
  ];
  const passed = await run(args, { output, nice, env });
  return { passed, results: existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null };
}

/** Jest's counts of all runs, and its results by file. */
function addUp(runs) {
  const found = runs.flatMap(({ results }) => results ?? []);
  const sum = (key) => found.reduce((total, one) => total + one[key], 0);
  const keys = ['numPassedTests', 'numFailedTests', 'numPendingTests', 'numRuntimeErrorTestSuites'];
  return {
    ...Object.fromEntries(keys.map((key) => [key, sum(key)])),
    testResults: found.flatMap(({ testResults }) => testResults),
  };
}

function starts(file, ask = '--version') {
  return spawnSync(file, [ask]).status === 0;
}

/** Jest's report goes to stderr, its JSON to stdout as well as to the file: only the first is for people. */
async function run(args, { output = process.stderr, nice = 0, env = {} } = {}) {
  const stdio = [
    'ignore',
    args.includes('--json') ? 'ignore' : 'inherit',
    output === process.stderr ? 'inherit' : 'pipe',
  ];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio, env: { ...process.env, ...env } });
  if (nice > 0) setPriority(child.pid, nice);
  child.stderr?.pipe(output);
  const [status] = await once(child, 'close');
  return status === 0;
}
