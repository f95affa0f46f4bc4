import { describe, expect, test } from '@jest/globals';
import { pairedInterval, type Pair } from '../../../src/statistics/paired.js';
import { binomialTail } from './support/binomial.js';
import { absenceOf, expectInterval } from './support/intervals.js';
import { seedRandom } from './support/random.js';

const limits = (pairs: readonly Pair[], confidence = 0.95, factor = 1) =>
  expectInterval(pairedInterval(pairs, { confidence, factor }));

/** So many pairs of each kind. */
function tally(counts: { gained?: number; lost?: number; right?: number; wrong?: number }): Pair[] {
  const of = (count: number, candidate: number, champion: number) =>
    Array.from({ length: count }, () => ({ candidate, champion }));
  const { gained = 0, lost = 0, right = 0, wrong = 0 } = counts;
  return [...of(gained, 1, 0), ...of(lost, 0, 1), ...of(right, 1, 1), ...of(wrong, 0, 0)];
}

const times = (pairs: readonly Pair[], by: number) =>
  pairs.map(({ candidate, champion }) => ({ candidate: candidate * by, champion: champion * by }));
const turn = (pairs: readonly Pair[]) =>
  pairs.map(({ candidate, champion }) => ({ candidate: champion, champion: candidate }));

function scores(count: number, shift: number): Pair[] {
  const random = seedRandom(count);
  return Array.from({ length: count }, () => {
    const champion = random.normal();
    return { champion, candidate: champion + shift + 0.5 * random.normal() };
  });
}

describe('right or wrong on the same examples', () => {
  test('agrees with McNemar at 0, for every outcome', () => {
    for (let gained = 0; gained <= 8; gained += 1) {
      for (let lost = 0; lost <= 6; lost += 1) {
        const pairs = tally({ gained, lost, right: 20, wrong: 5 });
        const mcnemar = binomialTail(gained, gained + lost, 0.5);
        expect([gained, lost, limits(pairs).lower >= 0]).toEqual([gained, lost, mcnemar <= 0.05]);
      }
    }
  });

  test.each([
    // by scipy's adaptive integration
    ['5 to 0 of 10,000', { gained: 5, lost: 0, right: 9000, wrong: 995 }, 3.701120934941199e-5],
    ['4 to 0 of 10,000', { gained: 4, lost: 0, right: 9000, wrong: 996 }, -2.231410616731778e-5],
    ['50 to 50 of 1,000', { gained: 50, lost: 50, right: 900 }, -0.017499918040932653],
    // closed forms
    ['all alike', { right: 18, wrong: 2 }, 0.05 ** (1 / 20) - 1],
    ['all different', { gained: 20 }, NaN],
  ])('%s', (_name, counts, lower) => {
    const found = limits(tally(counts));
    expect(found.method).toBe('paired-binomial');
    if (!Number.isNaN(lower)) expect(found.lower).toBeCloseTo(lower, 11);
    else expect(found).toMatchObject({ estimate: 1, upper: 1 });
  });

  test('is much surer than the same results as those of different examples', () => {
    const { lower, upper } = limits(tally({ gained: 12, lost: 4, right: 880, wrong: 104 }));
    // two proportions of 1,000 near 0.89 are apart by 0.008 ± 0.023
    expect(upper - lower).toBeLessThan(0.02);
  });

  test('in points instead of shares, limits are as many times as large', () => {
    const pairs = tally({ gained: 7, lost: 2, right: 11 });
    const found = limits(pairs);
    const points = limits(times(pairs, 10));
    expect(points.lower).toBeCloseTo(10 * found.lower, 12);
    expect(points.upper).toBeCloseTo(10 * found.upper, 12);
    expect(points.method).toBe('paired-binomial');
  });

  test('a single example', () => {
    expect(limits(tally({ gained: 1 }), 0.95).lower).toBeCloseTo(-0.9, 12);
    expect(limits(tally({ right: 1 }), 0.95)).toMatchObject({ estimate: 0 });
  });

  test('with a factor, the champion’s own share counts as much as it may', () => {
    const pairs = tally({ gained: 30, lost: 25, right: 870, wrong: 75 });
    const relative = limits(pairs, 0.95, 0.99);
    expect(relative.estimate).toBeCloseTo(0.9 - 0.99 * 0.895, 12);
    // a hundredth of 0.895 is added, and what is not known of it taken away
    const { lower } = limits(pairs, 1 - 0.05 * 0.95);
    expect(relative.lower).toBeLessThan(lower + 0.01 * 0.895);
    expect(relative.lower).toBeGreaterThan(lower + 0.01 * 0.85);
    const above = limits(pairs, 0.95, 1.01);
    expect(above.lower).toBeLessThan(lower - 0.01 * 0.895);
  });
});

