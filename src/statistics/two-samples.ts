import {
  differenceReaches,
  lowerDistribution,
  quantileOfDifference,
  upperDistribution,
} from './confidence-distributions.js';
import { studentQuantile } from './distributions.js';
import { envelope, requireConfidence, type Absence, type Interval, type Limits } from './interval.js';
import { impliedSamples } from './one-sample.js';
import { degreesOf, readSample, type Counted, type Reading, type Sample } from './sample.js';

export interface Comparison {
  /** Of each limit; above 0.5 and below 1. */
  readonly confidence: number;
  /** The champion is multiplied by this before it is subtracted: 0.995 for `no more than 0.5 % worse`. */
  readonly factor?: number | undefined;
}

/**
 * One-sided limits for candidate − factor · champion, where each was measured on its own examples, or on shared ones
 * whose single results aren't known (then they are wider than need be, unless the two do well on different examples).
 *
 * - Two proportions: melded from both exact binomial limits. At 0, with a factor of 1, they agree with Fisher's exact
 *   test (Fay, Proschan and Brittain, Biometrics 71, 2015, 146–156).
 * - Else Welch's: the difference, and the root of both squared standard errors (Biometrika 34, 1947, 28–35), each
 *   multiplied by its own quantile of t, so that they hold for any variances (Hájek, Selected Translations in
 *   Mathematical Statistics and Probability 2, 1962, 63–74); with Satterthwaite's degrees of freedom they nearly would.
 *   Between 0 and 1 they are at least as wide as the melded ones.
 *
 * The absence says whose sample tells nothing.
 *
 * @throws RangeError for a confidence outside 0.5 to 1, or a factor of 0
 */
export function twoSampleInterval(
  candidate: Sample,
  champion: Sample,
  { confidence, factor = 1 }: Comparison,
): Interval | Absence {
  requireConfidence(confidence);
  requireFactor(factor);
  const first = readSample(candidate);
  if ('absence' in first) return { absence: `of the candidate ${first.absence}` };
  const second = readSample(champion);
  if ('absence' in second) return { absence: `of the champion ${second.absence}` };
  return intervalOfReadings(first, second, { confidence, factor });
}

/** @throws RangeError for a factor that compares nothing */
export function requireFactor(factor: number): void {
  if (!Number.isFinite(factor) || factor === 0)
    throw new RangeError(`A factor of ${factor} compares nothing.`);
}

/** `twoSampleInterval` of samples that were read. */
export function intervalOfReadings(
  first: Reading,
  second: Reading,
  options: Required<Comparison>,
): Interval | Absence {
  const { confidence, factor } = options;
  const estimate = first.value - factor * second.value;
  const [one, other] = [asCounts(first), asCounts(second)];
  const areCounted = first.kind === 'counted' && second.kind === 'counted';
  const isCounted = first.kind === 'counted' || second.kind === 'counted';
  if (isCounted && !(one && other))
    return { absence: "is a proportion for one version only, so the two can't be compared" };
  const melded = one && other && !(isVast(one) && isVast(other)) ? meldedLimits(one, other, options) : null;
  if (areCounted && melded) return { estimate, ...melded, method: 'melded-binomial' };
  const margin = Math.hypot(marginOf(first, confidence), factor * marginOf(second, confidence));
  const welch = { lower: estimate - margin, upper: estimate + margin };
  const isClustered = [first, second].some((one) => one.kind === 'measured' && one.degrees !== undefined);
  return { estimate, ...envelope(welch, melded), method: isClustered ? 'clustered-welch-t' : 'welch-t' };
}

/** How far a one-sided limit by t lies from the value. */
export function marginOf(reading: Reading, confidence: number): number {
  if (reading.kind === 'measured') return studentQuantile(confidence, degreesOf(reading)) * reading.stderr;
  const { value, samples } = reading;
  // one example has no variance, and the melded limits are wider than any
  if (samples === 1) return 0;
  return studentQuantile(confidence, samples - 1) * Math.sqrt((value * (1 - value)) / (samples - 1));
}

type Counts = Pick<Counted, 'least' | 'most' | 'samples'>;

/** Stands for Infinity, so that one side can be as good as known. */
const VAST = 1e10;

function isVast({ samples }: Counts): boolean {
  return samples >= VAST;
}

/** The counts that a sample has, or would have if its results were right or wrong; null where they can't be. */
function asCounts(reading: Reading): Counts | null {
  if (reading.kind === 'counted') return reading;
  const implied = impliedSamples(reading);
  if (implied === null) return null;
  const samples = Math.min(implied, VAST);
  return { least: reading.value * samples, most: reading.value * samples, samples };
}

function meldedLimits(one: Counts, other: Counts, options: Required<Comparison>): Limits {
  const solve = (side: keyof Limits) => {
    const { p, first, second, factor } = meld(one, other, { ...options, side });
    return quantileOfDifference(p, first, second, factor);
  };
  return { lower: solve('lower'), upper: solve('upper') };
}

/** What a melded limit is a quantile of. */
function meld(
  one: Counts,
  other: Counts,
  { side, confidence, factor }: Required<Comparison> & { readonly side: keyof Limits },
) {
  // the lower limit subtracts the champion's larger end, the upper limit the smaller one
  const most = upperDistribution(other.most, other.samples);
  const least = lowerDistribution(other.least, other.samples);
  const [away, toward] = factor > 0 ? [most, least] : [least, most];
  return side === 'lower'
    ? { p: 1 - confidence, first: lowerDistribution(one.least, one.samples), second: away, factor }
    : { p: confidence, first: upperDistribution(one.most, one.samples), second: toward, factor };
}

/** Whether a melded limit is at least this, without solving for it; null where there is none. */
export function meldedReaches(
  limit: number,
  { first, second }: { readonly first: Reading; readonly second: Reading },
  options: Required<Comparison> & { readonly side: keyof Limits },
): boolean | null {
  const [one, other] = [asCounts(first), asCounts(second)];
  if (!one || !other || (isVast(one) && isVast(other))) return null;
  const { p, ...difference } = meld(one, other, options);
  return differenceReaches(limit, p, difference);
}
