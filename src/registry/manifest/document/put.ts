import { findComma, follow, lineEnd, pairEnd, type Reached, type Source, type Splice } from './nodes.js';
import { innerLayout, quoteDouble, quoteOf, renderMap, renderPair, writeLike } from './render.js';
import type { Data, Quote } from './render.js';
import { detectStyle, lineIndent } from './style.js';
import type { Layout, Style } from './style.js';
import {
  isAlias,
  isMap,
  isScalar,
  type AliasNode,
  type MapNode,
  type Node,
  type Pair,
} from '../../../text/yaml-tree.js';

/** An entry to set in the map at `path`; missing maps on the way are added. */
export interface Put {
  readonly path: readonly string[];
  readonly key: string;
  readonly value: Data;
  /** A new entry becomes the map's first; otherwise its last. */
  readonly first: boolean;
}

/** An entry to add to a map, and at which end. */
interface Insertion {
  readonly key: string;
  readonly value: Data;
  readonly style: Style;
  /** How many maps deep the map is. */
  readonly depth: number;
  readonly first: boolean;
}

/** The splices that make one change; none where it has no place in the text. */
export function planPut(source: Source, { path, key, value, first }: Put): Splice[] {
  const keys = [...path, key];
  const holder = follow(source, keys);
  const { depth, pair } = holder;
  if (depth === keys.length)
    return pair === undefined || typeof value === 'object' ? [] : replaceValue(source, pair, String(value));
  const [missing = key, ...deeper] = keys.slice(depth);
  return add(source, holder, {
    key: missing,
    value: deeper.reduceRight<Data>((inner, name) => new Map([[name, inner]]), value),
    style: detectStyle(source, versionsNear(source, path)),
    depth,
    first: first && deeper.length === 0,
  });
}

function versionsNear(source: Source, [models, model]: readonly string[]): Node | null {
  if (models === undefined || model === undefined) return null;
  const { node, depth } = follow(source, [models, model, 'versions']);
  return depth === 3 && isMap(node) ? node : null;
}

/** Puts a text in place of a pair's scalar or alias, in the same quotes; anchors and comments stay. */
function replaceValue({ text: whole, json }: Source, pair: Pair, text: string): Splice[] {
  const node = pair.value;
  const { start, end } = isScalar(node) || isAlias(node) ? node : { start: 0, end: 0 };
  const bare = json ? quoteDouble(text) : writeLike(text, '');
  const { slot } = pair;
  if (start === end) return slot === undefined ? [] : [insertAt(slot, ` ${bare}`)];
  if (isAlias(node)) return [{ start, end, text: bare }];
  const written = whole.slice(start, end);
  if (json) {
    const staysNumber = /^\d/.test(written) && /^\d+$/.test(text);
    return [{ start, end, text: staysNumber ? text : bare }];
  }
  // The range of a block scalar includes its line ends: keep them.
  const tail = /^[|>]/.test(written) ? written.slice(written.trimEnd().length) : '';
  return [{ start, end, text: writeLike(text, quoteOf(written)) + tail }];
}

function add(source: Source, holder: Reached, insertion: Insertion): Splice[] {
  const { node, pair } = holder;
  if (isMap(node) && node.items.length > 0) {
    const insert = node.flow ? insertInFlow : insertInBlock;
    return insert(source, node, insertion);
  }
  if (isAlias(node)) return overrideAlias(source, node, insertion);
  if (pair === undefined) return startFile(source, node, insertion);
  return fill(source, { ...holder, pair }, insertion);
}

/** `*a` becomes `{<<: *a, key: value}`: the alias's value and the change. */
function overrideAlias(
  source: Source,
  { start, end }: AliasNode,
  { key, value, style, depth }: Insertion,
): Splice[] {
  const spot = { style: { ...style, padding: '' }, indent: '', depth, layout: 'line' } as const;
  const map = renderMap(new Map([[key, value]]), spot);
  return [{ start, end, text: `{<<: ${source.text.slice(start, end)}, ${map.slice(1)}` }];
}

/** Writes into a map without entries, or in place of nothing or null. */
function fill(
  { text, json }: Source,
  { node, pair, inFlow }: Reached & { readonly pair: Pair },
  { key, value, style, depth }: Insertion,
): Splice[] {
  const { slot } = pair;
  if (slot === undefined) return [];
  const data = new Map([[key, value]]);
  const indent = lineIndent(text, pair.key?.start ?? 0);
  const { start: from, end: to } = isMap(node) || isScalar(node) ? node : { start: slot, end: slot };
  const comments = isMap(node) && text.slice(from + 1, to - 1).trim() !== '';
  if (!json && !inFlow && value instanceof Map && !comments) {
    const body = renderMap(data, { style, indent, depth, layout: 'block' });
    const line = lineEnd(text, from === to ? slot : to);
    const lines = insertAt(line, body);
    return from === to ? [lines] : [{ start: slot, end: to, text: '' }, lines];
  }
  const layout = json ? innerLayout(style.flat ? 'line' : 'lines', style, depth, data) : 'line';
  const map = renderMap(data, { style, indent, depth, layout });
  if (comments) return [insertAt(from + 1, map.slice(1, -1))];
  return [from === to ? insertAt(slot, ` ${map}`) : { start: from, end: to, text: map }];
}

