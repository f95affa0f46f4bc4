import { impliedSamples, widest, type Limits } from './bound.js';
import { studentQuantile } from './distributions.js';
import { checkConfidence, type Absence, type Interval } from './interval.js';
import { lowerBelief, quantileOfDifference, upperBelief } from './confidence-distributions.js';
import { degreesOf, readSample, type Counted, type Reading, type Sample } from './sample.js';

export interface Comparison {
  /** Of each limit; above 0.5 and below 1. */
  readonly confidence: number;
  /** By what the champion is multiplied before it is taken away: 0.995 for `no more than 0.5 % worse`. */
  readonly factor?: number | undefined;
}

/**
 * One-sided limits for candidate − factor · champion, where each was measured on examples of its own, or on shared
 * ones whose single results are not known (then they are wider than they need be, unless the two do well on
 * different examples).
 *
 * - Right or wrong: melded from both exact binomial limits. At 0, with a factor of 1, they agree with Fisher's exact
 *   test (Fay, Proschan and Brittain, Biometrics 71, 2015, 146–156).
 * - Else Welch's: the difference, and the root of both squared standard errors (Biometrika 34, 1947, 28–35), each
 *   multiplied by its own quantile of t. So they hold for any variances (Hájek, Selected Translations in Mathematical
 *   Statistics and Probability 2, 1962, 63–74); with Satterthwaite's degrees of freedom they would nearly. Between 0 and 1 they
 *   reach at least as far as the melded ones.
 *
 * The absence says whose sample tells nothing.
 *
 * @throws RangeError for a confidence that is not above 0.5 and below 1, or a factor of 0
 */
export function compare(
  candidate: Sample,
  champion: Sample,
  { confidence, factor = 1 }: Comparison,
): Interval | Absence {
  checkConfidence(confidence);
  checkFactor(factor);
  const first = readSample(candidate);
  if ('absence' in first) return { absence: `of the candidate ${first.absence}` };
  const second = readSample(champion);
  if ('absence' in second) return { absence: `of the champion ${second.absence}` };
  return compareReadings(first, second, { confidence, factor });
}

export function checkFactor(factor: number): void {
  if (!Number.isFinite(factor) || factor === 0)
    throw new RangeError(`A factor of ${factor} compares nothing.`);
}

export function compareReadings(
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
    return { absence: 'is a proportion on one side only, so the two cannot be compared' };
  const melded = one && other && !(isVast(one) && isVast(other)) ? meld(one, other, options) : null;
  if (areCounted && melded) return { estimate, ...melded, method: 'melded-binomial' };
  const half = Math.hypot(reach(first, confidence), factor * reach(second, confidence));
  const student = { lower: estimate - half, upper: estimate + half };
  return { estimate, ...widest(student, melded), method: 'welch-t' };
}

/** How far a one-sided limit by t lies from the value. */
function reach(reading: Reading, confidence: number): number {
  if (reading.kind === 'measured') return studentQuantile(confidence, degreesOf(reading)) * reading.stderr;
  const { value, samples } = reading;
  // a single example has no variance: the melded limits reach further than any such
  return samples === 1
    ? 0
    : studentQuantile(confidence, samples - 1) * Math.sqrt((value * (1 - value)) / (samples - 1));
}

type Counts = Pick<Counted, 'least' | 'most' | 'samples'>;

/** What stands for Infinity, so that one side can be as good as known. */
const VAST = 1e10;

function isVast({ samples }: Counts): boolean {
  return samples >= VAST;
}

/** The counts that a sample has, or would have if it were of right and wrong results; null where it is not. */
function asCounts(reading: Reading): Counts | null {
  if (reading.kind === 'counted') return reading;
  const implied = impliedSamples(reading);
  if (implied === null) return null;
  const samples = Math.min(implied, VAST);
  return { least: reading.value * samples, most: reading.value * samples, samples };
}

function meld(one: Counts, other: Counts, { confidence, factor }: Required<Comparison>): Limits {
  const alpha = 1 - confidence;
  // the least difference has the candidate's lower limit, and whichever of the champion's takes away most
  const most = upperBelief(other.most, other.samples);
  const least = lowerBelief(other.least, other.samples);
  const [away, toward] = factor > 0 ? [most, least] : [least, most];
  return {
    lower: quantileOfDifference(alpha, lowerBelief(one.least, one.samples), away, factor),
    upper: quantileOfDifference(confidence, upperBelief(one.most, one.samples), toward, factor),
  };
}
