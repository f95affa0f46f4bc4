import { describe, expect, test } from '@jest/globals';
import { clusteredMean, sampleOfRows, type ClusteredValue } from '../../../src/statistics/clusters.js';
import { studentQuantile } from '../../../src/statistics/distributions.js';
import { oneSampleInterval } from '../../../src/statistics/one-sample.js';
import { joinByKey, pairedInterval, type Pair } from '../../../src/statistics/paired.js';
import { neededForPairs } from '../../../src/statistics/sample-size.js';
import { matricesOf } from './support/cr2.js';
import { absenceOf, expectInterval } from './support/intervals.js';
import { seedRandom } from './support/random.js';

/** Clusters of these values. */
function rowsOf(...clusters: readonly (readonly number[])[]): ClusteredValue[] {
  return clusters.flatMap((values, at) => values.map((value) => ({ value, cluster: `c${at}` })));
}

function drawClusters(seed: number, sizes: readonly number[]): ClusteredValue[] {
  const random = seedRandom(seed);
  return rowsOf(
    ...sizes.map((size) => {
      const level = random.normal();
      return Array.from({ length: size }, () => level + random.normal());
    }),
  );
}

const SIZES = [
  [3, 3, 3, 3, 3],
  [1, 2, 5, 9, 4, 7],
  [1, 1, 1, 1, 1, 12],
  [20, 1, 6, 3, 17, 2, 2, 8, 11, 5],
];

describe('CR2 and its degrees of freedom, against the definition by matrices', () => {
  test.each(SIZES.map((sizes) => [sizes.join(', '), sizes] as const))('clusters of %s', (_told, sizes) => {
    const rows = drawClusters(sizes.length, sizes);
    const found = clusteredMean(rows);
    const { variance, degrees } = matricesOf(rows);
    expect(found.clusters).toBe(sizes.length);
    // values that all differ and correlate: nothing is added to CR2
    expect(found.stderr ** 2 / variance).toBeCloseTo(1, 9);
    expect(found.degrees).toBeCloseTo(Math.min(degrees(0), degrees(1)), 9);
  });

  test('equal clusters have one degree of freedom fewer than clusters, whatever the correlation', () => {
    const rows = drawClusters(7, [4, 4, 4, 4, 4, 4, 4]);
    expect(clusteredMean(rows).degrees).toBeCloseTo(6, 12);
  });

  test('equal clusters are as good as their means', () => {
    const rows = rowsOf([1, 3], [5, 7], [2, 2], [8, 4], [9, 9]);
    const means = [2, 6, 2, 6, 9];
    const mean = means.reduce((sum, value) => sum + value, 0) / 5;
    const variance = means.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 4 / 5;
    expect(clusteredMean(rows)).toMatchObject({
      value: expect.closeTo(mean, 12),
      stderr: expect.closeTo(Math.sqrt(variance), 12),
      degrees: expect.closeTo(4, 12),
    });
  });

  test('repeats of unequal number count as one example each', () => {
    const weighted = [
      ...[1, 2, 3].map((value) => ({ value, cluster: 'a', weight: 1 / 3 })),
      ...[5, 7].map((value) => ({ value, cluster: 'b', weight: 1 / 2 })),
      ...[4, 9, 1].map((value, at) => ({ value, cluster: `s${at}` })),
    ];
    expect(clusteredMean(weighted).value).toBeCloseTo((2 + 6 + 4 + 9 + 1) / 5, 12);
    // as five examples at most, whose variances differ
    expect(clusteredMean(weighted).degrees).toBeLessThan(4);
    expect(clusteredMean(weighted).degrees).toBeGreaterThan(3.5);
  });
});

