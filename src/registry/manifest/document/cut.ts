import { isMap } from 'yaml';
import type { Pair, YAMLMap } from 'yaml';
import { findOwnPair } from './entries.js';
import { findComma } from './insert.js';
import type { Source } from './source.js';
import type { Splice } from './splice.js';
import { lineEnd, pairEnd, pairStart, valueSlot } from './tokens.js';

/** A pair to take out, the map that has it, and the pair whose value that map is. */
interface Cut {
  readonly pair: Pair;
  readonly map: YAMLMap;
  readonly outer: Pair;
}

/** From where to where a pair stands, its comma left out. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The splices that take an entry out; none when it isn't written there. Only what stands on its lines goes with it: a
 * comment above it stays.
 */
export function planCut(source: Source, path: readonly string[]): Splice[] {
  const cut = findCut(source, path);
  if (cut === undefined) return [];
  const { pair } = cut;
  const span = { start: pairStart(pair), end: pairEnd(pair, source.text) };
  return cut.map.flow === true ? cutFromFlow(source, cut, span) : cutFromBlock(source, cut, span);
}

/** Without following aliases and merges: what they bring in stands elsewhere. */
function findCut({ root }: Source, path: readonly string[]): Cut | undefined {
  let node: unknown = root;
  let outer: Pair | undefined;
  for (const [at, name] of path.entries()) {
    const pair = isMap(node) ? findOwnPair(node, name) : undefined;
    if (!isMap(node) || pair === undefined) return undefined;
    if (at === path.length - 1) return outer === undefined ? undefined : { pair, map: node, outer };
    [node, outer] = [pair.value, pair];
  }
  return undefined;
}

/** Whole lines; a map that has no other entry becomes `{}`. */
function cutFromBlock({ text }: Source, { map, outer }: Cut, span: Span): Splice[] {
  const lines = linesOf(text, span);
  const slot = valueSlot(outer);
  if (lines === undefined || slot === undefined) return [];
  return map.items.length > 1 ? [lines] : [{ start: slot, end: slot, text: ' {}' }, lines];
}

function cutFromFlow({ text }: Source, { pair, map }: Cut, span: Span): Splice[] {
  const [from, to] = map.range ?? [span.start, span.end];
  const comma = findComma(text, span.end);
  const withComma = { start: span.start, end: comma === undefined ? span.end : comma + 1 };
  const isBlank = (start: number, end: number) => /^[ \t]*$/.test(text.slice(start, end));
  const own = linesOf(text, withComma);
  const at = map.items.indexOf(pair);
  const [before, next] = [map.items[at - 1], map.items[at + 1]];
  if (before === undefined && next === undefined) {
    const around = text.slice(from + 1, span.start) + text.slice(span.end, to - 1);
    if (/^[\s,]*$/.test(around)) return [{ start: from, end: to, text: '{}' }];
    return [own ?? { ...withComma, text: '' }];
  }
  if (next !== undefined) {
    const start = pairStart(next);
    return [own ?? { ...withComma, end: isBlank(withComma.end, start) ? start : withComma.end, text: '' }];
  }
  // the last one: where no comma follows it, the one before must lose its own
  const last = before === undefined ? undefined : findComma(text, pairEnd(before, text));
  if (last === undefined) return [];
  const rest = own ?? {
    ...withComma,
    start: isBlank(last + 1, span.start) ? last + 1 : span.start,
    text: '',
  };
  return comma === undefined ? [{ start: last, end: last + 1, text: '' }, rest] : [rest];
}

/** The lines that a span has for itself, but for a comment behind it; undefined when something else stands there. */
function linesOf(text: string, { start, end }: Span): Splice | undefined {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  if (!/^[ \t]*$/.test(text.slice(from, start))) return undefined;
  // a block scalar that keeps its blank lines ends with one
  if (text[end - 1] === '\n') return { start: from, end, text: '' };
  const rest = lineEnd(text, end);
  if (!/^[ \t]*(?:#.*)?$/.test(text.slice(end, rest))) return undefined;
  const newline = text.indexOf('\n', rest);
  if (newline >= 0) return { start: from, end: newline + 1, text: '' };
  const above = from > 1 && text[from - 2] === '\r' ? from - 2 : Math.max(0, from - 1);
  return { start: above, end: text.length, text: '' };
}
