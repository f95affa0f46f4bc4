import {
  clusteredMean,
  countClusters,
  FEWEST_CLUSTERS,
  fewClusters,
  isClustered,
  sampleOfClusters,
  type ClusteredMean,
  type ClusteredValue,
  averageRepeats,
  type Row,
} from './clusters.js';
import { fayLumbardLimits, type PairedCounts } from './confidence-distributions.js';
import { studentQuantile } from './distributions.js';
import { envelope, requireConfidence, type Absence, type Interval, type Limits } from './interval.js';
import { intervalOfReading } from './one-sample.js';
import { enlarge, readSample, type Reading } from './sample.js';
import { requireFactor, type Comparison } from './two-samples.js';

/** One example's score under both versions. */
export interface Pair {
  readonly candidate: number;
  readonly champion: number;
  /** What the example isn't independent of; all pairs have one, or none. */
  readonly cluster?: string | undefined;
}

export type { Row };

/** The share of the allowed error that goes to the champion's own mean, in a relative comparison. */
export const OWN_PART = 1 / 20;

/**
 * One-sided limits for the candidate's mean score less factor times the champion's, on the same examples.
 *
 * - Where all differences are of one size, as with right and wrong: by how often either version does better
 *   (`fayLumbardLimits`).
 * - Else Student's t of the differences. They are at least as wide as the limits for differences of one size with the
 *   same mean and mean square: a few differences, or a few sizes of them, aren't normally distributed.
 * - Of examples in clusters, Student's t by `clusteredMean`. They are at least as wide as the limits for so many fewer
 *   differences as clustering makes of them. If every example is its own cluster, the clusters change nothing.
 *
 * @throws RangeError for a confidence outside 0.5 to 1, or a factor of 0
 */
export function pairedInterval(
  pairs: readonly Pair[],
  { confidence, factor = 1 }: Comparison,
): Interval | Absence {
  requireConfidence(confidence);
  requireFactor(factor);
  const moments = summarize(pairs, factor);
  return 'absence' in moments ? moments : intervalOfMoments(moments, { confidence, factor });
}

/** `pairedInterval` of examples that were summarized. */
export function intervalOfMoments(moments: Moments, { confidence, factor }: Required<Comparison>): Interval {
  const { samples, estimate, stderr, isExact, clusters } = moments;
  const counted = limitsOfCounts(moments, { confidence, factor });
  if (isExact) return { estimate, ...counted, method: 'paired-binomial' };
  const margin = studentQuantile(confidence, clusters?.degrees ?? samples - 1) * stderr;
  const student = { lower: estimate - margin, upper: estimate + margin };
  const method = clusters === undefined ? 'paired-t' : 'paired-clustered-t';
  return { estimate, ...envelope(student, counted), method };
}

/**
 * With a factor, (1 − factor) times the champion's own mean counts too. It gets a part of the allowed error, and the
 * difference the rest (Bonferroni).
 */
function limitsOfCounts(moments: Moments, { confidence, factor }: Required<Comparison>): Limits {
  const { counts, size, champion } = moments;
  const alpha = 1 - confidence;
  const difference = fayLumbardLimits(counts, factor === 1 ? alpha : alpha * (1 - OWN_PART));
  if (factor === 1) return { lower: size * difference.lower, upper: size * difference.upper };
  const own = intervalOfReading(champion, 1 - alpha * OWN_PART);
  const ends = [(1 - factor) * own.lower, (1 - factor) * own.upper];
  return {
    lower: size * difference.lower + Math.min(...ends),
    upper: size * difference.upper + Math.max(...ends),
  };
}

/** Everything that the limits of a paired comparison need to know about its examples. */
export interface Moments {
  readonly samples: number;
  /** The candidate's mean score less factor times the champion's, and its standard error. */
  readonly estimate: number;
  readonly stderr: number;
  /** `counts` differences of this size have the same mean and mean square as the real ones. */
  readonly size: number;
  readonly counts: PairedCounts;
  /** The real differences are all of that size. */
  readonly isExact: boolean;
  /** The champion's own scores. */
  readonly champion: Reading;
  /** Set where examples share clusters. */
  readonly clusters?: { readonly count: number; readonly degrees: number } | undefined;
}

/** Sizes that differ by less than this share count as one: rounding of decimals leaves such differences. */
const SAME = 1e-9;

