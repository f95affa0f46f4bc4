import type { Alias, Node, YAMLMap } from 'yaml';
import { StagegateError, type Place } from '../../../errors.js';
import yaml from '../../../text/lazy-yaml.cjs';
import { explainAlias } from '../../../text/yaml-compose.js';

const CORE_TAGS = new Set([
  '!',
  ...['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((name) => `tag:yaml.org,2002:${name}`),
]);

/** How many times larger than its text a manifest may become once its aliases are followed. */
const MAX_EXPANSION = 100;

/**
 * Resolves each alias, and refuses what a manifest may not contain anywhere.
 * @throws StagegateError `manifest` for tags, duplicate keys, unknown or circular aliases, alias bombs
 */
export function checkTree(root: Node | null, place: (offset: number) => Place): ReadonlyMap<Alias, Node> {
  const walk = new Walk(place);
  walk.check(root);
  return walk.targets;
}

class Walk {
  readonly targets = new Map<Alias, Node>();
  /** Anchors so far: an alias refers to the last one before it. */
  private readonly anchors = new Map<string, Node>();
  /** Anchored nodes around the current one. */
  private readonly open = new Set<Node>();
  /** How many nodes an anchored node has, with aliases followed. */
  private readonly sizes = new Map<Node, number>();
  private nodes = 0;
  private largest: { readonly alias: Alias; readonly size: number } | undefined;

  constructor(private readonly place: (offset: number) => Place) {}

  check(root: Node | null): void {
    const size = this.measure(root);
    if (this.largest === undefined || size <= MAX_EXPANSION * (this.nodes + 10)) return;
    const { alias } = this.largest;
    throw this.refuse(
      alias,
      `the alias ${nameOf(alias)} expands the manifest to over ${MAX_EXPANSION} times its text (an "alias bomb")`,
      'Write the values out, or use fewer aliases of aliases.',
    );
  }

  private measure(node: unknown): number {
    const { isAlias, isMap, isScalar, isSeq } = yaml();
    if (isAlias(node)) return this.measureAlias(node);
    if (!isMap(node) && !isSeq(node) && !isScalar(node)) return 0;
    this.nodes += 1;
    if (node.anchor !== undefined) {
      this.anchors.set(node.anchor, node);
      this.open.add(node);
    }
    if (node.tag !== undefined && !CORE_TAGS.has(node.tag)) {
      const message = `the YAML tag ${JSON.stringify(node.tag)} is not allowed in a manifest`;
      throw this.refuse(node, message, 'Remove the tag: a manifest contains only maps, text and numbers.');
    }
    let size = 1;
    if (isMap(node)) {
      this.refuseDuplicates(node);
      for (const pair of node.items) size += this.measure(pair.key) + this.measure(pair.value);
    } else if (isSeq(node)) {
      for (const item of node.items) size += this.measure(item);
    }
    this.open.delete(node);
    if (node.anchor !== undefined) this.sizes.set(node, size);
    return size;
  }

  private measureAlias(alias: Alias): number {
    this.nodes += 1;
    const target = this.anchors.get(alias.source);
    if (target === undefined) {
      const { message, hint } = explainAlias(alias.source);
      throw this.refuse(alias, message, hint);
    }
    if (this.open.has(target)) {
      const message = `the alias ${nameOf(alias)} is inside the value of its own anchor`;
      throw this.refuse(alias, message, 'Write the value out instead.');
    }
    this.targets.set(alias, target);
    const size = this.sizes.get(target) ?? 1;
    if (size > (this.largest?.size ?? 0)) this.largest = { alias, size };
    return size;
  }

  private refuseDuplicates(map: YAMLMap): void {
    const { isScalar } = yaml();
    const seen = new Set<string>();
    for (const { key } of map.items) {
      if (!isScalar(key)) continue;
      const name = key.source ?? '';
      if (seen.has(name)) {
        const message = `the key ${JSON.stringify(name)} appears twice`;
        throw this.refuse(key, message, 'Keep one of them. Quotes make no difference.');
      }
      seen.add(name);
    }
  }

  private refuse(node: Node, message: string, hint: string): StagegateError {
    return new StagegateError('manifest', message, { place: this.place(node.range?.[0] ?? 0), hint });
  }
}

function nameOf({ source }: Alias): string {
  return JSON.stringify(`*${source}`);
}
