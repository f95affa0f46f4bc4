import { describe, expect, test } from '@jest/globals';
import { awaitChecks } from '../../../src/gates/checks.js';
import type { CommitChecks } from '../../../src/gates/code-host.js';
import type { ChecksGate } from '../../../src/policy/schema.js';
import { checksOf, checkWith, COMMIT, scriptHost } from '../support/code-host.js';

const OPEN = checksOf(checkWith({ name: 'build', status: 'in_progress' }));
const GOOD = checksOf(checkWith({ name: 'build' }));
const BAD = checksOf(checkWith({ name: 'build', conclusion: 'failure' }));
const NONE = checksOf();
const UNKNOWN: CommitChecks = { commit: COMMIT, checks: [], problem: 'push it first' };

const gate = (wait?: string): ChecksGate => ({ checks: ['build'], wait });

/** The pauses, and what was found in the end. */
async function run(looks: readonly CommitChecks[], ...gates: ChecksGate[]) {
  const host = scriptHost(looks);
  const found = await awaitChecks(host, COMMIT, gates);
  const pauses = host.asked.filter((what) => /^\d/.test(what)).map(Number);
  return { found, pauses, told: host.told, total: pauses.reduce((sum, pause) => sum + pause, 0) };
}

describe('waiting for checks', () => {
  test.each<[string, CommitChecks[], number[], CommitChecks]>([
    ['ends at once when all have ended', [GOOD], [], GOOD],
    ['ends at once for one that failed', [BAD, GOOD], [], BAD],
    ['ends at once where nothing can be known', [UNKNOWN, GOOD], [], UNKNOWN],
    ['goes on while one runs', [OPEN, OPEN, GOOD], [5_000, 7_500], GOOD],
    ['goes on for one that is not there yet', [NONE, OPEN, BAD], [5_000, 7_500], BAD],
  ])('%s', async (_name, looks, pauses, end) => {
    const { found, pauses: waited } = await run(looks, gate());
    expect({ found, waited }).toEqual({ found: end, waited: pauses });
  });

  test.each<[string, CommitChecks, string | undefined, number]>([
    ['ten minutes by default', OPEN, undefined, 600_000],
    ['ten minutes for one that never comes', NONE, undefined, 600_000],
    ['as long as the gate says', OPEN, '1m', 60_000],
    ['not at all', OPEN, '0s', 0],
  ])('lasts %s', async (_name, look, wait, total) => {
    const run_ = await run([look], gate(wait));
    expect(run_).toMatchObject({ total, found: look });
    expect(Math.max(0, ...run_.pauses)).toBeLessThanOrEqual(30_000);
  });

  test('of several gates lasts as long as one of them waits', async () => {
    const two = checksOf(checkWith({ name: 'build' }), checkWith({ name: 'e2e', status: 'queued' }));
    await expect(run([two], gate('1h'), { checks: ['e2e'], wait: '20s' })).resolves.toMatchObject({
      total: 20_000,
    });
    await expect(run([OPEN], gate('20s'), gate('1m'))).resolves.toMatchObject({
      total: 60_000,
      told: [expect.stringContaining('1 min at the most')],
    });
  });

  test('lasts as long on a clock that began long before', async () => {
    const host = scriptHost([OPEN]);
    const clock = { ...host.clock, elapsed: () => 86_400_000 + host.clock.elapsed() };
    expect(await awaitChecks({ ...host, clock }, COMMIT, [gate('1m')])).toBe(OPEN);
    expect(host.clock.elapsed()).toBe(60_000);
    expect(host.told).toEqual([expect.stringContaining('1 min at the most')]);
  });

  test('is announced once for each state', async () => {
    const queued = checksOf(checkWith({ name: 'build', status: 'queued' }));
    const { told } = await run([NONE, queued, queued, OPEN, GOOD], gate('1m'));
    expect(told).toEqual([
      'waiting for checks on 1a2b3c4d5e6f: build (missing); 1 min at the most',
      'waiting for checks on 1a2b3c4d5e6f: build (queued); 55 s at the most',
      'waiting for checks on 1a2b3c4d5e6f: build (in_progress); 36 s at the most',
    ]);
  });
});
