import { readdirSync } from 'node:fs';

/*
 * All unit tests of the folder that is mutated, as one test file: jest gives each test file modules of its own, and
 * loading those twenty times would be most of a mutant's time.
 */
const tests = new URL(`../__tests__/unit/${process.env.MUTATION_FOLDER}/`, import.meta.url);

for (const name of readdirSync(tests)
  .filter((file) => file.endsWith('.test.ts'))
  .sort())
  await import(new URL(name, tests).pathname);
