import type { MetricGroup, MetricLeaf } from './evidence.js';

/** The keys that lead to a number, and the number. */
export type Placed = readonly [keys: readonly string[], leaf: MetricLeaf];

/** A tree that is still being built. */
interface Draft extends MetricGroup {
  readonly children: Map<string, Draft | MetricLeaf>;
  own?: MetricLeaf;
}

/**
 * Puts each number at the end of its keys. One that stands where a group does is the group's own; where two
 * stand at one place there is no number any more, since which one counts would be a guess.
 */
export function growTree(placed: Iterable<Placed>): MetricGroup {
  const root: Draft = { kind: 'group', children: new Map() };
  for (const [keys, leaf] of placed) put(keys.slice(0, -1).reduce(openGroup, root), keys.at(-1) ?? '', leaf);
  return root;
}

function openGroup(above: Draft, key: string): Draft {
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

const TWICE = ' (the report has it twice)';
