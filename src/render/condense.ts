import { parseMetricPath, formatMetricPath, type MetricPath, type Segment } from '../evidence/path-syntax.js';
import type { GateResult } from '../model/gate-result.js';
import { groupBy } from '../model/group-by.js';

/** Fewer alike rows than this are shown one by one. */
const WORTH_CONDENSING = 4;

/** Results that are shown as one row: `slices.*.recall`, its values from the least to the greatest. */
export interface Condensed {
  /** The path with `*` where the metrics differ. */
  readonly metric: string;
  readonly results: readonly GateResult[];
}

/**
 * Combines the results of one bound on many slices if they passed, or if they or the champion all lack the metric, so
 * that failures aren't lost among them. Results that missed their bound stay separate. A combined row stands where its
 * first result stood.
 */
export function condense(results: readonly GateResult[]): (GateResult | Condensed)[] {
  const groups = groupBy(results, (result) => likeness(result) ?? result);
  return [...groups.values()].flatMap((group): (GateResult | Condensed)[] =>
    group.length < WORTH_CONDENSING ? group : [{ metric: commonPath(group), results: group }],
  );
}

/** A key that is the same for results that may share a row; null for one that stands alone. */
function likeness({
  gate,
  metric,
  check,
  observed,
  required,
  champion,
  verdict,
  against,
}: GateResult): string | null {
  if (gate !== 'metric' || metric === null) return null;
  const isNumber = typeof observed === 'number' && typeof champion !== 'string';
  if (verdict !== (isNumber ? 'pass' : 'fail')) return null;
  const keys = segmentsOf(metric).map((segment) => formatMetricPath([segment]));
  return keys.length < 2
    ? null
    : JSON.stringify([
        ...[check, required, champion === null, keys.length, keys[0], keys.at(-1), against],
        ...[observed, champion].map((value) => (typeof value === 'string' ? value : null)),
      ]);
}

function commonPath(group: readonly GateResult[]): string {
  const [first = [], ...others] = group.map(({ metric }) => segmentsOf(metric ?? ''));
  return formatMetricPath(
    first.map((segment, at) => others.reduce((common, path) => join(common, path[at]), segment)),
  );
}

/** The segments of a metric's path. A metric is foreign text: if it isn't a path, it counts as one key. */
function segmentsOf(metric: string): MetricPath {
  try {
    return parseMetricPath(metric);
  } catch {
    return [{ any: false, key: metric }];
  }
}

/** The key where both have it, else a `*`, named by the key of their list where that is the same. */
function join(one: Segment, other: Segment | undefined): Segment {
  if (other !== undefined && formatMetricPath([one]) === formatMetricPath([other])) return one;
  const { by } = one;
  return by !== undefined && by.join('.') === other?.by?.join('.') ? { any: true, by } : { any: true };
}
