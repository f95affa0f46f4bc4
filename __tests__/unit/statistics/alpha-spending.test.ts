import { describe, expect, test } from '@jest/globals';
import { leftAfter, spendOn } from '../../../src/statistics/alpha-spending.js';

describe('spendOn', () => {
  // 0.05 · k^−1.6 / ζ(1.6) in Python, ζ by summing 10^6 terms and the rest's integral
  test.each([
    [1, 0.021874508288723678],
    [2, 0.007215896682809535],
    [5, 0.0016656597544520782],
    [20, 0.00018125512968724254],
  ])('attempt %i of 5%% may err with %d', (attempt, expected) => {
    expect(spendOn(attempt, 0.05) / expected).toBeCloseTo(1, 12);
  });

  test.each([0.05, 0.5, 0.001])('all attempts together spend the rate of %d', (rate) => {
    let spent = 0;
    for (let attempt = 1; attempt <= 2_000; attempt += 1) {
      spent += spendOn(attempt, rate);
      if (attempt % 37 === 1 || attempt > 1_990)
        expect((spent + leftAfter(attempt, rate)) / rate).toBeCloseTo(1, 12);
    }
  });

  test('stays within what a confidence below 1 can say', () => {
    expect(1 - spendOn(1e15, 0.05)).toBeLessThan(1);
  });

  test.each([
    [0, 0.05],
    [1.5, 0.05],
    [1, 0],
    [1, 1],
    [1, NaN],
  ])('refuses attempt %d with a rate of %d', (attempt, rate) => {
    expect(() => spendOn(attempt, rate)).toThrow(RangeError);
    expect(() => leftAfter(attempt, rate)).toThrow(RangeError);
  });
});
