import { decodeText, refuseConflictMarkers, STARTS_WITH_TAG } from '../decode.js';
import { UnreadableReport } from '../evidence.js';
import { parseJsonLine, readCsvTable } from '../examples/row-readers.js';
import { explainXml } from '../file-kind.js';
import { type JsonObject } from '../formats/format.js';
import type { JsonValue } from '../python-json.js';
import { isJsonLines, readStructured } from '../structured.js';

/** A file's content. For a table or JSON Lines, its rows as a list of objects. */
export interface Content {
  readonly value: JsonValue;
  /** The header of a table. */
  readonly columns?: readonly string[];
  /** Where a row is: `line 3`. Missing where the file is one JSON or YAML value. */
  readonly place?: (row: number) => string;
}

const NUMBER = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/;
/** A version number with leading zeros stays a text. */
const LEADING_ZERO = /^[-+]?0\d/;
/** NaN and infinity as Python, pandas, R and JavaScript write them. */
const WORDS: ReadonlyMap<string, number> = new Map([
  ['nan', NaN],
  ['-nan', NaN],
  ['inf', Infinity],
  ['+inf', Infinity],
  ['-inf', -Infinity],
  ['infinity', Infinity],
  ['-infinity', -Infinity],
]);

/**
 * Reads a file whose report is inside it: CSV and TSV by the ending, JSON Lines by the ending or the first two lines,
 * else JSON or YAML.
 * @throws UnreadableReport
 */
export function readContent(path: string, bytes: Uint8Array): Content {
  const separator = /\.csv$/i.test(path) ? ',' : /\.tsv$/i.test(path) ? '\t' : null;
  const text = decodeText(bytes);
  refuseConflictMarkers(text);
  if (separator !== null) {
    if (STARTS_WITH_TAG.test(text)) throw new UnreadableReport(explainXml(text));
    return readTable(text, separator);
  }
  if (/\.(?:jsonl|ndjson)$/i.test(path) || (!/\.ya?ml$/i.test(path) && isJsonLines(text)))
    return readLines(text);
  return { value: readStructured(path, bytes) };
}

/** Old Ultralytics versions pad headers and cells with spaces. */
function readTable(text: string, separator: string): Content {
  const { header, records, lineOf } = readCsvTable(text, separator);
  const columns = header.map((name) => name.trim());
  const twin = columns.find((name, at) => columns.indexOf(name) !== at);
  if (twin !== undefined)
    throw new UnreadableReport(`has the column ${JSON.stringify(twin.slice(0, 60))} twice`);
  const other = separator === ',' ? ';' : ',';
  if (columns.length === 1 && columns[0]?.includes(other) === true)
    throw new UnreadableReport(
      `has one column, ${JSON.stringify(columns[0].slice(0, 60))}: separate the fields with ${separator === ',' ? 'commas (with tabs in a .tsv file), and write decimals with a point' : 'tabs'}`,
    );
  const rows = records.map(
    (cells): JsonObject =>
      new Map(
        columns.flatMap((name, at): [string, JsonValue][] => {
          const cell = cells[at]?.trim() ?? '';
          return cell === '' ? [] : [[name, toValue(cell)]];
        }),
      ),
  );
  return { value: rows, columns, place: (row) => `line ${lineOf(row)}` };
}

function toValue(cell: string): JsonValue {
  if (NUMBER.test(cell) && !LEADING_ZERO.test(cell)) return Number(cell);
  return WORDS.get(cell.toLowerCase()) ?? cell;
}

function readLines(text: string): Content {
  const lines: number[] = [];
  const rows = text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    lines.push(index + 1);
    return [parseJsonLine(line, index + 1)];
  });
  return { value: rows, place: (row) => `line ${lines[row] ?? 0}` };
}
