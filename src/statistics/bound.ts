import { betaQuantile, studentQuantile } from './distributions.js';
import { checkConfidence, type Absence, type Interval } from './interval.js';
import { lowerBelief } from './confidence-distributions.js';
import { degreesOf, readSample, type Measured, type Reading, type Sample } from './sample.js';

/** Limits alone. */
export interface Limits {
  readonly lower: number;
  readonly upper: number;
}

/**
 * One-sided limits for the true value behind a sample.
 *
 * - Right or wrong: Clopper and Pearson's (Biometrika 26, 1934, 404–413), the exact binomial ones.
 * - Else Student's (Biometrika 6, 1908, 1–25), by t with samples − 1 degrees of freedom. Between 0 and 1 they reach
 *   at least as far as the exact ones: results that are right or wrong after all have far too small a standard error
 *   near the ends.
 *
 * @throws RangeError for a confidence that is not above 0.5 and below 1
 */
export function bound(sample: Sample, confidence: number): Interval | Absence {
  checkConfidence(confidence);
  const reading = readSample(sample);
  return 'absence' in reading ? reading : boundReading(reading, confidence);
}

export function boundReading(reading: Reading, confidence: number): Interval {
  const { value, kind } = reading;
  if (kind === 'measured') {
    const half = studentQuantile(confidence, degreesOf(reading)) * reading.stderr;
    const student = { lower: value - half, upper: value + half };
    const samples = impliedSamples(reading) ?? Infinity;
    const binomial = samples === Infinity ? null : boundCount(value * samples, samples, confidence);
    return { estimate: value, ...widest(student, binomial), method: 'student-t' };
  }
  const { least, most, samples } = reading;
  return {
    estimate: value,
    lower: boundCount(least, samples, confidence).lower,
    upper: boundCount(most, samples, confidence).upper,
    method: 'clopper-pearson',
  };
}

/** So many right and wrong results are as good as normally distributed. */
const MANY = 1e8;

/**
 * Of how many right-or-wrong results this would be the standard error; null where they cannot be ones, and Infinity
 * where they are so many that it makes no difference.
 */
export function impliedSamples({ value, stderr }: Measured): number | null {
  if (!(value > 0 && value < 1)) return null;
  const samples = (value * (1 - value)) / (stderr * stderr);
  return samples * Math.min(value, 1 - value) < MANY ? samples : Infinity;
}

/** What both limits reach. */
export function widest(one: Limits, other: Limits | null): Limits {
  if (other === null) return { lower: one.lower, upper: one.upper };
  return { lower: Math.min(one.lower, other.lower), upper: Math.max(one.upper, other.upper) };
}

/** Clopper and Pearson's limits; counts need not be whole. */
function boundCount(successes: number, samples: number, confidence: number): Limits {
  const alpha = 1 - confidence;
  return {
    lower: betaQuantile(alpha, lowerBelief(successes, samples)),
    // the mirrored lower limit, so that the two are symmetric
    upper: 1 - betaQuantile(alpha, lowerBelief(samples - successes, samples)),
  };
}
