/**
 * Two one-sided limits, each at its own confidence: reading only one of them errs at most as often as stated. Together
 * they are a two-sided interval of 2 · confidence − 1, so 95 % one-sided is 90 % two-sided.
 */
export interface Interval {
  readonly estimate: number;
  /** The true value is at least this. */
  readonly lower: number;
  /** The true value is at most this. */
  readonly upper: number;
  readonly method: Method;
}

/** An interval without its estimate and method. */
export type Limits = Pick<Interval, 'lower' | 'upper'>;

/** How an interval was computed. docs/reference/statistics.md says which method is used where, and why. */
type Method =
  | 'clopper-pearson'
  | 'student-t'
  | 'clustered-t'
  | 'melded-binomial'
  | 'welch-t'
  | 'clustered-welch-t'
  | 'paired-binomial'
  | 'paired-t'
  | 'paired-clustered-t';

/** Why there is no interval, as the end of a sentence about the metric: `has a standard error of 0, …`. */
export interface Absence {
  readonly absence: string;
}

/** What the true value must be: at least `min`, or at most `max`. */
export type Requirement = { readonly min: number } | { readonly max: number };

/** The narrowest limits that contain both. */
export function envelope(one: Limits, other: Limits | null): Limits {
  if (other === null) return { lower: one.lower, upper: one.upper };
  return { lower: Math.min(one.lower, other.lower), upper: Math.max(one.upper, other.upper) };
}

/**
 * `pass` when the whole interval meets the bound, `fail` when no part of it does, else `inconclusive`. A limit on the
 * bound meets it, as a value does.
 */
export function judge({ lower, upper }: Limits, required: Requirement): 'pass' | 'fail' | 'inconclusive' {
  // NaN meets nothing and proves nothing
  if (!(lower <= upper)) return 'inconclusive';
  if ('min' in required) {
    if (lower >= required.min) return 'pass';
    return upper < required.min ? 'fail' : 'inconclusive';
  }
  if (upper <= required.max) return 'pass';
  return lower > required.max ? 'fail' : 'inconclusive';
}

/**
 * The confidence that each of several alternatives needs when passing one is enough: Bonferroni's correction (Dunn,
 * Journal of the American Statistical Association 56, 1961, 52–64). It holds however the alternatives depend on each
 * other, and they do, since they judge the same examples; Šidák's needs independence. Where all must pass, nothing
 * needs correcting: see docs/reference/statistics.md.
 * @throws RangeError for a confidence outside 0.5 to 1, or fewer than one alternative
 */
export function bonferroniConfidence(confidence: number, alternatives: number): number {
  requireConfidence(confidence);
  if (!Number.isInteger(alternatives) || alternatives < 1)
    throw new RangeError(`There can't be ${alternatives} alternatives.`);
  return 1 - (1 - confidence) / alternatives;
}

/** @throws RangeError unless the confidence is above 0.5 (below it, the limits would change places) and below 1 */
export function requireConfidence(confidence: number): void {
  if (confidence > 0.5 && confidence < 1) return;
  throw new RangeError(`The confidence must be above 0.5 and below 1, not ${confidence}.`);
}

/** How a gate decides on an interval. */
export interface Rule {
  /** One-sided, of each limit. */
  readonly confidence: number;
  /** The champion is multiplied by this before it is subtracted. */
  readonly factor: number;
  /** Of the value, or of the candidate minus factor times the champion. */
  readonly required: Requirement;
  /** An inconclusive result passes too. */
  readonly isTolerated: boolean;
}

/** The chance that a gate passes a version whose true value is this. */
export type PassChance = (truth: number) => number;

/** How far an interval is beyond what a rule asks of it: it passes from 0 on. NaN never passes. */
export function slackOf({ required, isTolerated }: Rule, found: Limits | Absence): number {
  if ('absence' in found) return -Infinity;
  const { lower, upper } = found;
  const slack =
    'min' in required
      ? (isTolerated ? upper : lower) - required.min
      : required.max - (isTolerated ? lower : upper);
  return lower <= upper ? slack : -Infinity;
}

/** A limit this close to the bound is on it: roots have a rounding error. */
export const ON_BOUND = 1e-11;
