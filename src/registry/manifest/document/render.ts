import { isVersion } from '../../../model/version.js';
import type { Layout, Style } from './style.js';

/** What can be written: maps keep their order and any name. */
export type Data = string | number | DataMap;
type DataMap = ReadonlyMap<string, Data>;

/** Where something is written: the indentation of its line, and how many maps deep (the top is 0). */
interface Spot {
  readonly style: Style;
  readonly indent: string;
  readonly depth: number;
  readonly layout: Layout;
}

/** The quotes around a text; empty for none. */
export type Quote = '"' | "'" | '';

/** Depth of a version's own map: top, models, a model, versions, a version. */
const VERSION_DEPTH = 4;
/** Controls, line separators and marks that reorder or hide text: written as escapes only. */
const INVISIBLE = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]/g;
/** Words of letters, digits and signs that mean nothing inside a word. */
const PLAIN = /^[\p{L}\d/_](?:[\p{L}\p{M}\d\w./+@~=%;()&$-]|:(?=[\w/])| (?=[\p{L}\d]))*$/u;
/** Null, true or false, a number, a date or a time of day to some reader: YAML 1.1 knows `no`, `1_000`, `12:30:45`, `0b1`. */
const MEANS_MORE = /^(?:null|true|false|yes|no|on|off|y|n|[\d_.,:e+-]+|0[box][\d_a-f]+|\d{4}-\d.*)$/i;
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** The layout of a map inside a map of layout `outer`. */
export function innerLayout(outer: Layout, style: Style, depth: number, data: DataMap): Layout {
  const leaf = depth >= VERSION_DEPTH || [...data.values()].every((value) => !(value instanceof Map));
  if (outer === 'line') return 'line';
  if (!leaf) return outer;
  // A block map may hold any layout, a flow map only flow maps.
  return outer === 'block' || style.leaf !== 'block' ? style.leaf : 'line';
}

/**
 * One `key: value`.
 * @param spot that of the map which gets it
 * @param quote how the keys beside it are quoted
 */
export function renderPair(key: string, value: Data, spot: Spot, quote: Quote = ''): string {
  const { eol, gap, json } = spot.style;
  const written = json ? quoteDouble(key) : writeLike(key, quote);
  // YAML needs a question mark before a key of more than 1024 characters.
  const explicit = spot.layout === 'block' && written.length > 1000;
  const head = explicit ? `? ${written}${eol}${spot.indent}:` : `${written}:`;
  if (typeof value === 'string') return `${head}${gap}${json ? quoteDouble(value) : writeText(value)}`;
  if (typeof value === 'number') return `${head}${gap}${writeNumber(value)}`;
  const layout = innerLayout(spot.layout, spot.style, spot.depth + 1, value);
  const body = renderMap(value, { ...spot, layout, depth: spot.depth + 1 });
  return layout === 'block' ? head + body : head + gap + body;
}

/** A map; in block layout it begins with a line end and its own, deeper, indentation. */
export function renderMap(data: DataMap, spot: Spot): string {
  const { layout, style, indent } = spot;
  if (data.size === 0) return layout === 'block' ? ' {}' : '{}';
  const inner = { ...spot, indent: layout === 'line' ? indent : indent + style.unit };
  const pairs = [...data].map(([key, value]) => renderPair(key, value, inner));
  const line = style.eol + inner.indent;
  if (layout === 'block') return pairs.map((pair) => line + pair).join('');
  if (layout === 'line') return `{${style.padding}${pairs.join(`,${style.gap}`)}${style.padding}}`;
  return `{${line}${pairs.join(`,${line}`)}${style.eol}${indent}}`;
}

/** Text in double quotes, valid as JSON and as YAML, on one line. */
export function quoteDouble(text: string): string {
  return JSON.stringify(text).replace(
    INVISIBLE,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** YAML that reads back as this text, in any place and by YAML 1.1 readers too; without quotes where that is safe. */
export function writeText(text: string): string {
  return isPlain(text) ? text : quoteDouble(text);
}

/** A number as JSON and YAML write it. */
export function writeNumber(value: number): string {
  return Object.is(value, -0) ? '-0.0' : JSON.stringify(value);
}

/** YAML for text in these quotes, if they can hold it. Without quotes, a version number is read by its text anyway. */
export function writeLike(text: string, quote: Quote): string {
  if (quote === '') return isVersion(text) ? text : writeText(text);
  // eslint-disable-next-line no-control-regex
  return quote === '"' || /[\u0000-\u001f]/.test(text) || text.search(INVISIBLE) >= 0
    ? quoteDouble(text)
    : `'${text.replaceAll("'", "''")}'`;
}

/** The quotes that a written key or value starts with. */
export function quoteOf(written: string): Quote {
  const first = written[0];
  return first === '"' || first === "'" ? first : '';
}

/** Whether every reader, including those of YAML 1.1, reads this back as the same text anywhere, also in brackets. */
function isPlain(text: string): boolean {
  return TIMESTAMP.test(text) || (PLAIN.test(text) && !MEANS_MORE.test(text));
}
