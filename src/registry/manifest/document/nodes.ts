import { StagegateError, type Place } from '../../../errors.js';
import {
  findPair,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type MapNode,
  type Node,
  type Pair,
} from '../../../text/yaml-tree.js';

/** A manifest's text with its syntax tree; every offset counts UTF-16 units of `text`. */
export interface Source {
  readonly file: string;
  /** Without the byte order mark. */
  readonly text: string;
  /** The byte order mark, or nothing. */
  readonly bom: string;
  readonly json: boolean;
  /** Null when the file is empty, or contains only comments. */
  readonly root: Node | null;
  place(offset: number): Place;
}

/** Text to put in place of `start` to `end` (equal for an insertion). */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** An error at an offset of the text; without one, at its start. */
export function manifestError(
  { place }: Pick<Source, 'place'>,
  offset: number | undefined,
  message: string,
  hint: string,
): StagegateError {
  return new StagegateError('manifest', message, { place: place(offset ?? 0), hint });
}

/** A node's value: aliases followed, YAML's null as null. */
export function resolve(node: Node | null | undefined): Node | null {
  const target = isAlias(node) ? node.target : node;
  return target === undefined || (isScalar(target) && target.isNull) ? null : target;
}

/** Whether this is the key of a YAML merge; quoted, it is an ordinary key. */
export function isMergeKey(key: Node | null): boolean {
  return isScalar(key) && key.style === 'plain' && key.source === '<<';
}

/** The pair of a map with this key, without those merged in. */
export function findOwnPair(map: MapNode, key: string): Pair | undefined {
  const pair = findPair(map, key);
  return pair === undefined || !isMergeKey(pair.key) ? pair : undefined;
}

/** How far a path of keys can be followed. */
export interface Reached {
  /** The node at the end. */
  readonly node: Node | null;
  /** The pair whose value it is; undefined at the top. */
  readonly pair: Pair | undefined;
  /** Whether the pair is in a flow map, or in a map inside one. */
  readonly inFlow: boolean;
  /** How many of the keys were found. */
  readonly depth: number;
}

/** Follows keys from the top, through what the file spells out: aliases and merges bring in text from elsewhere. */
export function follow({ root }: Source, path: readonly string[]): Reached {
  let reached: Reached = { node: root, pair: undefined, inFlow: false, depth: 0 };
  for (const key of path) {
    const { node, inFlow, depth } = reached;
    const pair = isMap(node) ? findOwnPair(node, key) : undefined;
    if (!isMap(node) || pair === undefined) break;
    reached = { node: pair.value, pair, inFlow: inFlow || node.flow, depth: depth + 1 };
  }
  return reached;
}

/** Where a pair ends, without the comments and blank lines after it. */
export function pairEnd(pair: Pair, text: string): number {
  const end = nodeEnd(pair.value, text);
  return end ?? pair.slot ?? nodeEnd(pair.key, text) ?? 0;
}

/** Where a node ends; undefined when nothing is written there. */
function nodeEnd(node: Node | null | undefined, text: string): number | undefined {
  if (node === null || node === undefined) return undefined;
  if (isMap(node) && !node.flow) {
    const last = node.items.at(-1);
    return last === undefined ? undefined : pairEnd(last, text);
  }
  const { start, end } = node;
  if (isSeq(node) && !node.flow) return nodeEnd(node.items.at(-1), text) ?? end;
  if (start === end) return undefined;
  const block = isScalar(node) && node.style === 'block';
  // The blank lines after a block scalar belong to it only with "+".
  if (!block || /^[|>][0-9]?\+/.test(text.slice(start, start + 3))) return end;
  return start + text.slice(start, end).trimEnd().length;
}

/** The end of the line that the offset is in, before its line end. */
export function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  if (newline < 0) return text.length;
  return newline > offset && text[newline - 1] === '\r' ? newline - 1 : newline;
}

/** The comma after a flow map's entry, behind blank space and comments. */
export function findComma(text: string, from: number): number | undefined {
  let at = from;
  for (;;) {
    if (text[at] === '#') at = lineEnd(text, at);
    else if (/\s/.test(text[at] ?? '')) at += 1;
    else return text[at] === ',' ? at : undefined;
  }
}
