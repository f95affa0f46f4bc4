import { CsvError, parse } from 'csv-parse/sync';
import { UnreadableReport } from '../evidence.js';
import { nameColumn, type Row, valueAt, type Table } from './row.js';
import { unreadableAt } from '../decode.js';
import { parsePythonJson, type JsonValue } from '../python-json.js';
import { inspect } from '../formats/inspect.js';
import { elementsAt, type JsonObject } from '../formats/format.js';

const NOT_CLOSED = 'CSV_QUOTE_NOT_CLOSED';
const UNEVEN = 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH';

/**
 * A table with a header (RFC 4180). A path is a column's name, dots included.
 * @throws UnreadableReport with the place of the error
 */
export function readCsvRows(text: string, delimiter: string): Row[] {
  const { header, records: rows, lineOf } = readCsvTable(text, delimiter);
  const twin = header.find((name, at) => header.indexOf(name) !== at);
  if (twin !== undefined) {
    throw new UnreadableReport(`has the column ${JSON.stringify(twin.slice(0, 60))} twice`);
  }
  const columns = new Map(header.map((name, at) => [name, at]));
  return rows.map((fields, index): Row => {
    return {
      at: (path) => fields[columns.get(nameColumn(path)) ?? -1],
      place: () => `at line ${lineOf(index)}`,
      isText: true,
      columns: header,
    };
  });
}

/**
 * A table's header, and its other rows, of the same length.
 * @throws UnreadableReport with the place of the error
 */
export function readCsvTable(
  text: string,
  delimiter: string,
): { header: string[]; records: string[][]; lineOf: (record: number) => number } {
  const [header = [], ...records] = parseRecords(text, delimiter);
  return { header, records, lineOf: (record) => findLine(text, delimiter, record + 1) };
}

function parseRecords(text: string, delimiter: string): string[][] {
  try {
    return parse(text, { delimiter, skip_empty_lines: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw explain(error, text);
  }
}

/** Only computed for an error: with line numbers, the parser takes four times as long. */
function findLine(text: string, delimiter: string, index: number): number {
  const records = parse(text, { delimiter, skip_empty_lines: true, info: true, to: index + 1 });
  const last = records.at(-1) as unknown as { info: { lines: number } } | undefined;
  return last?.info.lines ?? 0;
}

/** The parser's own messages can quote a whole field. */
function explain(error: CsvError, text: string): UnreadableReport {
  const line = typeof error['lines'] === 'number' ? error['lines'] : 1;
  const isLast = line >= text.trimEnd().split('\n').length;
  const [, expected = 0, found = 0] = /expect (\d+), got (\d+)/.exec(error.message)?.map(Number) ?? [];
  if (error.code === NOT_CLOSED || (error.code === UNEVEN && isLast && found < expected)) {
    return new UnreadableReport(`is cut off at line ${line}`, line);
  }
  const fields = (count: number) => `${count} ${count === 1 ? 'field' : 'fields'}`;
  const [header = ''] = text.split('\n', 1);
  const isOther = expected === 1 && header.includes(';');
  const what =
    error.code === UNEVEN
      ? `${fields(found)}, but its header has ${fields(expected)}${isOther ? ': separate them by commas, not by ;' : ''}`
      : 'a quote out of place';
  return new UnreadableReport(`is not valid CSV: line ${line} has ${what}`, line);
}

/**
 * One JSON object per line. Empty lines are skipped.
 * @throws UnreadableReport with the place of the first line that isn't one
 */
export function readJsonLines(text: string): Row[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const value = parseJsonLine(line, index + 1);
    return [{ at: (path) => valueAt(value, path), place: () => `at line ${index + 1}` } satisfies Row];
  });
}

/**
 * A line of JSON Lines: an object.
 * @throws UnreadableReport with its place
 */
export function parseJsonLine(line: string, number: number): JsonObject {
  let value: JsonValue;
  try {
    value = parsePythonJson(line);
  } catch (error) {
    if (!(error instanceof UnreadableReport)) throw error;
    const what = error.message.replace(/ at line \d+, column \d+$/, '');
    throw unreadableAt(what, { line: number, column: error.column ?? 1 });
  }
  if (value instanceof Map) return value;
  throw unreadableAt('is not JSON Lines: the line is not an object', { line: number, column: 1 });
}

/** inspect's own values for its letters: correct, incorrect, partially correct, no answer. */
const INSPECT_SCORES: Row['words'] = new Map([
  ['C', 1],
  ['I', 0],
  ['P', 0.5],
  ['N', 0],
]);

/**
 * A JSON list of objects, or the samples of an inspect log.
 * @throws UnreadableReport when it is neither, or the log can't count as evidence
 */
export function readJsonRows(text: string): Table {
  const value = parsePythonJson(text);
  if (Array.isArray(value)) return { rows: value.map((item, index) => toRow(item, index, undefined)) };
  if (inspect.lacks(value) !== null) {
    throw new UnreadableReport('is not a list of examples: it is neither a JSON list nor JSON Lines nor an inspect log');
  }
  const { statement } = inspect.read(value);
  const samples = elementsAt(value, 'samples');
  if (samples.length === 0) {
    throw new UnreadableReport('is an inspect log without samples: set log_samples');
  }
  return { rows: samples.map((sample, index) => toRow(sample, index, INSPECT_SCORES)), statement };
}

function toRow(item: JsonValue, index: number, words: Row['words']): Row {
  return { at: (path) => valueAt(item, path), place: () => `in example ${index + 1}`, words };
}
