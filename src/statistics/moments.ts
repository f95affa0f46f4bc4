import type { Absence } from './interval.js';
import type { Pair } from './pairs.js';
import { enlarge, type Reading } from './sample.js';
import type { PairedCounts } from './paired-proportions.js';

/** All that the limits of a paired comparison need of its examples. */
export interface Moments {
  readonly samples: number;
  /** The candidate's mean score less factor times the champion's, and its standard error. */
  readonly estimate: number;
  readonly stderr: number;
  /** A tally of differences of this one size that has the same mean and mean square as the real ones. */
  readonly size: number;
  readonly tally: PairedCounts;
  /** Are the real ones all of that size? */
  readonly isExact: boolean;
  /** The champion's own scores. */
  readonly champion: Reading;
}

/** How unlike two sizes must be, as a part of them, to be two: decimals leave such remains. */
const SAME = 1e-9;

/** What a paired comparison rests on, or why there is nothing to rest on. */
export function summarize(pairs: readonly Pair[], factor: number): Moments | Absence {
  const candidate = pairs.map((pair) => pair.candidate);
  const champion = pairs.map((pair) => pair.champion);
  const scores = [...candidate, ...champion];
  if (scores.length === 0) return { absence: 'has no examples' };
  if (!scores.every(Number.isFinite)) return { absence: 'has a score that is no number' };
  const samples = pairs.length;
  const areCounts = scores.every((score) => score === 0 || score === 1);
  const swings = measureSwings(pairs.map((pair) => pair.candidate - pair.champion));
  // where nothing differs yet, a difference may be as large as scores are apart
  const size = swings.size ?? (areCounts ? 1 : spanOf(scores));
  if (size === 0) return { absence: 'has the same score throughout' };
  const isExact = swings.isOneSize && (factor === 1 || areCounts);
  if (samples === 1 && !isExact) return { absence: 'rests on 1 example' };
  const own = meanOf(champion);
  const { value, stderr } = meanOf(pairs.map((pair) => pair.candidate - factor * pair.champion));
  return {
    samples,
    estimate: value,
    stderr,
    size,
    tally: { gained: swings.gained, lost: swings.lost, samples },
    isExact,
    champion: areCounts
      ? { kind: 'counted', value: own.value, samples, least: own.sum, most: own.sum }
      : { kind: 'measured', value: own.value, stderr: own.stderr, samples },
  };
}

/** The same observed on so many times the examples. */
export function enlargeMoments(moments: Moments, times: number): Moments {
  const { samples, stderr, tally, champion } = moments;
  return {
    ...moments,
    samples: samples * times,
    stderr: stderr / Math.sqrt(times),
    tally: { gained: tally.gained * times, lost: tally.lost * times, samples: samples * times },
    champion: enlarge(champion, times),
  };
}

interface Swings {
  readonly size: number | null;
  readonly gained: number;
  readonly lost: number;
  readonly isOneSize: boolean;
}

function measureSwings(differences: readonly number[]): Swings {
  let [gains, losses, squares, largest, smallest] = [0, 0, 0, 0, Infinity];
  let [gained, lost] = [0, 0];
  for (const difference of differences) {
    if (difference === 0) continue;
    const amount = Math.abs(difference);
    squares += amount * amount;
    largest = Math.max(largest, amount);
    smallest = Math.min(smallest, amount);
    if (difference > 0) [gains, gained] = [gains + amount, gained + 1];
    else [losses, lost] = [losses + amount, lost + 1];
  }
  if (largest === 0) return { size: null, gained: 0, lost: 0, isOneSize: true };
  if (largest - smallest <= SAME * largest) return { size: largest, gained, lost, isOneSize: true };
  const size = squares / (gains + losses);
  return { size, gained: gains / size, lost: losses / size, isOneSize: false };
}

function meanOf(values: readonly number[]): { sum: number; value: number; stderr: number } {
  const sum = values.reduce((total, value) => total + value, 0);
  const mean = sum / values.length;
  const squares = values.reduce((total, value) => total + (value - mean) ** 2, 0);
  return { sum, value: mean, stderr: Math.sqrt(squares / (values.length - 1) / values.length) };
}

function spanOf(values: readonly number[]): number {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return high - low;
}
