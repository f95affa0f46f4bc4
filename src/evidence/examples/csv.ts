import { CsvError, parse } from 'csv-parse/sync';
import { UnreadableReport } from '../evidence.js';
import { nameColumn, type Row } from './row.js';

const NOT_CLOSED = 'CSV_QUOTE_NOT_CLOSED';
const UNEVEN = 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH';

/**
 * A table with a header (RFC 4180). A path means the column of that name, with its dots or without.
 * @throws UnreadableReport with the place of what is wrong in it
 */
export function readCsvRows(text: string, delimiter: string): Row[] {
  const records = parseRecords(text, delimiter);
  const [header = [], ...rows] = records;
  const twin = header.find((name, at) => header.indexOf(name) !== at);
  if (twin !== undefined) {
    throw new UnreadableReport(`has the column ${JSON.stringify(twin.slice(0, 60))} twice`);
  }
  const columns = new Map(header.map((name, at) => [name, at]));
  return rows.map((fields, index): Row => {
    return {
      at: (path) => fields[columns.get(nameColumn(path)) ?? -1],
      place: () => `at line ${findLine(text, delimiter, index + 1)}`,
      isText: true,
      columns: header,
    };
  });
}

function parseRecords(text: string, delimiter: string): string[][] {
  try {
    return parse(text, { delimiter, skip_empty_lines: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw explain(error, text);
  }
}

/** Each record's line is told by the parser only when asked to, which takes four times as long. */
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
  const what = error.code === UNEVEN ? `${found} fields where its header has ${expected}` : 'a quote out of place';
  return new UnreadableReport(`is not valid CSV: it has ${what} at line ${line}`, line);
}