/** The moments of the pairs; an absence says why there are none. */
export function summarize(pairs: readonly Pair[], factor: number): Moments | Absence {
  const moments = summarizeIndependent(pairs, factor);
  if ('absence' in moments || !isClustered(pairs)) return moments;
  const count = countClusters(pairs);
  return count < FEWEST_CLUSTERS ? fewClusters(count) : cluster(moments, pairs, factor);
}

/** The moments, if examples of a cluster depend on each other. */
function cluster(moments: Moments, pairs: readonly Pair[], factor: number): Moments {
  const meanBy = (valueOf: (pair: Pair) => number) => clusteredMean(toValues(pairs, valueOf));
  const compared = meanBy((pair) => pair.candidate - factor * pair.champion);
  return clusterMoments(moments, {
    compared,
    differences: factor === 1 ? compared : meanBy((pair) => pair.candidate - pair.champion),
    champion: readChampion(
      meanBy(({ champion }) => champion),
      pairs.every(({ champion }) => champion === 0 || champion === 1) ? pairs.length : null,
    ),
  });
}

/** @param rightOrWrong the number of scores, if all of them are 0 or 1; else null */
export function readChampion(mean: ClusteredMean, rightOrWrong: number | null): Reading {
  const reading = readSample(sampleOfClusters(mean, rightOrWrong));
  if (!('absence' in reading)) return reading;
  // the same score throughout has no standard error to read
  const { value, stderr, degrees, clusters } = mean;
  return { kind: 'measured', value, stderr, samples: clusters, degrees };
}

/** Clustered means of what is compared and of the differences, and the champion's own scores. */
interface PairedMeans {
  readonly compared: ClusteredMean;
  readonly differences: Pick<ClusteredMean, 'effect'>;
  readonly champion: Reading;
}

/**
 * The moments of pairs in clusters, from those of the same pairs if they were independent: the counts stand for fewer
 * pairs.
 */
export function clusterMoments(moments: Moments, { compared, differences, champion }: PairedMeans): Moments {
  const { clusters: count, degrees, stderr } = compared;
  const counts = enlargeCounts(moments.counts, 1 / differences.effect);
  return { ...moments, stderr, counts, isExact: false, champion, clusters: { count, degrees } };
}

function toValues(pairs: readonly Pair[], valueOf: (pair: Pair) => number): ClusteredValue[] {
  return pairs.map((pair) => ({ value: valueOf(pair), cluster: pair.cluster ?? '' }));
}

function summarizeIndependent(pairs: readonly Pair[], factor: number): Moments | Absence {
  const candidate = pairs.map((pair) => pair.candidate);
  const champion = pairs.map((pair) => pair.champion);
  const scores = [...candidate, ...champion];
  if (scores.length === 0) return { absence: 'has no examples' };
  if (!scores.every(Number.isFinite)) return { absence: "has a score that isn't a number" };
  const samples = pairs.length;
  const areCounts = scores.every((score) => score === 0 || score === 1);
  const differences = countDifferences(pairs.map((pair) => pair.candidate - pair.champion));
  // where nothing differs yet, a difference may be as large as the scores' span
  const size = differences.size ?? (areCounts ? 1 : spanOf(scores));
  if (size === 0) return { absence: 'has the same score throughout' };
  const isExact = differences.isOneSize && (factor === 1 || areCounts);
  if (samples === 1 && !isExact) return { absence: 'rests on 1 example' };
  const own = meanOf(champion);
  const { value, stderr } = meanOf(pairs.map((pair) => pair.candidate - factor * pair.champion));
  return {
    samples,
    estimate: value,
    stderr,
    size,
    counts: { gained: differences.gained, lost: differences.lost, samples },
    isExact,
    champion: areCounts
      ? { kind: 'counted', value: own.value, samples, least: own.sum, most: own.sum }
      : { kind: 'measured', value: own.value, stderr: own.stderr, samples },
  };
}

/** The same result on `times` as many examples. */
export function enlargeMoments(moments: Moments, times: number): Moments {
  const { samples, stderr, counts, champion, clusters } = moments;
  return {
    ...moments,
    samples: samples * times,
    stderr: stderr / Math.sqrt(times),
    counts: enlargeCounts(counts, times),
    champion: enlarge(champion, times),
    clusters:
      clusters === undefined
        ? undefined
        : { count: clusters.count * times, degrees: clusters.degrees * times },
  };
}

