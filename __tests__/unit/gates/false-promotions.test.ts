import { describe, expect, test } from '@jest/globals';
import { raiseConfidence } from '../../../src/gates/confidence.js';
import type { Gate, MetricGate } from '../../../src/policy/schema.js';
import { formatLevel } from '../../../src/promotion/false-promotions.js';
import { contextWith, evaluateGates, evidenceOf, rulesWith } from '../support/gate-context.js';

const SURE: MetricGate = { metric: 'accuracy', min: 0.9, confidence: '95%', samples: 'n' };

/** The confidences that the gates were judged with. */
function confidencesOf(gates: readonly Gate[], leastConfidence?: string) {
  const evidence = evidenceOf('{"accuracy": 0.95, "n": 1000, "latency": 7}');
  const results = evaluateGates(contextWith({ evidence, rules: rulesWith({ gates }), leastConfidence }));
  return results.flatMap(({ metric, interval }) => (metric === null ? [] : [interval?.confidence ?? null]));
}

describe('the least confidence of an attempt', () => {
  test.each([
    ['95%', '97.82%', '97.82%'],
    ['99.9%', '97.82%', '99.9%'],
    ['95%', '99.9964%', '99.9964%'],
    ['95%', undefined, '95%'],
  ])('a gate at %s, of at least %s, is judged at %s', (confidence, least, expected) => {
    expect(raiseConfidence({ ...SURE, confidence }, least).confidence).toBe(expected);
    expect(confidencesOf([{ ...SURE, confidence }], least)).toEqual([expected]);
  });

  test('a gate without confidence is judged as before', () => {
    expect(raiseConfidence({ metric: 'latency', max: 9 }, '99%').confidence).toBeUndefined();
    expect(confidencesOf([{ metric: 'latency', max: 9 }], '99%')).toEqual([null]);
  });

  test('alternatives need more, with the digits that tell', () => {
    const either: Gate = { 'any-of': [SURE, { ...SURE, min: 0.8 }] };
    expect(confidencesOf([either], '99.9964%')).toEqual(['99.9982%', '99.9982%']);
    expect(confidencesOf([either])).toEqual(['97.5%', '97.5%']);
  });
});

test.each([
  [0.05, '95%'],
  [0.021874508, '97.82%'],
  [0.0000361, '99.99639%'],
  [0.00003619, '99.99639%'],
  [1e-15, '99.9999999999999%'],
])('a chance of %d is a confidence of %s, rounded to less chance', (chance, level) => {
  expect(formatLevel(chance)).toBe(level);
  expect(Number.parseFloat(level) / 100).toBeLessThan(1);
});
