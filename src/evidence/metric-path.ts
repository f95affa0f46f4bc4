import { nearest } from '../nearest.js';
import type { MetricGroup, MetricLeaf, MetricNode } from './evidence.js';
import { formatMetricPath, toSegment } from './path-syntax.js';
import type { MetricPath, Segment } from './path-syntax.js';

export { formatMetricPath, parseMetricPath, substitute } from './path-syntax.js';
export type { MetricPath, Segment } from './path-syntax.js';

/** Keys that a message lists before it only counts them. */
const KEYS_SHOWN = 8;

export interface Found {
  /** With every `*` filled in as far as the report goes. */
  readonly path: string;
  /** The keys followed, down to the leaf or to where the way ended. */
  readonly segments: readonly string[];
  /** What each `*` matched. */
  readonly bindings: readonly string[];
  readonly leaf: MetricLeaf | null;
  /** Why there is no leaf, as a sentence without its full stop; null when there is one. */
  readonly absence: string | null;
}

interface Step {
  readonly node: MetricNode;
  readonly segments: readonly string[];
  readonly bindings: readonly string[];
  readonly rest: MetricPath;
}

/** Every place that a path leads to, in the report's order: at least one, and each a leaf or an explained absence. */
export function findMetrics(root: MetricGroup, path: MetricPath): Found[] {
  const rest = root.splitsNames === true ? path.flatMap(splitAtDots) : path;
  return follow({ node: root, segments: [], bindings: [], rest });
}

/** A name in quotes is the same name: `"slices.eu"` and `slices.eu`. */
function splitAtDots(segment: Segment): Segment[] {
  return segment.any ? [segment] : segment.key.split('.').map(toSegment);
}

function follow(step: Step): Found[] {
  const { node, segments, bindings, rest } = step;
  const [segment, ...beyond] = rest;
  if (segment === undefined) {
    if (node.kind === 'leaf') return [reach(step, node)];
    return [node.own === undefined ? miss(step, describeGroup(step, node)) : reach(step, node.own)];
  }
  if (node.kind === 'leaf') {
    return [miss(step, `${name(segments)} is ${node.raw}, so there is no ${formatMetricPath(rest)} in it`)];
  }
  if (!segment.any) {
    const child = node.children.get(segment.key) ?? node.aside?.get(segment.key);
    if (child === undefined) return [miss(step, describeMissing(step, node, segment.key))];
    return follow({ node: child, segments: [...segments, segment.key], bindings, rest: beyond });
  }
  if (node.children.size === 0) return [miss(step, `${name(segments)} is empty, so * matches nothing in it`)];
  return [...node.children].flatMap(([key, child]) =>
    follow({ node: child, segments: [...segments, key], bindings: [...bindings, key], rest: beyond }),
  );
}

function reach({ segments, bindings }: Step, leaf: MetricLeaf): Found {
  return { path: formatMetricPath(segments), segments, bindings, leaf, absence: null };
}

function miss({ segments, bindings, rest }: Step, absence: string): Found {
  return { path: formatMetricPath([...segments, ...rest]), segments, bindings, leaf: null, absence };
}

function describeGroup({ segments }: Step, group: MetricGroup): string {
  const keys = listKeys(group);
  return `${name(segments)} is ${keys === '' ? 'an empty group' : `a group of ${keys}`}, not a number`;
}

function describeMissing({ segments, rest }: Step, group: MetricGroup, key: string): string {
  const keys = listKeys(group);
  const missing = `there is no ${formatMetricPath([key])} in ${name(segments)}`;
  if (keys === '') return `${missing}, which is empty`;
  const dotted = findDottedKey(group, rest);
  if (dotted !== undefined) {
    return `${missing}; it has a key with dots: write ${formatMetricPath([dotted])} in quotes`;
  }
  const guess = nearest(key, [...group.children.keys()]);
  return `${missing}; it has ${keys}${guess === undefined ? '' : ` (did you mean ${formatMetricPath([guess])}?)`}`;
}

/** The longest key that is what the path's next keys spell with the dots between them. */
function findDottedKey(group: MetricGroup, rest: MetricPath): string | undefined {
  const end = rest.findIndex((segment) => segment.any);
  const keys = (end === -1 ? rest : rest.slice(0, end)).map((segment) => (segment.any ? '*' : segment.key));
  for (let count = keys.length; count > 1; count -= 1) {
    const key = keys.slice(0, count).join('.');
    if (group.children.has(key)) return key;
  }
  return undefined;
}

function listKeys(group: MetricGroup): string {
  const keys = [...group.children.keys()];
  const shown = keys.slice(0, KEYS_SHOWN).map((key) => formatMetricPath([key]));
  const more = keys.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

function name(segments: readonly string[]): string {
  return segments.length === 0 ? 'the report' : formatMetricPath(segments);
}
