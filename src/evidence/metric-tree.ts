import type { MetricGroup, MetricLeaf, MetricNode } from './evidence.js';
import { nameElements, namingFields } from './list-elements.js';
import { formatMetricPath, type FollowedKey } from './path-syntax.js';

/** The keys that lead to a number, and the number. */
export type Placed = readonly [keys: readonly string[], leaf: MetricLeaf];

/** A tree that is still being built. */
export interface Draft extends MetricGroup {
  readonly children: Map<string, Draft | MetricLeaf>;
  own?: MetricLeaf;
  isObjectList?: true;
}

/**
 * Puts each number at the end of its keys. A number with a group's path becomes the group's own. Two numbers with
 * the same path make an absence: which one counts would be a guess.
 */
export function growTree(placed: Iterable<Placed>): MetricGroup {
  const root: Draft = { kind: 'group', children: new Map() };
  for (const [keys, leaf] of placed) put(keys.slice(0, -1).reduce(openGroup, root), keys.at(-1) ?? '', leaf);
  return root;
}

/** The group under a key, new if there is none. A number that is there becomes the group's own. */
export function openGroup(above: Draft, key: string): Draft {
  const there = above.children.get(key);
  if (there?.kind === 'group') return there;
  const group: Draft = { kind: 'group', children: new Map(), ...(there === undefined ? {} : { own: there }) };
  above.children.set(key, group);
  return group;
}

function put(group: Draft, key: string, leaf: MetricLeaf): void {
  const there = group.children.get(key);
  if (there?.kind === 'group') there.own = there.own === undefined ? leaf : twice(there.own, leaf);
  else group.children.set(key, there === undefined ? leaf : twice(there, leaf));
}

function twice(first: MetricLeaf, second: MetricLeaf): MetricLeaf {
  const raw = first.raw.endsWith(TWICE) ? first.raw : `${first.raw} and ${second.raw}${TWICE}`;
  return { kind: 'leaf', value: null, raw };
}

const TWICE = ' (given twice)';

/** All finite numbers of a report by path. A list's elements have their names, if only one field can name them. */
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
  if (named === null || 'absence' in named)
    return [...group.children, ...(group.isSeries === true ? [] : (group.aside ?? []))];
  return [...named.byName].map(([key, { at, node }]) => [{ any: false, key, by: [field ?? ''], at }, node]);
}

function numberAt(keys: readonly FollowedKey[], { value }: MetricLeaf): [string, number][] {
  return value === null ? [] : [[formatMetricPath(keys), value]];
}
