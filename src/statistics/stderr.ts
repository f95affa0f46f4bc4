import { studentQuantile } from './distributions.js';
import { checkConfidence, type Absence, type Interval } from './interval.js';
import { binomialLimits, boundOfProportion } from './proportion.js';

/** A value with its standard error, and where it is known, how many examples both rest on. */
export interface Estimate {
  readonly value: number;
  readonly stderr: number;
  readonly samples?: number | undefined;
}

/** What an unknown number of examples is taken for: the fewest that these limits are vouched for. */
export const SAMPLES_ASSUMED = 20;

/** How exactly a standard error must be the one of right-or-wrong results to be taken for it. */
const SAME = 1e-9;

/**
 * One-sided limits from a value and its standard error, by Student's t (Biometrika 6, 1908, 1–25) with samples − 1
 * degrees of freedom; the normal quantile would let an unstated number of examples pass for infinitely many.
 *
 * Near 0 and 1 the standard error of right-or-wrong results is far too small (at 1 it is 0), so there the limits
 * reach at least as far as the exact binomial ones. With `samples`, right-or-wrong results are known by their
 * standard error: among scores of one mean it is the largest there is (Bhatia and Davis, Amer. Math. Monthly 107,
 * 2000, 353–357), and theirs alone.
 */
export function boundFromStderr(estimate: Estimate, confidence: number): Interval | Absence {
  checkConfidence(confidence);
  const { value, stderr, samples } = estimate;
  if (!Number.isFinite(value)) return { absence: `is ${value}` };
  if (!(stderr >= 0 && stderr < Infinity)) return { absence: `has a standard error of ${stderr}` };
  if (samples !== undefined && (!Number.isInteger(samples) || samples < 1))
    return { absence: `rests on ${samples} examples` };
  if (samples !== undefined && isRightOrWrong({ value, stderr, samples })) {
    const bound = boundOfProportion({ value, samples }, confidence);
    // such a standard error by chance: it is no proportion
    if (!('absence' in bound)) return bound;
  }
  if (stderr === 0) return { absence: 'has a standard error of 0, which says nothing of how sure it is' };
  if (samples === 1) return { absence: 'rests on 1 example' };
  const half = studentQuantile(confidence, (samples ?? SAMPLES_ASSUMED) - 1) * stderr;
  const limits = { lower: value - half, upper: value + half };
  return { estimate: value, ...reachBinomial(limits, estimate, confidence), method: 'student-t' };
}

/** Is this the standard error of results that are all 0 or 1, with the divisor n − 1 or n? */
function isRightOrWrong({ value, stderr, samples }: Required<Estimate> & { samples: number }): boolean {
  if (!(value >= 0 && value <= 1)) return false;
  const expected = value * (1 - value);
  const variance = stderr * stderr;
  return [samples - 1, samples].some((divisor) => Math.abs(variance * divisor - expected) <= SAME * expected);
}

/** Where the value could be a proportion: of as many examples as would give it this standard error. */
function reachBinomial(
  limits: { lower: number; upper: number },
  { value, stderr }: Estimate,
  confidence: number,
): { lower: number; upper: number } {
  if (!(value > 0 && value < 1)) return limits;
  const implied = (value * (1 - value)) / (stderr * stderr);
  const binomial = binomialLimits(value * implied, implied, confidence);
  return {
    lower: Math.min(limits.lower, binomial.lower),
    upper: Math.max(limits.upper, binomial.upper),
  };
}
