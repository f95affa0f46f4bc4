import { isAlias, isMap, isScalar, isSeq, type Alias, type Node, type YAMLMap } from 'yaml';
import { StagegateError, type Place } from '../../../errors.js';
import { explainAlias } from '../../../text/yaml-compose.js';
import { startOf } from './nodes.js';

const CORE_TAGS = new Set([
  '!',
  ...['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((name) => `tag:yaml.org,2002:${name}`),
]);

/** How many times larger than itself a manifest may be once its aliases are followed. */
const MAX_EXPANSION = 100;

interface Walk {
  readonly place: (offset: number) => Place;
  /** Anchors so far: an alias refers to the last one before it. */
  readonly anchors: Map<string, Node>;
  readonly targets: Map<Alias, Node>;
  readonly open: Set<Node>;
  /** Nodes below an anchored node, aliases followed. */
  readonly sizes: Map<Node, number>;
  nodes: number;
  largest: { readonly alias: Alias; readonly size: number } | undefined;
}

/**
 * Resolves each alias, and refuses what a manifest may not contain anywhere.
 * @throws StagegateError `manifest` for tags, duplicate keys, unknown or circular aliases, alias bombs
 */
export function checkTree(root: Node | null, place: (offset: number) => Place): ReadonlyMap<Alias, Node> {
  const walk: Walk = {
    place,
    anchors: new Map(),
    targets: new Map(),
    open: new Set(),
    sizes: new Map(),
    nodes: 0,
    largest: undefined,
  };
  const size = measure(walk, root);
  if (walk.largest !== undefined && size > MAX_EXPANSION * (walk.nodes + 10)) {
    const { alias } = walk.largest;
    throw refuse(
      walk,
      alias,
      `the alias ${quote(`*${alias.source}`)} expands the manifest to over ${MAX_EXPANSION} times its text (an "alias bomb")`,
      'Write the values out, or use fewer aliases of aliases.',
    );
  }
  return walk.targets;
}

function measure(walk: Walk, node: unknown): number {
  if (isAlias(node)) return measureAlias(walk, node);
  if (!isMap(node) && !isSeq(node) && !isScalar(node)) return 0;
  walk.nodes += 1;
  if (node.anchor !== undefined) {
    walk.anchors.set(node.anchor, node);
    walk.open.add(node);
  }
  if (node.tag !== undefined && !CORE_TAGS.has(node.tag)) {
    throw refuse(
      walk,
      node,
      `the YAML tag ${quote(node.tag)} is not allowed in a manifest`,
      'Remove the tag: a manifest contains only maps, text and numbers.',
    );
  }
  let size = 1;
  if (isMap(node)) {
    refuseDuplicates(walk, node);
    for (const pair of node.items) size += measure(walk, pair.key) + measure(walk, pair.value);
  } else if (isSeq(node)) {
    for (const item of node.items) size += measure(walk, item);
  }
  walk.open.delete(node);
  if (node.anchor !== undefined) walk.sizes.set(node, size);
  return size;
}

function measureAlias(walk: Walk, alias: Alias): number {
  walk.nodes += 1;
  const target = walk.anchors.get(alias.source);
  if (target === undefined) {
    const { message, hint } = explainAlias(alias.source);
    throw refuse(walk, alias, message, hint);
  }
  if (walk.open.has(target))
    throw refuse(
      walk,
      alias,
      `the alias ${quote(`*${alias.source}`)} is inside the value of its own anchor`,
      'Write the value out instead.',
    );
  walk.targets.set(alias, target);
  const size = walk.sizes.get(target) ?? 1;
  if (size > (walk.largest?.size ?? 0)) walk.largest = { alias, size };
  return size;
}

function refuseDuplicates(walk: Walk, map: YAMLMap): void {
  const seen = new Set<string>();
  for (const { key } of map.items) {
    if (!isScalar(key)) continue;
    const name = key.source ?? '';
    if (seen.has(name))
      throw refuse(
        walk,
        key,
        `the key ${quote(name)} appears twice`,
        'Keep one of them. Quotes make no difference.',
      );
    seen.add(name);
  }
}

function refuse(walk: Walk, node: Node, message: string, hint: string): StagegateError {
  return new StagegateError('manifest', message, { place: walk.place(startOf(node) ?? 0), hint });
}

function quote(text: string): string {
  return JSON.stringify(text);
}
