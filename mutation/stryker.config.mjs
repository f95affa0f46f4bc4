/**
 * Mutation tests of the rules (StrykerJS). `npm run mutation` takes hours on two cores, so it is run by hand, and
 * remembers what it found; `npm run mutation -- --mutate 'src/gates/*.ts'` takes a part. The report is
 * build/mutation/index.html.
 */
export default {
  mutate: ['src/{gates,policy,promotion}/**/*.ts'],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: { configFile: 'mutation/jest.config.mjs', enableFindRelatedTests: false },
  coverageAnalysis: 'perTest',
  // what only runs while a file loads would need every test again; it is left out and counted as such
  ignoreStatic: true,
  concurrency: 2,
  incremental: true,
  incrementalFile: 'build/mutation/incremental.json',
  tempDirName: 'build/stryker',
  ignorePatterns: ['dist', '.cache', 'build', 'bench', 'examples'],
  reporters: ['clear-text', 'html', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  htmlReporter: { fileName: 'build/mutation/index.html' },
  thresholds: { high: 90, low: 85, break: 85 },
};
