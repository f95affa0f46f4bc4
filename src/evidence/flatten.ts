import type { MetricGroup, MetricLeaf, MetricNode } from './evidence.js';
import { nameElements, namingFields } from './list-elements.js';
import { formatMetricPath, type FollowedKey } from './metric-path.js';

/** All finite numbers of a report by their path; elements of a list by what names them, where that is clear. */
export function flattenMetrics(group: MetricGroup, above: readonly FollowedKey[] = []): [string, number][] {
  return listChildren(group).flatMap(([key, node]): [string, number][] => {
    const keys = [...above, key];
    if (node.kind === 'leaf') return numberAt(keys, node);
    return [...(node.own === undefined ? [] : numberAt(keys, node.own)), ...flattenMetrics(node, keys)];
  });
}

function listChildren(group: MetricGroup): (readonly [FollowedKey, MetricNode])[] {
  const [field, other] = group.isObjectList === true ? namingFields([group]) : [];
  const named = field === undefined || other !== undefined ? null : nameElements(group, [field], []);
  if (named === null || 'absence' in named) return [...group.children, ...(group.aside ?? [])];
  return [...named.byName].map(([key, { at, node }]) => [{ any: false, key, by: [field ?? ''], at }, node]);
}

function numberAt(keys: readonly FollowedKey[], { value }: MetricLeaf): [string, number][] {
  return value === null ? [] : [[formatMetricPath(keys), value]];
}
