import {
  findMetrics,
  parseMetricPath,
  substitute,
  type FollowedKey,
  type Found,
} from '../evidence/metric-path.js';
import type { Report } from '../evidence/evidence.js';
import type { MetricGate } from '../policy/schema.js';
import type { Uncertainty } from '../model/gate-result.js';

export type { Uncertainty };

/** One metric's value under one gate. */
export interface Measured {
  /** Concrete path, formatted. */
  readonly metric: string;
  /** What each `*` of the gate's path matched. */
  readonly bindings: readonly FollowedKey[];
  /** Why it can't be compared with another version's: it was found by its place in a list. */
  readonly unnamed?: string | undefined;
  readonly value: number;
  readonly uncertainty: Uncertainty | Unusable;
  /** Which direction is better, as the report itself says. */
  readonly direction?: 'higher' | 'lower' | undefined;
  /** The path of its number of examples in the report, where the format says it. */
  readonly samplesAt?: string | undefined;
}

/** What stands at a place beside a metric is no number that could serve, in words. */
export interface Unusable {
  readonly absence: string;
}

interface Place {
  readonly key: 'samples' | 'stderr' | 'stdev';
  readonly what: string;
  /** What must stand there. */
  readonly kind: string;
}

const SAMPLES: Place = { key: 'samples', what: 'sample size', kind: 'count' };
const STDERR: Place = { key: 'stderr', what: 'standard error', kind: 'standard error' };
const STDEV: Place = { key: 'stdev', what: 'standard deviation', kind: 'standard deviation' };

/**
 * How far a metric of a report may be off: by the places that the gate names, else by what the format says. With
 * a sample size alone, the metric is a proportion of so many examples: the policy's documentation says so.
 */
export function readUncertainty(
  gate: MetricGate,
  report: Report,
  found: Pick<Found, 'path' | 'bindings' | 'leaf'>,
): Uncertainty | Unusable {
  const { leaf } = found;
  const samples = readSamples(gate, report, found);
  if (typeof samples === 'object') return samples;
  const stderr = readPlace(gate, STDERR, report, found);
  if (typeof stderr === 'object') return stderr;
  const stdev = readPlace(gate, STDEV, report, found);
  if (typeof stdev === 'object') return stdev;
  // what the gate names comes first: of what the format knows, no more than the number of examples goes with it
  const isNamed = stderr !== undefined || stdev !== undefined;
  const known = isNamed
    ? { stderr, spread: stdev, samples }
    : { stderr: leaf?.stderr, spread: leaf?.spread, samples };
  const none = known.stderr === undefined && known.spread === undefined;
  // a sample size for min-samples says nothing of what kind the number is
  const told = gate.confidence !== undefined && gate.samples !== undefined;
  const proportion = (!isNamed && leaf?.scale === 'proportion') || (none && told);
  return compact({ ...known, proportion: proportion && samples !== undefined ? true : undefined });
}

/** The number of examples behind a metric; undefined where nothing says it. */
export function readSamples(
  gate: MetricGate,
  report: Report,
  found: Pick<Found, 'path' | 'bindings' | 'leaf'>,
): number | undefined | Unusable {
  const samples = readPlace(gate, SAMPLES, report, found);
  if (typeof samples === 'object') return samples;
  if (samples === undefined) return found.leaf?.samples;
  if (Number.isSafeInteger(samples)) return samples;
  return {
    absence: `the sample size of ${found.path} is ${samples} in ${report.path}, which is not a count`,
  };
}

/** The number of examples, where it is known. */
export function samplesOf(uncertainty: Uncertainty | Unusable): number | undefined {
  return 'absence' in uncertainty ? undefined : uncertainty.samples;
}

/** A number that the gate gives or names the place of; undefined where it does neither. */
function readPlace(
  gate: MetricGate,
  { key, what, kind }: Place,
  report: Report,
  { path, bindings }: Pick<Found, 'path' | 'bindings'>,
): number | undefined | Unusable {
  const place = gate[key];
  if (typeof place !== 'string') return place;
  const [found] = findMetrics(report.metrics, substitute(parseMetricPath(place), bindings));
  if (!found?.leaf) {
    return { absence: `the ${what} of ${path} is missing in ${report.path}: ${found?.absence ?? place}` };
  }
  const { value, raw } = found.leaf;
  if (value !== null && value >= 0) return value;
  return { absence: `the ${what} of ${path} is ${raw} in ${report.path}, which is not a ${kind}` };
}

/** Without the keys that are undefined, so that a row in the history has only what is known. */
function compact(known: Uncertainty): Uncertainty {
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
}
