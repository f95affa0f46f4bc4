import { describe, expect, test } from '@jest/globals';
import { atLeast, findTurn, likelyCounts, normalCdf } from '../../../src/statistics/chance.js';
import { quantileOfDifference } from '../../../src/statistics/confidence-distributions.js';
import { studentQuantile } from '../../../src/statistics/distributions.js';
import { findFrontier, leastWhole } from '../../../src/statistics/frontier.js';
import { slackOf } from '../../../src/statistics/interval.js';
import { resize } from '../../../src/statistics/power.js';
import { readSample } from '../../../src/statistics/sample.js';
import { chanceOf, typicalStderr } from '../../../src/statistics/worth.js';

/* The ends of what chances are made of. */

test('a chance of 0 or of 1 has one count', () => {
  expect(likelyCounts(9, 0)).toEqual([{ value: 0, weight: 1 }]);
  expect(likelyCounts(9, 1)).toEqual([{ value: 9, weight: 1 }]);
  expect([atLeast(0, 9, 0), atLeast(10, 9, 1)]).toEqual([1, 0]);
});

test('a normal number is never far out, and NaN is nowhere', () => {
  expect([normalCdf(9), normalCdf(-9), normalCdf(NaN)]).toEqual([1, 0, 0]);
  expect(normalCdf(1.6448536269514722)).toBeCloseTo(0.95, 12);
});

test("Student's quantiles are symmetric", () => {
  expect(studentQuantile(0.5, 7)).toBe(0);
  expect(studentQuantile(0.05, 7)).toBeCloseTo(-studentQuantile(0.95, 7), 12);
  expect(studentQuantile(0.95, 7)).toBeCloseTo(1.894578605, 8);
});

test('a difference from what is certain is the other one', () => {
  const [half, none] = [
    { a: 10, b: 10 },
    { a: 0, b: 5 },
  ];
  expect(quantileOfDifference(0.5, half, none, 1)).toBeCloseTo(0.5, 10);
  expect(quantileOfDifference(0.5, none, half, 1)).toBeCloseTo(-0.5, 10);
});

describe('where passing begins', () => {
  const range = { guess: 5, step: 1, low: 0, high: 10 };

  test.each<[string, (x: number) => number, number]>([
    ['within', (x) => x - 3, 3],
    ['at once', () => 1, 0],
    ['never', () => -1, Infinity],
    ['in a step, where no secant leads', (x) => (x < 7 ? -Infinity : Infinity), 7],
  ])('%s', (_name, f, expected) => {
    const turn = findTurn(f, range);
    if (Number.isFinite(expected)) expect(turn).toBeCloseTo(expected, 4);
    else expect(turn).toBe(expected);
  });

  test('in a whole number', () => {
    expect(leastWhole(Infinity, () => 1)).toBe(Infinity);
    expect(leastWhole(3.4, () => 1)).toBe(4);
    expect([leastWhole(3.0001, () => 0), leastWhole(3.0001, () => -1)]).toEqual([3, 4]);
  });

  test('in a row that was not asked for before', () => {
    const frontier = findFrontier((row, column) => column - row / 2, {
      ...{ first: 2, last: 6, most: 20, step: 1 },
      columns: () => 20,
      guess: (row) => row,
    });
    expect(frontier(4)).toBeCloseTo(2, 4);
    expect(frontier(9)).toBeCloseTo(4.5, 4);
  });
});

test('what has no interval never passes', () => {
  const rule = { confidence: 0.95, factor: 1, required: { min: -9 }, isTolerated: true };
  expect(slackOf(rule, { absence: 'has no examples' })).toBe(-Infinity);
  expect(slackOf(rule, { lower: NaN, upper: NaN })).toBe(-Infinity);
});

test('a share that was written in powers of ten is as exact as its digits', () => {
  expect(readSample({ value: 1e-7, samples: 10_000_000 })).toMatchObject({ least: 1, most: 1 });
  expect(readSample({ value: 1e-7, samples: 9_800_000 })).toMatchObject({ least: 1, most: 1 });
});

test('a mean on more examples is as much more certain, where their number is known', () => {
  const mean = { kind: 'measured', value: 120, stderr: 4, samples: 25 } as const;
  expect(resize(mean, 100)).toMatchObject({ stderr: 2, samples: 100 });
  expect(resize({ ...mean, samples: null }, 100)).toMatchObject({ stderr: 4, samples: 100 });
});

describe('a number alone', () => {
  const asking = { rule: null, isRough: true } as const;
  const count = { kind: 'counted', value: 0.5, samples: 10, least: 5, most: 5 } as const;

  test('that is a mean meets its bound half of the time', () => {
    const mean = { kind: 'measured', value: 120, stderr: 4, samples: 25 } as const;
    const least = chanceOf(mean, null, { ...asking, sign: 1, bound: 118 });
    expect([least(118), least(122)].map((chance) => chance.toFixed(4))).toEqual(['0.5000', '0.8413']);
    expect(chanceOf(mean, null, { ...asking, sign: -1, bound: 118 })(122)).toBeCloseTo(0.1587, 4);
    expect(typicalStderr([mean])).toBe(4);
  });

  test('that is a count meets one between two counts by the next', () => {
    const chance = (sign: 1 | -1, bound: number) => chanceOf(count, null, { ...asking, sign, bound })(0.5);
    expect(chance(1, 0.95)).toBeCloseTo(0.5 ** 10, 12);
    expect(chance(-1, 0.05)).toBeCloseTo(0.5 ** 10, 12);
    expect(chance(1, 0.9)).toBeCloseTo(11 * 0.5 ** 10, 12);
  });
});
