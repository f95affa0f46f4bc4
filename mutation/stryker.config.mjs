const folder = process.env.MUTATION_FOLDER;
if (!folder) throw new Error('MUTATION_FOLDER is missing: run npm run mutation -- FOLDER');
const every = process.env.MUTATION_SAMPLE;
const report = every ? `build/mutation/${folder}-sample-${every}` : `build/mutation/${folder}`;

/**
 * Mutation tests of one folder of src/ by that folder's unit tests (StrykerJS). `npm run mutation` runs it for each
 * folder. It remembers what it found. The report is build/mutation/FOLDER.html, that of a sample of one in N mutants
 * build/mutation/FOLDER-sample-N.html.
 */
export default {
  mutate: [`src/${folder}/**/*.ts`],
  testRunner: 'folder',
  coverageAnalysis: 'perTest',
  // what only runs while a file loads would need every test again; it is left out and counted as such
  ignoreStatic: true,
  concurrency: 1,
  // Stryker gives a mutant up after 1.5 times its tests' time and this, in milliseconds, and counts it as noticed. It is
  // long, so that a busy machine doesn't count as noticing. Most endless loops end earlier, by their number of rounds.
  timeoutMS: 30_000,
  plugins: ['./mutation/runner.mjs', './mutation/sample.mjs'],
  checkers: every ? ['sample'] : [],
  incremental: true,
  incrementalFile: `${report}.json`,
  tempDirName: `build/stryker-${folder}`,
  // what these tests don't need isn't copied, and nothing checks types; policy's look into dist/bundle
  ignorePatterns: [
    ...['.cache', 'build', 'bench', 'examples', 'docs', 'scripts'],
    ...['act', 'bundle', 'mlflow', 'oracle', 'real'].map((suite) => `__tests__/${suite}`),
  ],
  disableTypeChecks: false,
  reporters: ['clear-text', 'html', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  htmlReporter: { fileName: `${report}.html` },
  thresholds: { high: 90, low: 85, break: 85 },
};
