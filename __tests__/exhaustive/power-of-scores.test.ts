import { describe, expect, test } from '@jest/globals';
import { normalCdf } from '../../src/statistics/chance.js';
import type { PassChance, Rule } from '../../src/statistics/interval.js';
import type { Pair } from '../../src/statistics/paired.js';
import { pairedChance } from '../../src/statistics/power-pairs.js';
import {
  clusteredChance,
  readClustered,
  type Asking,
  type Clustered,
} from '../../src/statistics/power-rows.js';
import { counted, type Reading } from '../../src/statistics/sample.js';
import { worthOf, type Trial } from '../../src/statistics/worth.js';

/* Chances that are simulated: of graded scores on the same examples, and of rows in clusters. Rough ones will do. */

const atLeast = (bound: number, given: Partial<Rule> = {}): Rule => ({
  ...{ confidence: 0.95, factor: 1, required: { min: bound }, isTolerated: false },
  ...given,
});

const chanceOfPairs = (pairs: readonly Pair[], rule: Rule, samples = pairs.length): PassChance => {
  const chance = pairedChance(pairs, { samples, isRough: true }, rule);
  if (typeof chance !== 'function') throw new Error(chance.absence);
  return chance;
};

/** Scores from 0 to 1, on which the versions differ by 0.1, 0.2 or 0.3 either way, or do as well. */
const graded = (count: number): Pair[] =>
  Array.from({ length: count }, (_, at) => {
    const champion = 0.4 + (at % 5) / 20;
    return { candidate: champion + ((at % 7) - 3) / 10, champion };
  });
const inClusters = (pairs: readonly Pair[], size: number): Pair[] =>
  pairs.map((pair, at) => ({ ...pair, cluster: `c${Math.floor(at / size)}` }));
const championOf = (pairs: readonly Pair[]) =>
  pairs.reduce((sum, { champion }) => sum + champion, 0) / pairs.length;

describe('graded scores on the same examples', () => {
  const pairs = graded(140);
  const held = championOf(pairs);

  test('go by Student: on the bound 5 % pass, and four standard errors beyond it nearly all', () => {
    const chance = chanceOfPairs(pairs, atLeast(0));
    // differences of −0.3 to 0.3 in steps of 0.1 have a standard deviation of 0.2
    const stderr = 0.2 / Math.sqrt(pairs.length);
    expect(Math.abs(chance(held) - 0.05)).toBeLessThan(0.02);
    expect(Math.abs(chance(held + 2 * stderr) - normalCdf(2 - 1.645))).toBeLessThan(0.05);
    expect(chance(held + 4 * stderr)).toBeGreaterThan(0.97);
    expect(chance(held - 4 * stderr)).toBeLessThan(0.001);
  });

  test('a percentage of the champion counts its own scores too', () => {
    const rule = atLeast(0, { factor: 0.95 });
    const chance = chanceOfPairs(pairs, rule);
    expect(chance(0.95 * held)).toBeLessThan(0.06);
    expect(chance(held)).toBeGreaterThan(chance(0.97 * held));
    expect(chance(1.1 * held)).toBeGreaterThan(0.99);
  });

  test('lower is better: errors are worth what scores are', () => {
    const errors = pairs.map(({ candidate, champion }) => ({ candidate: -candidate, champion: -champion }));
    const rule: Rule = { ...atLeast(0), required: { max: 0.01 } };
    const [score, error] = [chanceOfPairs(pairs, atLeast(-0.01)), chanceOfPairs(errors, rule)];
    expect(Math.abs(error(-held) - score(held))).toBeLessThan(0.03);
  });

  test('where none differs yet, a difference is as large as it can be', () => {
    const same = pairs.map(({ champion }) => ({ candidate: champion, champion }));
    const chance = chanceOfPairs(same, atLeast(-0.05));
    expect(chance(held)).toBeGreaterThan(0.9);
    expect(chance(held - 0.05)).toBeLessThan(0.06);
  });

  test('more examples than are drawn: a chance goes by how many standard errors a truth is off', () => {
    const chance = chanceOfPairs(pairs, atLeast(0), 1_400_000);
    const stderr = 0.2 / Math.sqrt(1_400_000);
    expect(Math.abs(chance(held + 2 * stderr) - normalCdf(2 - 1.645))).toBeLessThan(0.06);
  });

  test('say why where there is no chance to tell', () => {
    const told = pairedChance([], { samples: 10, isRough: true }, atLeast(0));
    expect(told).toEqual({ absence: 'has no examples' });
  });
});

describe('pairs in clusters', () => {
  test.each<[string, Pair[]]>([
    ['graded', graded(140)],
    [
      'right or wrong',
      graded(140).map(({ candidate, champion }, at) => ({
        candidate: candidate > champion || at % 3 === 0 ? 1 : 0,
        champion: at % 4 === 0 ? 0 : 1,
      })),
    ],
  ])('a percentage of the champion: %s', (_name, independent) => {
    const pairs = inClusters(independent, 7);
    const held = championOf(pairs);
    const chance = chanceOfPairs(pairs, atLeast(0, { factor: 0.9 }));
    expect(chance(0.9 * held)).toBeLessThan(0.06);
    expect(chance(Math.min(1, 1.2 * held))).toBeGreaterThan(chance(held));
  });

  test('never pass where there would be too few clusters', () => {
    const chance = chanceOfPairs(inClusters(graded(140), 7), atLeast(-1), 21);
    expect(chance(0.9)).toBe(0);
  });
});

