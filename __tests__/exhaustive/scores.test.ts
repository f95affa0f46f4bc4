import { describe, expect, test } from '@jest/globals';
import { pairedInterval, summarize, type Moments, type Pair } from '../../src/statistics/paired.js';
import { betaCdf, studentQuantile } from '../../src/statistics/distributions.js';
import { lowerDistribution } from '../../src/statistics/confidence-distributions.js';
import { seedRandom } from '../unit/statistics/support/random.js';
import { TRIALS, atMostByChance, drawCounts, simulate } from './support/chance.js';
import { expectDocumented, percentOfTrials } from './support/documented.js';

// a global is slow to look up where tests run
const { abs, max, min, sqrt } = Math;

const CONFIDENCE = 0.95;
const COLUMN = `${TRIALS} trials at 95 %`;
const SIZES = [20, 100, 1000, 10_000, 100_000];

/** Two versions that give each score as often, independently: the chances of what they can differ by. */
function differencesOf(scores: readonly number[]): Map<number, number> {
  const chances = new Map<number, number>();
  for (const candidate of scores) {
    for (const champion of scores) {
      const by = candidate - champion;
      chances.set(by, (chances.get(by) ?? 0) + 1 / scores.length ** 2);
    }
  }
  return chances;
}

/** The same where all other examples have the same score of both. */
function onSome(part: number, chances: ReadonlyMap<number, number>): Map<number, number> {
  const some = [...chances].map(([by, chance]): [number, number] => [by, part * chance]);
  return new Map([...some, [0, 1 - part + part * (chances.get(0) ?? 0)]]);
}

const GRADES = differencesOf([1, 2, 3, 4, 5]);
const QUARTERS = differencesOf([0, 0.25, 0.5, 0.75, 1]);
const SCORES: [string, ReadonlyMap<number, number>][] = [
  ['grades from 1 to 5', GRADES],
  ['by quarters, one in ten differs', onSome(0.1, QUARTERS)],
];

describe('no true difference of scores on the same examples passes at most as often as stated', () => {
  test.each(SCORES)('%s', async (scores, chances) => {
    const amounts = [...chances.keys()];
    const rows = SIZES.map((n) => {
      const draw = drawCounts(seedRandom(n), n, [...chances.values()]);
      const drawn = rateOf(n, () => {
        const counts = draw();
        return {
          moments: momentsOf(amounts, counts),
          pairs: () => counts.flatMap((count, at) => pairsOf(amounts[at]!, count)),
        };
      });
      return { n, [COLUMN]: percentOfTrials(drawn) };
    });
    await expectDocumented(`scores: ${scores}`, rows);
  });

  test('normal', async () => {
    const rows = SIZES.slice(0, 2).map((n) => {
      const random = seedRandom(n);
      const drawn = rateOf(n, () => {
        const pairs = Array.from({ length: n }, () => {
          const example = random.normal();
          return { candidate: example + random.normal(), champion: example + random.normal() };
        });
        return { moments: mayPass(pairs) ? momentsOfPairs(pairs) : null, pairs: () => pairs };
      });
      return { n, [COLUMN]: percentOfTrials(drawn) };
    });
    await expectDocumented('scores: normal', rows);
  });
});

type Decisive = Pick<Moments, 'samples' | 'estimate' | 'stderr' | 'isExact'> & {
  readonly gained: number;
  readonly lost: number;
};

interface Trial {
  /** null where it surely fails. */
  readonly moments: Decisive | null;
  /** The trial itself. */
  pairs(): Pair[];
}

/** How often the difference passes, by what decides at 0; the limits themselves are computed now and then, and agree. */
function rateOf(n: number, trial: () => Trial): number {
  const enough = max(5, min(100, 1e5 / n)); // of either kind
  const checked = { passing: 0, failing: 0 };
  const drawn = simulate(() => {
    const { moments, pairs } = trial();
    const passes = moments !== null && isAboveZero(moments);
    const kind = passes ? 'passing' : 'failing';
    if (checked[kind] < enough) {
      checked[kind] += 1;
      const found = pairedInterval(pairs(), { confidence: CONFIDENCE });
      // twenty examples may all have the same score, which is an absence
      expect('lower' in found && found.lower >= 0).toBe(passes);
    }
    return passes;
  });
  expect(checked).toEqual({ passing: min(enough, drawn * TRIALS), failing: enough });
  expect(drawn).toBeLessThanOrEqual(atMostByChance(1 - CONFIDENCE));
  return drawn;
}

/** At 0 only the counts' direction decides, and t where the differences are not all of one size. */
function isAboveZero({ samples, estimate, stderr, gained, lost, isExact }: Decisive): boolean {
  if (!isExact && estimate < studentQuantile(CONFIDENCE, samples - 1) * stderr) return false;
  return betaCdf(0.5, lowerDistribution(gained, gained + lost)) <= 1 - CONFIDENCE;
}

/** As summarize() has it of pairs, of so many of each amount; null where nothing differs. */
function momentsOf(amounts: readonly number[], counts: readonly number[]): Decisive | null {
  let [samples, gains, losses, squares] = [0, 0, 0, 0];
  const sizes = new Set<number>();
  for (const [at, amount] of amounts.entries()) {
    const count = counts[at]!;
    samples += count;
    squares += count * amount * amount;
    if (amount > 0) gains += count * amount;
    else losses -= count * amount;
    if (count > 0 && amount !== 0) sizes.add(abs(amount));
  }
  if (sizes.size === 0) return null;
  const estimate = (gains - losses) / samples;
  const stderr = sqrt((squares / samples - estimate * estimate) / (samples - 1));
  const size = squares / (gains + losses);
  return { samples, estimate, stderr, gained: gains / size, lost: losses / size, isExact: sizes.size === 1 };
}

function momentsOfPairs(pairs: readonly Pair[]): Decisive | null {
  const moments = summarize(pairs, 1);
  return 'absence' in moments ? null : { ...moments, ...moments.counts };
}

/** The limits are never narrower than t's, and t never than this: so what fails here need not be summarized. */
function mayPass(pairs: readonly Pair[]): boolean {
  let [sum, squares] = [0, 0];
  for (const { candidate, champion } of pairs) {
    sum += candidate - champion;
    squares += (candidate - champion) ** 2;
  }
  const n = pairs.length;
  return sum / n >= 1.64 * sqrt((squares / n - (sum / n) ** 2) / (n - 1));
}

/** So many examples on which the scores differ by an amount, all of them from 0 to 10. */
function pairsOf(by: number, count: number): Pair[] {
  return Array.from({ length: count }, () => ({ candidate: 5 + by, champion: 5 }));
}
