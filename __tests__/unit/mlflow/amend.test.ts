import { describe, expect, test } from '@jest/globals';
import { verifyModel } from '../../../src/history/verify.js';
import { decideAcknowledgement, decideUnregistration } from '../../../src/promotion/amend.js';
import { decideAmendmentAgain } from '../../../src/promotion/repeat.js';
import { decideAndApply, type LoopResult } from '../../../src/promotion/apply-loop.js';
import type { StageStorageMode } from '../../../src/registry/mlflow/stage-storage.js';
import { DEAD_AFTER } from '../../../src/registry/mlflow/lock/lock.js';
import { makeChange, makeTime, type Change } from './support/changes.js';
import { dying, failing, once } from './support/hooks.js';
import { lost, MemoryServer, refused } from './support/memory-server.js';
import { openRegistry } from './support/promoter.js';
import { alter } from './support/tagged.js';

const HOUR = 3_600_000;
const MIDNIGHT = Date.parse('2026-11-01T00:00:00Z');
const MODES: readonly StageStorageMode[] = ['auto', 'stages', 'aliases'];

/** Of a version to remove, or, without one, what was changed by hand to acknowledge. */
function amend(
  server: MemoryServer,
  mode: StageStorageMode,
  { at, version = null }: { at: number; version?: string | null },
): Promise<LoopResult> {
  const time = makeTime(at * HOUR);
  const done = version === null ? 'acknowledged' : 'unregistered';
  return decideAndApply({
    registry: openRegistry(server, time, mode),
    model: 'churn',
    interest: undefined,
    dry: false,
    pacing: { clock: time, random: time.random, retrying: () => undefined },
    decide: async (snapshot, { finished }) => {
      const run = { actor: 'ann', run: null, ref: null, commits: [] };
      const basis = { snapshot, policy: null, now: new Date(MIDNIGHT + time.now()), run };
      const again = decideAmendmentAgain(basis, { done, version, finished });
      if (again !== null) return Promise.resolve(again);
      return Promise.resolve().then(() =>
        version === null
          ? decideAcknowledgement('on call', basis)
          : decideUnregistration({ version, reason: null }, basis),
      );
    },
  });
}

/** Versions 1 and 2 promoted one after the other, of five. */
async function prepare(mode: StageStorageMode, changes?: readonly Change[]): Promise<MemoryServer> {
  const server = new MemoryServer().add('churn', ['None', 'None', 'None', 'None', 'None']);
  for (const [at, change] of (changes ?? [{ version: '1' }, { version: '2' }]).entries())
    await makeChange(server, makeTime(at * HOUR), { mode, ...change });
  return server;
}

/** Past stagegate, where the stage is the version's and where it is an alias. */
async function moveByHand(server: MemoryServer, mode: StageStorageMode, version: string): Promise<void> {
  const at = { name: 'churn', version };
  if (mode === 'aliases') await server.setAlias(at, 'Production');
  else await server.transition(at, { stage: 'Production', archiveExisting: true });
}

async function look(server: MemoryServer, mode: StageStorageMode) {
  const snapshot = await openRegistry(server, makeTime(), mode).read('churn');
  const { problems, acknowledged } = verifyModel(snapshot);
  return {
    versions: snapshot.versions.map(({ version }) => version),
    history: snapshot.history.map(({ entry: { action, version } }) => `${action} ${version}`),
    problems: problems.map(({ message }) => message),
    acknowledged,
  };
}