const rowsOf = (values: readonly number[], size: number) =>
  values.map((value, at) => ({ value, cluster: `c${Math.floor(at / size)}` }));

function clustered(values: readonly number[], size = 4): Clustered {
  const read = readClustered(rowsOf(values, size));
  if ('absence' in read) throw new Error(read.absence);
  return read;
}

describe('rows in clusters', () => {
  const own = clustered(Array.from({ length: 160 }, (_, at) => (at % 8 === 0 ? 0 : 1)));
  const asking = (bound: number, rule: Rule | null): Asking => ({ rule, sign: 1, bound, isRough: true });
  const comparison = asking(own.value - 0.05, atLeast(-0.05));

  test('a champion by its rows, its count or its mean is about the same', () => {
    const { value } = own;
    const spread = (value * (1 - value)) / 160;
    const champions: (Reading | Clustered)[] = [
      own,
      counted(140, 160),
      { kind: 'measured', value, stderr: Math.sqrt(spread), samples: 160 },
    ];
    const chances = champions.map((champion) => clusteredChance(own, champion, comparison)(value));
    for (const chance of chances) expect(Math.abs(chance - chances[0]!)).toBeLessThan(0.1);
    for (const champion of champions)
      expect(clusteredChance(own, champion, comparison)(value - 0.05)).toBeLessThan(0.06);
  });

  test('all right, or none, can be otherwise in the next sample', () => {
    const all = clustered(Array.from({ length: 160 }, () => 1));
    const chance = clusteredChance(all, null, asking(0.9, atLeast(0.9)));
    expect(chance(0.9)).toBeLessThan(0.06);
    expect(chance(1)).toBe(1);
    const none = clustered(Array.from({ length: 160 }, () => 0));
    expect(clusteredChance(none, null, asking(0.1, atLeast(0.1)))(0)).toBe(0);
  });

  test('graded ones that are alike throughout, and a version that is asked about fewer clusters than are judged', () => {
    const few = { ...own, samples: 12 };
    expect(clusteredChance(few, null, asking(0.1, atLeast(0.1)))(0.9)).toBe(0);
  });

  test('what the gate does not judge is told as it tells it', () => {
    expect(readClustered(rowsOf([1, 0, 1, 1, 0, 1], 3))).toMatchObject({
      absence: expect.stringMatching(/clusters/) as unknown,
    });
    expect(
      readClustered(
        rowsOf(
          Array.from({ length: 40 }, () => 0.5),
          2,
        ),
      ),
    ).toMatchObject({
      absence: expect.stringMatching(/standard error/) as unknown,
    });
  });
});

describe('what a gate is worth', () => {
  /** Passes by a normal number with a standard error of 0.1 at 100 examples. */
  const chanceAt =
    (bound: number, sign: number, samples = 100): PassChance =>
    (truth) =>
      normalCdf((sign * (truth - bound)) / Math.sqrt(1 / samples) - 1.645);
  const trial = (given: Partial<Trial> = {}): Trial => ({
    ...{ chance: (samples: number | null) => chanceAt(0.5, 1, samples ?? 100), samples: 100, sign: 1 },
    ...{ equal: 0.5, bound: 0.5, origin: 0.5, stderr: 0.1, isShare: true },
    ...given,
  });

  test('the least difference that passes 80 % of the time, and the examples that an effect takes', () => {
    const worth = worthOf(chanceAt(0.5, 1), trial(), 0.1);
    // (1.645 + 0.842) standard errors
    expect(worth.detectable).toBeCloseTo(0.2487, 3);
    // 6.18 / 0.1²
    expect(worth.needs).toBeGreaterThanOrEqual(610);
    expect(worth.needs).toBeLessThanOrEqual(640);
    expect(worth.equalPasses).toBeCloseTo(0.05, 3);
  });

  test('the same of what should be small', () => {
    const down = trial({ sign: -1, chance: (samples) => chanceAt(0.5, -1, samples ?? 100) });
    const worth = worthOf(chanceAt(0.5, -1), down, 0.1);
    expect(worth.detectable).toBeCloseTo(0.2487, 3);
    expect(worth.needs).toBeGreaterThanOrEqual(610);
  });

  test.each<[string, Partial<Trial>, number]>([
    ['a share above 1', {}, 0.6],
    ['a difference that only reaches the bound', { origin: 0.4 }, 0.1],
    ['an unknown number of examples', { samples: null }, 0.1],
    ['more examples than anyone collects', {}, 1e-6],
    ['a chance that can not be told', { chance: () => ({ absence: 'has no examples' }) }, 0.1],
  ])('no number of examples: %s', (_name, given, effect) => {
    expect(worthOf(chanceAt(0.5, 1), trial(given), effect).needs).toBeNull();
  });

  test('a bound that no share reaches has no chance', () => {
    const worth = worthOf(() => 0, trial({ bound: 1.1 }), null);
    expect(worth).toEqual({ equalPasses: 0, boundPasses: null, detectable: null, needs: null });
  });
});
