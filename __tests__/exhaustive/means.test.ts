import { describe, expect, test } from '@jest/globals';
import { oneSampleInterval } from '../../src/statistics/one-sample.js';
import { twoSampleInterval } from '../../src/statistics/two-samples.js';
import { estimateFromSpread } from '../../src/statistics/sample.js';
import { expectInterval } from '../unit/statistics/support/intervals.js';
import { seedRandom, type Random } from '../unit/statistics/support/random.js';
import { TRIALS, atMostByChance, drawVariance, simulate } from './support/chance.js';
import { expectDocumented, percentOfTrials } from './support/documented.js';

// a global is slow to look up where tests run
const { hypot, log, sqrt } = Math;

const SIZES = [20, 50, 100, 1000, 10_000, 100_000];

/** No quantile used here is smaller, so that what lies nearer need not be computed. */
const NEAREST = 1.64;

/** Mean and standard deviation of n normal examples with the true mean 0, drawn without drawing each. */
function drawMean(random: Random, n: number, spread: number): () => { value: number; spread: number } {
  const variance = drawVariance(random, n - 1);
  return () => ({
    value: (spread * random.normal()) / sqrt(n),
    spread: spread * sqrt(variance()),
  });
}

describe('a true mean on the bound passes at most as often as stated', () => {
  test('of normal examples', async () => {
    const rows = SIZES.map((n) => {
      const rates = [true, false].map((isKnown) => {
        const draw = drawMean(seedRandom(n), n, 30);
        const drawn = simulate(() => {
          const { value, spread } = draw();
          const stderr = spread / sqrt(n);
          if (value < NEAREST * stderr) return false;
          const sample = { value: value + 120, stderr, samples: isKnown ? n : undefined };
          return expectInterval(oneSampleInterval(sample, 0.95)).lower >= 120;
        });
        expect(drawn).toBeLessThanOrEqual(atMostByChance(0.05));
        return percentOfTrials(drawn);
      });
      return { n, 'with samples': rates[0]!, 'by the standard error alone': rates[1]! };
    });
    await expectDocumented('mean', rows);
  });

  test('of lopsided examples it passes more often, until they are many', async () => {
    // exponential, as waiting times are, with the true mean 1 and an upper bound of 1
    const rows = [20, 100, 1000].map((n) => {
      const random = seedRandom(n);
      const drawn = simulate(() => {
        let [sum, squares] = [0, 0];
        for (let example = 0; example < n; example += 1) {
          const value = -log(1 - random.uniform());
          sum += value;
          squares += value * value;
        }
        const value = sum / n;
        const spread = sqrt((squares - n * value * value) / (n - 1));
        if (1 - value < (NEAREST * spread) / sqrt(n)) return false;
        const sample = estimateFromSpread({ value: 100 * value, spread: 100 * spread, samples: n });
        return expectInterval(oneSampleInterval(sample, 0.95)).upper <= 100;
      });
      expect(drawn).toBeGreaterThan(0.05);
      return { n, [`${TRIALS} trials at 95 %`]: percentOfTrials(drawn) };
    });
    await expectDocumented('lopsided', rows);
  });
});

describe('two true means whose difference lies on the bound pass at most as often as stated', () => {
  test('of normal examples, whatever their spreads', async () => {
    const cases = [
      [20, 20, 1, 1],
      [20, 20, 1, 5],
      [20, 1000, 5, 1],
      [20, 1000, 1, 5],
      [100, 100, 1, 1],
      [1000, 1000, 1, 3],
      [10_000, 10_000, 1, 1],
      [100_000, 100_000, 1, 1],
    ] as const;
    const rows = cases.map(([n, of, one, other]) => {
      const random = seedRandom(n + of);
      const [first, second] = [drawMean(random, n, one), drawMean(random, of, other)];
      const drawn = simulate(() => {
        const [candidate, champion] = [first(), second()];
        const errors = [candidate.spread / sqrt(n), champion.spread / sqrt(of)] as const;
        if (candidate.value - champion.value < NEAREST * hypot(...errors)) return false;
        const found = twoSampleInterval(
          { value: candidate.value + 50, stderr: errors[0], samples: n },
          { value: champion.value + 50, stderr: errors[1], samples: of },
          { confidence: 0.95 },
        );
        return expectInterval(found).lower >= 0;
      });
      expect(drawn).toBeLessThanOrEqual(atMostByChance(0.05));
      return {
        candidate: n,
        champion: of,
        spreads: `${one} : ${other}`,
        [`${TRIALS} trials at 95 %`]: percentOfTrials(drawn),
      };
    });
    await expectDocumented('two-means', rows);
  });
});
