import { quote } from '../text/safe.js';
import { tightKeyHint } from '../text/yaml-spot.js';

/**
 * Names the kind of a file that can't be a report or JUnit XML, so that the error can say what to do instead. These
 * guesses only explain: they neither accept nor refuse a file.
 */

const WRITE_JSON = 'write the numbers as JSON, such as {"accuracy": 0.91}';
/** What to do about a file of rows. */
const COMPUTE =
  'add a step that computes the metrics from its rows and writes them as JSON, such as {"accuracy": 0.91}';

/** What to do about a list of objects. */
export const CHOOSE_ROW =
  'choose what counts in the policy, in the entry of report, with records: last, records: {best: COLUMN, goal: higher}, records: {key: COLUMN} or, if each row is an example, records: mean';

/** The first bytes of other kinds of files, and the message after their path. */
const BINARY: readonly (readonly [start: readonly number[], message: string])[] = [
  [
    [0x50, 0x4b, 0x03, 0x04],
    `is a ZIP archive (like .eval, .npz, .xlsx and .pt files), not text: ${WRITE_JSON}. Convert an inspect log to JSON with: inspect log dump --header-only`,
  ],
  [[0x1f, 0x8b], 'is compressed with gzip: unpack it first'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'is compressed with zstd: unpack it first'],
  [[0x42, 0x5a, 0x68], 'is compressed with bzip2: unpack it first'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'is compressed with xz: unpack it first'],
  ...[2, 3, 4, 5].map(
    (protocol) => [[0x80, protocol], `is a Python pickle, not text: ${WRITE_JSON} (json.dump)`] as const,
  ),
  [ascii('\x93NUMPY'), `is a NumPy array, not text: ${WRITE_JSON}`],
  [ascii('PAR1'), `is a Parquet file, not text: ${COMPUTE}`],
  [ascii('\x89HDF'), `is an HDF5 file, not text: ${WRITE_JSON}`],
  [ascii('SQLite format 3'), `is an SQLite database, not text: ${WRITE_JSON}`],
  [ascii('\x89PNG'), `is an image, not text: ${WRITE_JSON}`],
  [ascii('%PDF-'), `is a PDF, not a report: ${WRITE_JSON}`],
  [[0x00, 0x00, 0xfe, 0xff], 'is UTF-32 text: write it as UTF-8'],
  [[0xff, 0xfe, 0x00, 0x00], 'is UTF-32 text: write it as UTF-8'],
];

/** How many lines are looked at. */
const LINES = 10;
const COMMENT = /^\s*[#;]/;
const SECTION = /^\s*\[{1,2}[^\][]+\]{1,2}\s*(?:[#;].*)?$/;
const ASSIGNMENT = /^\s*(?:export )?[\w."'-]+(?: [\w."'-]+)*\s*=/;
const SHOWN = 40;

/** Why bytes of a known binary format can't be a report; null for all others. */
export function describeBinary(bytes: Uint8Array): string | null {
  return BINARY.find(([start]) => startsWith(bytes, start))?.[1] ?? null;
}

/**
 * Whether the file begins like TFRecord: its first record's length, in 8 bytes, is below 4 GB. Text has no zeros there.
 */
export function isTfRecord(bytes: Uint8Array): boolean {
  return bytes.length > 12 && bytes.subarray(4, 8).every((byte) => byte === 0);
}

export function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, at) => bytes[at] === byte);
}

type Kind = 'TOML' | 'INI' | 'key = value lines' | 'CSV' | 'Markdown';

function nameKind(path: string, text: string): Kind | null {
  const ending = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  const all = text.split(/\r?\n/, 10 * LINES).filter((line) => line.trim() !== '');
  const lines = all.filter((line) => !COMMENT.test(line)).slice(0, LINES);
  if (isAssignments(lines)) {
    if (ending === 'toml') return 'TOML';
    return ending === 'ini' || ending === 'cfg' ? 'INI' : 'key = value lines';
  }
  if (ending === 'csv' || ending === 'tsv' || isTable(lines)) return 'CSV';
  // with front matter there is something to read
  if (/^---\s*$/.test(all[0] ?? '')) return null;
  return ending === 'md' || /^(?:#{1,6} \S|\|.*\|\s*$)/.test(all[0] ?? '') ? 'Markdown' : null;
}

function isAssignments(lines: readonly string[]): boolean {
  return (
    lines.some((line) => ASSIGNMENT.test(line)) &&
    // a list can go on over several lines
    lines.every((line) => SECTION.test(line) || ASSIGNMENT.test(line) || /^[\s\]},]/.test(line))
  );
}

/** Whether the first two lines have the same number of separators. */
function isTable([head, row]: readonly string[]): boolean {
  if (head === undefined || row === undefined) return false;
  return [',', ';', '\t'].some((separator) => {
    const columns = head.split(separator).length;
    return columns > 1 && row.split(separator).length === columns;
  });
}

/** Names the kind of a text that isn't JSON, YAML or XML: `is CSV`. Null if unknown. */
export function describeText(path: string, text: string): string | null {
  const kind = nameKind(path, text);
  if (kind === null) return null;
  return kind === 'key = value lines' ? 'has "key = value" lines (TOML, INI or properties)' : `is ${kind}`;
}

/** The start of a text of an unknown kind. */
export function describePlainText(text: string): string {
  const start = text.trim().split(/\r?\n/, 1)[0] ?? '';
  return `is plain text (it starts with ${quote(start, SHOWN)})`;
}

/** Why a text can't be a report, as the message after its path. Null if its kind is unknown. */
export function explainText(path: string, text: string): string | null {
  const kind = nameKind(path, text);
  if (kind === null) return null;
  const what = describeText(path, text);
  if (kind === 'CSV')
    return `${what}, but its name doesn't say so: give it the ending .csv (.tsv with tabs), and ${CHOOSE_ROW}`;
  return kind === 'Markdown'
    ? `${what} without front matter, but a report is JSON or YAML: ${WRITE_JSON}, or write a model card's results as "model-index" between two lines "---" at its top`
    : `${what}, but a report is JSON or YAML: ${WRITE_JSON}`;
}

export function explainPlainText(text: string): string {
  const [first = ''] = text.trim().split(/\r?\n/, 1);
  // a line of a log has a time and a colon, too
  const tight = /^[A-Za-z_][\w.-]*:[-+.\d][\w.+-]*$/.test(first) ? tightKeyHint(first) : undefined;
  if (tight !== undefined) return `${describePlainText(text)}, but a report is JSON or YAML. ${tight}`;
  return `${describePlainText(text)}, but a report is JSON or YAML: ${WRITE_JSON}`;
}

export function explainJsonLines(): string {
  return `is JSON Lines (one object per line), but a report is one object: ${CHOOSE_ROW}`;
}

export function explainXml(text: string): string {
  if (/<(?:\w+:)?testsuites?\b/i.test(text))
    return 'is JUnit XML: name it in a gate on tests (tests: …), not as a report';
  if (/^\s*(?:<!doctype html|<html)\b/i.test(text)) return `is an HTML page, not a report: ${WRITE_JSON}`;
  return `is XML, but a report is JSON or YAML: ${WRITE_JSON}`;
}

function ascii(text: string): number[] {
  return Array.from(text, (char) => char.charCodeAt(0));
}
