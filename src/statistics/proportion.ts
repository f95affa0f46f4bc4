import { betaQuantile } from './distributions.js';
import { checkConfidence, type Absence, type Interval } from './interval.js';

/** How many of `samples` examples came out right: as a count, or as the share that a report gives. */
export type Proportion = { readonly samples: number } & (
  { readonly successes: number } | { readonly value: number }
);

/** The counts that a share stands for: one, or where it was rounded, all that round to it. */
interface Counts {
  readonly least: number;
  readonly most: number;
}

/** A double's own rounding, as a part of one; a share times its samples is a whole number but for this. */
const ROUNDING = 1e-12;

/**
 * One-sided limits for a proportion by Clopper and Pearson (Biometrika 26, 1934, 404–413): the exact binomial
 * ones, which err at most as often as stated, for every sample size and every true value.
 */
export function boundOfProportion(proportion: Proportion, confidence: number): Interval | Absence {
  checkConfidence(confidence);
  const { samples } = proportion;
  if (!Number.isInteger(samples) || samples < 1) return { absence: `rests on ${samples} examples` };
  const counts = countSuccesses(proportion);
  if ('absence' in counts) return counts;
  const value = 'value' in proportion ? proportion.value : proportion.successes / samples;
  return {
    estimate: value,
    lower: binomialLimits(counts.least, samples, confidence).lower,
    upper: binomialLimits(counts.most, samples, confidence).upper,
    method: 'clopper-pearson',
  };
}

/** Clopper and Pearson's limits; `successes` and `samples` need not be whole (see boundFromStderr). */
export function binomialLimits(
  successes: number,
  samples: number,
  confidence: number,
): { lower: number; upper: number } {
  const failures = samples - successes;
  const alpha = 1 - confidence;
  return {
    lower: successes === 0 ? 0 : betaQuantile(alpha, successes, failures + 1),
    // the mirrored lower limit, so that the two are symmetric to the last digit
    upper: failures === 0 ? 1 : 1 - betaQuantile(alpha, failures, successes + 1),
  };
}

function countSuccesses(proportion: Proportion): Counts | Absence {
  const { samples } = proportion;
  if ('successes' in proportion) {
    const { successes } = proportion;
    if (Number.isInteger(successes) && successes >= 0 && successes <= samples)
      return { least: successes, most: successes };
    return { absence: `is said to be ${successes} of ${samples} examples` };
  }
  const { value } = proportion;
  if (!(value >= 0 && value <= 1)) return { absence: `is ${value}, and a proportion lies between 0 and 1` };
  const nearest = Math.round(value * samples);
  if (Math.abs(nearest / samples - value) <= ROUNDING) return { least: nearest, most: nearest };
  const half = halfUnit(value) + ROUNDING;
  const least = Math.ceil((value - half) * samples);
  const most = Math.floor((value + half) * samples);
  if (least <= most) return { least: Math.max(least, 0), most: Math.min(most, samples) };
  return { absence: `is ${value}, which no whole number of ${samples} examples gives: it is no proportion` };
}

/** Half a unit of the last decimal that was written. */
function halfUnit(value: number): number {
  const [mantissa = '', exponent = '0'] = String(value).split('e');
  const decimals = mantissa.split('.')[1]?.length ?? 0;
  return 0.5 * 10 ** (Number(exponent) - decimals);
}
