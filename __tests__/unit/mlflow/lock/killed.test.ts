import { describe, expect, test } from '@jest/globals';
import { verifyModel } from '../../../../src/history/verify.js';
import type { StageStorageMode } from '../../../../src/registry/mlflow/stage-storage.js';
import { makeChange, makeTime, type Change } from '../support/changes.js';
import { dying } from '../support/hooks.js';
import { MemoryServer } from '../support/memory-server.js';
import { openRegistry } from '../support/promoter.js';

const HOUR = 3_600_000;
const MODES: readonly StageStorageMode[] = ['auto', 'stages', 'aliases'];
const ANY = /./;

interface Work {
  readonly before: readonly Change[];
  readonly change: Change;
  /** The stages in which the change may leave its version when it is cut off. */
  readonly within: readonly string[];
}

const CHAMPION: readonly Change[] = [{ version: '1', to: 'Staging' }, { version: '1' }];
const CHALLENGER: Change = { version: '2', to: 'Staging' };

const WORKS: Readonly<Record<string, Work>> = {
  'a promotion from Staging over a champion': {
    before: [...CHAMPION, CHALLENGER],
    change: { version: '2' },
    within: ['Staging', 'Production'],
  },
  'a promotion from None to an empty stage': {
    before: CHAMPION,
    change: CHALLENGER,
    within: ['None', 'Staging'],
  },
  'a first promotion': { before: [], change: { version: '1' }, within: ['None', 'Production'] },
  'a way down to Staging, over the version there': {
    before: [...CHAMPION, CHALLENGER],
    change: { version: '1', to: 'Staging' },
    within: ['Production', 'Staging', 'None'],
  },
  'a withdrawal': {
    before: CHAMPION,
    change: { version: '1', to: 'Archived' },
    within: ['Production', 'Archived', 'None'],
  },
  'a rollback': {
    before: [...CHAMPION, CHALLENGER, { version: '2' }],
    change: { action: 'rollback', version: '1' },
    within: ['Archived', 'Production'],
  },
};

interface State {
  readonly stages: Readonly<Record<string, string>>;
  readonly aliases: Readonly<Record<string, string>>;
  readonly history: readonly string[];
  readonly problems: readonly string[];
}

async function prepare({ before }: Work, mode: StageStorageMode): Promise<MemoryServer> {
  const server = new MemoryServer().add('churn', ['None', 'None', 'None']);
  for (const [at, change] of before.entries())
    await makeChange(server, makeTime(at * HOUR), { mode, ...change });
  server.requests.length = 0;
  return server;
}

async function look(server: MemoryServer, mode: StageStorageMode): Promise<State> {
  const snapshot = await openRegistry(server, makeTime(), mode).read('churn');
  return {
    stages: Object.fromEntries(snapshot.versions.map(({ version, stage }) => [version, stage])),
    aliases: snapshot.aliases,
    history: snapshot.history.map(({ entry: { action, version, to } }) => `${action} ${version} to ${to}`),
    problems: verifyModel(snapshot).problems.map(({ message }) => message),
  };
}

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

const CASES = Object.entries(WORKS).flatMap(([name, work]) => MODES.map((mode) => ({ name, mode, work })));

describe.each(CASES)('$name ($mode), whose process is killed at any request', ({ mode, work }) => {
  const change = { mode, ...work.change };

  test('leaves the version in a stage, and running it again completes it', async () => {
    const whole = await prepare(work, mode);
    await makeChange(whole, makeTime(10 * HOUR), change);
    const end = await look(whole, mode);
    expect(end.problems).toEqual([]);
    for (let nth = 1; nth <= whole.requests.length; nth++) {
      for (const when of ['before', 'after'] as const) {
        const server = await prepare(work, mode);
        void makeChange(server.as(dying({ request: ANY, when, nth })), makeTime(10 * HOUR), change);
        await settled();
        const at = `${when} ${nth}`;
        const left = await look(server, mode);
        expect({ at, in: left.stages[change.version ?? ''] }).toEqual({
          at,
          in: expect.stringMatching(new RegExp(`^(${work.within.join('|')})$`)),
        });
        await makeChange(server, makeTime(11 * HOUR), change);
        expect({ at, ...(await look(server, mode)) }).toEqual({ at, ...end });
      }
    }
  });

  test('is completed or cleared by the next run that changes the model', async () => {
    const whole = await prepare(work, mode);
    await makeChange(whole, makeTime(10 * HOUR), change);
    for (let nth = 1; nth <= whole.requests.length; nth++) {
      const server = await prepare(work, mode);
      void makeChange(server.as(dying({ request: ANY, when: 'after', nth })), makeTime(10 * HOUR), change);
      await settled();
      await makeChange(server, makeTime(11 * HOUR), { mode, version: '3' });
      const { stages, problems } = await look(server, mode);
      expect({ nth, in: stages['3'], problems }).toEqual({ nth, in: 'Production', problems: [] });
    }
  });
});

test('a run that waits for a killed one looks every second at first, and less often after 15 seconds', async () => {
  const server = new MemoryServer().add('churn', ['None', 'None']);
  void makeChange(server.as(dying({ request: /^move 1/ })), makeTime(), { version: '1' });
  await settled();
  const time = makeTime();
  const waits: { readonly from: number; readonly milliseconds: number }[] = [];
  const sleep = (milliseconds: number): Promise<void> => {
    waits.push({ from: time.now(), milliseconds });
    return time.sleep(milliseconds);
  };
  await makeChange(server, { ...time, sleep }, { version: '2' });
  const longest = (of: typeof waits) => Math.max(...of.map(({ milliseconds }) => milliseconds));
  // a wait is between half and one and a half times as long as meant
  expect(longest(waits.filter(({ from }) => from < 15_000))).toBeLessThanOrEqual(1_500);
  expect(longest(waits)).toBeGreaterThan(2_500);
  expect(longest(waits)).toBeLessThanOrEqual(7_500);
  expect(time.now()).toBeGreaterThanOrEqual(60_000);
  expect(time.now()).toBeLessThan(68_000);
  expect(waits.length).toBeLessThan(50);
});
