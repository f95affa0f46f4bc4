import type { MetricGroup } from './evidence.js';
import { findMetrics, type MetricPath } from './metric-path.js';
import { toSegment } from './path-syntax.js';
import { toMetricLeaf, toMetricTree } from './run-metrics.js';
import type { LinkedMetric } from './run-report.js';

/** Whether metrics that are wanted may stand elsewhere; behind a `*` there may always be another one. */
export function leavesOut(metrics: MetricGroup, wanted: readonly MetricPath[]): boolean {
  return wanted.some(
    (path) => path.some(({ any }) => any) || findMetrics(metrics, path).some(({ leaf }) => leaf === null),
  );
}

/** Of metrics that were logged for a logged model, those that are wanted and that `metrics` leaves out. */
export function pickMissing(
  linked: readonly LinkedMetric[],
  metrics: MetricGroup,
  wanted: readonly MetricPath[],
): LinkedMetric[] {
  const all = toMetricTree(new Map(linked.map(({ key, value }) => [key, toMetricLeaf(value)])));
  const names = wanted
    .flatMap((path) => findMetrics(all, path))
    .filter(({ leaf }) => leaf !== null)
    .map(({ segments }) => segments.map((key) => (typeof key === 'string' ? key : key.key)).join('.'));
  const missing = new Set(names.filter((name) => !hasMetric(metrics, name)));
  return linked.filter(({ key }) => missing.has(key));
}

function hasMetric(metrics: MetricGroup, name: string): boolean {
  return findMetrics(metrics, [toSegment(name)]).some(({ leaf }) => leaf !== null);
}
