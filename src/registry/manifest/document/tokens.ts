import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Node, Pair } from 'yaml';

/** Where a pair begins: before its key, and before what may stand there (`?`, an anchor). */
export function pairStart(pair: Pair): number {
  const token = pair.srcToken?.start.find(
    ({ type }) => type === 'explicit-key-ind' || type === 'anchor' || type === 'tag',
  );
  return token?.offset ?? (pair.key as Node).range?.[0] ?? 0;
}

/** Where a pair's value may be written: after the colon, and after an anchor that stands there; undefined without a colon. */
export function valueSlot(pair: Pair): number | undefined {
  const before = pair.srcToken?.sep ?? [];
  const last = before.findLast(({ type }) => type === 'map-value-ind' || type === 'anchor' || type === 'tag');
  return last === undefined ? undefined : last.offset + last.source.length;
}

/** Where the last character of a pair stands, plus one: without the comments and blank lines after it. */
export function pairEnd(pair: Pair, text: string): number {
  const end = nodeEnd(pair.value, text);
  return end ?? valueSlot(pair) ?? nodeEnd(pair.key, text) ?? 0;
}

/** The same for a node; undefined when nothing is written there. */
export function nodeEnd(node: unknown, text: string): number | undefined {
  if (isMap(node) && node.flow !== true) {
    const last = node.items.at(-1);
    return last === undefined ? undefined : pairEnd(last, text);
  }
  if (isSeq(node) && node.flow !== true) return nodeEnd(node.items.at(-1), text) ?? node.range?.[1];
  if (!isScalar(node) && !isAlias(node) && !isMap(node) && !isSeq(node)) return undefined;
  const [start, end] = node.range ?? [0, 0];
  if (start === end) return undefined;
  const block = isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED');
  // The blank lines after a block scalar are its own only where it says "+".
  if (!block || /^[|>][0-9]?\+/.test(text.slice(start, start + 3))) return end;
  return start + text.slice(start, end).trimEnd().length;
}

/** The end of the line that the offset is in, before its line end. */
export function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  if (newline < 0) return text.length;
  return newline > offset && text[newline - 1] === '\r' ? newline - 1 : newline;
}
