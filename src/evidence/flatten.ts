import type { MetricGroup } from './evidence.js';
import { formatMetricPath } from './metric-path.js';

/** All finite numbers of a report by their path. */
export function flattenMetrics(group: MetricGroup, above: readonly string[] = []): [string, number][] {
  return [...group.children].flatMap(([key, node]): [string, number][] => {
    const keys = [...above, key];
    if (node.kind === 'group') return flattenMetrics(node, keys);
    return node.value === null ? [] : [[formatMetricPath(keys), node.value]];
  });
}
