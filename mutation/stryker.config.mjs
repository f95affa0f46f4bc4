const folder = process.env.MUTATION_FOLDER;
if (!folder) throw new Error('MUTATION_FOLDER is missing: run npm run mutation -- FOLDER');

/**
 * Mutation tests of one folder of src/ by that folder's unit tests (StrykerJS). `npm run mutation` runs it for each
 * folder. It remembers what it found. The report is build/mutation/FOLDER.html.
 */
export default {
  mutate: [`src/${folder}/**/*.ts`],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: { configFile: 'mutation/jest.config.mjs', enableFindRelatedTests: false },
  coverageAnalysis: 'perTest',
  // what only runs while a file loads would need every test again; it is left out and counted as such
  ignoreStatic: true,
  concurrency: 1,
  // a mutant that never ends is given up after 1.5 times its tests' time and this, in milliseconds
  timeoutMS: 10_000,
  incremental: true,
  incrementalFile: `build/mutation/${folder}.json`,
  tempDirName: `build/stryker-${folder}`,
  ignorePatterns: ['dist', '.cache', 'build', 'bench', 'examples', 'docs'],
  reporters: ['clear-text', 'html', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  htmlReporter: { fileName: `build/mutation/${folder}.html` },
  thresholds: { high: 90, low: 85, break: 85 },
};
