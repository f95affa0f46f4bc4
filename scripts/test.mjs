/**
 * Checks that dist/ is current, then runs every suite. Extra arguments go to jest. PARTS lists what the tests need
 * beside npm's packages; without one, its suites are left out, and under CI that fails. With `--full`, which jest doesn't get,
 * the suite `mlflow` tries everything on real servers (__tests__/mlflow/support/full.ts).
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { canHaveAct } from './act.mjs';
import { findPostgres } from './mlflow-environments.mjs';
import { PYTHONS, findPython } from './python-environment.mjs';

const ROOT = join(import.meta.dirname, '..');
const RESULTS = join(ROOT, '.cache', 'jest.json');

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
const suites = ['unit', 'calibration', 'oracle', 'real', 'bundle', 'act', 'mlflow'].filter(
  (suite) => !left.has(suite),
);

const FULL = '--full';
if (process.argv.includes(FULL)) process.env.STAGEGATE_TESTS = 'full';

if (process.argv.length === 2) {
  const needsPython = suites.includes('mlflow') || suites.includes('oracle');
  console.error(
    `Suites: ${suites.join(', ')}. All of them take about 40 minutes on two cores` +
      (needsPython
        ? ', and the first run downloads 2 GB into .cache/ (two MLflow versions, scipy, act).'
        : '.') +
      '\nFor a first look, npm run test:unit takes about a minute and downloads nothing.\n',
  );
}
console.error('Checking that dist/ is what src/ builds, about half a minute …');
const distIsFresh = run('scripts/check-dist.mjs');
console.error('Running the tests; installing what a suite needs comes first and is the slowest part …');
rmSync(RESULTS, { force: true });
mkdirSync(join(ROOT, '.cache'), { recursive: true });
const testsPass = run(
  ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  ...['node_modules/jest/bin/jest.js', '--json', '--outputFile', RESULTS],
  ...['--reporters', 'default', '--reporters', '<rootDir>/scripts/progress-reporter.mjs'],
  ...process.argv.slice(2).filter((argument) => argument !== FULL),
  ...['--selectProjects', ...suites],
);

summarize();
const partsAreThere = missing.length === 0 || !process.env.CI;
process.exitCode = distIsFresh && testsPass && partsAreThere ? 0 : 1;

function starts(file, ask = '--version') {
  return spawnSync(file, [ask]).status === 0;
}

/** Jest's report goes to stderr, its JSON to stdout as well as to the file: only the first is for people. */
function run(...args) {
  const stdio = ['ignore', args.includes('--json') ? 'ignore' : 'inherit', 'inherit'];
  return spawnSync(process.execPath, args, { cwd: ROOT, stdio }).status === 0;
}

function summarize() {
  const results = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) : null;
  const counts =
    results === null
      ? 'no test was run'
      : `${results.numPassedTests} tests passed, ${results.numFailedTests} failed, ${results.numPendingTests} skipped`;
  console.log(`${counts}; dist/ is ${distIsFresh ? 'fresh' : 'stale or does not build'}.`);
}
