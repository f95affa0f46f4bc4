import { describe, expect, test } from '@jest/globals';
import { pairedInterval, type Pair } from '../../src/statistics/paired.js';
import {
  chanceOfPairedDifference,
  lowerDistribution,
  quantileOfPairedDifference,
  upperDistribution,
} from '../../src/statistics/confidence-distributions.js';
import { expectInterval } from '../unit/statistics/support/intervals.js';
import { seedRandom, type Random } from '../unit/statistics/support/random.js';
import { TRIALS, atMostByChance, drawBinomial, simulate } from './support/chance.js';
import { expectDocumented, percent, percentOfTrials } from './support/documented.js';
import { rateOf, thresholds, windowOf } from './support/exact.js';

const CASES: [number, number[]][] = [
  [20, [0.8, 0.95, 0.99, 0.999]],
  [100, [0.95, 0.99]],
  [1000, [0.95]],
  [10_000, [0.95]],
  [100_000, [0.95]],
];
const MARGINS = [0, -0.01, 0.02];
const DIFFERING = [0.02, 0.1, 0.4];

describe('right or wrong on the same examples', () => {
  test('a true difference on the bound passes at most as often as stated', async () => {
    const rows = CASES.flatMap(([n, confidences]) =>
      confidences.map((confidence) => {
        const alpha = 1 - confidence;
        const found = MARGINS.flatMap((margin) =>
          DIFFERING.map((differing) => {
            const [gains, losses] = [(differing + margin) / 2, (differing - margin) / 2];
            const window = windowOf(n, losses);
            const least = thresholds(
              window,
              n,
              (gained, lost) => lowerOfTally(gained, lost, n, alpha) - margin,
            );
            // what is lost is not to be gained: a chance among the rest
            const rate = least.reduce((sum, threshold, index) => {
              const lost = window[0] + index;
              const among = [n - lost, gains / (1 - losses)] as const;
              return sum + rateOf(among, [n, losses], { low: lost, least: [threshold] });
            }, 0);
            expect(rate).toBeLessThanOrEqual(alpha);
            const told = `${100 * differing} % differ, bound ${margin}`;
            return { rate, least, low: window[0], gains, losses, told };
          }),
        );
        const worst = found.reduce((one, other) => (one.rate >= other.rate ? one : other));
        const draw = drawBoth(seedRandom(n), n, worst);
        const drawn = simulate(() => {
          const [gained, lost] = draw();
          return gained >= (worst.least[lost - worst.low] ?? 0);
        });
        expect(drawn).toBeLessThanOrEqual(atMostByChance(alpha));
        return {
          n,
          confidence: `${100 * confidence} %`,
          'worst rate': percent(worst.rate),
          [`${TRIALS} trials`]: percentOfTrials(drawn),
          at: worst.told,
        };
      }),
    );
    await expectDocumented('same-examples', rows);
  });

  test('the lower limit is that of the counts, and errs as often as stated', () => {
    for (const confidence of [0.5001, 0.95]) {
      const lower = lowerOfTally(9, 5, 100, 1 - confidence);
      expect(leewayOf({ gained: 9, lost: 5, n: 100 }, lower, 1 - confidence)).toBeCloseTo(0, 10);
    }
    const pairs = [...Array<Pair>(9).fill({ candidate: 1, champion: 0 }), { candidate: 0, champion: 1 }];
    const { lower } = expectInterval(pairedInterval(pairs, { confidence: 0.9 }));
    expect(lower).toBe(lowerOfTally(9, 1, 10, 1 - 0.9));
  });
});

/**
 * The chance that a bound leaves to spare: 0 or more where the lower limit lies above it. More than all that differ
 * cannot be gained, and passes.
 */
function leewayOf(
  { gained, lost, n }: { gained: number; lost: number; n: number },
  margin: number,
  alpha: number,
): number {
  const differing = gained + lost;
  if (differing > n) return 1;
  if (gained === 0 || differing === n) return lowerOfTally(gained, lost, n, alpha) - margin;
  const share = margin < 0 ? upperDistribution(differing, n) : lowerDistribution(differing, n);
  return alpha - chanceOfPairedDifference(lowerDistribution(gained, differing), share)(margin);
}

function lowerOfTally(gained: number, lost: number, samples: number, alpha: number): number {
  const differing = gained + lost;
  return quantileOfPairedDifference(alpha, {
    direction: lowerDistribution(gained, differing),
    more: lowerDistribution(differing, samples),
    less: upperDistribution(differing, samples),
  });
}

/** Gained and lost examples: where they are many, first how many differ, then how many of these are gained. */
function drawBoth(
  random: Random,
  n: number,
  { gains, losses }: { gains: number; losses: number },
): () => [number, number] {
  if (n <= 100) {
    return () => {
      let [gained, lost] = [0, 0];
      for (let example = 0; example < n; example += 1) {
        const at = random.uniform();
        if (at < gains) gained += 1;
        else if (at < gains + losses) lost += 1;
      }
      return [gained, lost];
    };
  }
  const differing = drawBinomial(random, n, gains + losses);
  const part = gains / (gains + losses);
  const draws = new Map<number, () => number>();
  return () => {
    const both = differing();
    const draw = draws.get(both) ?? drawBinomial(random, both, part);
    draws.set(both, draw);
    const gained = draw();
    return [gained, both - gained];
  };
}
