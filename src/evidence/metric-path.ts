import type { MetricGroup, MetricLeaf, MetricNode } from './evidence.js';
import { describeFields, nameElements, namingFields, type ListElement } from './list-elements.js';
import {
  formatMetricPath,
  toSegment,
  type ElementKey,
  type FollowedKey,
  type MetricPath,
  type Segment,
} from './path-syntax.js';

/** Keys that a message lists; it only counts the rest. */
const KEYS_SHOWN = 8;

export interface Found {
  /** With every `*` filled in, as far as the report goes. */
  readonly path: string;
  /** The keys followed, to the leaf or to where the path ended. */
  readonly segments: readonly FollowedKey[];
  /** What each `*` matched. */
  readonly bindings: readonly FollowedKey[];
  readonly leaf: MetricLeaf | null;
  /** Why there is no leaf, without a full stop; null with a leaf. */
  readonly absence: string | null;
  /** `absence` explains everything, so no other path needs to be suggested. */
  readonly isExplained?: true | undefined;
  /**
   * For an object found by its index in a list: that the index doesn't identify it, and what would. Without a full
   * stop.
   */
  readonly unnamed?: string | undefined;
}

interface Step {
  readonly node: MetricNode;
  readonly segments: readonly FollowedKey[];
  readonly bindings: readonly FollowedKey[];
  readonly rest: MetricPath;
  readonly unnamed?: string | undefined;
}

/** Every place that a path leads to, in the report's order: at least one, each a leaf or an explained absence. */
export function findMetrics(root: MetricGroup, path: MetricPath): Found[] {
  const rest = root.splitsNames === true ? path.flatMap(splitAtDots) : path;
  return follow({ node: root, segments: [], bindings: [], rest, unnamed: root.unnamed });
}

/** Splits a key at its dots, so that `"slices.eu"` in quotes means the same as `slices.eu`. */
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
  if (node.children.size === 0 && segment.any)
    return [miss(step, `${name(segments)} is empty, so * matches nothing`)];
  if (segment.by !== undefined) return followNamed(step, node, { ...segment, by: segment.by });
  if (!segment.any) {
    const child = node.children.get(segment.key) ?? node.aside?.get(segment.key);
    if (child === undefined) return [missKey(step, node, segment.key)];
    const unnamed = step.unnamed ?? describeUnnamed(step, node, segment.key);
    return follow({ node: child, segments: [...segments, segment.key], bindings, rest: beyond, unnamed });
  }
  const unnamed = step.unnamed ?? describeUnnamed(step, node);
  return [...node.children].flatMap(([key, child]) =>
    follow({
      node: child,
      segments: [...segments, key],
      bindings: [...bindings, key],
      rest: beyond,
      unnamed,
    }),
  );
}

/** Follows a path into one element of a list of objects, or into each, by their names. */
function followNamed(step: Step, node: MetricGroup, segment: Segment & Pick<ElementKey, 'by'>): Found[] {
  const { segments, rest } = step;
  const { by } = segment;
  if (node.isObjectList !== true) {
    const beside = segment.any ? undefined : findBeside(node, segment);
    if (beside !== undefined) return follow({ ...step, ...beside, rest: rest.slice(1) });
    return [
      miss(
        step,
        `${name(segments)} is not a list of objects, so [${formatMetricPath(by)}] does not apply to it`,
      ),
    ];
  }
  const named = nameElements(node, by, segments);
  if ('absence' in named) return [{ ...miss(step, named.absence), isExplained: true }];
  const enter = (key: string, { at, node: child }: ListElement, isAny: boolean): Found[] => {
    const element: ElementKey = { any: false, key, by, at };
    const bindings = isAny ? [...step.bindings, element] : step.bindings;
    return follow({ ...step, node: child, segments: [...segments, element], bindings, rest: rest.slice(1) });
  };
  if (segment.any) return [...named.byName].flatMap(([key, child]) => enter(key, child, true));
  const child = named.byName.get(segment.key);
  if (child !== undefined) return enter(segment.key, child, false);
  const missing = formatMetricPath([...segments, segment]);
  return [miss(step, `there is no ${missing}. The list has: ${cutList([...named.byName.keys()])}`)];
}

/**
 * Finds what belongs to a list's element elsewhere in the report: in an object under the element's name, else in
 * another list at the same index.
 */
function findBeside(
  group: MetricGroup,
  { key, at }: { readonly key: string; readonly at?: string },
): Pick<Step, 'node' | 'segments'> | undefined {
  if (at === undefined) return undefined;
  for (const found of [key, at]) {
    const node = group.children.get(found);
    if (node !== undefined) return { node, segments: [found] };
  }
  return undefined;
}

function reach({ segments, bindings, unnamed }: Step, leaf: MetricLeaf): Found {
  return { path: formatMetricPath(segments), segments, bindings, leaf, absence: null, unnamed };
}

