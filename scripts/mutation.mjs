/**
 * Mutation tests by StrykerJS, one folder of src/ after the other:
 * `npm run mutation [-- FOLDER… --sample N --mutate FILES]`. Without a folder, all in FOLDERS. `--sample N` tries one
 * mutant in N. Other arguments that start with `-`, and what follows them, go to Stryker. Fails if a folder's score is
 * below the threshold in mutation/stryker.config.mjs.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const STRYKER = join(ROOT, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');
const FOLDERS = ['gates', 'policy', 'promotion'];

const given = process.argv.slice(2);
const sample = given.indexOf('--sample');
const [, every = ''] = sample === -1 ? [] : given.splice(sample, 2);
if (sample !== -1 && !/^[1-9]\d*$/.test(every)) {
  console.error('--sample needs a whole number, such as 4: one mutant in 4 is tried');
  process.exit(2);
}
const options = given.findIndex((argument) => argument.startsWith('-'));
const named = options === -1 ? given : given.slice(0, options);
const forStryker = options === -1 ? [] : given.slice(options);

const unknown = named.find((folder) => !FOLDERS.includes(folder));
if (unknown !== undefined) {
  console.error(`There are no mutation tests of ${unknown}. Name one of: ${FOLDERS.join(', ')}`);
  process.exit(2);
}

for (const folder of named.length > 0 ? named : FOLDERS) {
  const { status } = spawnSync(
    process.execPath,
    [STRYKER, 'run', 'mutation/stryker.config.mjs', ...forStryker],
    { cwd: ROOT, stdio: 'inherit', env: { ...process.env, MUTATION_FOLDER: folder, MUTATION_SAMPLE: every } },
  );
  if (status !== 0) process.exitCode = 1;
}
