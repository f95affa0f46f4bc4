import { describe, expect, test } from '@jest/globals';
import { checkMetric } from '../../../src/gates/metric.js';
import { isBlocking } from '../../../src/model/gate-result.js';
import type { MetricGate } from '../../../src/policy/schema.js';
import { championWith, contextWith, evidenceOf } from '../support/gate-context.js';

type Bounds = Omit<MetricGate, 'metric'>;

/** The candidate's and the champion's number, as their reports write them; null where no version holds the stage. */
type Numbers = readonly [candidate: string, champion: string | null];

function judge(bounds: Bounds, [candidate, champion]: Numbers): { verdicts: string; blocks: boolean } {
  const results = checkMetric(
    { metric: 'a', ...bounds },
    contextWith({
      evidence: evidenceOf(`{"a": ${candidate}}`),
      champion: champion === null ? null : championWith({ evidence: evidenceOf(`{"a": ${champion}}`) }),
    }),
  );
  return { verdicts: results.map(({ verdict }) => verdict).join(' '), blocks: results.some(isBlocking) };
}

const RELATIVE: Bounds[] = [
  { goal: 'higher', 'min-improvement': '5%' },
  { goal: 'lower', 'min-improvement': '5%' },
  { goal: 'higher', 'max-regression': '5%' },
  { goal: 'lower', 'max-regression': '5%' },
];
const ABSOLUTE: Bounds[] = [
  { goal: 'higher', 'min-improvement': 0.01 },
  { goal: 'lower', 'min-improvement': 0.01 },
  { goal: 'higher', 'max-regression': 0.01 },
  { goal: 'lower', 'max-regression': 0.01 },
];

// What a published model validator lets pass, or blocks, by the arithmetic of floating-point numbers.
describe('the five traps', () => {
  describe.each([
    ['1: NaN under a relative threshold', RELATIVE],
    ['2: NaN under an absolute change', ABSOLUTE],
  ])('%s blocks', (_name, gates) => {
    test.each(gates)('%j', (bounds) => {
      for (const numbers of [['NaN', '0.8'] as const, ['0.8', 'NaN'] as const, ['NaN', 'NaN'] as const]) {
        expect(judge(bounds, numbers)).toEqual({ verdicts: 'fail', blocks: true });
      }
      expect(judge(bounds, ['NaN', null])).toEqual({ verdicts: 'fail', blocks: true });
    });
  });

  // the quotient of two negative numbers is positive, whichever is better
  test.each<[string, Bounds, Numbers, string]>([
    ['worse, as a part', { goal: 'higher', 'min-improvement': '5%' }, ['-1.0', '-0.5'], 'fail'],
    ['better, as a part', { goal: 'higher', 'min-improvement': '5%' }, ['-0.5', '-1.0'], 'pass'],
    ['worse, where less is better', { goal: 'lower', 'max-regression': '5%' }, ['-0.5', '-1.0'], 'fail'],
    ['better, where less is better', { goal: 'lower', 'max-regression': '5%' }, ['-1.0', '-0.5'], 'pass'],
    ['worse, absolutely', { goal: 'higher', 'max-regression': 0.1 }, ['-1.0', '-0.5'], 'fail'],
    ['past zero, worse', { goal: 'higher', 'max-regression': '5%' }, ['-0.5', '0.5'], 'fail'],
    ['past zero, better', { goal: 'higher', 'min-improvement': '5%' }, ['0.5', '-0.5'], 'pass'],
  ])('3: negative numbers are compared by which is better: %s', (_name, bounds, numbers, verdicts) => {
    expect(judge(bounds, numbers)).toEqual({ verdicts, blocks: verdicts === 'fail' });
  });

  test('4: without a champion a comparison is skipped by name, and the bounds beside it hold', () => {
    expect(judge({ goal: 'higher', 'min-improvement': '5%' }, ['0.1', null]).verdicts).toBe('skip');
    const beside = { goal: 'higher', min: 0.5, 'min-improvement': '5%' } as const;
    expect(judge(beside, ['0.1', null])).toEqual({ verdicts: 'fail skip', blocks: true });
    expect(judge(beside, ['0.9', null])).toEqual({ verdicts: 'pass skip', blocks: false });
  });

  // 0.84 − 0.80 is 0.03999999999999992
  test.each<[string, Bounds, Numbers, string]>([
    ['0.80 → 0.84 is 5 %', { goal: 'higher', 'min-improvement': '5%' }, ['0.84', '0.80'], 'pass'],
    ['and 0.04', { goal: 'higher', 'min-improvement': 0.04 }, ['0.84', '0.80'], 'pass'],
    ['0.80 → 0.76 is 5 % worse', { goal: 'higher', 'max-regression': '5%' }, ['0.76', '0.80'], 'pass'],
    ['a little less is not', { goal: 'higher', 'min-improvement': '5%' }, ['0.8399999999', '0.80'], 'fail'],
    ['a little worse is more', { goal: 'higher', 'max-regression': '5%' }, ['0.7599999999', '0.80'], 'fail'],
  ])('5: what is exactly at the bound is at the bound: %s', (_name, bounds, numbers, verdicts) => {
    expect(judge(bounds, numbers)).toEqual({ verdicts, blocks: verdicts === 'fail' });
  });
});
