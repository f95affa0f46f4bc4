import { describe, expect, test } from '@jest/globals';
import { oneSampleInterval } from '../../src/statistics/one-sample.js';
import { twoSampleInterval } from '../../src/statistics/two-samples.js';
import {
  chanceOfDifference,
  lowerDistribution,
  quantileOfDifference,
  upperDistribution,
} from '../../src/statistics/confidence-distributions.js';
import type { Sample } from '../../src/statistics/sample.js';
import { binomialMass, binomialTail } from '../unit/statistics/support/binomial.js';
import { expectInterval } from '../unit/statistics/support/intervals.js';
import { seedRandom } from '../unit/statistics/support/random.js';
import { TRIALS, atMostByChance, drawBinomial, simulate } from './support/chance.js';
import { expectDocumented, percent, percentOfTrials } from './support/documented.js';
import { rateOf, smallest, thresholds, windowOf } from './support/exact.js';

const CONFIDENCES = [0.8, 0.95, 0.99, 0.999];
const SIZES = [20, 50, 100, 1000, 10_000, 100_000];
const SHARES = [
  ...[0.001, 0.003, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5],
  ...[0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.912, 0.93, 0.95, 0.97, 0.98, 0.99, 0.997, 0.999],
];

/** The bound that is met by chance most often when the true share lies on it, among SHARES. */
function worstBound(
  n: number,
  lowerOf: (count: number) => number,
  last = n,
): { rate: number; share: number } {
  let worst = { rate: 0, share: NaN };
  for (const share of SHARES) {
    const least = smallest(last, (count) => lowerOf(count) >= share);
    const above = last === n ? 0 : binomialTail(last + 1, n, share);
    const rate = Math.max(0, binomialTail(least, n, share) - above);
    if (rate > worst.rate) worst = { rate, share };
  }
  return worst;
}

const lowerOf = (sample: Sample, confidence: number) => {
  const found = oneSampleInterval(sample, confidence);
  return 'absence' in found ? -Infinity : found.lower;
};

function stderrOf(count: number, n: number): number {
  const share = count / n;
  return Math.sqrt((share * (1 - share)) / (n - 1));
}

/** Wilson's lower limit (Journal of the American Statistical Association 22, 1927, 209–212), which is not used. */
function wilson(count: number, n: number, z: number): number {
  const share = count / n;
  const root = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return (share + (z * z) / (2 * n) - root) / (1 + (z * z) / n);
}

const Z = [0.8416212335729143, 1.6448536269514722, 2.3263478740408408, 3.090232306167813];

describe('a true share on the bound passes at most as often as stated', () => {
  test('of n examples, right or wrong', async () => {
    const rows = SIZES.map((n) => {
      const worst = CONFIDENCES.map((confidence) => {
        const found = worstBound(n, (count) => lowerOf({ successes: count, samples: n }, confidence));
        expect(found.rate).toBeLessThanOrEqual(1 - confidence + 1e-12);
        return found;
      });
      const { share } = worst[1]!;
      const least = smallest(n, (count) => lowerOf({ successes: count, samples: n }, 0.95) >= share);
      const draw = drawBinomial(seedRandom(n), n, share);
      const drawn = simulate(() => draw() >= least);
      expect(drawn).toBeLessThanOrEqual(atMostByChance(0.05));
      return { n, ...columns(worst), [`${TRIALS} trials at 95 %`]: percentOfTrials(drawn) };
    });
    await expectDocumented('proportion', rows);
  });

  test('with a standard error that does not tell that they are', async () => {
    const rows = SIZES.map((n) => {
      const worst = CONFIDENCES.map((confidence) => {
        // all right has a standard error of 0, which never passes
        const lower = (count: number) =>
          lowerOf({ value: count / n, stderr: stderrOf(count, n) }, confidence);
        const found = worstBound(n, lower, n - 1);
        expect(found.rate).toBeLessThanOrEqual(1 - confidence + 1e-12);
        return found;
      });
      return { n, ...columns(worst) };
    });
    await expectDocumented('proportion-by-stderr', rows);
  });

  test('an upper limit is a lower one of what is wrong', () => {
    for (const n of [20, 1000]) {
      for (const share of [0.01, 0.1, 0.5, 0.97]) {
        const most = smallest(n, (wrong) => {
          const found = expectInterval(oneSampleInterval({ successes: n - wrong, samples: n }, 0.95));
          return found.upper <= share;
        });
        expect(binomialTail(most, n, 1 - share)).toBeLessThanOrEqual(0.05);
      }
    }
  });

  test('by Wilson and by the standard error alone it would pass more often', async () => {
    const rows = SIZES.map((n) => {
      const byWilson = CONFIDENCES.map((_, index) => worstBound(n, (count) => wilson(count, n, Z[index]!)));
      const byError = worstBound(n, (count) => count / n - Z[1]! * stderrOf(count, n));
      return {
        n,
        ...columns(byWilson, 'Wilson at '),
        'value − 1.645 standard errors': percent(byError.rate),
      };
    });
    await expectDocumented('passed-over', rows);
    expect(rows).toHaveLength(SIZES.length);
  });
});

