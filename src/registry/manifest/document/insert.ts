import { isScalar } from 'yaml';
import type { Node, Pair, YAMLMap } from 'yaml';
import { keyWriter, renderPair } from './render.js';
import type { Data, Spot } from './render.js';
import { writeLike } from './scalars.js';
import type { Source } from './source.js';
import type { Splice } from './splice.js';
import { lineIndent } from './style.js';
import type { Layout, Style } from './style.js';
import { lineEnd, pairEnd, pairStart } from './tokens.js';

/** What to add to a map that has entries, and on which end. */
export interface Insertion {
  readonly entries: readonly (readonly [string, Data])[];
  readonly style: Style;
  /** How many maps deep the map is that gets them. */
  readonly depth: number;
  readonly first: boolean;
}

/** Adds to a block map: lines of their own, before the first entry's comments or after the last entry's line. */
export function insertInBlock(source: Source, map: YAMLMap, insertion: Insertion): Splice[] {
  const { text } = source;
  const { first, last } = ends(map);
  const start = pairStart(first);
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const ownLine = /^[ \t]*$/.test(text.slice(lineStart, start));
  const indent = ownLine ? text.slice(lineStart, start) : ' '.repeat(start - lineStart);
  const lines = renderAll(insertion, 'block', indent, quoteOfKey(source, last));
  const { eol } = insertion.style;
  if (insertion.first && ownLine) {
    const at = skipCommentsUp(text, lineStart);
    return [{ start: at, end: at, text: lines.map((line) => indent + line + eol).join('') }];
  }
  if (insertion.first)
    return [{ start, end: start, text: lines.map((line) => line + eol + indent).join('') }];
  const end = pairEnd(last, text);
  const afterBlockScalar = text[end - 1] === '\n';
  const at = afterBlockScalar ? end : lineEnd(text, end);
  return [
    {
      start: at,
      end: at,
      text: lines.map((line) => (afterBlockScalar ? indent + line + eol : eol + indent + line)).join(''),
    },
  ];
}

/** Adds to a flow map: on the line, or on lines of their own where the last entry has one. */
export function insertInFlow(source: Source, map: YAMLMap, insertion: Insertion): Splice[] {
  const { text } = source;
  const { first, last } = ends(map);
  const { eol, gap } = insertion.style;
  const edge = insertion.first ? first : last;
  const start = pairStart(edge);
  const indent = lineIndent(text, start);
  const lineStart = start - indent.length;
  const ownLine = text[lineStart - 1] === '\n' && lineStart > (map.range?.[0] ?? 0);
  const pairs = renderAll(insertion, ownLine ? 'lines' : 'line', indent, quoteOfKey(source, edge));
  const separator = ownLine ? `,${eol}${indent}` : `,${gap}`;
  if (insertion.first) return [{ start, end: start, text: pairs.map((pair) => pair + separator).join('') }];
  const end = pairEnd(last, text);
  const comma = findComma(text, end);
  const after = comma === undefined ? end : comma + 1;
  const added = pairs.join(separator);
  const rest = lineEnd(text, after);
  // The closing brace on a later line: the new line goes below the last one's comment.
  if (ownLine && /^[ \t]*(?:[ \t]#.*)?$/.test(text.slice(after, rest))) {
    const line = { start: rest, end: rest, text: `${eol}${indent}${added}${comma === undefined ? '' : ','}` };
    if (comma !== undefined) return [line];
    return rest === end ? [{ ...line, text: `,${line.text}` }] : [{ start: end, end, text: ',' }, line];
  }
  if (comma === undefined) return [{ start: end, end, text: separator + added }];
  return [{ start: after, end: after, text: `${separator.slice(1)}${added},` }];
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

function renderAll(
  insertion: Insertion,
  layout: Layout,
  indent: string,
  quote: '"' | "'" | undefined,
): string[] {
  const { style, depth } = insertion;
  const spot: Spot = { style, indent, depth, layout };
  const write =
    style.json || quote === undefined ? keyWriter(style) : (key: string): string => writeLike(key, quote);
  return insertion.entries.map(([key, value]) => renderPair(key, value, spot, write));
}

function ends(map: YAMLMap): { first: Pair; last: Pair } {
  const first = map.items[0];
  const last = map.items.at(-1);
  if (first === undefined || last === undefined)
    throw new Error('an empty map has no entries to stand beside');
  return { first, last };
}

function quoteOfKey(source: Source, pair: Pair): '"' | "'" | undefined {
  const key = pair.key as Node;
  const quote = isScalar(key) ? source.text[key.range?.[0] ?? 0] : undefined;
  return quote === '"' || quote === "'" ? quote : undefined;
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
