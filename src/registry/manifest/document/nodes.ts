import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Alias, Node, Pair, YAMLMap } from 'yaml';
import { StagegateError } from '../../../errors.js';
import type { Place } from '../../../errors.js';

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
  /** The node that each alias refers to. */
  readonly targets: ReadonlyMap<Alias, Node>;
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
export function resolve(source: Source, node: unknown): Node | null {
  const target = isAlias(node) ? source.targets.get(node) : node;
  if (isScalar(target)) return target.value === null && target.type === 'PLAIN' ? null : target;
  return isMap(target) || isSeq(target) ? target : null;
}

/** Whether this is the key of a YAML merge; quoted, it is an ordinary key. */
export function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.type === 'PLAIN' && key.source === '<<';
}

/** The pair of a map with this key, without those merged in. */
export function findOwnPair(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && !isMergeKey(pair.key) && pair.key.source === key);
}

/** Where a node starts in the text; undefined when it isn't written. */
export function startOf(node: unknown): number | undefined {
  return isMap(node) || isSeq(node) || isScalar(node) || isAlias(node) ? node.range?.[0] : undefined;
}

/** How far a path of keys can be followed. */
export interface Reached {
  /** The node at the end. */
  readonly node: unknown;
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
    reached = { node: pair.value, pair, inFlow: inFlow || node.flow === true, depth: depth + 1 };
  }
  return reached;
}

/** Where a pair begins: before its key, and before a `?`, anchor or tag of the key. */
export function pairStart(pair: Pair): number {
  const token = pair.srcToken?.start.find(
    ({ type }) => type === 'explicit-key-ind' || type === 'anchor' || type === 'tag',
  );
  return token?.offset ?? (pair.key as Node).range?.[0] ?? 0;
}

/** Where a pair's value can be written: after the colon and an anchor or tag; undefined without a colon. */
export function valueSlot(pair: Pair): number | undefined {
  const before = pair.srcToken?.sep ?? [];
  const last = before.findLast(({ type }) => type === 'map-value-ind' || type === 'anchor' || type === 'tag');
  return last === undefined ? undefined : last.offset + last.source.length;
}

/** Where a pair ends, without the comments and blank lines after it. */
export function pairEnd(pair: Pair, text: string): number {
  const end = nodeEnd(pair.value, text);
  return end ?? valueSlot(pair) ?? nodeEnd(pair.key, text) ?? 0;
}

/** Where a node ends; undefined when nothing is written there. */
function nodeEnd(node: unknown, text: string): number | undefined {
  if (isMap(node) && node.flow !== true) {
    const last = node.items.at(-1);
    return last === undefined ? undefined : pairEnd(last, text);
  }
  if (isSeq(node) && node.flow !== true) return nodeEnd(node.items.at(-1), text) ?? node.range?.[1];
  if (!isScalar(node) && !isAlias(node) && !isMap(node) && !isSeq(node)) return undefined;
  const [start, end] = node.range ?? [0, 0];
  if (start === end) return undefined;
  const block = isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED');
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
