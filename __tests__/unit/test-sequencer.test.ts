import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { PROJECT } from '../support/project.js';

interface Sequencer {
  readonly LONG: readonly string[];
  readonly default: new () => { sort(tests: readonly unknown[]): Promise<{ readonly path: string }[]> };
}

/** It has no types. */
const sequencer = (await import(join(PROJECT, 'scripts', 'test-sequencer.mjs'))) as Sequencer;

test('the files that are known to take long exist', () => {
  const missing = sequencer.LONG.filter((name) => !existsSync(join(PROJECT, '__tests__', `${name}.test.ts`)));
  expect(missing).toEqual([]);
});

test('they come first, and the others in the order that jest gives them', async () => {
  const config = { cache: false, rootDir: PROJECT, id: 'none' };
  const context = { config, hasteFS: { getSize: () => 1 } };
  const names = ['unit/nearest', 'bundle/action-commit', 'unit/policy/load', 'mlflow/killed'];
  const tests = names.map((name, at) => ({
    path: join(PROJECT, '__tests__', `${name}.test.ts`),
    context,
    duration: at,
  }));
  const sorted = await new sequencer.default().sort(tests);
  const told = sorted.map(({ path }) => names.find((name) => path.endsWith(`/${name}.test.ts`)));
  expect(told.slice(0, 2)).toEqual(['mlflow/killed', 'bundle/action-commit']);
  expect([...told].sort()).toEqual([...names].sort());
});