/** The first entry of a file without entries. */
function startFile({ text, json }: Source, node: Node | null, { key, value, style }: Insertion): Splice[] {
  const blank = text.trim() === '';
  if (json || isMap(node)) {
    const whole = { start: 0, end: text.length };
    const { start: from, end: to } = !blank && (isMap(node) || isScalar(node)) ? node : whole;
    const spot = { style, indent: '', depth: 0, layout: json ? 'lines' : 'line' } as const;
    const map = renderMap(new Map([[key, value]]), spot);
    return [{ start: from, end: to, text: blank ? map + style.eol : map }];
  }
  const pair = renderPair(key, value, { style, indent: '', depth: 0, layout: 'block' });
  const open = !blank && !text.endsWith('\n');
  return [insertAt(text.length, open ? style.eol + pair : pair + style.eol)];
}

/** Adds a line to a block map that has entries: before the first one's comments, or after the last one's line. */
function insertInBlock({ text }: Source, map: MapNode, insertion: Insertion): Splice[] {
  const { first, last } = ends(map);
  const { start } = first;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const ownLine = /^[ \t]*$/.test(text.slice(lineStart, start));
  const indent = ownLine ? text.slice(lineStart, start) : ' '.repeat(start - lineStart);
  const pair = render(insertion, 'block', indent, quoteOfKey(text, last));
  const { eol } = insertion.style;
  if (insertion.first && ownLine) return [insertAt(skipCommentsUp(text, lineStart), indent + pair + eol)];
  if (insertion.first) return [insertAt(start, pair + eol + indent)];
  const end = pairEnd(last, text);
  // A block scalar includes its line end.
  if (text[end - 1] === '\n') return [insertAt(end, indent + pair + eol)];
  return [insertAt(lineEnd(text, end), eol + indent + pair)];
}

/** Adds to a flow map that has entries: on a line of its own where the entry beside it has one, else on that line. */
function insertInFlow({ text }: Source, map: MapNode, insertion: Insertion): Splice[] {
  const { first, last } = ends(map);
  const { eol, gap } = insertion.style;
  const edge = insertion.first ? first : last;
  const { start } = edge;
  const indent = lineIndent(text, start);
  const lineStart = start - indent.length;
  const ownLine = text[lineStart - 1] === '\n' && lineStart > map.start;
  const pair = render(insertion, ownLine ? 'lines' : 'line', indent, quoteOfKey(text, edge));
  const space = ownLine ? eol + indent : gap;
  if (insertion.first) return [insertAt(start, `${pair},${space}`)];
  const end = pairEnd(last, text);
  const comma = findComma(text, end);
  const after = comma === undefined ? end : comma + 1;
  const rest = lineEnd(text, after);
  // The closing brace is on a later line: the new line goes below the last entry's comment.
  if (ownLine && /^[ \t]*(?:[ \t]#.*)?$/.test(text.slice(after, rest))) {
    const line = eol + indent + pair;
    if (comma !== undefined) return [insertAt(rest, `${line},`)];
    return rest === end ? [insertAt(rest, `,${line}`)] : [insertAt(end, ','), insertAt(rest, line)];
  }
  return [comma === undefined ? insertAt(end, `,${space}${pair}`) : insertAt(after, `${space}${pair},`)];
}

function insertAt(at: number, text: string): Splice {
  return { start: at, end: at, text };
}

function render(
  { key, value, style, depth }: Insertion,
  layout: Layout,
  indent: string,
  quote: Quote,
): string {
  return renderPair(key, value, { style, indent, depth, layout }, quote);
}

function ends(map: MapNode): { first: Pair; last: Pair } {
  const { items } = map;
  const [first, last] = [items.at(0), items.at(-1)];
  if (first === undefined || last === undefined) throw new TypeError('the map is empty');
  return { first, last };
}

function quoteOfKey(text: string, pair: Pair): Quote {
  return isScalar(pair.key) ? quoteOf(text.slice(pair.key.start, pair.key.end)) : '';
}

/** The start of the first of the comment lines and blank lines right above a line. */
function skipCommentsUp(text: string, lineStart: number): number {
  let at = lineStart;
  while (at > 0) {
    const above = text.lastIndexOf('\n', at - 2) + 1;
    if (!/^[ \t]*(?:#.*)?\r?\n$/.test(text.slice(above, at))) break;
    at = above;
  }
  return at;
}
