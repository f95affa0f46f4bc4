import { boundReading } from './bound.js';
import { compareReadings, type Comparison } from './compare.js';
import { compareMoments } from './compare-pairs.js';
import type { Absence, Interval } from './interval.js';
import { judge, type Requirement } from './judge.js';
import { enlargeMoments, summarize } from './moments.js';
import type { Pair } from './pairs.js';
import { enlarge, readSample, type Sample } from './sample.js';

/**
 * About what would settle an inconclusive verdict if the observed values stayed as they are, rounded up to two
 * digits: so many examples (of a comparison, on each side), or where their number is not known, so many times as
 * many. null where the verdict is settled, or no number of examples would do: the value lies on the bound.
 */
export type Need = { readonly samples: number } | { readonly times: number } | null;

/** For `bound` of one sample. */
export function needForBound(sample: Sample, required: Requirement, confidence: number): Need {
  const reading = readSample(sample);
  if ('absence' in reading) return null;
  const again = (times: number) => boundReading(enlarge(reading, times), confidence);
  return isOpen(again(1), required) ? need(again, required, reading.samples) : null;
}

/** For `compare` of two samples. */
export function needForComparison(
  { candidate, champion }: { candidate: Sample; champion: Sample },
  { confidence, factor = 1 }: Comparison,
  required: Requirement,
): Need {
  const [first, second] = [readSample(candidate), readSample(champion)];
  if ('absence' in first || 'absence' in second) return null;
  const options = { confidence, factor };
  if (!isOpen(compareReadings(first, second, options), required)) return null;
  if (first.samples === null || second.samples === null) {
    const again = (times: number) => compareReadings(enlarge(first, times), enlarge(second, times), options);
    return need(again, required, null);
  }
  const samples = Math.max(first.samples, second.samples);
  const [one, other] = [enlarge(first, samples / first.samples), enlarge(second, samples / second.samples)];
  const again = (times: number) => compareReadings(enlarge(one, times), enlarge(other, times), options);
  return need(again, required, samples);
}

/** For `comparePairs`. */
export function needForPairs(
  pairs: readonly Pair[],
  { confidence, factor = 1 }: Comparison,
  required: Requirement,
): Need {
  const moments = summarize(pairs, factor);
  if ('absence' in moments) return null;
  const again = (times: number) => compareMoments(enlargeMoments(moments, times), { confidence, factor });
  return isOpen(again(1), required) ? need(again, required, pairs.length) : null;
}

/** More than so many times, and nobody will. */
const MOST = 1e6;

const STEPS = 8;
const CLOSE = 0.002;

/**
 * How many times the examples. A limit's distance from the value falls with the root of their number, nearly; a few
 * steps on that line come within one in a hundred.
 */
function need(
  again: (times: number) => Interval | Absence,
  required: Requirement,
  samples: number | null,
): Need {
  const bound = 'min' in required ? required.min : required.max;
  let times = 1;
  for (let step = 0; step < STEPS; step += 1) {
    const found = again(times);
    if ('absence' in found || found.estimate === bound) return null;
    const { estimate, lower, upper } = found;
    const reach = estimate > bound ? estimate - lower : upper - estimate;
    const change = (reach / Math.abs(estimate - bound)) ** 2;
    times *= change;
    if (!(times < MOST)) return null;
    if (Math.abs(change - 1) < CLOSE) break;
  }
  return samples === null ? { times: roundUp(times) } : { samples: Math.ceil(roundUp(samples * times)) };
}

function isOpen(found: Interval | Absence, required: Requirement): boolean {
  return !('absence' in found) && judge(found, required) === 'inconclusive';
}

/** To two significant digits. */
function roundUp(value: number): number {
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  // multiplied by a whole number where there is one, so that no remains of a division show
  return unit < 1 ? Math.ceil(value / unit) / Math.round(1 / unit) : Math.ceil(value / unit) * unit;
}