describe('a sample of rows', () => {
  test('rows that are each a cluster are independent: right and wrong are counted', () => {
    const values = [1, 1, 0, 1, 1, 1, 0, 1];
    const alone = rowsOf(...values.map((value) => [value]));
    expect(sampleOfRows(alone)).toEqual({ successes: 6, samples: 8 });
  });

  test('other scores have the standard error that they have without clusters', () => {
    const values = [3, 1, 4, 1, 5, 9, 2, 6];
    const mean = 31 / 8;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 7 / 8;
    const sample = sampleOfRows(rowsOf(...values.map((value) => [value])));
    expect(sample).toEqual({ value: mean, stderr: expect.closeTo(Math.sqrt(variance), 12), samples: 8 });
  });

  test('clusters make it wider, and the method has its name', () => {
    const rows = rowsOf(
      ...Array.from({ length: 40 }, (_, at) => Array<number>(5).fill(at % 4 === 0 ? 0 : 1)),
    );
    const clustered = expectInterval(oneSampleInterval(sampleOfRows(rows) as never, 0.95));
    const alone = expectInterval(oneSampleInterval({ successes: 150, samples: 200 }, 0.95));
    expect(clustered.method).toBe('clustered-t');
    expect(clustered.estimate).toBe(0.75);
    // all rows of a cluster are alike, so it is as if there were 40 of them
    const forty = expectInterval(oneSampleInterval({ successes: 30, samples: 40 }, 0.95));
    expect(clustered.lower).toBeLessThan(alone.lower);
    expect(clustered.lower).toBeCloseTo(forty.lower, 2);
  });

  test('all right in a few clusters is as little as so many examples', () => {
    const rows = rowsOf(...Array.from({ length: 10 }, () => Array<number>(20).fill(1)));
    expect(sampleOfRows(rows)).toEqual({ value: 1, samples: 10 });
    const uneven = rowsOf(...[1, 2, 3, 4, 90].map((size) => Array<number>(size).fill(1)));
    // the large cluster is nearly all there is
    expect(sampleOfRows(uneven)).toEqual({ value: 1, samples: 1 });
  });

  test('one wrong row in ten clusters does not make them as many as their rows', () => {
    const clusters = Array.from({ length: 10 }, () => Array<number>(10).fill(1));
    clusters[0]![0] = 0;
    const { lower } = expectInterval(oneSampleInterval(sampleOfRows(rowsOf(...clusters)) as never, 0.95));
    const { lower: asRows } = expectInterval(oneSampleInterval({ successes: 99, samples: 100 }, 0.95));
    expect(asRows).toBeGreaterThan(0.95);
    expect(lower).toBeLessThan(0.8);
  });

  test.each([
    ['no rows', [], 'has no examples'],
    ['one row', rowsOf([0.5]), 'rests on 1 example'],
    [
      'one cluster',
      rowsOf([1, 0, 1]),
      'rests on 1 cluster, and fewer than 5 say too little about how much clusters differ',
    ],
    [
      'four clusters',
      rowsOf([1, 0], [1], [1], [0]),
      'rests on 4 clusters, and fewer than 5 say too little about how much clusters differ',
    ],
  ])('%s: none', (_name, rows, absence) => {
    expect(absenceOf(sampleOfRows(rows))).toBe(absence);
  });
});

