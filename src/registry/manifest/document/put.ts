import { isAlias, isMap, isScalar } from 'yaml';
import type { Node, Pair } from 'yaml';
import { findOwnPair } from './entries.js';
import { insertInBlock, insertInFlow } from './insert.js';
import type { Insertion } from './insert.js';
import { innerLayout, renderMap, renderPair } from './render.js';
import type { Data } from './render.js';
import { replaceValue } from './replace.js';
import type { Source } from './source.js';
import type { Splice } from './splice.js';
import { detectStyle, lineIndent } from './style.js';
import type { Layout, Style } from './style.js';
import { lineEnd, valueSlot } from './tokens.js';

/** An entry to set in the map at `path`; the maps on the way are made where they are missing. */
export interface Put {
  readonly path: readonly string[];
  readonly key: string;
  readonly value: Data;
  /** Where to add it when it is not there. */
  readonly first: boolean;
}

/** The node that stands deepest on a path, without following aliases. */
interface Holder {
  readonly node: unknown;
  /** The pair whose value it is; undefined at the top. */
  readonly pair: Pair | undefined;
  /** Whether it stands inside a flow map. */
  readonly inFlow: boolean;
  readonly depth: number;
}

/** The splices that make one change; none when there is no place for it. */
export function planPut(source: Source, put: Put): Splice[] {
  const holder = findHolder(source, [...put.path, put.key]);
  const scalar = typeof put.value === 'string' || typeof put.value === 'number';
  if (holder.depth > put.path.length)
    return holder.pair !== undefined && scalar ? replaceValue(source, holder.pair, String(put.value)) : [];
  const rest = [...put.path, put.key].slice(holder.depth);
  const [key = put.key, ...deeper] = rest;
  const value = deeper.reduceRight<Data>((inner, name) => new Map([[name, inner]]), put.value);
  const style = detectStyle(source, versionsNear(source, put));
  return add(source, holder, {
    entries: [[key, value]],
    style,
    depth: holder.depth,
    first: put.first && deeper.length === 0,
  });
}

function findHolder(source: Source, path: readonly string[]): Holder {
  let holder: Holder = { node: source.root, pair: undefined, inFlow: false, depth: 0 };
  for (const name of path) {
    const { node } = holder;
    const pair = isMap(node) ? findOwnPair(node, name) : undefined;
    if (!isMap(node) || pair === undefined) break;
    holder = { node: pair.value, pair, inFlow: holder.inFlow || node.flow === true, depth: holder.depth + 1 };
  }
  return holder;
}

function versionsNear(source: Source, put: Put): Node | null {
  const [models, model] = put.path;
  if (models === undefined || model === undefined) return null;
  const { node, depth } = findHolder(source, [models, model, 'versions']);
  return depth === 3 && isMap(node) ? node : null;
}

function add(source: Source, holder: Holder, insertion: Insertion): Splice[] {
  const { node } = holder;
  if (isMap(node) && node.items.length > 0)
    return node.flow === true
      ? insertInFlow(source, node, insertion)
      : insertInBlock(source, node, insertion);
  if (isAlias(node)) return overrideAlias(source, node.range ?? [0, 0, 0], insertion);
  if (holder.pair === undefined) return startFile(source, node, insertion);
  return fill(source, holder, holder.pair, insertion);
}

/** `*a` becomes `{<<: *a, key: value}`: all that it stands for, and the change. */
function overrideAlias(
  source: Source,
  [start, end]: readonly [number, number, number],
  insertion: Insertion,
): Splice[] {
  const { style, depth } = insertion;
  const map = renderMap(new Map(insertion.entries), {
    style: { ...style, padding: '' },
    indent: '',
    depth,
    layout: 'line',
  });
  return [{ start, end, text: `{<<: ${source.text.slice(start, end)}, ${map.slice(1)}` }];
}

/** Writes into a map without entries, or in place of nothing or null. */
function fill(source: Source, holder: Holder, pair: Pair, insertion: Insertion): Splice[] {
  const { text, json } = source;
  const { style, depth } = insertion;
  const slot = valueSlot(pair);
  if (slot === undefined) return [];
  const data = new Map(insertion.entries);
  const indent = lineIndent(text, (pair.key as Node).range?.[0] ?? 0);
  const nested = insertion.entries.some(([, value]) => value instanceof Map);
  const [from, to] =
    isMap(holder.node) || isScalar(holder.node) ? (holder.node.range ?? [slot, slot]) : [slot, slot];
  const comments = isMap(holder.node) && text.slice(from + 1, to - 1).trim() !== '';
  if (!json && !holder.inFlow && nested && !comments) {
    const body = renderMap(data, { style, indent, depth, layout: 'block' });
    const end = from === to ? slot : to;
    const line = lineEnd(text, end);
    const lines = { start: line, end: line, text: body };
    return from === to ? [lines] : [{ start: slot, end: to, text: '' }, lines];
  }
  const layout = json ? fillLayout(style, depth, data) : 'line';
  const map = renderMap(data, { style, indent, depth, layout });
  if (comments) return [{ start: from + 1, end: from + 1, text: map.slice(1, -1) }];
  return from === to ? [{ start: slot, end: slot, text: ` ${map}` }] : [{ start: from, end: to, text: map }];
}

function fillLayout(style: Style, depth: number, data: ReadonlyMap<string, Data>): Layout {
  return innerLayout(style.flat ? 'line' : 'lines', style, depth, data);
}

/** The first entry of a file that holds nothing yet. */
function startFile(source: Source, node: unknown, insertion: Insertion): Splice[] {
  const { text, json } = source;
  const { style, entries } = insertion;
  const blank = text.trim() === '';
  if (json || isMap(node)) {
    const [from, to] = !blank && (isMap(node) || isScalar(node)) ? (node.range ?? [0, 0]) : [0, text.length];
    const map = renderMap(new Map(entries), { style, indent: '', depth: 0, layout: json ? 'lines' : 'line' });
    return [{ start: from, end: to, text: blank ? map + style.eol : map }];
  }
  const pairs = entries.map(([key, value]) =>
    renderPair(key, value, { style, indent: '', depth: 0, layout: 'block' }),
  );
  const open = !blank && !text.endsWith('\n');
  const body = pairs.join(style.eol);
  return [{ start: text.length, end: text.length, text: open ? style.eol + body : body + style.eol }];
}
