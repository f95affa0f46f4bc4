import { boundReading, widest, type Limits } from './bound.js';
import { checkFactor, type Comparison } from './compare.js';
import { studentQuantile } from './distributions.js';
import { checkConfidence, type Absence, type Interval } from './interval.js';
import { summarize, type Moments } from './moments.js';
import type { Pair } from './pairs.js';
import { boundPairedDifference } from './paired-proportions.js';

/** How much of the allowed error goes to the champion's own mean, where the difference is relative to it. */
const OWN_PART = 1 / 20;

/**
 * One-sided limits for the candidate's mean score less factor times the champion's, on the same examples.
 *
 * - Where all differences are of one size, as of right and wrong, by how often either does better (see boundPairedDifference).
 * - Else Student's t of the differences. They reach at least as far as those of a tally of differences of one size
 *   with the same mean and mean square: a few differences, or a few sizes of them, are no normal distribution.
 *
 * @throws RangeError for a confidence that is not above 0.5 and below 1, or a factor of 0
 */
export function comparePairs(
  pairs: readonly Pair[],
  { confidence, factor = 1 }: Comparison,
): Interval | Absence {
  checkConfidence(confidence);
  checkFactor(factor);
  const moments = summarize(pairs, factor);
  return 'absence' in moments ? moments : compareMoments(moments, { confidence, factor });
}

export function compareMoments(moments: Moments, { confidence, factor }: Required<Comparison>): Interval {
  const { samples, estimate, stderr, isExact } = moments;
  const tallied = boundSwing(moments, { confidence, factor });
  if (isExact) return { estimate, ...tallied, method: 'paired-binomial' };
  const half = studentQuantile(confidence, samples - 1) * stderr;
  const student = { lower: estimate - half, upper: estimate + half };
  return { estimate, ...widest(student, tallied), method: 'paired-t' };
}

/**
 * The limits by the tally. With a factor, the champion's own mean counts too, (1 − factor) times: it gets a part of
 * the error allowed, and the difference the rest (Bonferroni).
 */
function boundSwing(moments: Moments, { confidence, factor }: Required<Comparison>): Limits {
  const { tally, size, champion } = moments;
  const alpha = 1 - confidence;
  const swing = boundPairedDifference(tally, factor === 1 ? alpha : alpha * (1 - OWN_PART));
  if (factor === 1) return { lower: size * swing.lower, upper: size * swing.upper };
  const own = boundReading(champion, 1 - alpha * OWN_PART);
  const ends = [(1 - factor) * own.lower, (1 - factor) * own.upper];
  return {
    lower: size * swing.lower + Math.min(...ends),
    upper: size * swing.upper + Math.max(...ends),
  };
}
