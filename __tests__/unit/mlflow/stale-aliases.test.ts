import { describe, expect, test } from '@jest/globals';
import { verifyModel } from '../../../src/history/verify.js';
import type { StageStorageMode } from '../../../src/registry/mlflow/stage-storage.js';
import { makeChange, makeTime } from './support/changes.js';
import { failing } from './support/hooks.js';
import { MemoryServer, refused } from './support/memory-server.js';
import { openRegistry } from './support/promoter.js';

/* `aliases: {Production: champion}` was added to a policy that had none: the alias Production stays where it was. */

const RENAMED = { Production: 'champion' };
const MODES: readonly StageStorageMode[] = ['auto', 'aliases'];

/** Version 1 was promoted under the stage's own alias, version 2 after the policy named another. */
async function renamed(mode: StageStorageMode, last = '2'): Promise<MemoryServer> {
  const server = new MemoryServer().add('churn', ['None', 'None', 'None']);
  await makeChange(server, makeTime(), { version: '1', mode });
  if (last !== '1') await makeChange(server, makeTime(3_600_000), { version: last, mode, aliases: RENAMED });
  return server;
}

const aliasesOf = (server: MemoryServer) => Object.fromEntries(server.held.get('churn')?.aliases ?? []);
const review = (server: MemoryServer, mode: StageStorageMode, prune: boolean, aliases = RENAMED) =>
  openRegistry(server, makeTime(), mode, aliases).reviewAliases('churn', prune);

async function problemsOf(server: MemoryServer, mode: StageStorageMode): Promise<string[]> {
  const snapshot = await openRegistry(server, makeTime(), mode, RENAMED).read('churn');
  return verifyModel(snapshot).problems.map(({ message }) => message);
}

describe.each(MODES)('a renamed alias, mode %s', (mode) => {
  test('is told with its version and the command, by a promotion and by verify', async () => {
    const server = await renamed(mode);
    expect(aliasesOf(server)).toEqual({ Production: '1', champion: '2' });
    const told =
      'the alias Production still serves version 1, which left Production: the policy uses the alias champion now. Load champion instead, then remove the old alias with stagegate verify --prune-aliases';
    expect(await review(server, mode, false)).toEqual({ removed: [], notices: [told] });
    expect(await problemsOf(server, mode)).toEqual([told]);
    expect(aliasesOf(server)).toEqual({ Production: '1', champion: '2' });
  });

  test('is removed when asked, and then all is well', async () => {
    const server = await renamed(mode);
    expect(await review(server, mode, true)).toEqual({
      removed: ['Production'],
      notices: ['the alias Production was removed: it served version 1, which left Production'],
    });
    expect(aliasesOf(server)).toEqual({ champion: '2' });
    expect(await problemsOf(server, mode)).toEqual([]);
    expect(await review(server, mode, true)).toEqual({ removed: [], notices: [] });
  });

  test('on a version that never held the stage is somebody’s own', async () => {
    const server = await renamed(mode);
    await server.setAlias({ name: 'churn', version: '3' }, 'Production');
    expect(await review(server, mode, true)).toEqual({ removed: [], notices: [] });
    expect(await problemsOf(server, mode)).toEqual([]);
    expect(aliasesOf(server)).toEqual({ Production: '3', champion: '2' });
  });

  test('on the version that holds the stage serves what it should', async () => {
    const server = await renamed(mode);
    await server.setAlias({ name: 'churn', version: '2' }, 'Production');
    expect(await review(server, mode, true)).toEqual({ removed: [], notices: [] });
    expect(aliasesOf(server)).toMatchObject({ Production: '2' });
  });

  test('that may not be removed is reported', async () => {
    const server = await renamed(mode);
    const client = server.as(failing({ request: /^unpoint/ }, () => refused(403)));
    const registry = openRegistry(client, makeTime(), mode, RENAMED);
    expect(await registry.reviewAliases('churn', true)).toEqual({
      removed: [],
      notices: ['the alias Production still serves version 1: removing it needs the MANAGE permission'],
    });
  });

  test('other aliases are left alone, and no request is sent where none was renamed', async () => {
    const server = await renamed(mode);
    await server.setAlias({ name: 'churn', version: '1' }, 'best-of-2025');
    server.requests.length = 0;
    expect(await review(server, mode, true, {} as typeof RENAMED)).toEqual({ removed: [], notices: [] });
    expect(server.requests).toEqual([]);
    await review(server, mode, true);
    expect(aliasesOf(server)).toEqual({ champion: '2', 'best-of-2025': '1' });
  });
});

test.each(MODES)('right after the renaming nothing has moved, mode %s', async (mode) => {
  const server = await renamed(mode, '1');
  expect(await review(server, mode, true)).toEqual({ removed: [], notices: [] });
  expect(aliasesOf(server)).toEqual({ Production: '1' });
  const { versions } = await openRegistry(server, makeTime(), mode, RENAMED).read('churn');
  expect(versions.map(({ stage }) => stage)).toEqual(['Production', 'None', 'None']);
  const settled = await makeChange(server, makeTime(3_600_000), { version: '2', mode, aliases: RENAMED });
  expect(settled.decision).toMatchObject({ holders: ['1'], plan: { entry: { archived: ['1'] } } });
});
