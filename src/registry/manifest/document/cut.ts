import { findComma, findOwnPair, follow, lineEnd, pairEnd, type Source, type Splice } from './nodes.js';
import { isMap, type MapNode, type Pair, type Pairs } from '../../../text/yaml-tree.js';

/** From where to where a pair is written, without its comma. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** The splices that remove an entry; none when the file doesn't spell it out. A comment above it stays. */
export function planCut(source: Source, path: readonly string[]): Splice[] {
  const { node: map, pair: outer, depth } = follow(source, path.slice(0, -1));
  const pair = isMap(map) && depth === path.length - 1 ? findOwnPair(map, path.at(-1) ?? '') : undefined;
  if (!isMap(map) || pair === undefined || outer === undefined) return [];
  const span = { start: pair.start, end: pairEnd(pair, source.text) };
  if (map.flow) return cutFromFlow(source.text, map, pair, span);
  return cutFromBlock(source.text, map, outer, span);
}

/** Whole lines; a map that has no other entry becomes `{}`. */
function cutFromBlock(text: string, map: MapNode, outer: Pair, span: Span): Splice[] {
  const lines = linesOf(text, span);
  const { slot } = outer;
  if (lines === undefined || slot === undefined) return [];
  return map.items.length > 1 ? [lines] : [{ start: slot, end: slot, text: ' {}' }, lines];
}

function cutFromFlow(text: string, map: MapNode, pair: Pair, span: Span): Splice[] {
  const { start: from, end: to, items } = map;
  const comma = findComma(text, span.end);
  const withComma = { start: span.start, end: comma === undefined ? span.end : comma + 1 };
  const isBlank = (start: number, end: number) => /^[ \t]*$/.test(text.slice(start, end));
  const own = linesOf(text, withComma);
  const { before, next } = neighbours(items, pair);
  if (before === undefined && next === undefined) {
    const around = text.slice(from + 1, span.start) + text.slice(span.end, to - 1);
    if (/^[\s,]*$/.test(around)) return [{ start: from, end: to, text: '{}' }];
    return [own ?? { ...withComma, text: '' }];
  }
  if (next !== undefined) {
    const { start } = next;
    return [own ?? { ...withComma, end: isBlank(withComma.end, start) ? start : withComma.end, text: '' }];
  }
  // The last entry: without a comma after it, remove the one before it.
  const last = before === undefined ? undefined : findComma(text, pairEnd(before, text));
  if (last === undefined) return [];
  const rest = own ?? {
    ...withComma,
    start: isBlank(last + 1, span.start) ? last + 1 : span.start,
    text: '',
  };
  return comma === undefined ? [{ start: last, end: last + 1, text: '' }, rest] : [rest];
}

function neighbours(pairs: Pairs, { start }: Pair): { before: Pair | undefined; next: Pair | undefined } {
  let [before, isFound]: [Pair | undefined, boolean] = [undefined, false];
  for (const pair of pairs) {
    if (isFound) return { before, next: pair };
    if (pair.start === start) isFound = true;
    else before = pair;
  }
  return { before, next: undefined };
}

/** A span's lines when only a comment shares them, which goes with them; otherwise undefined. */
function linesOf(text: string, { start, end }: Span): Splice | undefined {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  if (!/^[ \t]*$/.test(text.slice(from, start))) return undefined;
  // A block scalar that keeps its blank lines includes its line end.
  if (text[end - 1] === '\n') return { start: from, end, text: '' };
  const rest = lineEnd(text, end);
  if (!/^[ \t]*(?:#.*)?$/.test(text.slice(end, rest))) return undefined;
  const newline = text.indexOf('\n', rest);
  if (newline >= 0) return { start: from, end: newline + 1, text: '' };
  const above = from > 1 && text[from - 2] === '\r' ? from - 2 : Math.max(0, from - 1);
  return { start: above, end: text.length, text: '' };
}