describe('pairs in clusters', () => {
  const pairsOf = (rows: readonly ClusteredValue[]): Pair[] =>
    rows.map(({ value, cluster }) => ({ candidate: 5 + value, champion: 5, cluster }));

  test('each its own cluster: as without', () => {
    const signs = [1, 1, 0, 0, 1, -1, 0, 1, 1, 0, 1, 1];
    const rows = rowsOf(...signs.map((value) => [value]));
    const without = pairsOf(rows).map(({ candidate, champion }) => ({ candidate, champion }));
    for (const factor of [1, 0.99])
      expect(pairedInterval(pairsOf(rows), { confidence: 0.95, factor })).toEqual(
        pairedInterval(without, { confidence: 0.95, factor }),
      );
    const scores = drawClusters(3, Array<number>(30).fill(1));
    expect(expectInterval(pairedInterval(pairsOf(scores), { confidence: 0.95 })).method).toBe('paired-t');
  });

  test('by t of the clustered standard error, with its degrees of freedom', () => {
    const rows = drawClusters(5, [20, 1, 6, 3, 17, 2, 2, 8, 11, 5, 9, 9]);
    const { value, stderr, degrees } = clusteredMean(rows);
    const found = expectInterval(pairedInterval(pairsOf(rows), { confidence: 0.95 }));
    expect(found.method).toBe('paired-clustered-t');
    expect(found.estimate).toBeCloseTo(value, 12);
    // the limits of so many differences of one size may reach a little further
    const margin = studentQuantile(0.95, degrees) * stderr;
    expect(found.upper).toBeGreaterThanOrEqual(value + margin - 1e-12);
    expect(found.lower).toBeLessThanOrEqual(value - margin + 1e-12);
    expect(found.upper - found.lower).toBeLessThan(2 * margin * 1.2);
  });

  test('right and wrong: clusters that are alike are as good as one example each', () => {
    const signs = [...Array<number>(14).fill(1), ...Array<number>(4).fill(-1), ...Array<number>(32).fill(0)];
    const alike = rowsOf(...signs.map((value) => Array<number>(6).fill(value)));
    const clustered = expectInterval(pairedInterval(pairsOf(alike), { confidence: 0.95 }));
    const alone = rowsOf(...signs.map((value) => [value]));
    const examples = expectInterval(pairedInterval(pairsOf(alone), { confidence: 0.95 }));
    expect(clustered.lower).toBeCloseTo(examples.lower, 2);
    expect(clustered.upper).toBeCloseTo(examples.upper, 2);
  });

  test('a relative bound takes in the uncertainty of the champion', () => {
    const random = seedRandom(9);
    const pairs = Array.from({ length: 30 }, (_, cluster) => {
      const level = random.uniform() < 0.8 ? 1 : 0;
      return Array.from({ length: 5 }, () => ({
        candidate: level,
        champion: random.uniform() < 0.1 ? 1 - level : level,
        cluster: String(cluster),
      }));
    }).flat();
    const at = (factor: number) => expectInterval(pairedInterval(pairs, { confidence: 0.95, factor }));
    const width = (factor: number) => at(factor).upper - at(factor).lower;
    expect(at(0.99).method).toBe('paired-clustered-t');
    expect(width(0.9)).toBeGreaterThan(width(0.99));
    expect(width(0.99)).toBeGreaterThan(width(1));
    // rows alone would promise more
    const rows = pairs.map(({ candidate, champion }) => ({ candidate, champion }));
    const alone = expectInterval(pairedInterval(rows, { confidence: 0.95, factor: 0.9 }));
    expect(width(0.9)).toBeGreaterThan(alone.upper - alone.lower);
  });

  test('nothing differs: as little as so many clusters', () => {
    const same = rowsOf(...Array.from({ length: 20 }, () => [0, 0, 0, 0, 0]));
    const pairs = same.map(({ cluster }, at) => ({ candidate: at % 2, champion: at % 2, cluster }));
    const { lower } = expectInterval(pairedInterval(pairs, { confidence: 0.95 }));
    // 20 examples without a difference may hide 1 − 0.05^(1/20)
    expect(lower).toBeCloseTo(0.05 ** (1 / 20) - 1, 6);
  });

  test('too few clusters', () => {
    const pairs = pairsOf(drawClusters(1, [5, 5, 5, 5]));
    expect(absenceOf(pairedInterval(pairs, { confidence: 0.95 }))).toMatch(/^rests on 4 clusters, and fewer/);
  });

  test('needs are told in clusters', () => {
    const pairs = pairsOf(drawClusters(2, Array<number>(40).fill(10)));
    const { estimate } = expectInterval(pairedInterval(pairs, { confidence: 0.95 }));
    const needed = neededForPairs(pairs, { confidence: 0.95 }, { min: estimate - 0.01 });
    expect(needed).toMatchObject({ samples: expect.any(Number) });
    const { samples } = needed as { samples: number };
    // a margin of 0.01, where the standard error of 40 clusters is about 1 / √40
    expect(samples).toBeGreaterThan(15_000);
    expect(samples).toBeLessThan(60_000);
  });
});

describe('joined by key', () => {
  const row = (key: string, score: number, cluster?: string) => ({ key, score, cluster });

  test('repeats are averaged by version, whatever their number', () => {
    const joined = joinByKey(
      [row('a', 1, 'x'), row('a', 0, 'x'), row('b', 1, 'x')],
      [row('b', 0, 'x'), row('a', 1, 'x'), row('a', 1, 'x'), row('a', 0, 'x'), row('a', 0, 'x')],
    );
    expect(joined).toEqual({
      pairs: [
        { candidate: 0.5, champion: 0.5, cluster: 'x' },
        { candidate: 1, champion: 0, cluster: 'x' },
      ],
    });
  });

  test('without clusters, a repeated key is an error as before', () => {
    expect(absenceOf(joinByKey([row('a', 1), row('a', 0)], [row('a', 1)]))).toBe(
      "has examples twice in the candidate's file (a)",
    );
  });

  test("an example's cluster must be the same in both files", () => {
    expect(
      absenceOf(joinByKey([row('a', 1, 'x'), row('b', 1, 'x')], [row('a', 1, 'y'), row('b', 1, 'x')])),
    ).toBe("has examples in different clusters in the two versions' files (a)");
  });
});
