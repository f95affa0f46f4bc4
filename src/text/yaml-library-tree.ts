import type * as library from 'yaml';
import yaml from './lazy-yaml.cjs';
import type { Node, Pair, ScalarNode } from './yaml-tree.js';

/**
 * Our tree from the library's, whose nodes and tokens take ten times the memory.
 * @param targets the node that each alias refers to; without them, aliases lead nowhere
 */
export function fromLibrary(
  root: library.Node | null,
  targets: ReadonlyMap<library.Alias, library.Node> = new Map(),
): Node | null {
  return new Conversion(targets).node(root);
}

class Conversion {
  /** An anchored node stays one node, however many aliases it has. */
  private readonly anchored = new Map<library.Node, Node | null>();

  constructor(private readonly targets: ReadonlyMap<library.Alias, library.Node>) {}

  node(node: unknown): Node | null {
    if (!yaml().isNode(node)) return null;
    const known = this.anchored.get(node);
    if (known !== undefined) return known;
    const converted = this.convert(node);
    if (!yaml().isAlias(node) && node.anchor !== undefined) this.anchored.set(node, converted);
    return converted;
  }

  private convert(node: library.Node): Node | null {
    const { isAlias, isMap, isScalar, isSeq } = yaml();
    const [start, end] = node.range ?? [0, 0];
    if (isAlias(node)) {
      return { kind: 'alias', start, end, target: this.node(this.targets.get(node)) };
    }
    if (isScalar(node)) return { kind: 'scalar', start, end, ...scalarOf(node) };
    if (isMap(node)) {
      const items = node.items.map((pair) => this.pair(pair));
      return { kind: 'map', start, end, flow: node.flow === true, items };
    }
    if (!isSeq(node)) return null;
    const items = node.items.map((item) => this.node(item));
    return { kind: 'seq', start, end, flow: node.flow === true, items };
  }

  private pair(pair: library.Pair): Pair {
    const { srcToken } = pair;
    const first = srcToken?.start.find(
      ({ type }) => type === 'explicit-key-ind' || type === 'anchor' || type === 'tag',
    );
    const last = srcToken?.sep?.findLast(
      ({ type }) => type === 'map-value-ind' || type === 'anchor' || type === 'tag',
    );
    const key = this.node(pair.key);
    return {
      key,
      value: this.node(pair.value),
      start: first?.offset ?? key?.start ?? 0,
      slot: last === undefined ? undefined : last.offset + last.source.length,
    };
  }
}

function scalarOf({
  source,
  type,
  value,
}: library.Scalar): Pick<ScalarNode, 'source' | 'style' | 'number' | 'isNull'> {
  const isBlock = type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED';
  return {
    source: source ?? '',
    style: type === 'PLAIN' ? 'plain' : isBlock ? 'block' : 'quoted',
    number: typeof value === 'number' ? value : undefined,
    isNull: value === null && type === 'PLAIN',
  };
}
