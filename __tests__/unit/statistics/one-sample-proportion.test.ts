import { describe, expect, test } from '@jest/globals';
import { oneSampleInterval as boundSample } from '../../../src/statistics/one-sample.js';
import type { Proportion } from '../../../src/statistics/sample.js';
import { absenceOf, expectInterval } from './support/intervals.js';
import { binomialTail } from './support/binomial.js';

const bound = (proportion: Proportion, confidence = 0.95) =>
  expectInterval(boundSample(proportion, confidence));

describe('limits of a proportion', () => {
  test.each([
    // the closed forms at the ends: 1 − confidence is the chance of all right, or all wrong
    ['all of 20', 20, 20, 0.05 ** (1 / 20), 1],
    ['none of 20', 0, 20, 0, 1 - 0.05 ** (1 / 20)],
    ['1 of 1', 1, 1, 0.05, 1],
    ['0 of 1', 0, 1, 0, 0.95],
    // two-sided 90 % of scipy.stats.binomtest(k, n).proportion_ci(0.9)
    ['18 of 20', 18, 20, 0.7173814751141357, 0.9819347969145735],
    ['456 of 500', 456, 500, 0.8882959263013246, 0.9319800671386796],
  ])('%s', (_name, successes, samples, lower, upper) => {
    const found = bound({ successes, samples });
    expect(found.estimate).toBe(successes / samples);
    expect(found.lower).toBeCloseTo(lower, 10);
    expect(found.upper).toBeCloseTo(upper, 10);
  });

  test('the true value at the lower limit gives as many successes with the stated chance', () => {
    for (const [successes, samples] of [
      [3, 20],
      [19, 20],
      [90, 100],
      [9912, 10000],
    ] as const) {
      for (const confidence of [0.8, 0.95, 0.99, 0.999]) {
        const { lower, upper } = bound({ successes, samples }, confidence);
        expect(binomialTail(successes, samples, lower)).toBeCloseTo(1 - confidence, 9);
        expect(1 - binomialTail(successes + 1, samples, upper)).toBeCloseTo(1 - confidence, 9);
      }
    }
  });

  test('more confidence, wider limits; more examples, narrower ones', () => {
    const confidences = [0.6, 0.8, 0.9, 0.95, 0.99, 0.999].map((each) =>
      bound({ value: 0.9, samples: 50 }, each),
    );
    const sizes = [1000, 500, 100, 50, 20, 10].map((samples) => bound({ value: 0.9, samples }));
    for (const widening of [confidences, sizes]) {
      for (const [index, { lower, upper }] of widening.slice(1).entries()) {
        expect(lower).toBeLessThan(widening[index]!.lower);
        expect(upper).toBeGreaterThan(widening[index]!.upper);
      }
    }
  });

  test('right and wrong are symmetric', () => {
    for (const successes of [0, 1, 7, 36, 37]) {
      const found = bound({ successes, samples: 37 });
      const mirrored = bound({ successes: 37 - successes, samples: 37 });
      expect(1 - mirrored.lower).toBeCloseTo(found.upper, 14);
      expect(1 - mirrored.upper).toBeCloseTo(found.lower, 14);
    }
  });
});

describe('a share and its samples', () => {
  test('are the count that gives it', () => {
    expect(bound({ value: 2 / 3, samples: 9300 })).toEqual(bound({ successes: 6200, samples: 9300 }));
    expect(bound({ value: 0.9, samples: 100 })).toEqual(bound({ successes: 90, samples: 100 }));
  });

  test('that was rounded stands for every count that rounds to it', () => {
    const found = bound({ value: 0.912, samples: 9203 });
    expect(found.lower).toBe(bound({ successes: 8389, samples: 9203 }).lower);
    expect(found.upper).toBe(bound({ successes: 8397, samples: 9203 }).upper);
    expect(found.estimate).toBe(0.912);
  });

  test.each<[string, Proportion, string]>([
    ['a share that no count gives', { value: 0.8123, samples: 50 }, "isn't a proportion of"],
    ["a share that isn't a number", { value: NaN, samples: 50 }, 'is NaN'],
    ['a percentage', { value: 91.2, samples: 1000 }, 'is between 0 and 1'],
    ['a share below 0', { value: -0.1, samples: 10 }, 'is between 0 and 1'],
    ['no examples', { value: 0.5, samples: 0 }, 'rests on 0 examples'],
    ['half an example', { value: 0.5, samples: 2.5 }, 'rests on 2.5 examples'],
    ['more right than there are', { successes: 21, samples: 20 }, '21 of 20'],
    ['fewer than none', { successes: -1, samples: 20 }, '-1 of 20'],
    ['a count that is none', { successes: NaN, samples: 20 }, 'NaN of 20'],
    ['infinitely many', { successes: 1, samples: Infinity }, 'rests on Infinity examples'],
  ])('%s has no limits, and says why', (_name, proportion, words) => {
    expect(absenceOf(boundSample(proportion, 0.95))).toContain(words);
  });

  test.each([0.5, 1, 0, -1, 95, NaN])('a confidence of %d is refused', (confidence) => {
    expect(() => boundSample({ successes: 1, samples: 2 }, confidence)).toThrow(RangeError);
  });
});
