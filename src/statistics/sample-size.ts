import { judge, type Absence, type Interval, type Requirement } from './interval.js';
import { intervalOfReading } from './one-sample.js';
import { enlargeMoments, intervalOfMoments, summarize, type Pair } from './paired.js';
import { enlarge, readSample, type Sample } from './sample.js';
import { intervalOfReadings, type Comparison } from './two-samples.js';

/**
 * About how many examples would settle an inconclusive verdict if the observed values stayed the same, rounded up to
 * two digits: their number (of a comparison, for each version), or where the number now is unknown, how many times as
 * many. Null where the verdict is settled, or where no number would do because the value lies on the bound. Of
 * clustered examples, the number of clusters.
 */
export type NeededSamples = { readonly samples: number } | { readonly times: number } | null;

/** For `oneSampleInterval`. */
export function neededForOneSample(sample: Sample, required: Requirement, confidence: number): NeededSamples {
  const reading = readSample(sample);
  if ('absence' in reading) return null;
  const again = (times: number) => intervalOfReading(enlarge(reading, times), confidence);
  return isInconclusive(again(1), required) ? solve(again, required, reading.samples) : null;
}

/** For `twoSampleInterval`. */
export function neededForTwoSamples(
  { candidate, champion }: { candidate: Sample; champion: Sample },
  { confidence, factor = 1 }: Comparison,
  required: Requirement,
): NeededSamples {
  let [first, second] = [readSample(candidate), readSample(champion)];
  if ('absence' in first || 'absence' in second) return null;
  const options = { confidence, factor };
  if (!isInconclusive(intervalOfReadings(first, second, options), required)) return null;
  let samples = null;
  if (first.samples !== null && second.samples !== null) {
    samples = Math.max(first.samples, second.samples);
    [first, second] = [enlarge(first, samples / first.samples), enlarge(second, samples / second.samples)];
  }
  const [one, other] = [first, second];
  const again = (times: number) => intervalOfReadings(enlarge(one, times), enlarge(other, times), options);
  return solve(again, required, samples);
}

/** For `pairedInterval`. */
export function neededForPairs(
  pairs: readonly Pair[],
  { confidence, factor = 1 }: Comparison,
  required: Requirement,
): NeededSamples {
  const moments = summarize(pairs, factor);
  if ('absence' in moments) return null;
  const again = (times: number) => intervalOfMoments(enlargeMoments(moments, times), { confidence, factor });
  const samples = moments.clusters?.count ?? pairs.length;
  return isInconclusive(again(1), required) ? solve(again, required, samples) : null;
}

/** Nobody will collect more than this many times the examples. */
const MOST = 1e6;

const STEPS = 8;
const CLOSE = 0.002;

/**
 * Solves for how many times the examples are needed. A limit's distance from the value falls with the root of their
 * number, nearly: a few steps along that curve come within one in a hundred.
 */
function solve(
  again: (times: number) => Interval | Absence,
  required: Requirement,
  samples: number | null,
): NeededSamples {
  const bound = 'min' in required ? required.min : required.max;
  let times = 1;
  for (let step = 0; step < STEPS; step += 1) {
    const found = again(times);
    if ('absence' in found || found.estimate === bound) return null;
    const { estimate, lower, upper } = found;
    const margin = estimate > bound ? estimate - lower : upper - estimate;
    const change = (margin / Math.abs(estimate - bound)) ** 2;
    times *= change;
    if (!(times < MOST)) return null;
    if (Math.abs(change - 1) < CLOSE) break;
  }
  return samples === null ? { times: roundUp(times) } : { samples: Math.ceil(roundUp(samples * times)) };
}

function isInconclusive(found: Interval | Absence, required: Requirement): boolean {
  return !('absence' in found) && judge(found, required) === 'inconclusive';
}

/** To two significant digits. */
function roundUp(value: number): number {
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  // multiply by a whole number where there is one, so that no rounding error of a division shows
  return unit < 1 ? Math.ceil(value / unit) / Math.round(1 / unit) : Math.ceil(value / unit) * unit;
}
