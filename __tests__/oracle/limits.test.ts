import { beforeAll, describe, expect, test } from '@jest/globals';
import { oneSampleInterval } from '../../src/statistics/one-sample.js';
import { pairedInterval } from '../../src/statistics/paired.js';
import { twoSampleInterval } from '../../src/statistics/two-samples.js';
import { fayLumbardLimits } from '../../src/statistics/confidence-distributions.js';
import { seedRandom } from '../unit/statistics/support/random.js';
import { expectInterval } from '../unit/statistics/support/intervals.js';
import { askOracle } from './support/ask.js';
import { expectAgreement, grid } from './support/grid.js';

const CONFIDENCES = [0.8, 0.9, 0.95, 0.99, 0.999];
const FEW_CONFIDENCES = [0.8, 0.95, 0.999];
const random = seedRandom(20261124);
const below = (limit: number) => Math.floor(random.uniform() * limit);

const SIZES = [1, 2, 3, 10, 20, 37, 100, 500, 1000, 5000, 100000];
const proportions = SIZES.flatMap((samples) => {
  const parts = [0, 0.01, 0.1, 0.33, 0.5, 0.85, 0.9, 0.95, 0.99, 0.999, 1];
  const counts = [...new Set(parts.map((part) => Math.round(part * samples)))];
  return grid(counts, CONFIDENCES).map(([count, confidence]) => [count, samples, confidence] as const);
});

const means = grid([-3.5, 0, 120], [0.001, 2, 1e6]).flatMap(([value, stderr]) =>
  grid([2, 5, 20, 100, 5000, 100000], CONFIDENCES).map(
    ([samples, confidence]) => [value, stderr, samples, confidence] as const,
  ),
);

const tables = Array.from({ length: 200 }, () => {
  const [samples, of] = [2 + below(10 ** (1 + below(4))), 2 + below(10 ** (1 + below(4)))];
  const share = random.uniform();
  // near each other, or the test decides nothing
  const near = () => Math.min(1, Math.max(0, share + 0.1 * random.normal()));
  return [Math.round(near() * samples), samples, Math.round(near() * of), of] as const;
});

const PROPORTIONS = [
  ...[
    [18, 20, 17, 20],
    [19, 20, 15, 20],
    [1, 20, 0, 20],
    [5, 30, 150, 1000],
    [995, 1000, 18, 20],
  ],
  ...[
    [456, 500, 450, 500],
    [912, 1000, 905, 1000],
    [9120, 10000, 9050, 10000],
    [50, 100000, 40, 90000],
  ],
  [91200, 100000, 90500, 100000],
] as [number, number, number, number][];
const comparisons = grid(PROPORTIONS, [0.5, 0.995, 1, 1.01, 2]).flatMap(([counts, factor]) =>
  FEW_CONFIDENCES.map((confidence) => {
    const [successes, samples, others, of] = counts;
    const found = twoSampleInterval(
      { successes, samples },
      { successes: others, samples: of },
      { confidence, factor },
    );
    return [...counts, factor, expectInterval(found).lower, confidence] as const;
  }),
);

const tallies = grid(
  [
    ...[
      [1, 0, 20],
      [3, 5, 20],
      [10, 9, 20],
      [5, 0, 10000],
      [4, 0, 10000],
      [7, 2, 100],
      [2, 7, 100],
    ],
    ...[
      [50, 50, 1000],
      [60, 40, 1000],
      [40, 0, 1000],
      [600, 300, 1000],
      [500, 480, 10000],
      [4000, 4200, 100000],
      [2.5, 7.75, 33],
    ],
  ] as [number, number, number][],
  CONFIDENCES,
).map(([[gained, lost, samples], confidence]) => {
  const { lower } = fayLumbardLimits({ gained, lost, samples }, 1 - confidence);
  return [gained, lost, samples, lower, confidence] as const;
});

const discordant = grid([0, 1, 2, 3, 5, 8, 13, 30, 100, 400], [0, 1, 2, 3, 6, 10, 30, 80, 370]).filter(
  ([gained, lost]) => gained + lost > 0,
);

const graded = [20, 33, 100, 400].flatMap((count) =>
  [0.1, 0.5].map((noise) => {
    const champion = Array.from({ length: count }, () => random.normal());
    const candidate = champion.map((score) => score + noise * random.normal() + noise / 10);
    return [candidate, champion, 0.95] as const;
  }),
);

const groups = grid([5, 20, 100, 1000], [8, 20, 300]).map(([first, second]) => {
  const normals = (count: number, spread: number) =>
    Array.from({ length: count }, () => 5 + spread * random.normal());
  return [normals(first, 1), normals(second, 3), 0.95] as const;
});