describe.each(MODES)('acknowledge (%s)', (mode) => {
  test('makes verify green after a move by hand, shows it, and finds the next one', async () => {
    const server = await prepare(mode);
    await moveByHand(server, mode, '3');
    expect((await look(server, mode)).problems).not.toEqual([]);
    expect(await amend(server, mode, { at: 5 })).toMatchObject({ decision: { verdict: 'go' } });
    const after = await look(server, mode);
    expect(after.problems).toEqual([]);
    expect(after.acknowledged).toMatchObject([{ actor: 'ann', reason: 'on call' }]);
    expect(after.acknowledged[0]?.differed.join('\n')).toContain('version 3 is in Production');
    expect(after.history).toEqual(['promote 1', 'promote 2', 'acknowledge 2']);
    await makeChange(server, makeTime(6 * HOUR), { mode, version: '4' });
    expect((await look(server, mode)).problems).toEqual([]);
    await moveByHand(server, mode, '1');
    expect((await look(server, mode)).problems.join('\n')).toContain('version 1 is in Production');
  });

  test('moves nothing, and has nothing to do the second time', async () => {
    const server = await prepare(mode);
    await moveByHand(server, mode, '3');
    const before = [server.inStage('churn', 'Production'), [...(server.held.get('churn')?.aliases ?? [])]];
    await amend(server, mode, { at: 5 });
    expect([server.inStage('churn', 'Production'), [...(server.held.get('churn')?.aliases ?? [])]]).toEqual(
      before,
    );
    expect(await amend(server, mode, { at: 6 })).toMatchObject({ decision: { verdict: 'unchanged' } });
  });

  test('takes a version that was deleted, with its lines, for gone', async () => {
    const server = await prepare(mode, [{ version: '1' }, { version: '2' }, { version: '3' }]);
    server.delete('churn', '1');
    expect((await look(server, mode)).problems.join('\n')).toContain('version 1 is gone');
    await amend(server, mode, { at: 5 });
    expect((await look(server, mode)).problems).toEqual([]);
    server.delete('churn', '2');
    expect((await look(server, mode)).problems.join('\n')).toMatch(/version 2/);
  });

  test('is repeated on what there is when somebody comes in between', async () => {
    const server = await prepare(mode);
    await moveByHand(server, mode, '3');
    const disturbed = server.as(
      once({ request: /^tag \d+ stagegate\.next/ }, async () => {
        await makeChange(server, makeTime(4 * HOUR), { mode, version: '4' });
      }),
    );
    await amend(disturbed, mode, { at: 5 });
    const { history, problems } = await look(server, mode);
    expect(problems).toEqual([]);
    expect(history.slice(0, 3)).toEqual(['promote 1', 'promote 2', 'promote 4']);
  });

  test('that died before its line was written is cleared away, and nothing else', async () => {
    const server = await prepare(mode);
    await moveByHand(server, mode, '3');
    void amend(server.as(dying({ request: /^tag \d+ stagegate\.history/ })), mode, { at: 5 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const before = [server.inStage('churn', 'Production'), [...(server.held.get('churn')?.aliases ?? [])]];
    await amend(server, mode, { at: 6 });
    expect((await look(server, mode)).history).toEqual(['promote 1', 'promote 2', 'acknowledge 2']);
    expect([server.inStage('churn', 'Production'), [...(server.held.get('churn')?.aliases ?? [])]]).toEqual(
      before,
    );
  });
});

test('an altered line is not acknowledged', async () => {
  const server = await prepare('auto');
  const tags = server.held.get('churn')?.versions.get('2')?.tags;
  tags?.set('stagegate.history.1', alter(tags.get('stagegate.history.1') ?? ''));
  await expect(amend(server, 'auto', { at: 5 })).rejects.toMatchObject({
    code: 'history',
    hint: expect.stringContaining("Restore the tag's value"),
  });
});

describe.each(MODES)('unregister (%s)', (mode) => {
  test('deletes the version, and its line stands on another', async () => {
    const server = await prepare(mode);
    const { decision } = await amend(server, mode, { at: 5, version: '5' });
    expect(decision).toMatchObject({ verdict: 'go', version: '5' });
    expect(await look(server, mode)).toMatchObject({
      versions: ['1', '2', '3', '4'],
      history: ['promote 1', 'promote 2', 'unregister 5'],
      problems: [],
    });
    await makeChange(server, makeTime(6 * HOUR), { mode, version: '3' });
    expect(await look(server, mode)).toMatchObject({
      history: ['promote 1', 'promote 2', 'unregister 5', 'promote 3'],
      problems: [],
    });
  });

  test('keeps the lines that the version kept for others, and those of its own', async () => {
    const server = await prepare(mode, []);
    for (const version of ['3', '5', '4']) await amend(server, mode, { at: Number(version), version });
    await moveByHand(server, mode, '2');
    await makeChange(server, makeTime(7 * HOUR), { mode, version: '1' });
    await amend(server, mode, { at: 8 });
    const { history, problems, versions } = await look(server, mode);
    expect({ problems, versions }).toEqual({ problems: [], versions: ['1', '2'] });
    expect(history.slice(0, 3)).toEqual(['unregister 3', 'unregister 5', 'unregister 4']);
  });

  test('carries over what was withdrawn without ever being promoted', async () => {
    const changes: Change[] = [
      { action: 'archive', version: '5', to: 'Archived' },
      { action: 'archive', version: '5', to: 'None' },
    ];
    const server = await prepare(mode, changes);
    await amend(server, mode, { at: 5, version: '5' });
    expect(await look(server, mode)).toMatchObject({
      history: ['archive 5', 'archive 5', 'unregister 5'],
      problems: [],
    });
    await makeChange(server, makeTime(6 * HOUR), { mode, version: '1' });
    expect((await look(server, mode)).problems).toEqual([]);
  });

  test('of the only version is refused: its line would have no place', async () => {
    const server = new MemoryServer().add('churn', ['None']);
    await expect(amend(server, mode, { at: 5, version: '1' })).rejects.toMatchObject({
      code: 'input',
      message: expect.stringContaining('the only one of "churn"'),
    });
    expect((await look(server, mode)).versions).toEqual(['1']);
  });

  test('leaves a version that somebody puts to use in between', async () => {
    const server = await prepare(mode);
    const disturbed = server.as(
      once({ request: /^tag \d+ stagegate\.next/, when: 'after' }, () => moveByHand(server, mode, '5')),
    );
    await expect(amend(disturbed, mode, { at: 5, version: '5' })).rejects.toMatchObject({ code: 'input' });
    expect((await look(server, mode)).versions).toContain('5');
  });

  test.each<[string, ReturnType<typeof dying>]>([
    ['before the version was deleted', dying({ request: /^delete 5/ })],
    ['right after it', dying({ request: /^delete 5/, when: 'after' })],
  ])('that died %s is done by the next run', async (_name, hook) => {
    const server = await prepare(mode);
    void amend(server.as(hook), mode, { at: 5, version: '5' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const time = makeTime(6 * HOUR);
    await makeChange(server, time, { mode, version: '3' });
    expect(time.now() - 6 * HOUR).toBeLessThan(DEAD_AFTER + 15_000);
    const { versions, history, problems } = await look(server, mode);
    const isGone = !versions.includes('5');
    expect(problems).toEqual([]);
    expect(history).toEqual(['promote 1', 'promote 2', ...(isGone ? ['unregister 5'] : []), 'promote 3']);
  });

  test('run again after it died says that it is done', async () => {
    const server = await prepare(mode);
    void amend(server.as(dying({ request: /^delete 5/, when: 'after' })), mode, { at: 5, version: '5' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const { decision, finished } = await amend(server, mode, { at: 6, version: '5' });
    expect({ decision, finished }).toMatchObject({
      decision: { verdict: 'unchanged', version: '5' },
      finished: { action: 'unregister', version: '5' },
    });
    expect((await look(server, mode)).history).toEqual(['promote 1', 'promote 2', 'unregister 5']);
  });

  test.each(['before', 'after'] as const)(
    'of the only version with a history, that died %s the deletion, loses nothing',
    async (when) => {
      const server = await prepare(mode, [
        { action: 'archive', version: '5', to: 'Archived' },
        { action: 'archive', version: '5', to: 'None' },
      ]);
      void amend(server.as(dying({ request: /^delete 5/, when })), mode, { at: 5, version: '5' });
      await new Promise((resolve) => setTimeout(resolve, 50));
      await amend(server, mode, { at: 6, version: '5' });
      expect(await look(server, mode)).toMatchObject({
        versions: ['1', '2', '3', '4'],
        history: ['archive 5', 'archive 5', 'unregister 5'],
        problems: [],
      });
      const time = makeTime(7 * HOUR);
      await makeChange(server, time, { mode, version: '1' });
      expect((await look(server, mode)).problems).toEqual([]);
    },
  );

  test('whose answer is lost looks whether it is done', async () => {
    const server = await prepare(mode);
    const deaf = server.as(failing({ request: /^delete 5/, when: 'after' }, lost));
    expect(await amend(deaf, mode, { at: 5, version: '5' })).toMatchObject({ decision: { verdict: 'go' } });
    const unheard = server.as(failing({ request: /^delete 4/ }, lost));
    await expect(amend(unheard, mode, { at: 6, version: '4' })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('version 4 still seems to be registered'),
    });
  });

  test('that the server refuses changes nothing, and nobody waits for it', async () => {
    const server = await prepare(mode);
    const denied = server.as(failing({ request: /^delete 5/ }, () => refused(403)));
    await expect(amend(denied, mode, { at: 5, version: '5' })).rejects.toMatchObject({ code: 'unavailable' });
    const time = makeTime(6 * HOUR);
    await makeChange(server, time, { mode, version: '3' });
    expect(time.now() - 6 * HOUR).toBeLessThan(1_000);
    expect((await look(server, mode)).versions).toContain('5');
  });
});
