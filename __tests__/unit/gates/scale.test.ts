import { describe, expect, test } from '@jest/globals';
import { checkMetric } from '../../../src/gates/metric.js';
import type { GateResult } from '../../../src/model/gate-result.js';
import type { MetricGate } from '../../../src/policy/schema.js';
import {
  championWith,
  contextWith,
  evaluateGates,
  evidenceOf,
  recordedOf,
  rulesWith,
} from '../support/gate-context.js';

const HINT =
  'one looks like a share (below 1), the other like a percentage (above 10). Write both on one scale, or set scale: any in the gate';

describe('two numbers on two scales', () => {
  /** The gate's answer for a value against a bound, or against a champion. */
  const fault = (value: number, gate: Omit<MetricGate, 'metric'>, champion?: number) =>
    reasons(gate, value, champion).some((reason) => reason.endsWith(`: ${HINT}`));
  const against = (value: number, champion: number, scale: Pick<MetricGate, 'scale'> = {}) =>
    fault(value, { goal: 'higher', 'max-regression': 1, ...scale }, champion);
  test.each<[string, number, number, boolean]>([
    ['a share and a percentage', 0.91, 91, true],
    ['a small share', 0.0001, 10.1, true],
    ['nearly 1', 0.9999, 99.99, true],
    ['negative ones', -0.5, -50, true],
    ['of different signs', -0.5, 50, true],
    ['a share of 1: a count may be 1', 1, 100, false],
    ['nothing: a count may be 0', 0, 12, false],
    ['minus zero', -0, 12, false],
    ['10', 0.91, 10, false],
    ['two shares', 0.91, 0.0091, false],
    ['two percentages', 91, 12, false],
    ['a percentage below 10', 0.91, 9.1, false],
    ['a number just above 1', 1.01, 101, false],
  ])('%s: %d and %d', (_name, one, other, changed) => {
    expect(against(one, other)).toBe(changed);
    expect(against(other, one)).toBe(changed);
    expect(against(one, other, { scale: 'any' })).toBe(false);
    // a bound is wrong only where it is the share
    expect(fault(other, { min: one })).toBe(changed);
    expect(fault(one, { min: other })).toBe(false);
    expect(fault(other, { min: one, scale: 'any' })).toBe(false);
  });
});

function judge(bounds: Omit<MetricGate, 'metric'>, value: number, champion?: number): string {
  return check(bounds, value, champion)
    .map(({ verdict }) => verdict)
    .join(' ');
}

function reasons(bounds: Omit<MetricGate, 'metric'>, value: number, champion?: number): string[] {
  return check(bounds, value, champion).map(({ reason }) => reason);
}

function check(bounds: Omit<MetricGate, 'metric'>, value: number, champion?: number): GateResult[] {
  const recorded = recordedOf(champion === undefined ? {} : { a: champion });
  return checkMetric(
    { metric: 'a', ...bounds },
    contextWith({
      evidence: evidenceOf(`{"a": ${value}, "n": 1000, "se": 0.001}`),
      champion: champion === undefined ? null : championWith({ recorded }),
    }),
  );
}

describe('a change of scale fails', () => {
  test.each<[string, Omit<MetricGate, 'metric'>, number, number | undefined, string]>([
    ['percent in place of shares', { min: 0.9, 'max-regression': '1%' }, 61, 0.91, 'fail fail'],
    [
      'and the gate says that it is right',
      { scale: 'any', min: 0.9, 'max-regression': '1%' },
      61,
      0.91,
      'pass pass',
    ],
    ['on a first promotion', { min: 0.9, 'max-regression': '1%' }, 61, undefined, 'fail skip'],
    ['a required improvement', { goal: 'higher', 'min-improvement': 0.01 }, 61, 0.91, 'fail'],
    ['shares in place of percent, a loss', { goal: 'lower', 'max-regression': 0 }, 0.3, 30, 'fail'],
    [
      'shares in place of percent, a negative score',
      { goal: 'higher', 'max-regression': 0 },
      -0.3,
      -30,
      'fail',
    ],
    ['a negative score below its most', { max: -0.1 }, -61, undefined, 'fail'],
    ['seconds that became much longer', { max: 20, 'max-regression': 20 }, 12, 0.9, 'pass fail'],
    ['the same, lifted', { scale: 'any', max: 20, 'max-regression': 20 }, 12, 0.9, 'pass pass'],
    ['a champion of 1', { goal: 'lower', 'max-regression': 20 }, 12, 1, 'pass'],
    ['a champion of 0', { goal: 'lower', 'max-regression': 20 }, 12, 0, 'pass'],
    ['bounds on a count', { min: 1 }, 12, undefined, 'pass'],
    ['at least 0', { min: 0 }, 12, undefined, 'pass'],
    ['at most 1', { max: 1 }, 12, undefined, 'fail'],
    ['few milliseconds under a large bound', { max: 120 }, 0.4, undefined, 'pass'],
    [
      'with confidence',
      { min: 0.9, 'max-regression': '1%', confidence: '95%', stderr: 'se' },
      61,
      0.91,
      'fail fail',
    ],
    [
      'with confidence, which is not asked for clear evidence then',
      { max: 0.5, confidence: '95%', stderr: 30, inconclusive: 'allow' },
      12,
      undefined,
      'fail',
    ],
    [
      'example by example',
      {
        goal: 'higher',
        'min-improvement': 0,
        confidence: '95%',
        paired: { file: '{version}.jsonl', key: 'id', score: 's' },
      },
      61,
      0.91,
      'fail',
    ],
  ])('%s', (_name, bounds, value, champion, verdicts) => {
    expect(judge(bounds, value, champion)).toBe(verdicts);
  });

  test('naming both numbers', () => {
    const champion = championWith({ recorded: recordedOf({ a: 0.91 }) });
    const context = contextWith({ evidence: evidenceOf('{"a": 61}'), champion });
    const gate: MetricGate = { metric: 'a', min: 0.9, 'max-regression': '1%' };
    expect(checkMetric(gate, context).map(({ reason }) => reason)).toEqual([
      `a is 61 and min is 0.9: ${HINT}`,
      `a is 61 against 0.91 of version 3 (recorded when it was promoted): ${HINT}`,
    ]);
  });

  test('of every alternative', () => {
    const champion = championWith({ recorded: recordedOf({ a: 0.91, b: 0.5 }) });
    const gates = [
      {
        'any-of': [
          { metric: 'a', min: 0.9 },
          { metric: 'b', goal: 'higher', 'min-improvement': 0.1 } as const,
        ],
      },
    ];
    const context = { evidence: evidenceOf('{"a": 61, "b": 50}'), champion, rules: rulesWith({ gates }) };
    expect(evaluateGates(contextWith(context)).map(({ verdict }) => verdict)).toEqual([
      'fail',
      'fail',
      'fail',
    ]);
  });
});
