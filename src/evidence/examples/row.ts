import { UnreadableReport, type Statement } from '../evidence.js';
import { describeRaw } from '../formats/leaf.js';
import { formatMetricPath, type MetricPath } from '../path-syntax.js';
import type { JsonValue } from '../python-json.js';

const COLUMNS_SHOWN = 8;
const NAME_SHOWN = 60;

/** One example as written in the file. */
export interface Row {
  /** The value at a path, or undefined. */
  at(path: MetricPath): JsonValue | undefined;
  /** `at line 3`, from 1. Only computed for a message. */
  readonly place: () => string;
  /** Texts that mean a score, besides numbers and booleans. */
  readonly words?: ReadonlyMap<string, number> | undefined;
  /** In a table, numbers are texts too. */
  readonly isText?: boolean | undefined;
  /** The header of a table. */
  readonly columns?: readonly string[] | undefined;
}

export interface Table {
  readonly rows: Row[];
  /** What the file says about all rows, if it has a place for that. Otherwise each row may name its version. */
  readonly statement?: Statement | undefined;
}

/** An optional sign, digits and an exponent. No spaces, words, hexadecimal, or a cut-off `0.`. */
const NUMBER = /^[-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?$/;

/**
 * An example's key: a text, or a whole number as its digits.
 * @throws UnreadableReport when it is missing or unusable
 */
export function readKey(row: Row, path: MetricPath): string {
  return readName(row, path, 'key');
}

/**
 * The name of an example's cluster, by the same rules.
 * @throws UnreadableReport when it is missing or unusable
 */
export function readCluster(row: Row, path: MetricPath): string {
  return readName(row, path, 'cluster');
}

function readName(row: Row, path: MetricPath, what: string): string {
  const value = row.at(path);
  if (typeof value === 'string' && value.trim() !== '') return value;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  throw unusable(row, { path, value, wanted: `${what} that is a text or a whole number` });
}

/**
 * A finite number, or 1 for true and 0 for false.
 * @throws UnreadableReport when it is missing or unusable
 */
export function readScore(row: Row, path: MetricPath): number {
  const value = row.at(path);
  const score = toScore(value, row);
  if (score !== undefined && Number.isFinite(score)) return score;
  throw unusable(row, { path, value, wanted: 'score that is a number, true or false' });
}

function toScore(value: JsonValue | undefined, { words, isText }: Row): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  if (typeof value !== 'string') return undefined;
  if (isText !== true) return words?.get(value);
  if (/^true$/i.test(value)) return 1;
  if (/^false$/i.test(value)) return 0;
  return NUMBER.test(value) ? Number(value) : undefined;
}

export function nameColumn(path: MetricPath): string {
  return path.map((segment) => (segment.any ? '*' : segment.key)).join('.');
}

interface Unusable {
  readonly path: MetricPath;
  readonly value: JsonValue | undefined;
  readonly wanted: string;
}

function unusable(row: Row, { path, value, wanted }: Unusable): UnreadableReport {
  const { columns } = row;
  if (columns?.includes(nameColumn(path)) === false) {
    const shown = columns.slice(0, COLUMNS_SHOWN).map((column) => JSON.stringify(column.slice(0, NAME_SHOWN)));
    const more = columns.length > COLUMNS_SHOWN ? ` and ${columns.length - COLUMNS_SHOWN} more` : '';
    const hint = columns.length === 1 ? ' (fields are separated by commas, in .tsv by tabs)' : '';
    return new UnreadableReport(
      `has no column ${JSON.stringify(nameColumn(path))}: its header has ${shown.join(', ')}${more}${hint}`,
    );
  }
  const name = formatMetricPath(path);
  const found = value === undefined || value === '' ? `has no ${name}` : `has ${describeRaw(value)} as ${name}`;
  return new UnreadableReport(`${found} ${row.place()}, where each example needs a ${wanted}`);
}

/** Follows a path into an object. A key with dots is found by its quoted name. */
export function valueAt(root: JsonValue, path: MetricPath): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>((above, segment) => {
    if (segment.any) return undefined;
    if (Array.isArray(above)) return /^\d+$/.test(segment.key) ? above[Number(segment.key)] : undefined;
    return above instanceof Map ? above.get(segment.key) : undefined;
  }, root);
}
