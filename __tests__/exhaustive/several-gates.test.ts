import { describe, expect, test } from '@jest/globals';
import { bonferroniConfidence } from '../../src/statistics/interval.js';
import { oneSampleInterval } from '../../src/statistics/one-sample.js';
import { binomialTail } from '../unit/statistics/support/binomial.js';
import { expectInterval } from '../unit/statistics/support/intervals.js';
import { seedRandom } from '../unit/statistics/support/random.js';
import { TRIALS, atMostByChance, drawBinomial, simulate } from './support/chance.js';
import { expectDocumented, percent, percentOfTrials } from './support/documented.js';
import { smallest } from './support/exact.js';

const SHARE = 0.8;
const CASES = [20, 100, 1000, 100_000].flatMap((n) => [2, 5].map((gates) => ({ n, gates })));

/** Of n examples, how many right are enough to be above SHARE with a confidence. */
function least(n: number, confidence: number): number {
  return smallest(n, (right) => {
    return expectInterval(oneSampleInterval({ successes: right, samples: n }, confidence)).lower >= SHARE;
  });
}

describe('several gates at 95 %, each true share on its bound', () => {
  test('any of them is enough: all together pass at most as often as stated', async () => {
    const rows = CASES.map(({ n, gates }) => {
      const enough = least(n, bonferroniConfidence(0.95, gates));
      const rate = 1 - (1 - binomialTail(enough, n, SHARE)) ** gates;
      const uncorrected = 1 - (1 - binomialTail(least(n, 0.95), n, SHARE)) ** gates;
      expect(rate).toBeLessThanOrEqual(0.05);
      const draw = drawBinomial(seedRandom(n + gates), n, SHARE);
      const drawn = simulate(() => Array.from({ length: gates }, draw).some((right) => right >= enough));
      expect(drawn).toBeLessThanOrEqual(atMostByChance(0.05));
      return {
        ...{ gates, n, rate: percent(rate), [`${TRIALS} trials`]: percentOfTrials(drawn) },
        'without the correction': percent(uncorrected),
      };
    });
    await expectDocumented('any-of', rows);
  });

  test('all must pass: no more often than one alone, also where the others surely pass', async () => {
    const rows = CASES.map(({ n, gates }) => {
      const enough = least(n, 0.95);
      const alone = binomialTail(enough, n, SHARE);
      expect(alone).toBeLessThanOrEqual(0.05);
      // one true share is on its bound, the others so far above that they pass
      const draw = drawBinomial(seedRandom(n + gates), n, SHARE);
      const others = drawBinomial(seedRandom(n), n, 0.9999);
      const drawn = simulate(() => {
        const counts = [draw(), ...Array.from({ length: gates - 1 }, others)];
        return counts.every((right) => right >= enough);
      });
      expect(drawn).toBeLessThanOrEqual(atMostByChance(0.05));
      return {
        gates,
        n,
        'all on the bound': percent(alone ** gates),
        'one on the bound': percentOfTrials(drawn),
      };
    });
    await expectDocumented('all-of', rows);
  });
});
