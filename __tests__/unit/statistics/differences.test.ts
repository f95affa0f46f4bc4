import { describe, expect, test } from '@jest/globals';
import {
  chanceOfDifference,
  quantileOfDifference,
} from '../../../src/statistics/confidence-distributions.js';
import type { Beta } from '../../../src/statistics/distributions.js';
import { findRoot } from '../../../src/statistics/numerics.js';

/* A percentage of a champion below 0 turns the factor around: then the sum of two proportions is compared. */

const narrow: Beta = { a: 180, b: 21 };
const wide: Beta = { a: 8, b: 4 };
const mirrored = ({ a, b }: Beta): Beta => ({ a: b, b: a });

describe('first + factor · second, which is first − factor · (1 − second), moved by the factor', () => {
  test.each<[string, Beta, Beta, number]>([
    ['the first is narrower', narrow, wide, 1],
    ['the second is narrower', wide, narrow, 1],
    ['by a part', narrow, wide, 0.97],
    ['by more than all', wide, narrow, 1.5],
    ['the first is surely 0', { a: 0, b: 5 }, wide, 1],
    ['the first is surely 1', { a: 5, b: 0 }, wide, 1.2],
    ['the second is surely 1', narrow, { a: 5, b: 0 }, 0.9],
  ])('quantiles: %s', (_name, first, second, factor) => {
    for (const p of [0.025, 0.5, 0.975]) {
      const sum = quantileOfDifference(p, first, second, -factor);
      expect(sum).toBeCloseTo(quantileOfDifference(p, first, mirrored(second), factor) + factor, 8);
    }
  });

  test.each<[string, Beta, Beta]>([
    ['the first is narrower', narrow, wide],
    ['the second is narrower', wide, narrow],
  ])('chances: %s', (_name, first, second) => {
    for (const limit of [0.5, 1, 1.4, 1.6, 1.9]) {
      const chance = chanceOfDifference(first, second, -1)(limit);
      expect(chance).toBeCloseTo(chanceOfDifference(first, mirrored(second), 1)(limit - 1), 8);
    }
  });
});

describe('a root without a change of sign is the end that is nearer to one', () => {
  test.each<[string, (x: number) => number, number]>([
    ['a rising function', (x) => x + 1, 0],
    ['a falling function', (x) => 2 - x, 1],
  ])('%s', (_name, f, end) => {
    expect(findRoot(f, { low: 0, high: 1 })).toBe(end);
  });
});
