import { describe, expect, test } from '@jest/globals';
import { oneSampleInterval } from '../../../src/statistics/one-sample.js';
import { twoSampleInterval } from '../../../src/statistics/two-samples.js';
import type { Sample } from '../../../src/statistics/sample.js';
import { binomialMass } from './support/binomial.js';
import { absenceOf, expectInterval } from './support/intervals.js';

const against = (candidate: Sample, champion: Sample, confidence = 0.95, factor = 1) =>
  expectInterval(twoSampleInterval(candidate, champion, { confidence, factor }));
const of = (successes: number, samples: number) => ({ successes, samples });

/** One-sided p of Fisher's exact test: the candidate's chance of so many of all right ones, or more. */
function fisher(candidate: number, of1: number, champion: number, of2: number): number {
  const right = candidate + champion;
  const weight = (k: number) => binomialMass(k, of1, 0.5) * binomialMass(right - k, of2, 0.5);
  const from = Math.max(0, right - of2);
  const to = Math.min(of1, right);
  let [all, tail] = [0, 0];
  for (let k = from; k <= to; k += 1) {
    all += weight(k);
    if (k >= candidate) tail += weight(k);
  }
  return tail / all;
}

describe('two proportions', () => {
  test.each<[string, Sample, Sample, number, number, number]>([
    // by arbitrary-precision integration of the melded distribution
    ['18 and 17 of 20', of(18, 20), of(17, 20), 1, -0.1740059804645178, 0.271268915378782],
    ['456 and 450 of 500, at most 0.5 % worse', of(456, 500), of(450, 500), 0.995, -0.01581076228551826, NaN],
    // closed forms: nothing is sure of the ends but the other side
    ['all of both', of(20, 20), of(20, 20), 1, 0.05 ** (1 / 20) - 1, 1 - 0.05 ** (1 / 20)],
    ['none of both', of(0, 20), of(0, 20), 1, 0.05 ** (1 / 20) - 1, 1 - 0.05 ** (1 / 20)],
  ])('%s', (_name, candidate, champion, factor, lower, upper) => {
    const found = against(candidate, champion, 0.95, factor);
    expect(found.lower).toBeCloseTo(lower, 11);
    if (!Number.isNaN(upper)) expect(found.upper).toBeCloseTo(upper, 11);
    expect(found.method).toBe('melded-binomial');
  });

  test('agree with Fisher at 0, for every outcome', () => {
    for (let candidate = 0; candidate <= 6; candidate += 1) {
      for (let champion = 0; champion <= 8; champion += 1) {
        const { lower } = against(of(candidate, 6), of(champion, 8), 0.9);
        expect([candidate, champion, lower >= 0]).toEqual([
          candidate,
          champion,
          fisher(candidate, 6, champion, 8) <= 0.1,
        ]);
      }
    }
  });

  test('a champion known for sure leaves the limits of the candidate', () => {
    const candidate = of(456, 500);
    const alone = expectInterval(oneSampleInterval(candidate, 0.95));
    const found = against(candidate, { value: 0.9, stderr: 1e-9 });
    expect(found.lower).toBeCloseTo(alone.lower - 0.9, 8);
    expect(found.upper).toBeGreaterThanOrEqual(alone.upper - 0.9);
  });

  test('change places with the sides', () => {
    for (const [candidate, champion] of [
      [of(18, 20), of(170, 200)],
      [of(0, 30), of(3, 30)],
      [of(30, 30), of(5, 9)],
    ] as const) {
      const found = against(candidate, champion);
      const turned = against(champion, candidate);
      expect(found.lower).toBeCloseTo(-turned.upper, 12);
      expect(found.upper).toBeCloseTo(-turned.lower, 12);
    }
  });

  test('a factor below 0 adds the champion', () => {
    // right and wrong exchanged: candidate − (1 − champion) is candidate + champion − 1
    const found = against(of(18, 20), of(170, 200), 0.95, -1);
    const wrong = against(of(18, 20), of(30, 200));
    expect(found.lower).toBeCloseTo(wrong.lower + 1, 12);
    expect(found.upper).toBeCloseTo(wrong.upper + 1, 12);
  });
});

