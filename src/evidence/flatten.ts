import type { MetricGroup, MetricLeaf } from './evidence.js';
import { formatMetricPath } from './metric-path.js';

/** All finite numbers of a report by their path. */
export function flattenMetrics(group: MetricGroup, above: readonly string[] = []): [string, number][] {
  return [...group.children, ...(group.aside ?? [])].flatMap(([key, node]): [string, number][] => {
    const keys = [...above, key];
    if (node.kind === 'leaf') return numberAt(keys, node);
    return [...(node.own === undefined ? [] : numberAt(keys, node.own)), ...flattenMetrics(node, keys)];
  });
}

function numberAt(keys: readonly string[], { value }: MetricLeaf): [string, number][] {
  return value === null ? [] : [[formatMetricPath(keys), value]];
}
