/**
 * Two one-sided limits, each at the confidence of its own: whoever reads only one of them errs at most as often as
 * stated. Together they are a two-sided interval of 2 · confidence − 1, so that 95 % one-sided is 90 % two-sided.
 */
export interface Interval {
  readonly estimate: number;
  /** The true value is at least this. */
  readonly lower: number;
  /** The true value is at most this. */
  readonly upper: number;
  readonly method: Method;
}

/** How an interval was made; docs/reference/statistics.md says which is used where, and why. */
export type Method =
  'clopper-pearson' | 'student-t' | 'melded-binomial' | 'welch-t' | 'paired-binomial' | 'paired-t';

/** Why there is no interval, as the end of a sentence about the metric: `has a standard error of 0, …`. */
export interface Absence {
  readonly absence: string;
}

/** Throws for a confidence that no policy may ask for: it is above 0.5, or the limits would change places. */
export function checkConfidence(confidence: number): void {
  if (confidence > 0.5 && confidence < 1) return;
  throw new RangeError(`A confidence lies above 0.5 and below 1, and ${confidence} does not.`);
}

/** Is this one an interval, and no absence? */
export function isInterval(found: Interval | Absence): found is Interval {
  return !('absence' in found);
}
