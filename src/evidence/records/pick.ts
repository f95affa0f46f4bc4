import { nearest } from '../../text/nearest.js';
import { quote } from '../../text/safe.js';
import { UnreadableReport } from '../evidence.js';
import type { JsonObject } from '../formats/format.js';
import { describeRaw } from '../formats/leaf.js';
import { formatMetricPath, parseMetricPath } from '../path-syntax.js';
import type { Records } from '../report-entry.js';
import { nameOf, valueAt } from './follow.js';
import type { Rows } from './logs.js';

const COLUMNS_SHOWN = 8;

/** What `records` chose. */
type Picked =
  /** All rows, by name: several keys make a tree. */
  | { readonly named: JsonObject }
  | {
      readonly row: JsonObject;
      /** Where it is. */
      readonly at: string;
      /** Only its position identifies it. */
      readonly byPosition: boolean;
    };

/**
 * Chooses from the rows of a table.
 * @throws UnreadableReport when the choice isn't clear
 */
export function pickRecord(table: Rows, records: Exclude<Records, 'mean'>): Picked {
  const { rows, place } = table;
  if (rows.length === 0) throw new UnreadableReport('has no rows');
  const pick = (index: number, byPosition = false): Picked => {
    const row = rows[index];
    if (row === undefined)
      throw new UnreadableReport(
        `has ${rows.length} ${rows.length === 1 ? 'row' : 'rows'}, counted from 0, and the policy asks for row ${index} (records: ${index})`,
      );
    return { row, at: place(index), byPosition: byPosition && rows.length > 1 };
  };
  if (typeof records === 'number') return pick(records, true);
  if (records === 'first') return pick(0, true);
  if (records === 'last') return pick(rows.length - 1);
  if ('key' in records) return { named: nameAll(table, [records.key].flat()) };
  if ('last' in records) return pick(findLast(table, records.last));
  return pick(findBest(table, records));
}

/** The keys of a column: its name as it is, else as a path. */
function columnOf({ rows, columns }: Rows, name: string): readonly string[] {
  if (columns !== undefined || rows.some((row) => row.has(name))) return [name];
  return parseMetricPath(name).map((segment) => (segment.any ? '*' : segment.key));
}

function requireColumn(table: Rows, name: string): readonly string[] {
  const keys = columnOf(table, name);
  if (table.rows.some((row) => valueAt(row, keys) !== undefined)) return keys;
  const known = columnsOf(table);
  const guess = nearest(name, known);
  const empty = table.columns?.includes(name) === true;
  throw new UnreadableReport(
    empty
      ? `has no value in the column ${quote(name)}, which the policy names in records`
      : `has no ${table.columns === undefined ? 'key' : 'column'} ${quote(name)}, which the policy names in records. It has: ${listColumns(known)}${guess === undefined ? '' : `. Did you mean ${guess}?`}`,
  );
}

/** The names of all columns, in the order in which they appear. */
export function columnsOf({ rows, columns }: Rows): string[] {
  return columns === undefined ? [...new Set(rows.flatMap((row) => [...row.keys()]))] : [...columns];
}

function listColumns(names: readonly string[]): string {
  const shown = names.slice(0, COLUMNS_SHOWN).map((name) => formatMetricPath([name]));
  const more = names.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Names the rows by the first key, and rows with the same name by the other keys below it. */
function nameAll(table: Rows, [key = '', ...others]: readonly string[]): JsonObject {
  if (others.length === 0) return nameRows(table, key);
  const keys = requireColumn(table, key);
  const named = new Map<string, number[]>();
  for (const [index, row] of table.rows.entries()) {
    const name = nameOf(row, keys) ?? refuseUnnamed(table, { index, key, keys });
    named.set(name, [...(named.get(name) ?? []), index]);
  }
  return new Map(
    [...named].map(([name, indexes]) => {
      const rows = indexes.flatMap((index) => table.rows[index] ?? []);
      const place = (row: number): string => table.place(indexes[row] ?? 0);
      return [name, nameAll({ ...table, rows, place }, others)];
    }),
  );
}

function nameRows(table: Rows, key: string): Map<string, JsonObject> {
  const keys = requireColumn(table, key);
  const named = new Map<string, JsonObject>();
  const places = new Map<string, number>();
  for (const [index, row] of table.rows.entries()) {
    const name = nameOf(row, keys) ?? refuseUnnamed(table, { index, key, keys });
    const twin = places.get(name);
    if (twin !== undefined)
      throw new UnreadableReport(
        `has the ${key} ${quote(name)} twice, in ${table.place(twin)} and ${table.place(index)}: keep one, or name the rows by another key in the policy`,
      );
    places.set(name, index);
    named.set(name, row);
  }
  return named;
}

function refuseUnnamed(
  { rows, place }: Rows,
  { index, key, keys }: { index: number; key: string; keys: readonly string[] },
): never {
  const found = valueAt(rows[index] ?? null, keys);
  const has = found === undefined ? `has no ${key}` : `has ${describeRaw(found)} as ${key}`;
  throw new UnreadableReport(
    `${has} in ${place(index)}, where a text or a whole number should name the row (records: {key: ${key}})`,
  );
}

function findLast(table: Rows, column: string): number {
  const keys = requireColumn(table, column);
  return table.rows.findLastIndex((row) => valueAt(row, keys) !== undefined);
}

/** Rows without a value aren't compared; one with NaN or a text could be the best. */
function findBest(table: Rows, { best, goal }: { best: string; goal: 'higher' | 'lower' }): number {
  const keys = requireColumn(table, best);
  let found = -1;
  let value = NaN;
  let twin = -1;
  for (const [index, row] of table.rows.entries()) {
    const next = valueAt(row, keys);
    if (next === undefined) continue;
    if (typeof next !== 'number' || !Number.isFinite(next))
      throw new UnreadableReport(
        `has ${describeRaw(next)} as ${best} in ${table.place(index)}, so which row is the best is unknown: remove that row, or choose another in the policy (records: {last: ${best}})`,
      );
    if (next === value) twin = index;
    else if (found === -1 || (goal === 'higher' ? next > value : next < value))
      [found, value, twin] = [index, next, -1];
  }
  if (twin === -1) return found;
  throw new UnreadableReport(
    `has the best ${best}, ${value}, in ${table.place(found)} and ${table.place(twin)}: choosing one would be a guess. Choose by another column in the policy, or by an index (records: ${found})`,
  );
}

/** What to write into the policy for a table of several rows. */
export function explainChoice(table: Rows, what: string): string {
  const columns = columnsOf(table);
  const key = columns.find((name) => hasNames(table.rows, name)) ?? 'split';
  return `is ${what} of ${table.rows.length} ${table.rows.length === 1 ? 'row' : 'rows'}: choose what counts in the policy, in the entry of report, with records: last, records: {best: COLUMN, goal: higher}, records: {key: ${key}} or, if each row is an example, records: mean. It has: ${listColumns(columns)}`;
}

/** A different text in each row. */
function hasNames(rows: readonly JsonObject[], name: string): boolean {
  const names = rows.map((row) => row.get(name));
  return names.every((value) => typeof value === 'string') && new Set(names).size === names.length;
}
