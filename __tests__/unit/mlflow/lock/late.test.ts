import { describe, expect, test } from '@jest/globals';
import { verifyModel } from '../../../../src/history/verify.js';
import type { StageStorageMode } from '../../../../src/registry/mlflow/stage-storage.js';
import { DEAD_AFTER, STOP_AFTER } from '../../../../src/registry/mlflow/lock/lock.js';
import { makeChange, makeTime, type Change } from '../support/changes.js';
import { dying, pausing } from '../support/hooks.js';
import { MemoryServer } from '../support/memory-server.js';
import { openRegistry } from '../support/promoter.js';

const HOUR = 3_600_000;
const WRITE = /^(tag|untag|move|point|unpoint) /;
const MODES: readonly StageStorageMode[] = ['auto', 'stages', 'aliases'];

/** Version 1 in Production, 2 in Staging, 3 and 4 in neither. */
const BEFORE: readonly Change[] = [{ version: '1' }, { version: '2', to: 'Staging' }];

const CHANGES: Readonly<Record<string, Change>> = {
  'a promotion from Staging': { version: '2' },
  'a promotion of a new version': { version: '3' },
  'a way down to Staging': { version: '1', to: 'Staging' },
  'a withdrawal': { version: '1', to: 'Archived' },
  'a promotion beside another': { version: '2', exclusive: false },
};

async function prepare(mode: StageStorageMode): Promise<MemoryServer> {
  const server = new MemoryServer().add('churn', ['None', 'None', 'None', 'None']);
  for (const [at, change] of BEFORE.entries())
    await makeChange(server, makeTime(at * HOUR), { mode, ...change });
  server.requests.length = 0;
  return server;
}

/** The writes of a change, nobody else at it. */
async function writesOf(change: Change, mode: StageStorageMode): Promise<string[]> {
  const server = await prepare(mode);
  await makeChange(server, makeTime(5 * HOUR), { mode, ...change });
  return server.requests.filter((request) => WRITE.test(request));
}

async function told(server: MemoryServer, mode: StageStorageMode): Promise<unknown> {
  const snapshot = await openRegistry(server, makeTime(), mode).read('churn');
  return {
    production: snapshot.versions.filter(({ stage }) => stage === 'Production').map(({ version }) => version),
    alias: mode === 'stages' ? null : snapshot.aliases['Production'],
    problems: verifyModel(snapshot).problems.map(({ message }) => message),
  };
}

/** An alias holds one version: nothing is kept beside another there. */
const CASES = Object.entries(CHANGES).flatMap(([name, change]) =>
  MODES.filter((mode) => change.exclusive !== false || mode !== 'aliases').map((mode) => ({
    name,
    mode,
    change: { mode, ...change },
  })),
);

describe.each(CASES)('$name ($mode) that is delayed for longer than others wait', ({ mode, change }) => {
  test('writes nothing more, whichever write is answered late', async () => {
    const writes = await writesOf(change, mode);
    // the first announces: nothing is decided by then, and it may begin anew
    for (let nth = 2; nth <= writes.length; nth++) {
      const server = await prepare(mode);
      const slow = pausing({ request: WRITE, when: 'after', nth });
      const time = makeTime(5 * HOUR);
      const client = server.as(slow.between);
      const late = makeChange(client, time, change).then(
        () => 'done',
        (error: unknown) => error,
      );
      await slow.reached;
      // waits until it counts as dead, finishes it or clears it, and goes on
      await makeChange(server, makeTime(5 * HOUR + 1_000), { mode, version: '4' });
      await time.sleep(DEAD_AFTER + 10_000);
      const sent = client.requests.length;
      slow.resume();
      const end = await late;
      const more = client.requests.slice(sent).filter((request) => WRITE.test(request));
      // its record was its last write: it looks again then, and says that it has lost the stage, or is still where it was
      const isRecorded = nth === writes.length;
      const at = `${nth} ${writes[nth - 1]}`;
      expect({ at, more }).toEqual({ at, more: [] });
      if (!isRecorded) expect({ at, end }).toMatchObject({ at, end: { code: 'unavailable' } });
      expect({ at, ...((await told(server, mode)) as object) }).toEqual({
        at,
        production: ['4'],
        alias: mode === 'stages' ? null : '4',
        problems: [],
      });
    }
  });
});

describe('a run that is delayed while it recovers another', () => {
  test.each(MODES)('writes nothing more (%s)', async (mode) => {
    for (let nth = 2; nth <= 4; nth++) {
      const server = await prepare(mode);
      const first = mode === 'aliases' ? /^point Production/ : /^move/;
      void makeChange(server.as(dying({ request: first, when: 'after' })), makeTime(5 * HOUR), {
        mode,
        version: '2',
      });
      await new Promise((resolve) => setImmediate(resolve));
      const slow = pausing({ request: WRITE, when: 'after', nth });
      const time = makeTime(6 * HOUR);
      const client = server.as(slow.between);
      const late = makeChange(client, time, { mode, version: '3' }).catch((error: unknown) => error);
      await slow.reached;
      await makeChange(server, makeTime(6 * HOUR + 200_000), { mode, version: '4' });
      await time.sleep(2 * DEAD_AFTER);
      const sent = client.requests.length;
      slow.resume();
      await late;
      const left = await told(server, mode);
      const more = client.requests.slice(sent).filter((request) => WRITE.test(request));
      // if it goes on at all, it decides again on what there is now, and announces that
      expect({ nth, next: more[0] ?? 'tag' }).toEqual({
        nth,
        next: expect.stringMatching(/^tag( \d stagegate\.next.*)?$/),
      });
      expect(left).toMatchObject({ problems: [] });
    }
  });
});

test('a run stops well before it counts as dead', () => {
  expect(STOP_AFTER).toBeLessThanOrEqual(DEAD_AFTER - 15_000);
});
