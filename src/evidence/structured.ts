import { UnreadableReport } from './evidence.js';
import { decodeText, refuseConflictMarkers } from './decode.js';
import { parsePythonJson } from './python-json.js';
import type { JsonValue } from './python-json.js';
import { parseStrictYaml } from './strict-yaml.js';

/** YAML takes seconds a megabyte to read; what is larger than this is written by a tool, which can write JSON. */
const MAX_YAML_BYTES = 4 * 1024 * 1024;
const STARTS_LIKE_JSON = /^\s*[[{]/;
/** YAML may start with `<<`. */
const STARTS_LIKE_XML = /^\s*<(?:[?!]|testsuites?\b)/i;
const JUNIT_ROOT = /<(?:\w+:)?testsuites?\b/i;

/**
 * JSON or YAML by the path's ending; with any other ending, JSON when it starts like JSON, else YAML, of which a
 * text with front matter (a model card) holds only that.
 * @throws UnreadableReport
 */
export function parseStructured(path: string, bytes: Uint8Array): JsonValue {
  const text = decodeText(bytes);
  refuseConflictMarkers(text);
  if (STARTS_LIKE_XML.test(text)) throw new UnreadableReport(describeXml(text));
  if (isJson(path, text)) return parsePythonJson(text);
  if (bytes.length > MAX_YAML_BYTES) {
    throw new UnreadableReport('is YAML and larger than the 4 MB of it that are read: write it as JSON');
  }
  return parseStrictYaml(isYaml(path) ? text : keepFrontMatter(text));
}

/**
 * The same; a text that is JSON once more, as `json.dump(result.to_json())` writes it, is taken for what is in it.
 * @throws UnreadableReport
 */
export function readStructured(path: string, bytes: Uint8Array): JsonValue {
  const value = parseStructured(path, bytes);
  if (typeof value !== 'string' || !STARTS_LIKE_JSON.test(value)) return value;
  try {
    return parsePythonJson(value);
  } catch (error) {
    if (!(error instanceof UnreadableReport)) throw error;
    throw new UnreadableReport(`holds JSON in a text, which ${error.message} of it`);
  }
}

function describeXml(text: string): string {
  return JUNIT_ROOT.test(text)
    ? 'is JUnit XML: name it in a gate on tests (tests: …), not as a report'
    : 'is XML, and a report is JSON or YAML';
}

function isJson(path: string, text: string): boolean {
  if (/\.json$/i.test(path)) return true;
  if (isYaml(path)) return false;
  return STARTS_LIKE_JSON.test(text);
}

function isYaml(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}

/** What stands between a first line `---` and the next such line, where more follows; else the whole text. */
function keepFrontMatter(text: string): string {
  const start = /^---[ \t]*\r?\n/.exec(text);
  if (start === null) return text;
  const end = /^---[ \t]*\r?$/m.exec(text.slice(start[0].length));
  return end === null ? text : text.slice(0, start[0].length + end.index);
}
