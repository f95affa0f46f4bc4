import type { Limits } from './bound.js';
import { lowerBelief, quantileOfSwing, upperBelief } from './confidence-distributions.js';

/** On how many of the same examples one version does better, and on how many worse. Counts need not be whole. */
export interface PairedCounts {
  readonly gained: number;
  readonly lost: number;
  readonly samples: number;
}

/**
 * One-sided limits for the difference of two shares of right results on the same examples, by Fay and Lumbard
 * (Statistics in Medicine 40, 2021, 1147–1159): the examples on which the versions differ give the direction, their
 * number the size. At 0 the limits agree with McNemar's exact test (Psychometrika 12, 1947, 153–157), which cannot
 * tell of any other bound.
 */
export function boundPairedDifference({ gained, lost, samples }: PairedCounts, alpha: number): Limits {
  const differing = gained + lost;
  const share = { more: lowerBelief(differing, samples), less: upperBelief(differing, samples) };
  return {
    lower: quantileOfSwing(alpha, { direction: lowerBelief(gained, differing), ...share }),
    upper: -quantileOfSwing(alpha, { direction: lowerBelief(lost, differing), ...share }),
  };
}
