/* The syntax tree of a YAML text, from the plain reader or from YAML's library. Offsets count UTF-16 units; `end` is behind the last one. */

export type Node = MapNode | SeqNode | ScalarNode | AliasNode;

export interface MapNode {
  readonly kind: 'map';
  readonly start: number;
  readonly end: number;
  /** Written in { }. */
  readonly flow: boolean;
  readonly items: Pairs;
}

/** A map's pairs. Each may be read from the text again when it is asked for: compare them by their start. */
export interface Pairs extends Iterable<Pair> {
  readonly length: number;
  /** Negative numbers count from the end. */
  at(index: number): Pair | undefined;
}

export interface SeqNode {
  readonly kind: 'seq';
  readonly start: number;
  readonly end: number;
  readonly flow: boolean;
  readonly items: readonly (Node | null)[];
}

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly start: number;
  readonly end: number;
  /** Its text with quotes and escapes resolved. */
  readonly source: string;
  readonly style: 'plain' | 'quoted' | 'block';
  /** The number that it means to YAML; undefined for anything else. */
  readonly number: number | undefined;
  /** Written without quotes, and nothing or null to YAML. */
  readonly isNull: boolean;
}

export interface AliasNode {
  readonly kind: 'alias';
  readonly start: number;
  readonly end: number;
  readonly target: Node | null;
}

export interface Pair {
  readonly key: Node | null;
  readonly value: Node | null;
  /** Before the key, and before a `?`, anchor or tag of it. */
  readonly start: number;
  /** Where the value can be written: after the colon and an anchor or tag; undefined without a colon. */
  readonly slot: number | undefined;
}

type Maybe = Node | null | undefined;

export function isMap(node: Maybe): node is MapNode {
  return node?.kind === 'map';
}

export function isSeq(node: Maybe): node is SeqNode {
  return node?.kind === 'seq';
}

export function isScalar(node: Maybe): node is ScalarNode {
  return node?.kind === 'scalar';
}

export function isAlias(node: Maybe): node is AliasNode {
  return node?.kind === 'alias';
}

/** The first pair with a key that is written so. */
export function findPair(map: MapNode, key: string): Pair | undefined {
  for (const pair of map.items) if (isScalar(pair.key) && pair.key.source === key) return pair;
  return undefined;
}
