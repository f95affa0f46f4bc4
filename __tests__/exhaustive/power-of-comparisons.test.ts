import { describe, expect, test } from '@jest/globals';
import { normalCdf } from '../../src/statistics/chance.js';
import type { PassChance, Rule } from '../../src/statistics/interval.js';
import { momentsMeet, readingsMeet } from '../../src/statistics/meets.js';
import { summarize, type Moments, type Pair } from '../../src/statistics/paired.js';
import { pairedChance } from '../../src/statistics/power-pairs.js';
import { oneSampleChance, twoSampleChance } from '../../src/statistics/power.js';
import { counted, type Measured } from '../../src/statistics/sample.js';
import { binomialMass } from '../unit/statistics/support/binomial.js';
import { seedRandom } from '../unit/statistics/support/random.js';
import { drawVariance } from './support/chance.js';

/* What `stagegate power` tells: the chance that a gate passes a version with a given true value. */

const Z = 1.6448536269514722;
type Given = Partial<Omit<Rule, 'required'>>;

const atLeast = (bound: number, given: Given = {}): Rule => ({
  ...{ confidence: 0.95, factor: 1, required: { min: bound }, isTolerated: false },
  ...given,
});
const atMost = (bound: number, given: Given = {}): Rule => ({
  ...atLeast(0, given),
  required: { max: bound },
});

const measured = (value: number, stderr: number, samples: number | null = 50_000): Measured => ({
  ...{ kind: 'measured', value, stderr, samples },
});

describe('of two means with many examples, by the normal distribution', () => {
  // 120 and 118 can't be shares, so only Student's limits count
  const [own, champion] = [measured(120, 0.6), measured(118, 0.8)];

  test.each<[string, Rule, (off: number) => number]>([
    ['at least as good', atLeast(0), (off) => normalCdf(off - Z)],
    ['at most as large', atMost(0), (off) => normalCdf(-off - Z)],
    ['at least as good, or inconclusive', atLeast(0, { isTolerated: true }), (off) => normalCdf(off + Z)],
    ['at most as large, or inconclusive', atMost(0, { isTolerated: true }), (off) => normalCdf(-off + Z)],
    ['better by 2', atLeast(2), (off) => normalCdf(off - 2 - Z)],
    ['a percentage', atLeast(0, { factor: 0.5 }), (off) => normalCdf(off - Z)],
  ])('%s', (_name, rule, chanceOf) => {
    const stderr = Math.hypot(own.stderr, rule.factor * champion.stderr);
    const chance = twoSampleChance(own, champion, rule);
    // the bound counts in units, not in standard errors; with a factor of 1 the standard error is 1
    for (const off of [-2, -1, 0, 1, 2, 3])
      expect(chance(rule.factor * 118 + off * stderr)).toBeCloseTo(chanceOf(off), 3);
  });

  test('a factor of 0 asks about the candidate alone', () => {
    const rule = atLeast(119, { factor: 0 });
    expect(twoSampleChance(own, champion, rule)(120)).toBe(oneSampleChance(own, rule)(120));
  });
});

test('of two means with few examples, within what chance leaves of 3,000 trials', () => {
  const random = seedRandom(5);
  const [own, champion] = [measured(120, 4, 8), measured(118, 3, 12)];
  const rule = atLeast(-5);
  const draw = (of: Measured, truth: number): Measured => ({
    ...of,
    value: truth + of.stderr * random.normal(),
    stderr: of.stderr * Math.sqrt(drawVariance(random, (of.samples ?? 2) - 1)()),
  });
  const truth = 122;
  let passed = 0;
  for (let trial = 0; trial < 3000; trial += 1)
    passed += readingsMeet(draw(own, truth), draw(champion, champion.value), rule) ? 1 : 0;
  // four standard deviations of the trials' share
  expect(Math.abs(twoSampleChance(own, champion, rule)(truth) - passed / 3000)).toBeLessThan(0.037);
});