describe('two means', () => {
  // scipy.stats.t.ppf(0.95, 19 and 49)
  const [t19, t49] = [1.7291328115213682, 1.6765508926168535];

  test('by Welch, each standard error with its own t', () => {
    const found = against({ value: 12, stderr: 3, samples: 20 }, { value: 20, stderr: 2, samples: 50 });
    const half = Math.sqrt((t19 * 3) ** 2 + (t49 * 2) ** 2);
    expect(found.lower).toBeCloseTo(-8 - half, 10);
    expect(found.upper).toBeCloseTo(-8 + half, 10);
    expect(found.method).toBe('welch-t');
  });

  test('the factor multiplies the champion and its standard error', () => {
    const found = against({ value: 12, stderr: 3 }, { value: 20, stderr: 2 }, 0.95, 1.5);
    expect(found.estimate).toBe(-18);
    expect(found.upper).toBeCloseTo(-18 + t19 * Math.hypot(3, 3), 10);
  });

  test('right-or-wrong results are known by their standard errors', () => {
    const stderr = (p: number, n: number) => Math.sqrt((p * (1 - p)) / (n - 1));
    const found = against(
      { value: 0.9, stderr: stderr(0.9, 20), samples: 20 },
      { value: 0.75, stderr: stderr(0.75, 40), samples: 40 },
    );
    expect(found).toEqual(against(of(18, 20), of(30, 40)));
  });

  test('between 0 and 1 they reach as far as proportions would', () => {
    const value = 0.995;
    const stderr = Math.sqrt((value * (1 - value)) / 200);
    const found = against({ value, stderr }, { value, stderr });
    const counted = against(of(199, 200), of(199, 200));
    expect(found.lower).toBeCloseTo(counted.lower, 8);
    expect(found.lower).toBeLessThan(-1.05 * t19 * Math.SQRT2 * stderr);
  });

  test('a proportion at 1 against one with a standard error only', () => {
    const found = against(of(20, 20), { value: 0.9, stderr: Math.sqrt(0.09 / 20) });
    expect(found.lower).toBeLessThan(against(of(20, 20), of(18, 20)).lower + 1e-9);
    expect(found.upper).toBeGreaterThan(0.25);
  });
});

describe('a comparison', () => {
  test('is wider at more confidence, and judged alike in any unit', () => {
    const wide = against({ value: 1.2, stderr: 0.1 }, { value: 1.1, stderr: 0.2 }, 0.99);
    const narrow = against({ value: 1.2, stderr: 0.1 }, { value: 1.1, stderr: 0.2 }, 0.9);
    expect(wide.lower).toBeLessThan(narrow.lower);
    expect(wide.upper).toBeGreaterThan(narrow.upper);
    const scaled = against({ value: 1200, stderr: 100 }, { value: 1100, stderr: 200 }, 0.99);
    expect(scaled.lower).toBeCloseTo(1000 * wide.lower, 9);
  });

  test.each<[string, Sample, Sample, string]>([
    ['the candidate', { value: NaN, stderr: 1 }, { value: 1, stderr: 1 }, 'of the candidate is NaN'],
    [
      'the champion',
      { value: 1, stderr: 1 },
      { value: 1, stderr: 0 },
      'of the champion has a standard error of 0',
    ],
    ['one side a proportion', of(18, 20), { value: 1.5, stderr: 1 }, 'is a proportion for one version only'],
    ['and the other way round', { value: -2, stderr: 1 }, of(18, 20), 'is a proportion for one version only'],
  ])('says what is wrong: %s', (_name, candidate, champion, words) => {
    expect(absenceOf(twoSampleInterval(candidate, champion, { confidence: 0.95 }))).toContain(words);
  });

  test.each([
    [0.5, 1],
    [1, 1],
    [NaN, 1],
    [0.95, 0],
    [0.95, NaN],
    [0.95, Infinity],
  ])('a confidence of %d with a factor of %d is refused', (confidence, factor) => {
    expect(() => twoSampleInterval(of(1, 2), of(1, 2), { confidence, factor })).toThrow(RangeError);
  });
});
