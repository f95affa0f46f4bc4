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
  /** The absence tells that the path's keys are one key with dots, which needs quotes. */
  readonly isQuotable?: true | undefined;
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
    return [miss(step, `${name(segments)} is ${node.raw} and has no ${formatMetricPath(rest)}`)];
  }
  if (!segment.any) {
    const child = node.children.get(segment.key) ?? node.aside?.get(segment.key);
    if (child === undefined) return [missKey(step, node, segment.key)];
    return follow({ node: child, segments: [...segments, segment.key], bindings, rest: beyond });
  }
  if (node.children.size === 0) return [miss(step, `${name(segments)} is empty: * matches nothing`)];
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
  return `${name(segments)} is a group, not a number. ${describeContent(group)}`;
}

function missKey(step: Step, group: MetricGroup, key: string): Found {
  const what = `${step.segments.length === 0 ? 'metric ' : ''}${formatMetricPath([key])}`;
  const missing = `${name(step.segments)} has no ${what}`;
  const dotted = findDottedKey(group, step.rest);
  if (dotted === undefined) return miss(step, `${missing}. ${describeContent(group)}`);
  const quoted = formatMetricPath([dotted]);
  return { ...miss(step, `${missing}. It has a key with dots: write ${quoted} in quotes`), isQuotable: true };
}

function describeContent(group: MetricGroup): string {
  return group.children.size === 0 ? 'It is empty' : `It has: ${listKeys(group)}`;
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
