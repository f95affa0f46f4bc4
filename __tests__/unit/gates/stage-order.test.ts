import { describe, expect, test } from '@jest/globals';
import { checkFrom, checkSoak } from '../../../src/gates/transition.js';
import type { HistoryEntry } from '../../../src/model/history-entry.js';
import { contextWith, NOW, rulesWith, snapshotWith } from '../support/gate-context.js';
import { buildHistory } from '../support/history-builder.js';

const HOUR = 3_600_000;
const ago = (milliseconds: number): string => new Date(NOW.getTime() - milliseconds).toISOString();

describe('from', () => {
  const judge = (
    from: readonly string[] | null,
    currentStage: string,
    entries: Partial<HistoryEntry>[] = [],
  ): ReturnType<typeof checkFrom> =>
    checkFrom(
      contextWith({
        currentStage,
        rules: rulesWith({ from }),
        snapshot: snapshotWith({ history: buildHistory(entries) }),
      }),
    );
  const staged = { version: '4', to: 'Staging' };

  test.each<[string, readonly string[], string, Partial<HistoryEntry>[], 'pass' | 'fail', string]>([
    ['the right stage', ['Staging'], 'Staging', [staged], 'pass', 'version 4 comes from Staging'],
    ['one of several', ['None', 'Staging'], 'Staging', [staged], 'pass', 'version 4 comes from Staging'],
    ['a registry without history', ['Staging'], 'Staging', [], 'pass', 'version 4 comes from Staging'],
    ['None, never moved', ['None'], 'None', [], 'pass', 'version 4 comes from None'],
    [
      'None, in a history that does not know it',
      ['None'],
      'None',
      [{ version: '1' }],
      'pass',
      'version 4 comes from None',
    ],
    [
      'None, registered',
      ['None'],
      'None',
      [{ action: 'register', version: '4', from: null, to: 'None' }],
      'pass',
      'version 4 comes from None',
    ],
    [
      'held before the history began',
      ['Staging'],
      'Staging',
      [{ version: '1', beginning: { 4: 'Staging' } }],
      'pass',
      'version 4 comes from Staging',
    ],
    [
      'None',
      ['Staging'],
      'None',
      [],
      'fail',
      'version 4 is in None, must come from Staging: promote it there first',
    ],
    [
      'the wrong one of several',
      ['None', 'Staging'],
      'Archived',
      [],
      'fail',
      'version 4 is in Archived, must come from None or Staging: promote it there first',
    ],
    [
      'the target itself, beside another version',
      ['Staging'],
      'Production',
      [staged, { version: '4', from: 'Staging', to: 'Production' }],
      'fail',
      'version 4 is in Production, must come from Staging: to keep it alone, move the other versions out of Production',
    ],
    [
      'moved past stagegate to the target itself',
      ['Staging'],
      'Production',
      [staged],
      'fail',
      'version 4 is in Production, but the history has it in Staging: it was moved without stagegate, past its gates. If that is intended, run stagegate acknowledge first',
    ],
    [
      'moved past stagegate',
      ['Staging'],
      'Staging',
      [{ version: '1' }],
      'fail',
      'version 4 is in Staging, but the history has it in None: it was moved without stagegate, past its gates. If that is intended, run stagegate acknowledge first',
    ],
    [
      'moved past stagegate after a promotion',
      ['Archived'],
      'Archived',
      [staged],
      'fail',
      'version 4 is in Archived, but the history has it in Staging: it was moved without stagegate, past its gates. If that is intended, run stagegate acknowledge first',
    ],
    [
      "archived by another version's promotion",
      ['Staging'],
      'Staging',
      [staged, { version: '5', to: 'Staging', archived: ['4'] }],
      'fail',
      'version 4 is in Staging, but the history has it in Archived: it was moved without stagegate, past its gates. If that is intended, run stagegate acknowledge first',
    ],
  ])('%s', (_name, from, currentStage, entries, verdict, reason) => {
    expect(judge(from, currentStage, entries)).toEqual([
      {
        gate: 'from',
        metric: null,
        check: 'from',
        observed: currentStage,
        required: from.join(' or '),
        champion: null,
        verdict,
        reason,
      },
    ]);
  });

  test('is nothing where the policy does not ask', () => {
    expect(judge(null, 'None')).toEqual([]);
  });
});

describe('soak', () => {
  const soak = { text: '24h', milliseconds: 24 * HOUR };
  const judge = (entries: Partial<HistoryEntry>[], currentStage = 'Staging'): ReturnType<typeof checkSoak> =>
    checkSoak(
      contextWith({
        currentStage,
        rules: rulesWith({ soak }),
        snapshot: snapshotWith({ history: buildHistory(entries) }),
      }),
    );
  const staged = (since: number): Partial<HistoryEntry> => ({
    version: '4',
    to: 'Staging',
    time: ago(since),
  });

  test.each<[string, Partial<HistoryEntry>[], 'pass' | 'fail', string]>([
    ['longer', [staged(25 * HOUR)], 'pass', '1 d 1 h'],
    ['exactly', [staged(24 * HOUR)], 'pass', '1 d'],
    ['a millisecond less', [staged(24 * HOUR - 1)], 'fail', '23 h 59 min'],
    ['just now', [staged(0)], 'fail', 'less than a second'],
    ['in the future', [staged(-HOUR)], 'fail', 'in the future'],
    ['no history', [], 'fail', 'missing'],
    ['a history that does not know it', [{ version: '1', time: ago(99 * HOUR) }], 'fail', 'missing'],
    [
      'there before the history began',
      [{ version: '1', time: ago(99 * HOUR), beginning: { 4: 'Staging' } }],
      'fail',
      'missing',
    ],
    [
      'in another stage by the history',
      [{ version: '4', to: 'Production', time: ago(99 * HOUR) }],
      'fail',
      'missing',
    ],
    [
      'away in between',
      [
        staged(99 * HOUR),
        { version: '5', to: 'Staging', archived: ['4'], time: ago(9 * HOUR) },
        staged(HOUR),
      ],
      'fail',
      '1 h',
    ],
    [
      'promoted there again, without leaving',
      [staged(99 * HOUR), { ...staged(HOUR), from: 'Staging' }],
      'pass',
      '4 d 3 h',
    ],
    ['moved away by hand, and promoted there again', [staged(99 * HOUR), staged(HOUR)], 'fail', '1 h'],
  ])('%s', (_name, entries, verdict, observed) => {
    expect(judge(entries)).toMatchObject([
      { gate: 'soak', metric: null, check: 'soak', required: '24h', champion: null, verdict, observed },
    ]);
  });

  test('says since when, and when to try again', () => {
    expect(judge([staged(HOUR)])[0]?.reason).toBe(
      'version 4 has been in Staging for 1 h (since 2026-11-10T11:00:00.000Z), must be at least 24h: try again after 2026-11-11T11:00:00.000Z',
    );
    expect(judge([])[0]?.reason).toBe(
      "the history doesn't say when version 4 moved to Staging: move it there with stagegate",
    );
  });

  test('a soak beyond all dates fails without saying when', () => {
    const forever = { text: '99999999999d', milliseconds: 99999999999 * 24 * HOUR };
    const snapshot = snapshotWith({ history: buildHistory([staged(HOUR)]) });
    const [result] = checkSoak(contextWith({ rules: rulesWith({ soak: forever }), snapshot }));
    expect(result).toMatchObject({ verdict: 'fail', observed: '1 h' });
    expect(result?.reason).toMatch(/must be at least 99999999999d$/);
  });

  test('is nothing where the policy does not ask', () => {
    expect(checkSoak(contextWith())).toEqual([]);
  });
});
