import { describe, expect, test } from '@jest/globals';
import { verifyModel } from '../../../../src/history/verify.js';
import type { LoopResult } from '../../../../src/promotion/apply-loop.js';
import { BEGIN_WITHIN } from '../../../../src/registry/mlflow/lock/lock.js';
import { MemoryServer, type Between } from '../support/memory-server.js';
import { openRegistry, promote, type Move, type Time } from '../support/promoter.js';
import { Schedule, seeded } from '../support/schedule.js';

const VERSIONS = ['1', '2', '3', '4', '5', '6'];
const SEEDS = Array.from({ length: Number(process.env['SEEDS'] ?? 150) }, (_, at) => at + 1);

interface Race {
  readonly server: MemoryServer;
  readonly ends: PromiseSettledResult<LoopResult>[];
  readonly time: Time;
}

/** @param dies by racer: the number of its server steps after which it is never heard of again */
async function race(
  seed: number,
  moves: readonly Move[],
  dies: Readonly<Record<number, number>> = {},
): Promise<Race> {
  const random = seeded(seed);
  const schedule = new Schedule(random);
  const time = { now: () => schedule.now, sleep: schedule.sleep, random };
  const server = new MemoryServer().add('churn', [
    'None',
    'None',
    'None',
    'None',
    'None',
    'None',
    'Production',
  ]);
  const work = moves.map((move, at) => {
    let steps = 0;
    const between: Between = () =>
      ++steps > (dies[at] ?? Infinity) ? new Promise(() => undefined) : schedule.turn();
    return promote(server.as(between), time, move);
  });
  await schedule.run(work);
  const ends = await Promise.all(
    work.map((one) =>
      Promise.race([
        Promise.allSettled([one]).then(([end]) => end),
        new Promise<{ status: 'rejected'; reason: string }>((resolve) =>
          setImmediate(() => setImmediate(() => resolve({ status: 'rejected', reason: 'died' }))),
        ),
      ]),
    ),
  );
  return { server, ends, time };
}

/** What holds after everybody has ended, whoever died: looked at by somebody new. */
async function expectSound({ server, time, ends }: Race): Promise<string[]> {
  const production = server.inStage('churn', 'Production');
  expect(production).toHaveLength(1);
  const snapshot = await openRegistry(server, time).read('churn');
  expect(verifyModel({ ...snapshot, problems: [] }).problems).toEqual([]);
  const promoted = snapshot.history.map(({ entry }) => entry.version);
  ends.forEach((end) => {
    if (end.status === 'fulfilled' && end.value.applied !== null)
      expect(promoted).toContain(end.value.decision.version);
  });
  return promoted;
}

describe('six promotions of six versions at once', () => {
  test.each(SEEDS)('in the order of seed %i: all succeed, one after another', async (seed) => {
    const run = await race(
      seed,
      VERSIONS.map((version) => ({ version })),
    );
    const promoted = await expectSound(run);
    expect(run.ends.map(({ status }) => status)).toEqual(VERSIONS.map(() => 'fulfilled'));
    expect([...promoted].sort()).toEqual(VERSIONS);
    // nobody had to give up for want of time, which two that wait for each other would
    expect(run.time.now()).toBeLessThan(BEGIN_WITHIN);
    const snapshot = await openRegistry(run.server, run.time).read('churn');
    expect(snapshot.problems).toEqual([]);
    expect(snapshot.aliases).toEqual({ Production: promoted.at(-1) });
    expect(run.server.inStage('churn', 'Production')).toEqual(promoted.slice(-1));
  });
});

describe('promotions of the same versions to both stages at once', () => {
  const moves = ['1', '1', '2', '2'].flatMap((version) => [{ version }, { version, to: 'Staging' }]);
  test.each(SEEDS)('in the order of seed %i', async (seed) => {
    const { server, time, ends } = await race(seed, moves);
    // who has lost the stage again when it looks back says so
    const rejected = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));
    expect(rejected).toEqual(rejected.map(() => expect.objectContaining({ code: 'conflict' })));
    const snapshot = await openRegistry(server, time).read('churn');
    expect(verifyModel({ ...snapshot, problems: [] }).problems).toEqual([]);
    expect(server.inStage('churn', 'Production').length).toBeLessThanOrEqual(1);
    expect(server.inStage('churn', 'Staging').length).toBeLessThanOrEqual(1);
  });
});

describe('six promotions at once, of which two crash somewhere', () => {
  test.each(SEEDS)('in the order of seed %i', async (seed) => {
    const random = seeded(seed * 7919);
    const dies = { 0: Math.floor(random() * 24), 3: Math.floor(random() * 24) };
    const run = await race(
      seed,
      VERSIONS.map((version) => ({ version })),
      dies,
    );
    await expectSound(run);
    expect(run.ends.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(4);
  });
});

describe('a promotion that crashes after each of its steps and is started again', () => {
  test.each(Array.from({ length: 18 }, (_, at) => at))('after step %i', async (step) => {
    const first = await race(1, [{ version: '1' }], { 0: step });
    const { server, time } = first;
    expect(server.inStage('churn', 'Production')).toHaveLength(1);
    const schedule = new Schedule(seeded(2));
    const again = promote(
      server,
      { ...time, now: () => schedule.now, sleep: schedule.sleep },
      { version: '1' },
    );
    await schedule.run([again]);
    expect((await again).decision.version).toBe('1');
    expect(server.inStage('churn', 'Production')).toEqual(['1']);
    const snapshot = await openRegistry(server, time).read('churn');
    expect(snapshot.history.map(({ entry }) => entry.version)).toEqual(['1']);
    expect(snapshot.aliases).toEqual({ Production: '1' });
    expect(verifyModel(snapshot).problems).toEqual([]);
  });
});