function miss({ segments, bindings, rest, unnamed }: Step, absence: string): Found {
  const path = formatMetricPath([...segments, ...rest]);
  return { path, segments, bindings, leaf: null, absence, unnamed };
}

/** Undefined for a group that isn't a list of objects: its keys identify its children. */
function describeUnnamed({ segments, rest }: Step, group: MetricGroup, at?: string): string | undefined {
  if (group.isObjectList !== true) return undefined;
  const [field] = namingFields([group]);
  const element = at === undefined || field === undefined ? undefined : textAt(group, at, field);
  const by = [field ?? 'name'];
  const example = formatMetricPath([
    ...segments,
    element === undefined ? { any: true, by } : { any: false, key: element, by },
    ...rest.slice(1),
  ]);
  return `the order of the list ${name(segments)} does not identify its elements. Name the key that does, as in ${example} (${describeFields(group)})`;
}

function textAt(list: MetricGroup, at: string, field: string): string | undefined {
  const element = list.children.get(at);
  const found = element?.kind === 'group' ? element.children.get(field) : undefined;
  return found?.kind === 'leaf' ? found.text : undefined;
}

/**
 * The path with a naming key for each `*` over lists of objects: the only text field that differs in each element. A
 * `*` without such a field, or with several, stays as it is.
 */
export function nameStars(roots: readonly MetricGroup[], path: MetricPath): MetricPath {
  // flat names have no lists
  let nodes: readonly MetricNode[] = roots.filter(({ splitsNames }) => splitsNames !== true);
  return path.map((segment) => {
    const groups = nodes.filter((node) => node.kind === 'group').filter(({ children }) => children.size > 0);
    nodes = groups.flatMap((group) => stepInto(group, segment));
    const isOverLists = groups.length > 0 && groups.every(({ isObjectList }) => isObjectList === true);
    if (!segment.any || segment.by !== undefined || !isOverLists) return segment;
    const [field, other] = namingFields(groups);
    return field === undefined || other !== undefined ? segment : { any: true, by: [field] };
  });
}

function stepInto(group: MetricGroup, segment: Segment): MetricNode[] {
  if (segment.any) return [...group.children.values()];
  if (segment.by === undefined)
    return [group.children.get(segment.key) ?? group.aside?.get(segment.key) ?? []].flat();
  const named = group.isObjectList === true ? nameElements(group, segment.by, []) : { absence: '' };
  return 'absence' in named ? [] : [named.byName.get(segment.key)?.node ?? []].flat();
}

function describeGroup({ segments }: Step, group: MetricGroup): string {
  if (group.isSeries === true) {
    const list = `${name(segments)} is a list, not a number`;
    return `${list}. Add .last, .first, .min or .max, or an index from 0`;
  }
  return `${name(segments)} is a group, not a number. ${describeContent(group)}`;
}

function missKey(step: Step, group: MetricGroup, key: string): Found {
  const what = `${step.segments.length === 0 ? 'metric ' : ''}${formatMetricPath([key])}`;
  const missing = `${name(step.segments)} has no ${what}`;
  const bracketed = formatBracketed(step.rest);
  const isBracketed = bracketed !== '' && group.children.has(bracketed);
  const dotted = isBracketed ? undefined : findDottedKey(group, step.rest);
  if (isBracketed || dotted !== undefined) {
    const quoted = isBracketed ? JSON.stringify(bracketed) : formatMetricPath([dotted ?? '']);
    const has = `It has a key with ${isBracketed ? 'brackets' : 'dots'}: write ${quoted} in quotes`;
    return { ...miss(step, `${missing}. ${has}`), isExplained: true };
  }
  return miss(step, `${missing}. ${describeContent(group)}`);
}

function describeContent(group: MetricGroup): string {
  return group.children.size === 0 ? 'It is empty' : `It has: ${listKeys(group)}`;
}

/** The longest key that equals the path's next keys, joined by dots. */
function findDottedKey(group: MetricGroup, rest: MetricPath): string | undefined {
  const end = rest.findIndex((segment) => segment.any);
  const keys = (end === -1 ? rest : rest.slice(0, end)).map((segment) => (segment.any ? '*' : segment.key));
  for (let count = keys.length; count > 1; count -= 1) {
    const key = keys.slice(0, count).join('.');
    if (group.children.has(key)) return key;
  }
  return undefined;
}

/** A key such as `f1[k=5]` that was read as a list's element. */
function formatBracketed(rest: MetricPath): string {
  const [segment, next] = rest;
  return segment === undefined || next?.by === undefined || next.any ? '' : formatMetricPath([segment, next]);
}

function listKeys(group: MetricGroup): string {
  return cutList([...group.children.keys()]);
}

function cutList(keys: readonly string[]): string {
  const shown = keys.slice(0, KEYS_SHOWN).map((key) => formatMetricPath([key]));
  const more = keys.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

function name(segments: readonly FollowedKey[]): string {
  return segments.length === 0 ? 'the report' : formatMetricPath(segments);
}