describe('of shares, however they are told', () => {
  const n = 400;
  const asMean = (value: number) => measured(value, Math.sqrt((value * (1 - value)) / n), n);

  test.each<[string, Rule]>([
    ['no more than 0.02 worse', atLeast(-0.02)],
    ['no more than 1 % worse', atLeast(0, { factor: 0.99 })],
    ['errors: no more than 0.02 more', atMost(0.02)],
  ])('%s', (_name, rule) => {
    const value = 'min' in rule.required ? 0.8 : 0.2;
    const exact = twoSampleChance(counted(n * value, n), counted(n * value, n), rule);
    for (const [own, champion] of [
      [asMean(value), counted(n * value, n)],
      [counted(n * value, n), asMean(value)],
    ] as const) {
      // a count comes in steps, each of which is a few percent of the chance
      const chance = twoSampleChance(own, champion, rule);
      expect(Math.abs(chance(value) - exact(value))).toBeLessThan(0.05);
    }
  });

  test('a mean against a champion that has all right', () => {
    const chance = twoSampleChance(asMean(0.95), counted(n, n), atLeast(-0.1));
    expect(chance(0.85)).toBeLessThan(0.05);
    expect(chance(0.99)).toBeGreaterThan(0.99);
  });

  test('more examples of a mean whose number is unknown', () => {
    const few = twoSampleChance(measured(0.8, 0.02, null), measured(0.8, 0.02, null), atLeast(-0.02));
    expect(few(0.8)).toBeGreaterThan(0.05);
    expect(few(0.8)).toBeLessThan(few(0.85));
  });
});

/** Pairs by their scores. */
const pairsOf = (...kinds: readonly (readonly [candidate: number, champion: number, count: number])[]) =>
  kinds.flatMap(([candidate, champion, count]) =>
    Array.from({ length: count }, (): Pair => ({ candidate, champion })),
  );

const chanceOfPairs = (pairs: readonly Pair[], rule: Rule, samples = pairs.length): PassChance => {
  const chance = pairedChance(pairs, { samples, isRough: true }, rule);
  if (typeof chance !== 'function') throw new Error(chance.absence);
  return chance;
};

describe('of right and wrong on the same examples, by every outcome', () => {
  const n = 24;
  const pairs = pairsOf([1, 1, 15], [1, 0, 4], [0, 1, 3], [0, 0, 2]);

  /** Each outcome with its chance: how many differ, how many of those speak for the candidate, and what both have right. */
  function sumOf(rule: Rule, [gain, loss, right]: readonly [number, number, number]): number {
    let sum = 0;
    for (let gained = 0; gained <= n; gained += 1)
      for (let lost = 0; gained + lost <= n; lost += 1)
        for (let both = 0; gained + lost + both <= n; both += 1) {
          const none = n - gained - lost - both;
          const weight =
            binomialMass(gained, n, gain) *
            binomialMass(lost, n - gained, loss / (1 - gain)) *
            binomialMass(both, n - gained - lost, right / (1 - gain - loss));
          if (weight < 1e-9) continue;
          const drawn = pairsOf([1, 0, gained], [0, 1, lost], [1, 1, both], [0, 0, none]);
          if (momentsMeet(summarize(drawn, rule.factor) as Moments, rule)) sum += weight;
        }
    return sum;
  }

  test.each<[string, Rule]>([
    ['a percentage', atLeast(0, { factor: 0.9 })],
    ['a percentage of errors', atMost(0, { factor: 1.2 })],
    ['a percentage, or inconclusive', atLeast(0, { factor: 1.1, isTolerated: true })],
  ])('%s', (_name, rule) => {
    // the champion has 18 of 24 right; 7 of 24 differ, and the candidate's true value is as good, or 3 in 24 better
    const better = 'min' in rule.required ? 1 : -1;
    for (const difference of [0, (better * 3) / 24]) {
      const [gain, loss] = [(7 / 24 + difference) / 2, (7 / 24 - difference) / 2];
      const exact = sumOf(rule, [gain, loss, 18 / 24 - loss]);
      expect(Math.abs(chanceOfPairs(pairs, rule)(18 / 24 + difference) - exact)).toBeLessThan(0.03);
    }
  });

  test('a candidate that can only be better, and one that can only be worse', () => {
    const chance = chanceOfPairs(pairs, atLeast(-0.05));
    expect(chance(1)).toBeGreaterThan(chance(0.8));
    expect(chance(0)).toBeCloseTo(0, 6);
    const tolerant = chanceOfPairs(pairs, atLeast(0, { factor: 0.9, isTolerated: true }));
    expect(tolerant(1)).toBeCloseTo(1, 6);
  });

  test('many examples, of which few differ', () => {
    const many = pairsOf([1, 1, 3800], [1, 0, 60], [0, 1, 40], [0, 0, 100]);
    // the difference of 0.005 has a standard error of 0.0025
    expect(chanceOfPairs(many, atLeast(0))(0.96 + 0.005)).toBeCloseTo(normalCdf(2 - Z), 1);
  });
});
