import { quoteDouble, writeKey, writeNumber, writeText } from './scalars.js';
import type { Layout, Style } from './style.js';

/** What can be written: maps keep their order and any name. */
export type Data = string | number | DataMap;
export type DataMap = ReadonlyMap<string, Data>;

/** Where something is written: the indentation of its line, and how many maps deep (the top is 0). */
export interface Spot {
  readonly style: Style;
  readonly indent: string;
  readonly depth: number;
  readonly layout: Layout;
}

/** Depth of a version's own map: top, models, a model, versions, a version. */
const VERSION_DEPTH = 4;

/** How a map is laid out that stands inside one of another layout. */
export function innerLayout(outer: Layout, style: Style, depth: number, data: DataMap): Layout {
  const leaf = depth >= VERSION_DEPTH || [...data.values()].every((value) => !(value instanceof Map));
  if (outer === 'line') return 'line';
  if (!leaf) return outer;
  // In a block map any layout may stand; in a flow map only flow maps.
  return outer === 'block' || style.leaf !== 'block' ? style.leaf : 'line';
}

/** One `key: value`, where `spot` is that of the map that it goes into. */
export function renderPair(
  key: string,
  value: Data,
  spot: Spot,
  write: (key: string) => string = keyWriter(spot.style),
): string {
  const written = write(key);
  // YAML takes no longer key without a question mark.
  const explicit = spot.layout === 'block' && written.length > 1000;
  const head = explicit ? `? ${written}${spot.style.eol}${spot.indent}:` : `${written}:`;
  if (typeof value === 'string')
    return `${head}${spot.style.gap}${spot.style.json ? quoteDouble(value) : writeText(value)}`;
  if (typeof value === 'number') return `${head}${spot.style.gap}${writeNumber(value)}`;
  const layout = innerLayout(spot.layout, spot.style, spot.depth + 1, value);
  const body = renderMap(value, { ...spot, layout, depth: spot.depth + 1 });
  return layout === 'block' ? head + body : head + spot.style.gap + body;
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

/** How keys are written where no sibling shows it. */
export function keyWriter(style: Style): (key: string) => string {
  return style.json ? quoteDouble : writeKey;
}