let answers: ReturnType<typeof ask>;
const ask = () =>
  askOracle({
    proportion: proportions,
    mean: means,
    fisher: tables,
    melded: comparisons.map((asked) => asked.slice(0, -1)),
    swing: tallies.map((asked) => asked.slice(0, -1)),
    mcnemar: discordant,
    paired_scores: graded,
    welch: groups,
  });
beforeAll(() => {
  answers = ask();
});

describe('one sample', () => {
  // scipy's are found by halving, to so many places and not digits
  test.each([
    ['lower', 'statsmodels', 'relative', 0],
    ['upper', 'statsmodels', 'relative', 1],
    ['lower', 'scipy', 'absolute', 2],
    ['upper', 'scipy', 'absolute', 3],
  ] as const)('the %s limits of proportions are those of %s', (limit, _source, measure, answer) => {
    expectAgreement(measure, proportions, ([successes, samples, confidence], index) => {
      const found = expectInterval(oneSampleInterval({ successes, samples }, confidence));
      return [found[limit], answers.proportion[index]![answer]!];
    });
  });

  test("the limits of means are scipy's", () => {
    for (const [limit, answer] of [
      ['lower', 0],
      ['upper', 1],
    ] as const) {
      expectAgreement('relative', means, ([value, stderr, samples, confidence], index) => {
        const found = expectInterval(oneSampleInterval({ value, stderr, samples }, confidence));
        return [found[limit], answers.mean[index]![answer]!];
      });
    }
  });
});

describe('two samples', () => {
  test("proportions differ when, and only when, Fisher's test says so", () => {
    let apart = 0;
    for (const [index, [successes, samples, others, of]] of tables.entries()) {
      const [chance] = answers.fisher[index]!;
      for (const confidence of FEW_CONFIDENCES) {
        const found = twoSampleInterval(
          { successes, samples },
          { successes: others, samples: of },
          { confidence },
        );
        const isApart = expectInterval(found).lower >= 0;
        expect([tables[index], confidence, isApart]).toEqual([
          tables[index],
          confidence,
          chance! <= 1 - confidence,
        ]);
        apart += isApart ? 1 : 0;
      }
    }
    expect(apart).toBeGreaterThan(50);
  });

  test('melded limits have the stated chance', () => {
    expectAgreement('absolute', comparisons, (asked, index) => [
      1 - asked.at(-1)!,
      answers.melded[index]![0]!,
    ]);
  });

  test("means: Welch's interval lies within ours, and nearly fills it", () => {
    for (const [index, [first, second, confidence]] of groups.entries()) {
      const found = expectInterval(
        twoSampleInterval(describeValues(first), describeValues(second), { confidence }),
      );
      const [lower, upper] = answers.welch[index]!;
      expect(found.lower).toBeLessThanOrEqual(lower! + 1e-12);
      expect(found.upper).toBeGreaterThanOrEqual(upper! - 1e-12);
      const smallest = Math.min(first.length, second.length);
      expect((found.upper - found.lower) / (upper! - lower!)).toBeLessThan(1 + 1 / smallest);
    }
  });
});

describe('the same examples', () => {
  test("right and wrong differ when, and only when, McNemar's test says so", () => {
    for (const [index, [gained, lost]] of discordant.entries()) {
      const [chance, both] = answers.mcnemar[index]!;
      if (gained > lost) expect(2 * chance!).toBeCloseTo(both!, 10);
      for (const confidence of FEW_CONFIDENCES) {
        const { lower } = fayLumbardLimits({ gained, lost, samples: gained + lost + 500 }, 1 - confidence);
        expect([gained, lost, confidence, lower >= 0]).toEqual([
          gained,
          lost,
          confidence,
          chance! <= 1 - confidence,
        ]);
      }
    }
  });

  test('the limits of a tally have the stated chance', () => {
    expectAgreement('absolute', tallies, (asked, index) => [1 - asked.at(-1)!, answers.swing[index]![0]!]);
  });

  test("scores have the lower of scipy's t and of the tally's", () => {
    expectAgreement('absolute', graded, ([candidate, champion, confidence], index) => {
      const pairs = candidate.map((score, at) => ({ candidate: score, champion: champion[at]! }));
      const found = expectInterval(pairedInterval(pairs, { confidence }));
      return [found.lower, Math.min(...answers.paired_scores[index]!)];
    });
  });
});

function describeValues(values: readonly number[]) {
  const samples = values.length;
  const value = values.reduce((sum, each) => sum + each, 0) / samples;
  const variance = values.reduce((sum, each) => sum + (each - value) ** 2, 0) / (samples - 1);
  return { value, stderr: Math.sqrt(variance / samples), samples };
}
