import type { Absence } from './interval.js';

/** A metric measured on independent examples. */
export type Sample = Proportion | Estimate;

/** How many of `samples` examples are right: as a count, or as the share in a report. */
export type Proportion = { readonly samples: number; readonly stderr?: undefined } & (
  { readonly successes: number } | { readonly value: number }
);

/** A value with its standard error and, where known, its number of examples. */
export interface Estimate {
  readonly value: number;
  readonly stderr: number;
  readonly samples?: number | undefined;
  /** Degrees of freedom of a clustered standard error. Then `samples` counts the clusters. */
  readonly degrees?: number | undefined;
}

/** The estimate of a mean, from the standard deviation of its examples. */
export function estimateFromSpread(mean: { value: number; spread: number; samples: number }): Estimate {
  const { value, spread, samples } = mean;
  return { value, stderr: spread / Math.sqrt(samples), samples };
}

/** A sample after checking: counted results, or a mean. */
export type Reading = Counted | Measured;

/** Right-or-wrong results. Where the share was rounded, the count is between `least` and `most`. */
export interface Counted {
  readonly kind: 'counted';
  readonly value: number;
  readonly samples: number;
  readonly least: number;
  readonly most: number;
}

/** A count need not be whole. */
export function counted(count: number, samples: number): Counted {
  return { kind: 'counted', value: count / samples, samples, least: count, most: count };
}

/** The mean of anything else. */
export interface Measured {
  readonly kind: 'measured';
  readonly value: number;
  readonly stderr: number;
  /** Null where unknown, which counts as SAMPLES_ASSUMED. */
  readonly samples: number | null;
  /** Of a clustered standard error; else they follow from `samples`. */
  readonly degrees?: number | undefined;
}

/** Stands for an unknown number of examples: the fewest for which the calibration tests cover the limits. */
const SAMPLES_ASSUMED = 20;

/** A share times its samples is a whole number up to this rounding error of doubles. */
const ROUNDING = 1e-12;

/** How closely a standard error must match the one of right-or-wrong results to be taken for it. */
const SAME = 1e-9;

/**
 * Checks a sample. The absence says why it can't be used.
 *
 * Right-or-wrong results are recognized by their standard error: of all scores from 0 to 1 with the same mean, only
 * they have the largest (Bhatia and Davis, American Mathematical Monthly 107, 2000, 353–357).
 */
export function readSample(sample: Sample): Reading | Absence {
  const { samples } = sample;
  if (samples !== undefined && (!Number.isInteger(samples) || samples < 1))
    return { absence: `rests on ${samples} examples` };
  if (sample.stderr === undefined) return count(sample);
  const { value, stderr, degrees } = sample;
  if (!Number.isFinite(value)) return { absence: `is ${value}` };
  if (!(stderr >= 0 && stderr < Infinity)) return { absence: `has a standard error of ${stderr}` };
  if (degrees === undefined && samples !== undefined && isOfRightOrWrong(value, stderr, samples)) {
    const counted = count({ value, samples });
    // otherwise the match is chance
    if (!('absence' in counted)) return counted;
  }
  if (stderr === 0) return { absence: 'has a standard error of 0, which says nothing about its uncertainty' };
  if (samples === 1) return { absence: 'rests on 1 example' };
  return { kind: 'measured', value, stderr, samples: samples ?? null, degrees };
}

/** Degrees of freedom of a standard error. */
export function degreesOf({ samples, degrees }: Measured): number {
  return degrees ?? (samples ?? SAMPLES_ASSUMED) - 1;
}

/** The same result on `times` as many examples; the number need not be whole. */
export function enlarge(reading: Reading, times: number): Reading {
  const { kind, value } = reading;
  if (kind === 'counted') {
    const samples = reading.samples * times;
    return { kind, value, samples, least: value * samples, most: value * samples };
  }
  const samples = reading.samples === null ? null : reading.samples * times;
  const degrees = reading.degrees === undefined ? undefined : reading.degrees * times;
  return { kind, value, stderr: reading.stderr / Math.sqrt(times), samples, degrees };
}

function count(proportion: Proportion): Counted | Absence {
  const { samples } = proportion;
  if ('successes' in proportion) {
    const { successes } = proportion;
    if (Number.isInteger(successes) && successes >= 0 && successes <= samples)
      return { kind: 'counted', value: successes / samples, samples, least: successes, most: successes };
    return { absence: `is given as ${successes} of ${samples} examples` };
  }
  const { value } = proportion;
  if (!(value >= 0 && value <= 1)) return { absence: `is ${value}, but a proportion is between 0 and 1` };
  const nearest = Math.round(value * samples);
  if (Math.abs(nearest / samples - value) <= ROUNDING)
    return { kind: 'counted', value, samples, least: nearest, most: nearest };
  const half = halfUnit(value) + ROUNDING;
  const least = Math.max(Math.ceil((value - half) * samples), 0);
  const most = Math.min(Math.floor((value + half) * samples), samples);
  if (least <= most) return { kind: 'counted', value, samples, least, most };
  return {
    absence: `is ${value}, which isn't a proportion of ${samples} examples: no whole number of them gives it`,
  };
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
