import { findMetrics, type Found } from '../evidence/metric-path.js';
import { parseMetricPath, substitute, type FollowedKey } from '../evidence/path-syntax.js';
import type { Report } from '../evidence/evidence.js';
import type { MetricGate } from '../policy/schema.js';
import type { Uncertainty } from '../model/gate-result.js';
import type { Absence } from '../statistics/interval.js';
import { rowsOf, type Grouping, type Unusable } from './rows.js';
import { estimateFromSpread, type Sample } from '../statistics/sample.js';

export type { Uncertainty, Unusable };

/** One metric's value for one gate. */
export interface Measured {
  /** Concrete path, formatted. */
  readonly metric: string;
  /** What each `*` of the gate's path matched. */
  readonly bindings: readonly FollowedKey[];
  /** Why it can't be compared with another version's: it was found by its position in a list. */
  readonly unnamed?: string | undefined;
  readonly value: number;
  readonly uncertainty: Uncertainty | Unusable;
  /** Which direction is better, as the report itself says. */
  readonly direction?: 'higher' | 'lower' | undefined;
  /** The path of its number of examples in the report, where the format says it. */
  readonly samplesAt?: string | undefined;
  /** What its rows are grouped by; undefined where they are independent, or not known. */
  readonly grouping?: Grouping | undefined;
}

/** The gate's keys for a metric's uncertainty, in words. */
const NAMES = { samples: 'sample size', stderr: 'standard error', stdev: 'standard deviation' } as const;

/**
 * The uncertainty of a metric in a report: from the values that the gate names, else from what the format says. With
 * only a sample size, the metric counts as a proportion of that many examples (docs/reference/policy.md says so).
 */
export function readUncertainty(
  gate: MetricGate,
  report: Report,
  found: Pick<Found, 'path' | 'bindings' | 'leaf'>,
): Uncertainty | Unusable {
  const { leaf } = found;
  const samples = readSamples(gate, report, found);
  if (typeof samples === 'object') return samples;
  const stderr = readBeside(gate, 'stderr', report, found);
  if (typeof stderr === 'object') return stderr;
  const stdev = readBeside(gate, 'stdev', report, found);
  if (typeof stdev === 'object') return stdev;
  // the gate's values take precedence; of the format's, only the number of examples is combined with them
  const isNamed = stderr !== undefined || stdev !== undefined;
  const known = isNamed
    ? { stderr, spread: stdev, samples }
    : { stderr: leaf?.stderr, spread: leaf?.spread, samples };
  const none = known.stderr === undefined && known.spread === undefined;
  // a sample size for min-samples doesn't make the metric a proportion
  const told = gate.confidence !== undefined && gate.samples !== undefined && rowsOf(gate) === null;
  const proportion = (!isNamed && leaf?.scale === 'proportion') || (none && told);
  const uncertainty = { ...known, proportion: proportion && samples !== undefined ? true : undefined };
  // a result in the history has only the keys that are known
  return Object.fromEntries(Object.entries(uncertainty).filter(([, value]) => value !== undefined));
}

/** The number of examples behind a metric; undefined where nothing gives it. */
export function readSamples(
  gate: MetricGate,
  report: Report,
  found: Pick<Found, 'path' | 'bindings' | 'leaf'>,
): number | undefined | Unusable {
  const samples = readBeside(gate, 'samples', report, found);
  if (typeof samples === 'object') return samples;
  if (samples === undefined) return found.leaf?.samples;
  if (Number.isSafeInteger(samples)) return samples;
  return {
    absence: `the sample size of ${found.path} is ${samples} in ${report.path}, which is not a whole number`,
  };
}

/** The number of examples, where known. */
export function samplesOf(uncertainty: Uncertainty | Unusable): number | undefined {
  return 'absence' in uncertainty ? undefined : uncertainty.samples;
}

/** The number under a key of the gate, or where the path under that key leads; undefined if the gate has neither. */
function readBeside(
  gate: MetricGate,
  key: keyof typeof NAMES,
  report: Report,
  { path, bindings }: Pick<Found, 'path' | 'bindings'>,
): number | undefined | Unusable {
  const place = gate[key];
  // the rows of examples say more, and are read by themselves (rows.ts)
  if (typeof place === 'object') return undefined;
  if (typeof place !== 'string') return place;
  const [found] = findMetrics(report.metrics, substitute(parseMetricPath(place), bindings));
  if (!found?.leaf) {
    return {
      absence: `the ${NAMES[key]} of ${path} is missing in ${report.path}: ${found?.absence ?? place}`,
    };
  }
  const { value, raw } = found.leaf;
  if (value !== null && value >= 0) return value;
  const kind = key === 'samples' ? 'whole number' : NAMES[key];
  return { absence: `the ${NAMES[key]} of ${path} is ${raw} in ${report.path}, which is not a ${kind}` };
}

/** Part of every reason about a number without the uncertainty that `confidence` needs. */
export const UNJUDGED = "can't be judged with confidence";

/** Part of every reason about the examples of a `paired` gate, rather than about the numbers. */
export const INCOMPARABLE = "can't be compared example by example";

/**
 * A metric as a statistical sample, or what its report lacks. A proportion is judged by its counts, which say more near
 * 0 and 1 than its standard error.
 * @param samplesAt the path of the number of examples in the report, which a gate can name
 */
export function toSample(
  value: number,
  uncertainty: Uncertainty | Unusable,
  samplesAt?: string,
): Sample | Absence {
  if ('absence' in uncertainty) {
    const { absence, isWhole } = uncertainty;
    return { absence: isWhole === true ? absence : `${UNJUDGED}: ${absence}` };
  }
  const { stderr, samples, spread, proportion, degrees } = uncertainty;
  if (proportion === true && samples !== undefined) return { value, samples };
  if (stderr !== undefined) return { value, stderr, samples, degrees };
  if (spread !== undefined && samples !== undefined) return estimateFromSpread({ value, spread, samples });
  return { absence: `${UNJUDGED}: ${tellLacking(samples, samplesAt)}` };
}

function tellLacking(samples: number | undefined, samplesAt: string | undefined): string {
  if (samples === undefined)
    return 'the report has neither its standard error nor its number of examples: name one in the gate (stderr: a path, or samples: a path for a proportion)';
  const place = samplesAt ?? 'a path';
  return `the report has its number of examples (${samples}), but not its standard error: if it is a proportion of them, such as an accuracy, write samples: ${place} in the gate, else stderr: a path`;
}
