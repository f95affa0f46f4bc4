import { betaQuantile, studentQuantile } from './distributions.js';
import { lowerDistribution } from './confidence-distributions.js';
import { envelope, requireConfidence, type Absence, type Interval, type Limits } from './interval.js';
import { degreesOf, readSample, type Measured, type Reading, type Sample } from './sample.js';

/**
 * One-sided limits for the true value behind a sample.
 *
 * - A proportion: Clopper and Pearson's exact binomial limits (Biometrika 26, 1934, 404–413).
 * - Anything else: Student's (Biometrika 6, 1908, 1–25), by t with samples − 1 degrees of freedom. Between 0 and 1 they
 *   are at least as wide as the exact ones: if the results are right or wrong after all, the standard error near 0
 *   and 1 is far too small. For a clustered standard error (`clusteredMean`), both go by the number of independent
 *   results that it stands for (Korn and Graubard, Survey Methodology 24, 1998, 193–201).
 *
 * @throws RangeError for a confidence outside 0.5 to 1
 */
export function oneSampleInterval(sample: Sample, confidence: number): Interval | Absence {
  requireConfidence(confidence);
  const reading = readSample(sample);
  return 'absence' in reading ? reading : intervalOfReading(reading, confidence);
}

/** `oneSampleInterval` of a sample that was read. */
export function intervalOfReading(reading: Reading, confidence: number): Interval {
  const { value, kind } = reading;
  if (kind === 'measured') {
    const margin = studentQuantile(confidence, degreesOf(reading)) * reading.stderr;
    const student = { lower: value - margin, upper: value + margin };
    const samples = impliedSamples(reading) ?? Infinity;
    const binomial = samples === Infinity ? null : clopperPearsonLimits(value * samples, samples, confidence);
    const method = reading.degrees === undefined ? 'student-t' : 'clustered-t';
    return { estimate: value, ...envelope(student, binomial), method };
  }
  const { least, most, samples } = reading;
  return {
    estimate: value,
    lower: clopperPearsonLimits(least, samples, confidence).lower,
    upper: clopperPearsonLimits(most, samples, confidence).upper,
    method: 'clopper-pearson',
  };
}

/** With this many results, a proportion is as good as normally distributed. */
const MANY = 1e8;

/**
 * How many right-or-wrong results would have this standard error. Null where they can't be right-or-wrong results,
 * Infinity where there are so many that it makes no difference.
 */
export function impliedSamples({ value, stderr }: Measured): number | null {
  if (!(value > 0 && value < 1)) return null;
  const samples = (value * (1 - value)) / (stderr * stderr);
  return samples * Math.min(value, 1 - value) < MANY ? samples : Infinity;
}

/** Counts need not be whole. */
function clopperPearsonLimits(successes: number, samples: number, confidence: number): Limits {
  const alpha = 1 - confidence;
  return {
    lower: betaQuantile(alpha, lowerDistribution(successes, samples)),
    // the mirrored lower limit, so that the two are symmetric
    upper: 1 - betaQuantile(alpha, lowerDistribution(samples - successes, samples)),
  };
}