function columns(worst: readonly { rate: number }[], name = ''): Record<string, string> {
  return Object.fromEntries(
    CONFIDENCES.map((confidence, index) => [`${name}${100 * confidence} %`, percent(worst[index]!.rate)]),
  );
}

/** Two true shares that lie on the bound: the candidate's is margin + factor times the champion's. */
const BOUNDS = [
  { margin: 0, factor: 1 },
  { margin: -0.01, factor: 1 },
  { margin: 0, factor: 0.995 },
];
const CHAMPIONS = [0.1, 0.9, 0.99];

const PAIRS: [number, number, number[]][] = [
  [20, 20, CONFIDENCES],
  [20, 1000, [0.95]],
  [1000, 20, [0.95]],
  [100, 100, [0.95, 0.99]],
  [1000, 1000, [0.95]],
  [10_000, 10_000, [0.95]],
  [100_000, 100_000, [0.95]],
];

describe('two true shares whose difference lies on the bound pass at most as often as stated', () => {
  test('the limit is the melded one, and leaves the stated chance', () => {
    const chance = chanceOfDifference(lowerDistribution(17, 20), upperDistribution(90, 100), 1);
    expect(chance(lowerDifference([17, 20], [90, 100], { alpha: 1 - 0.9, factor: 1 }))).toBeCloseTo(0.1, 10);
    const found = twoSampleInterval(
      { successes: 17, samples: 20 },
      { successes: 90, samples: 100 },
      { confidence: 0.9 },
    );
    expect(expectInterval(found).lower).toBe(
      lowerDifference([17, 20], [90, 100], { alpha: 1 - 0.9, factor: 1 }),
    );
  });

  test('on examples of their own', async () => {
    const rows = PAIRS.flatMap(([n, of, confidences]) =>
      confidences.map((confidence) => {
        const alpha = 1 - confidence;
        const found = BOUNDS.flatMap(({ margin, factor }) =>
          CHAMPIONS.map((champion) => {
            const candidate = margin + factor * champion;
            const window = windowOf(of, champion);
            // where the limit is a closed form, how far it lies above the bound, else the chance that is to spare
            const leeway = (count: number, other: number) =>
              count === 0 || other === of
                ? lowerDifference([count, n], [other, of], { alpha, factor }) - margin
                : alpha -
                  chanceOfDifference(
                    lowerDistribution(count, n),
                    upperDistribution(other, of),
                    factor,
                  )(margin);
            const least = thresholds(window, n, leeway);
            const rate = rateOf([n, candidate], [of, champion], { low: window[0], least });
            expect(rate).toBeLessThanOrEqual(alpha);
            const told = `${factor} · ${champion}${margin === 0 ? '' : ` − ${-margin}`}`;
            return { rate, least, low: window[0], candidate, champion, told };
          }),
        );
        const worst = found.reduce((one, other) => (one.rate >= other.rate ? one : other));
        const random = seedRandom(n + of);
        const first = drawBinomial(random, n, worst.candidate);
        const second = drawBinomial(random, of, worst.champion);
        const drawn = simulate(() => first() >= (worst.least[second() - worst.low] ?? 0));
        expect(drawn).toBeLessThanOrEqual(atMostByChance(alpha));
        return {
          candidate: n,
          champion: of,
          confidence: `${100 * confidence} %`,
          'worst rate': percent(worst.rate),
          [`${TRIALS} trials`]: percentOfTrials(drawn),
          at: worst.told,
        };
      }),
    );
    await expectDocumented('comparison', rows);
  });

  test('by the normal difference of two standard errors they would pass more often', () => {
    let worst = 0;
    for (const share of [0.9, 0.95]) {
      let rate = 0;
      for (let count = 0; count <= 20; count += 1) {
        for (let other = 0; other <= 100; other += 1) {
          const half = Z[1]! * Math.hypot(stderrOf(count, 20), stderrOf(other, 100));
          if (count / 20 - other / 100 < half) continue;
          rate += binomialMass(count, 20, share) * binomialMass(other, 100, share);
        }
      }
      worst = Math.max(worst, rate);
    }
    expect(worst).toBeGreaterThan(0.1);
  });
});

function lowerDifference(
  [count, n]: readonly [number, number],
  [other, of]: readonly [number, number],
  { alpha, factor }: { alpha: number; factor: number },
): number {
  return quantileOfDifference(alpha, lowerDistribution(count, n), upperDistribution(other, of), factor);
}
