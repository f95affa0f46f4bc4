import { describe, expect, test } from '@jest/globals';
import { slackOf, type Interval, type Rule } from '../../../src/statistics/interval.js';
import { momentsMeet, readingMeets, readingsMeet } from '../../../src/statistics/meets.js';
import { intervalOfReading } from '../../../src/statistics/one-sample.js';
import { intervalOfMoments, summarize, type Pair } from '../../../src/statistics/paired.js';
import { counted, type Measured, type Reading } from '../../../src/statistics/sample.js';
import { intervalOfReadings } from '../../../src/statistics/two-samples.js';

/* Simulations ask whether a limit reaches the bound, without solving for the limit. Both must decide alike. */

const CONFIDENCE = 0.95;

const measured = (value: number, stderr: number, others: Partial<Measured> = {}): Measured => ({
  ...{ kind: 'measured', value, stderr, samples: 40 },
  ...others,
});

/** Bounds just inside and just outside both limits, and at the ends of what can be, with tolerance and without. */
function rulesAround({ lower, upper }: Interval, factor = 1): Rule[] {
  const width = (upper - lower) * 1e-3;
  const around = [lower - width, lower + width, (lower + upper) / 2, upper - width, upper + width];
  const bounds = [...around, 0, 1, -1];
  return bounds.flatMap((bound) =>
    [{ min: bound }, { max: bound }].flatMap((required) =>
      [true, false].map((isTolerated) => ({ confidence: CONFIDENCE, factor, required, isTolerated })),
    ),
  );
}

/** Every rule with both decisions, where they differ. */
const differing = (found: Interval, meets: (rule: Rule) => boolean, factor?: number) =>
  rulesAround(found, factor)
    .map((rule) => ({ rule, told: meets(rule), solved: slackOf(rule, found) >= 0 }))
    .filter(({ told, solved }) => told !== solved);

describe('one sample passes where its limit does', () => {
  test.each<[string, Reading]>([
    ['a count', counted(37, 40)],
    ['a mean that is not a share', measured(120, 4)],
    ['a mean of scores from 0 to 1', measured(0.8, 0.03)],
    ['one near 1, where the exact limit is wider', measured(0.99, 0.004)],
    ['one near 0', measured(0.01, 0.004)],
    ['a clustered one', measured(0.8, 0.03, { degrees: 7.5 })],
    ['one of an unknown number of examples', measured(0.8, 0.03, { samples: null })],
  ])('%s', (_name, reading) => {
    expect(differing(intervalOfReading(reading, CONFIDENCE), (rule) => readingMeets(reading, rule))).toEqual(
      [],
    );
  });
});

describe('a comparison of two samples passes where its limit does', () => {
  test.each<[string, Reading, Reading]>([
    ['counts', counted(37, 40), counted(30, 38)],
    ['means that are not shares', measured(120, 4), measured(112, 3)],
    ['means of scores from 0 to 1', measured(0.98, 0.01), measured(0.9, 0.02)],
    ['a count and a mean', counted(37, 40), measured(0.8, 0.03)],
    ['a mean and a count', measured(0.8, 0.03), counted(37, 40)],
    ['a mean that has no count, and one that has', measured(120, 4), measured(0.5, 0.1)],
    ['all right, and none', counted(12, 12), counted(0, 12)],
    ['none, and all', counted(0, 12), counted(12, 12)],
  ])('%s', (_name, first, second) => {
    for (const factor of [1, 0.95, 1.5]) {
      const options = { confidence: CONFIDENCE, factor };
      const found = intervalOfReadings(first, second, options) as Interval;
      expect(differing(found, (rule) => readingsMeet(first, second, rule), factor)).toEqual([]);
    }
  });

  test('a share never passes against what can not be one', () => {
    const rule = { confidence: CONFIDENCE, factor: 1, required: { min: -1000 }, isTolerated: true };
    expect(readingsMeet(counted(40, 40), measured(-120, 4), rule)).toBe(false);
    expect(readingsMeet(measured(120, 4), counted(0, 40), rule)).toBe(false);
  });
});

/** Pairs by their scores. */
const pairsOf = (...kinds: readonly (readonly [candidate: number, champion: number, count: number])[]) =>
  kinds.flatMap(([candidate, champion, count]) =>
    Array.from({ length: count }, (): Pair => ({ candidate, champion })),
  );

const inClusters = (pairs: readonly Pair[], size: number) =>
  pairs.map((pair, at) => ({ ...pair, cluster: `c${Math.floor(at / size)}` }));

describe('a comparison on the same examples passes where its limit does', () => {
  const rightOrWrong = pairsOf([1, 1, 25], [1, 0, 9], [0, 1, 2], [0, 0, 4]);
  const graded = pairsOf([0.9, 0.4, 9], [0.5, 0.5, 20], [0.3, 0.8, 4], [1, 0.7, 7]);

  test.each<[string, readonly Pair[]]>([
    ['right or wrong', rightOrWrong],
    ['right or wrong, and the candidate does better throughout', pairsOf([1, 0, 8])],
    ['right or wrong, and the candidate does worse throughout', pairsOf([0, 1, 8])],
    ['right or wrong, and none differs', pairsOf([1, 1, 20], [0, 0, 5])],
    ['graded', graded],
    ['graded, with one that differs', pairsOf([0.5, 0.5, 20], [0.6, 0.5, 1], [0.7, 0.9, 1])],
    ['right or wrong in clusters', inClusters(rightOrWrong, 3)],
    ['graded in clusters', inClusters(graded, 3)],
  ])('%s', (_name, pairs) => {
    for (const factor of [1, 0.95, 1.05]) {
      const moments = summarize(pairs, factor);
      if ('absence' in moments) throw new Error(moments.absence);
      const found = intervalOfMoments(moments, { confidence: CONFIDENCE, factor });
      expect(differing(found, (rule) => momentsMeet(moments, rule), factor)).toEqual([]);
    }
  });

  test('what has no number never passes', () => {
    const moments = summarize(graded, 1);
    if ('absence' in moments) throw new Error(moments.absence);
    for (const required of [{ min: -1 }, { max: 1 }])
      expect(
        momentsMeet(
          { ...moments, estimate: NaN },
          { confidence: 0.95, factor: 1, required, isTolerated: true },
        ),
      ).toBe(false);
  });
});
