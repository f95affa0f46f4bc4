import { describe, expect, test } from '@jest/globals';
import { oneSampleInterval as boundSample } from '../../../src/statistics/one-sample.js';
import { estimateFromSpread, type Estimate } from '../../../src/statistics/sample.js';
import { absenceOf, expectInterval } from './support/intervals.js';

const bound = (estimate: Estimate, confidence = 0.95) => expectInterval(boundSample(estimate, confidence));

// scipy.stats.t.ppf
const T_19 = 1.7291328115213682;
const T_99 = 1.6603911560169906;
const T_99_AT_99 = 2.364605861786943;

describe('limits from a standard error', () => {
  test.each([
    ['with its samples', { value: 120, stderr: 2, samples: 100 }, 0.95, T_99],
    ['without them, as of 20', { value: 120, stderr: 2 }, 0.95, T_19],
    ['at 99 %', { value: -3.5, stderr: 0.1, samples: 100 }, 0.99, T_99_AT_99],
  ])('%s, by t', (_name, estimate, confidence, quantile) => {
    const found = bound(estimate, confidence);
    expect(found.lower).toBeCloseTo(estimate.value - quantile * estimate.stderr, 10);
    expect(found.upper).toBeCloseTo(estimate.value + quantile * estimate.stderr, 10);
    expect(found.method).toBe('student-t');
  });

  test('right-or-wrong results are known by their standard error, and get the exact limits', () => {
    const exact = expectInterval(boundSample({ successes: 456, samples: 500 }, 0.95));
    const value = 456 / 500;
    for (const divisor of [499, 500]) {
      const stderr = Math.sqrt((value * (1 - value)) / divisor);
      expect(bound({ value, stderr, samples: 500 })).toEqual(exact);
    }
  });

  test.each([0, 1])('all of them alike at %d, too, though the standard error is 0', (value) => {
    const exact = expectInterval(boundSample({ value, samples: 20 }, 0.95));
    expect(bound({ value, stderr: 0, samples: 20 })).toEqual(exact);
  });

  test('near 1 they reach as far as those of a proportion with that standard error', () => {
    const value = 0.995;
    const stderr = Math.sqrt((value * (1 - value)) / 200);
    const exact = expectInterval(boundSample({ successes: 199, samples: 200 }, 0.95));
    const found = bound({ value, stderr });
    expect(found.lower).toBeCloseTo(exact.lower, 9);
    expect(found.lower).toBeLessThan(value - T_19 * stderr);
    expect(found.method).toBe('student-t');
  });

  test('a standard error like that of a proportion that there cannot be is taken as it is', () => {
    const stderr = Math.sqrt((0.8123 * (1 - 0.8123)) / 49);
    expect(bound({ value: 0.8123, stderr, samples: 50 }).method).toBe('student-t');
  });

  test('a standard deviation gives it, too', () => {
    const estimate = estimateFromSpread({ value: 120, spread: 20, samples: 100 });
    expect(estimate).toEqual({ value: 120, stderr: 2, samples: 100 });
    expect(absenceOf(boundSample(estimateFromSpread({ value: 1, spread: -1, samples: 9 }), 0.95))).toContain(
      '-',
    );
    expect(
      absenceOf(boundSample(estimateFromSpread({ value: 1, spread: 1, samples: 0 }), 0.95)),
    ).not.toBeNull();
  });

  test('more confidence, wider limits; a larger standard error, too', () => {
    const confidences = [0.6, 0.9, 0.95, 0.999].map((each) => bound({ value: 0.5, stderr: 0.01 }, each));
    const errors = [0.001, 0.01, 0.02, 0.5].map((stderr) => bound({ value: 0.7, stderr, samples: 80 }));
    for (const widening of [confidences, errors]) {
      for (const [index, { lower, upper }] of widening.slice(1).entries()) {
        expect(lower).toBeLessThan(widening[index]!.lower);
        expect(upper).toBeGreaterThan(widening[index]!.upper);
      }
    }
  });

  test('mirrored values have mirrored limits', () => {
    const found = bound({ value: 0.9, stderr: 0.02 });
    const mirrored = bound({ value: 0.1, stderr: 0.02 });
    expect(1 - mirrored.lower).toBeCloseTo(found.upper, 12);
    expect(1 - mirrored.upper).toBeCloseTo(found.lower, 12);
  });

  test.each<[string, Estimate, string]>([
    ["a value that isn't a number", { value: NaN, stderr: 0.1 }, 'is NaN'],
    ['an infinite value', { value: Infinity, stderr: 0.1 }, 'is Infinity'],
    ["a standard error that isn't a number", { value: 1, stderr: NaN }, 'standard error of NaN'],
    ['a negative one', { value: 1, stderr: -0.1 }, 'standard error of -0.1'],
    ['an infinite one', { value: 1, stderr: Infinity }, 'standard error of Infinity'],
    ['one of 0', { value: 0.9, stderr: 0 }, 'standard error of 0'],
    ['one of 0 at 1, samples unknown', { value: 1, stderr: 0 }, 'standard error of 0'],
    ['one of 0 beside samples', { value: 0.5, stderr: 0, samples: 20 }, 'standard error of 0'],
    ['a single example', { value: 3, stderr: 1, samples: 1 }, 'rests on 1 example'],
    ['no example', { value: 3, stderr: 1, samples: 0 }, 'rests on 0 examples'],
    ['half an example', { value: 3, stderr: 1, samples: 1.5 }, 'rests on 1.5 examples'],
    ["samples that aren't a number", { value: 3, stderr: 1, samples: NaN }, 'rests on NaN examples'],
  ])('%s has no limits, and says why', (_name, estimate, words) => {
    expect(absenceOf(boundSample(estimate, 0.95))).toContain(words);
  });

  test.each([0.5, 1, NaN])('a confidence of %d is refused', (confidence) => {
    expect(() => boundSample({ value: 1, stderr: 1 }, confidence)).toThrow(RangeError);
  });
});