describe('scores on the same examples', () => {
  test('reach at least as far as t', () => {
    const pairs = scores(400, 0.02);
    const differences = pairs.map(({ candidate, champion }) => candidate - champion);
    const mean = differences.reduce((sum, each) => sum + each, 0) / 400;
    const variance = differences.reduce((sum, each) => sum + (each - mean) ** 2, 0) / 399;
    // scipy.stats.t.ppf(0.95, 399)
    const half = 1.6486815335554255 * Math.sqrt(variance / 400);
    const found = limits(pairs);
    expect(found.estimate).toBeCloseTo(mean, 12);
    expect(found.method).toBe('paired-t');
    for (const reach of [mean - found.lower, found.upper - mean]) {
      expect(reach).toBeGreaterThanOrEqual(half);
      expect(reach).toBeLessThan(1.05 * half);
    }
  });

  test('the same evidence in another order is the same to the last digits', () => {
    const pairs = scores(101, 0.1);
    const found = limits(pairs);
    const other = limits([...pairs].reverse());
    expect(other.lower).toBeCloseTo(found.lower, 12);
    expect(other.upper).toBeCloseTo(found.upper, 12);
  });

  test('change places with the sides, and widen with confidence', () => {
    const pairs = scores(60, 0.3);
    const found = limits(pairs);
    const turned = limits(turn(pairs));
    expect(turned.lower).toBeCloseTo(-found.upper, 12);
    expect(turned.upper).toBeCloseTo(-found.lower, 12);
    expect(limits(pairs, 0.99).lower).toBeLessThan(found.lower);
    expect(limits(pairs, 0.9).lower).toBeGreaterThan(found.lower);
  });

  test('a few large differences are no proof, though t would take them for one', () => {
    const pairs = [...Array.from({ length: 97 }, () => ({ candidate: 0.5, champion: 0.5 }))];
    for (const gain of [0.3, 0.35, 0.4]) pairs.push({ candidate: 0.5 + gain, champion: 0.5 });
    const differences = pairs.map(({ candidate, champion }) => candidate - champion);
    const mean = differences.reduce((sum, each) => sum + each, 0) / 100;
    const variance = differences.reduce((sum, each) => sum + (each - mean) ** 2, 0) / 99;
    expect(mean - 1.66 * Math.sqrt(variance / 100)).toBeGreaterThan(0);
    expect(limits(pairs).lower).toBeLessThan(0);
  });

  test('no difference at all: what is not seen may be as large as scores are apart', () => {
    const alike = [0.2, 0.4, 0.9, 1].map((score) => ({ candidate: score, champion: score }));
    expect(limits(alike).lower).toBeCloseTo(0.8 * (0.05 ** (1 / 4) - 1), 12);
  });

  test('with a factor, a champion below 0 counts as it is', () => {
    const pairs = scores(200, 0.1).map(({ candidate, champion }) => ({
      candidate: candidate - 5,
      champion: champion - 5,
    }));
    // 10 % worse than −5 is −5.5
    const found = limits(pairs, 0.95, 1.1);
    expect(found.estimate).toBeCloseTo(0.6, 0);
    expect(found.lower).toBeGreaterThan(0.4);
    expect(found.lower).toBeLessThan(found.estimate);
  });

  test.each<[string, Pair[], string]>([
    ['no pairs', [], 'has no examples'],
    ["a score that isn't a number", [{ candidate: NaN, champion: 1 }], "isn't a number"],
    ['an infinite score', [{ candidate: 1, champion: Infinity }], "isn't a number"],
    ['one score throughout', Array<Pair>(9).fill({ candidate: 0.7, champion: 0.7 }), 'the same score'],
  ])('%s says nothing', (_name, pairs, words) => {
    expect(absenceOf(pairedInterval(pairs, { confidence: 0.95 }))).toContain(words);
  });

  test('a single pair says nothing of a relative difference', () => {
    const found = pairedInterval([{ candidate: 0.7, champion: 0.5 }], { confidence: 0.95, factor: 0.9 });
    expect(absenceOf(found)).toContain('1 example');
  });

  test.each([
    [0.5, 1],
    [NaN, 1],
    [0.95, 0],
  ])('a confidence of %d with a factor of %d is refused', (confidence, factor) => {
    expect(() => pairedInterval(scores(9, 0), { confidence, factor })).toThrow(RangeError);
  });
});
