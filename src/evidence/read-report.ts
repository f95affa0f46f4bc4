import { type Report, UnreadableReport } from './evidence.js';
import { FORMATS } from './formats/index.js';
import { LOG_FORMATS, type FormatChoice } from './formats/names.js';
import { readStructured } from './structured.js';
import { tightKeyHint } from '../text/yaml-spot.js';
import { CHOOSE_ROW } from './file-kind.js';
import { formatMetricPath } from './path-syntax.js';
import type { JsonValue } from './python-json.js';
import type { Format } from './formats/format.js';
import { describeRaw } from './formats/leaf.js';
import { plain } from './formats/plain.js';
import { readStatement } from './statement.js';

export interface ReportFile {
  /** Path as the user knows it. Its extension decides between JSON and YAML. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes, hex. */
  readonly sha256: string;
  /** `auto`, the default, goes by the shape. `plain` reads by paths, whatever tool the report looks like. */
  readonly format?: FormatChoice | undefined;
}

/**
 * Reads an evaluation report into numbers.
 * @throws UnreadableReport when the report can't be trusted as a whole
 */
export function readReport({ path, bytes, sha256, format: asked = 'auto' }: ReportFile): Report {
  return { path, sha256, ...readValue(readStructured(path, bytes), asked) };
}

/**
 * Reads parsed JSON or YAML into numbers. The rows of a log are `plain` under the log's name.
 * @throws UnreadableReport
 */
export function readValue(value: JsonValue, asked: FormatChoice): Omit<Report, 'path' | 'sha256'> {
  const log = LOG_FORMATS.find((name) => name === asked);
  if (log !== undefined) return { format: log, ...plain.read(value) };
  const format = chooseFormat(value, asked);
  const nearly = asked === 'auto' && format.name === 'plain' ? findNearly(value) : null;
  return { format: format.name, ...format.read(value), ...(nearly === null ? {} : { nearly }) };
}

/**
 * The format of a report: the one asked for, else the only one that it matches, else `plain`.
 * @param remedy what to do about a report that matches two formats, given the name of one
 * @throws UnreadableReport when it doesn't match the format asked for, or matches two
 */
export function chooseFormat(
  value: JsonValue,
  asked: FormatChoice,
  remedy = (name: string) => `name the right one in the policy (format: ${name})`,
): Format {
  if (asked === 'plain') return plain;
  const formats: readonly Format[] = FORMATS;
  if (asked !== 'auto') return requireFormat(value, formats.find(({ name }) => name === asked) ?? plain);
  const [format, other] = formats.filter((candidate) => candidate.lacks(value) === null);
  if (format !== undefined && other !== undefined) {
    throw new UnreadableReport(
      `matches two formats, ${format.name} and ${other.name}: ${remedy(format.name)}`,
    );
  }
  if (format !== undefined) return format;
  const wrong = nameOther(value);
  if (wrong === null) return plain;
  throw new UnreadableReport(wrong);
}

/** For a report that is read as `plain`: what it lacks to be in a format that it nearly matches; else null. */
function findNearly(value: JsonValue): string | null {
  const formats: readonly Format[] = FORMATS;
  const format = formats.find(({ nearly }) => nearly?.(value) === true);
  return format === undefined ? null : `can't be read as ${format.name}: it ${format.lacks(value)}`;
}

function requireFormat(value: JsonValue, format: Format): Format {
  const lacking = format.lacks(value);
  if (lacking === null) return format;
  throw new UnreadableReport(`is not in the format ${format.name}, which the policy asks for: it ${lacking}`);
}

/** `91%`, `0,91`: in quotes, since JSON has no such numbers. */
const NUMBER_AS_TEXT = /^[-+]?\d+(?:[.,]\d+)? ?%?$/;

/**
 * Why a value can't even be a plain report; null when it can. A report that only says which version it is about is
 * fine.
 */
function nameOther(value: JsonValue): string | null {
  if (!(value instanceof Map)) return explainKind(value);
  if (findLeaf(value, (leaf) => typeof leaf === 'number') !== null) return null;
  const stated = { ...readStatement(value), unclearTime: undefined };
  if (Object.values(stated).some((said) => said !== undefined && said !== false)) return null;
  const tight = [...value.keys()].map(tightKeyHint).find((hint) => hint !== undefined);
  if (tight !== undefined) return `has no number in it. ${tight}`;
  const asText = findLeaf(value, (leaf) => typeof leaf === 'string' && NUMBER_AS_TEXT.test(leaf));
  if (asText !== null)
    return `has no number in it (${asText}): write numbers without quotes and without %, with a point`;
  const example = findLeaf(value, () => true);
  return `has no number in it${example === null ? '' : ` (${example})`}, and matches none of the known formats (${listFormats()})`;
}

function explainKind(value: Exclude<JsonValue, Map<string, JsonValue>>): string {
  const nearly = findNearly(value);
  if (nearly !== null) return nearly;
  if (Array.isArray(value) && value.length > 0 && value.every((item) => item instanceof Map)) {
    return `is a list of ${value.length} ${value.length === 1 ? 'object' : 'objects'}, but a report is one object: ${CHOOSE_ROW}`;
  }
  return `is ${nameKind(value)}, but a report is one object of numbers, such as {"accuracy": 0.91}, or in a known format (${listFormats()})`;
}

/** The first leaf that `fits`, as `a.b is "text"`. */
function findLeaf(
  value: JsonValue,
  fits: (leaf: JsonValue) => boolean,
  above: readonly string[] = [],
): string | null {
  if (!(value instanceof Map) && !Array.isArray(value)) {
    return fits(value) ? `${formatMetricPath(above)} is ${describeRaw(value)}` : null;
  }
  const entries: Iterable<[string | number, JsonValue]> = value.entries();
  for (const [key, child] of entries) {
    const found = findLeaf(child, fits, [...above, String(key)]);
    if (found !== null) return found;
  }
  return null;
}

function listFormats(): string {
  return FORMATS.map(({ name }) => name).join(', ');
}

function nameKind(value: JsonValue): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number') return 'a number';
  if (typeof value === 'string') return 'a text';
  return value === null ? 'null' : 'true or false';
}
