import type { Absence } from './interval.js';

/** A metric as it was measured on examples that are independent of each other. */
export type Sample = Proportion | Estimate;

/** How many of `samples` examples came out right: as a count, or as the share that a report gives. */
export type Proportion = { readonly samples: number; readonly stderr?: undefined } & (
  { readonly successes: number } | { readonly value: number }
);

/** A value with its standard error, and where it is known, how many examples both rest on. */
export interface Estimate {
  readonly value: number;
  readonly stderr: number;
  readonly samples?: number | undefined;
}

/** The estimate of a mean, from the standard deviation of its examples. */
export function estimateFromSpread(mean: { value: number; spread: number; samples: number }): Estimate {
  const { value, spread, samples } = mean;
  return { value, stderr: spread / Math.sqrt(samples), samples };
}

/** What a sample was found to be. */
export type Reading = Counted | Measured;

/** Results that are right or wrong. Where a share was rounded, its count is one from `least` to `most`. */
export interface Counted {
  readonly kind: 'counted';
  readonly value: number;
  readonly samples: number;
  readonly least: number;
  readonly most: number;
}

/** A mean of anything else, or of something unknown. */
export interface Measured {
  readonly kind: 'measured';
  readonly value: number;
  readonly stderr: number;
  /** null where it is not known, which counts as SAMPLES_ASSUMED. */
  readonly samples: number | null;
}

/** What an unknown number of examples is taken for: the fewest that the limits are vouched for. */
const SAMPLES_ASSUMED = 20;

/** A double's own rounding, as a part of one; a share times its samples is a whole number but for this. */
const ROUNDING = 1e-12;

/** How exactly a standard error must be the one of right-or-wrong results to be taken for it. */
const SAME = 1e-9;

/**
 * What a sample is, or why it says nothing.
 *
 * Right-or-wrong results are known by their standard error: among scores from 0 to 1 of one mean it is the largest
 * there is, and theirs alone (Bhatia and Davis, American Mathematical Monthly 107, 2000, 353–357).
 */
export function readSample(sample: Sample): Reading | Absence {
  const { samples } = sample;
  if (samples !== undefined && (!Number.isInteger(samples) || samples < 1))
    return { absence: `rests on ${samples} examples` };
  if (sample.stderr === undefined) return count(sample);
  const { value, stderr } = sample;
  if (!Number.isFinite(value)) return { absence: `is ${value}` };
  if (!(stderr >= 0 && stderr < Infinity)) return { absence: `has a standard error of ${stderr}` };
  if (samples !== undefined && isOfRightOrWrong(value, stderr, samples)) {
    const counted = count({ value, samples });
    // else it has such a standard error by chance
    if (!('absence' in counted)) return counted;
  }
  if (stderr === 0) return { absence: 'has a standard error of 0, which does not tell how sure it is' };
  if (samples === 1) return { absence: 'rests on 1 example' };
  return { kind: 'measured', value, stderr, samples: samples ?? null };
}

/** Degrees of freedom of a standard error. */
export function degreesOf({ samples }: Measured): number {
  return (samples ?? SAMPLES_ASSUMED) - 1;
}

/** The same observed on so many times the examples, which need not be a whole number. */
export function enlarge(reading: Reading, times: number): Reading {
  const { kind, value } = reading;
  if (kind === 'counted') {
    const samples = reading.samples * times;
    return { kind, value, samples, least: value * samples, most: value * samples };
  }
  const samples = reading.samples === null ? null : reading.samples * times;
  return { kind, value, stderr: reading.stderr / Math.sqrt(times), samples };
}

function count(proportion: Proportion): Counted | Absence {
  const { samples } = proportion;
  if ('successes' in proportion) {
    const { successes } = proportion;
    if (Number.isInteger(successes) && successes >= 0 && successes <= samples)
      return { kind: 'counted', value: successes / samples, samples, least: successes, most: successes };
    return { absence: `is said to be ${successes} of ${samples} examples` };
  }
  const { value } = proportion;
  if (!(value >= 0 && value <= 1)) return { absence: `is ${value}, and a proportion lies between 0 and 1` };
  const nearest = Math.round(value * samples);
  if (Math.abs(nearest / samples - value) <= ROUNDING)
    return { kind: 'counted', value, samples, least: nearest, most: nearest };
  const half = halfUnit(value) + ROUNDING;
  const least = Math.max(Math.ceil((value - half) * samples), 0);
  const most = Math.min(Math.floor((value + half) * samples), samples);
  if (least <= most) return { kind: 'counted', value, samples, least, most };
  return { absence: `is ${value}, which no whole number of ${samples} examples gives: it is no proportion` };
}

/** Half a unit of the last decimal that was written. */
function halfUnit(value: number): number {
  const [mantissa = '', exponent = '0'] = String(value).split('e');
  const decimals = mantissa.split('.')[1]?.length ?? 0;
  return 0.5 * 10 ** (Number(exponent) - decimals);
}

/** With the divisor n − 1, or n. */
function isOfRightOrWrong(value: number, stderr: number, samples: number): boolean {
  if (!(value >= 0 && value <= 1)) return false;
  const largest = value * (1 - value);
  const variance = stderr * stderr;
  return [samples - 1, samples].some((divisor) => Math.abs(variance * divisor - largest) <= SAME * largest);
}
