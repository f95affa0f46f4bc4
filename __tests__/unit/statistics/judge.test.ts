import { describe, expect, test } from '@jest/globals';
import { judge, type Requirement } from '../../../src/statistics/interval.js';

describe('an interval is judged as a whole', () => {
  test.each<[string, number, number, Requirement, string]>([
    ['all of it above the least', 0.91, 0.95, { min: 0.9 }, 'pass'],
    ['its lower limit on the least', 0.9, 0.95, { min: 0.9 }, 'pass'],
    ['the least within it', 0.89, 0.95, { min: 0.9 }, 'inconclusive'],
    ['its upper limit on the least', 0.85, 0.9, { min: 0.9 }, 'inconclusive'],
    ['all of it below the least', 0.85, 0.89, { min: 0.9 }, 'fail'],
    ['all of it below the most', 100, 119, { max: 120 }, 'pass'],
    ['its upper limit on the most', 100, 120, { max: 120 }, 'pass'],
    ['the most within it', 100, 121, { max: 120 }, 'inconclusive'],
    ['its lower limit on the most', 120, 121, { max: 120 }, 'inconclusive'],
    ['all of it above the most', 121, 130, { max: 120 }, 'fail'],
    ['a single point on the least', 0.9, 0.9, { min: 0.9 }, 'pass'],
    ["a limit that isn't a number", NaN, 0.95, { min: 0.9 }, 'inconclusive'],
    ['both limits no number', NaN, NaN, { max: 0.9 }, 'inconclusive'],
    ['limits that changed places', 0.95, 0.91, { min: 0.9 }, 'inconclusive'],
    ["a bound that isn't a number", 0.91, 0.95, { min: NaN }, 'inconclusive'],
  ])('%s', (_name, lower, upper, required, verdict) => {
    expect(judge({ lower, upper }, required)).toBe(verdict);
  });

  test('what mirrors gives the mirrored verdict', () => {
    for (const [lower, upper] of [
      [1, 2],
      [2, 3],
      [3, 4],
    ] as const) {
      const mirrored = judge({ lower: -upper, upper: -lower }, { max: -2.5 });
      expect(judge({ lower, upper }, { min: 2.5 })).toBe(mirrored);
    }
  });
});
