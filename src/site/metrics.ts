import { parseMetricPath, type MetricPath } from '../evidence/path-syntax.js';
import { StagegateError } from '../errors.js';
import { toSample } from '../gates/uncertainty.js';
import type { GateResult, Interval, Uncertainty } from '../model/gate-result.js';
import type { HistoryLine } from '../model/history-entry.js';
import type { ModelVersion } from '../model/registry.js';
import { directionOf } from '../policy/metric-rules.js';
import { everyGate } from '../policy/resolve.js';
import type { MetricGate } from '../policy/schema.js';
import { oneSampleInterval } from '../statistics/one-sample.js';
import type { SiteBound, SiteMetric, SitePoint } from './format.js';
import type { NamedRules } from './notices.js';

/** One-sided, as in gates without a confidence of their own: both ends together hold 90 %. */
const CONFIDENCE = 0.95;

/**
 * A model's metrics over its versions: those that the policy bounds first, then the others by name. A version's number is
 * the one that it was last judged by, else the one that the registry has.
 */
export function makeMetrics(
  versions: readonly ModelVersion[],
  history: readonly HistoryLine[],
  stages: readonly NamedRules[],
): SiteMetric[] {
  const points = new Map<string, Map<string, SitePoint>>();
  const put = (metric: string, point: SitePoint) => {
    const known = points.get(metric) ?? new Map<string, SitePoint>();
    points.set(metric, known.set(point.version, point));
  };
  for (const { version, metrics } of versions)
    for (const [metric, value] of Object.entries(metrics))
      if (Number.isFinite(value)) put(metric, { version, value });
  for (const { entry } of history)
    for (const gate of entry.action === 'confirm' ? [] : entry.gates) {
      const { metric, observed } = gate;
      if (isMeasured(gate) && metric !== null && typeof observed === 'number')
        put(metric, pointOf(entry.version, observed, gate, points.get(metric)?.get(entry.version)));
    }
  const gates = stages.flatMap(({ stage, rules }) =>
    everyGate(rules).flatMap((gate) => ('metric' in gate ? [{ stage, gate }] : [])),
  );
  const found = [...points].map(([name, byVersion]): SiteMetric => {
    const own = gates.filter(({ gate }) => matches(gate.metric, name));
    return {
      name,
      points: [...byVersion.values()],
      bounds: own.flatMap(({ stage, gate }) => boundsOf(stage, gate)),
      goal: own.map(({ gate }) => directionOf(gate)).find((goal) => goal !== null) ?? null,
    };
  });
  const rank = (name: string) => {
    const at = gates.findIndex(({ gate }) => matches(gate.metric, name));
    return at === -1 ? Infinity : at;
  };
  return found
    .map((metric) => ({ metric, rank: rank(metric.name) }))
    .sort((a, b) => (a.rank === b.rank ? (a.metric.name < b.metric.name ? -1 : 1) : a.rank - b.rank))
    .map(({ metric }) => metric);
}

/** `min-samples` shows a count where the others show the metric. */
function isMeasured({ gate, check, observed }: GateResult): boolean {
  return gate === 'metric' && check !== 'min-samples' && Number.isFinite(observed);
}

function pointOf(version: string, value: number, gate: GateResult, known?: SitePoint): SitePoint {
  const range = rangeOf(value, gate.uncertainty);
  // the rows of one promotion share a metric, and only some say how sure it is
  if (range === null) return known?.value === value ? known : { version, value };
  const { lower, upper, method } = range;
  return { version, value, range: [lower, upper], method: `${range.confidence}, ${method}` };
}

/** The limits of the value itself: those of a comparison are about the difference. */
function rangeOf(value: number, uncertainty: Uncertainty | undefined): Interval | null {
  if (uncertainty === undefined) return null;
  const sample = toSample(value, uncertainty);
  if ('absence' in sample) return null;
  const found = oneSampleInterval(sample, CONFIDENCE);
  if ('absence' in found) return null;
  const { lower, upper, method } = found;
  return Number.isFinite(lower) && Number.isFinite(upper)
    ? { lower, upper, method, confidence: '95% one-sided' }
    : null;
}

function boundsOf(stage: string, { min, max }: MetricGate): SiteBound[] {
  return [
    ...(min === undefined ? [] : [{ stage, check: 'min' as const, value: min }]),
    ...(max === undefined ? [] : [{ stage, check: 'max' as const, value: max }]),
  ];
}

const paths = new Map<string, MetricPath | null>();

/** Whether a gate's path leads to a metric. */
function matches(pattern: string, name: string): boolean {
  if (pattern === name) return true;
  const [wanted, path] = [read(pattern), read(name)];
  return (
    wanted !== null &&
    path?.length === wanted.length &&
    wanted.every((segment, at) => {
      const key = path[at];
      return segment.any || (key?.any === false && key.key === segment.key);
    })
  );
}

/** A name in the registry may be no path at all. */
function read(text: string): MetricPath | null {
  const known = paths.get(text);
  if (known !== undefined) return known;
  let path: MetricPath | null = null;
  try {
    path = parseMetricPath(text);
  } catch (error) {
    if (!(error instanceof StagegateError)) throw error;
  }
  if (paths.size > 10_000) paths.clear();
  paths.set(text, path);
  return path;
}