function enlargeCounts({ gained, lost, samples }: PairedCounts, times: number): PairedCounts {
  return { gained: gained * times, lost: lost * times, samples: samples * times };
}

interface Differences {
  readonly size: number | null;
  readonly gained: number;
  readonly lost: number;
  readonly isOneSize: boolean;
}

/**
 * Counts gains and losses. If their sizes differ, they are counts of one size with the same mean and mean square.
 * Differences of 0 don't count.
 */
export function countDifferences(differences: readonly number[]): Differences {
  let [gains, losses, squares, largest, smallest] = [0, 0, 0, 0, Infinity];
  let [gained, lost] = [0, 0];
  for (const difference of differences) {
    if (difference === 0) continue;
    const amount = difference < 0 ? -difference : difference;
    squares += amount * amount;
    if (amount > largest) largest = amount;
    if (amount < smallest) smallest = amount;
    if (difference > 0) {
      gains += amount;
      gained += 1;
    } else {
      losses += amount;
      lost += 1;
    }
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

/** Keys that a message lists, and characters of each. */
const LISTED = 3;
const LONGEST = 60;

/**
 * Both versions' scores, joined by key, in the candidate's order. A duplicate key, a key that only one version has, or
 * a score that isn't a number is an absence: comparing the rest would compare other examples. Rows with clusters may
 * repeat a key: its scores are averaged by version. Then a key in different clusters is an absence too.
 */
export function joinByKey(
  candidate: readonly Row[],
  champion: readonly Row[],
): { readonly pairs: readonly Pair[] } | Absence {
  const [first, second] = [byKey(joinRepeats(candidate)), byKey(joinRepeats(champion))];
  const faults = [
    tell("twice in the candidate's file", first.twice),
    tell("twice in the champion's file", second.twice),
    tell("without a number in the candidate's file", first.unusable),
    tell("without a number in the champion's file", second.unusable),
    tell("only in the candidate's file", without(first.scores, second.scores)),
    tell("only in the champion's file", without(second.scores, first.scores)),
    tell("in different clusters in the two versions' files", moved(first.clusters, second.clusters)),
  ].filter((fault) => fault !== null);
  if (faults.length > 0) return { absence: `has examples ${faults.join('; ')}` };
  if (first.scores.size === 0) return { absence: 'has no examples' };
  const pairs = [...first.scores].map(([key, score]) => ({
    candidate: score,
    champion: second.scores.get(key) ?? NaN,
    cluster: first.clusters.get(key),
  }));
  return { pairs };
}

function joinRepeats(rows: readonly Row[]): readonly Row[] {
  return rows.some(({ cluster }) => cluster !== undefined) ? averageRepeats(rows) : rows;
}

/** Keys that are in another cluster in the other file. */
function moved(clusters: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): string[] {
  return [...clusters].filter(([key, own]) => (other.get(key) ?? own) !== own).map(([key]) => key);
}

interface ByKey {
  readonly scores: ReadonlyMap<string, number>;
  readonly clusters: ReadonlyMap<string, string>;
  readonly twice: readonly string[];
  readonly unusable: readonly string[];
}

function byKey(rows: readonly Row[]): ByKey {
  const scores = new Map<string, number>();
  const clusters = new Map<string, string>();
  const twice = new Set<string>();
  const unusable: string[] = [];
  for (const { key, score, cluster: own } of rows) {
    if (own !== undefined) clusters.set(key, own);
    if (scores.has(key)) twice.add(key);
    if (!Number.isFinite(score)) unusable.push(key);
    scores.set(key, score);
  }
  return { scores, clusters, twice: [...twice], unusable };
}

function without(scores: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): string[] {
  return [...scores.keys()].filter((key) => !other.has(key));
}

function tell(where: string, keys: readonly string[]): string | null {
  if (keys.length === 0) return null;
  const listed = keys.slice(0, LISTED).map(shorten).join(', ');
  const more = keys.length > LISTED ? ` and ${keys.length - LISTED} more` : '';
  return `${where} (${listed}${more})`;
}

function shorten(key: string): string {
  return key.length > LONGEST ? `${key.slice(0, LONGEST)}…` : key;
}
