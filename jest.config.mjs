import { availableParallelism } from 'node:os';

const compiledAs = (type) => [
  '@swc/jest',
  {
    swcrc: false,
    sourceMaps: 'inline',
    module: { type },
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript' },
      experimental: { keepImportAttributes: true },
    },
  },
];

/**
 * Eight suites: `unit` needs neither network nor processes, and neither does `exhaustive` (every fault at every request,
 * random reports and YAML, and how often gates err), which takes longer; `oracle` asks scipy and statsmodels, `real` spawns git and other
 * processes, `bundle` spawns what is committed in dist/ as a runner or a person does, `act` has the example workflows run
 * by a runner of workflows, `browser` opens pages in Chromium, `mlflow` starts MLflow servers.
 */
const shared = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  // TypeScript sources import each other as `.js`, which is what they are once built.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1', '^(.*/lazy-yaml)\\.cjs$': '$1.cts' },
  transform: { '^.+\\.ts$': compiledAs('es6'), '^.+\\.cts$': compiledAs('commonjs') },
  // A global is slow to look up in a test's own context; statistics' libraries look this one up all the time.
  sandboxInjectedGlobals: ['Math'],
  // Copies of a checkout or of the project that tests and builds leave behind.
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/build/', '<rootDir>/.cache/'],
};

const suite = (name) => ({
  ...shared,
  displayName: name,
  testMatch: [`<rootDir>/__tests__/${name}/**/*.test.ts`],
});

/** The stand-ins' own tests run with it: they start servers and git. */
const real = suite('real');
real.testMatch.push('<rootDir>/__tests__/support/**/*.test.ts');

const SUPPORT = '<rootDir>/__tests__/mlflow/support';

/** The servers live throughout; each is started when a test first asks for it. */
const mlflow = {
  ...suite('mlflow'),
  globalSetup: `${SUPPORT}/global-setup.mjs`,
  globalTeardown: `${SUPPORT}/global-teardown.mjs`,
};

/** The program that runs workflows is installed once. */
const act = { ...suite('act'), globalSetup: '<rootDir>/__tests__/act/support/global-setup.mjs' };

/** Its virtual environment is made before the first test. */
const oracle = {
  ...suite('oracle'),
  globalSetup: '<rootDir>/__tests__/oracle/support/global-setup.mjs',
};

/** Decide promotions and touch nothing: `npm run coverage` requires 95 % of the branches of each. */
const PURE = ['gates', 'policy', 'promotion', 'history', 'statistics', 'evidence'];

export default {
  projects: [...['unit', 'exhaustive', 'bundle', 'browser'].map(suite), real, oracle, act, mlflow],
  testTimeout: 60_000,
  testSequencer: '<rootDir>/scripts/test-sequencer.mjs',
  // Istanbul counts each arm of a condition; V8 also counts functions and whole blocks as branches, which hides gaps.
  coverageProvider: 'babel',
  collectCoverageFrom: PURE.map((folder) => `src/${folder}/**/*.ts`),
  coverageThreshold: Object.fromEntries(PURE.map((folder) => [`./src/${folder}/`, { branches: 95 }])),
  coverageDirectory: 'build/coverage',
  coverageReporters: ['text-summary', 'html', 'json'],
  // jest's own default leaves a core free, which of two is half: a test file waits for processes and servers anyway
  maxWorkers: Math.max(2, availableParallelism() - 1),
  // how much a worker may hold after a file without being replaced; scripts/test.mjs says why
  workerIdleMemoryLimit: process.env.JEST_WORKER_MEMORY,
};
