import { decodeText, refuseConflictMarkers, STARTS_WITH_TAG } from './decode.js';
import { UnreadableReport } from './evidence.js';
import { explainJsonLines, explainPlainText, explainText, explainXml } from './file-kind.js';
import { parsePythonJson, type JsonValue } from './python-json.js';
import { parseStrictYaml } from './strict-yaml.js';
import { parseTrec } from './formats/trec.js';

/** YAML takes seconds per megabyte. A larger file comes from a tool, which can write JSON. */
const MAX_YAML_BYTES = 4 * 1024 * 1024;
const STARTS_LIKE_JSON = /^\s*[[{]/;
/** Extensions that are hardly meant as YAML. */
const LOG = /\.(?:log|out|txt)$/i;
/** A section of TOML or INI: `[scores]`. */
const STARTS_LIKE_SECTION = /^\s*\[{1,2}[A-Za-z][^\]\n]*\]{1,2}\s*\n/;

/**
 * JSON or YAML by the path's extension. With any other extension, JSON if it starts like JSON, else YAML: only the
 * front matter, if there is one (a model card), or trec_eval's output.
 * @throws UnreadableReport
 */
export function parseStructured(path: string, bytes: Uint8Array): JsonValue {
  const text = decodeText(bytes);
  refuseConflictMarkers(text);
  if (STARTS_WITH_TAG.test(text)) throw new UnreadableReport(explainXml(text));
  if (isJson(path, text)) return parseJson(path, text);
  const trec = isYaml(path) ? null : parseTrec(text);
  if (trec !== null) return trec;
  if (bytes.length > MAX_YAML_BYTES) {
    const why = explainText(path, text) ?? 'is YAML and over the limit of 4 MB: write it as JSON';
    throw new UnreadableReport(why);
  }
  return parseYaml(path, text);
}

/** For a file that isn't JSON at all, its kind explains more than the position of the first error. */
function parseJson(path: string, text: string): JsonValue {
  try {
    return parsePythonJson(text);
  } catch (error) {
    if (!(error instanceof UnreadableReport)) throw error;
    if (isJsonLines(text)) throw new UnreadableReport(explainJsonLines());
    const isOther = !STARTS_LIKE_JSON.test(text) || STARTS_LIKE_SECTION.test(text);
    const other = isOther ? explainText(path, text) : null;
    throw other === null ? error : new UnreadableReport(other);
  }
}

/** Whether each of the first two lines is a complete object. */
export function isJsonLines(text: string): boolean {
  const lines = text.trimStart().split(/\r?\n/, 2);
  return lines.length === 2 && lines.every((line) => line.trimStart().startsWith('{') && isWholeJson(line));
}

function isWholeJson(text: string): boolean {
  try {
    parsePythonJson(text);
    return true;
  } catch {
    return false;
  }
}

function parseYaml(path: string, text: string): JsonValue {
  try {
    const value = parseStrictYaml(isYaml(path) ? text : keepFrontMatter(text));
    if (typeof value !== 'string' || STARTS_LIKE_JSON.test(value)) return value;
  } catch (error) {
    if (!(error instanceof UnreadableReport)) throw error;
    const other = isYaml(path)
      ? null
      : (explainText(path, text) ?? (LOG.test(path) ? explainPlainText(text) : null));
    throw other === null ? error : new UnreadableReport(other);
  }
  throw new UnreadableReport(explainText(path, text) ?? explainPlainText(text));
}

/**
 * The same, but decodes JSON that was encoded twice, as `json.dump(result.to_json())` writes it.
 * @throws UnreadableReport
 */
export function readStructured(path: string, bytes: Uint8Array): JsonValue {
  const value = parseStructured(path, bytes);
  if (typeof value !== 'string' || !STARTS_LIKE_JSON.test(value)) return value;
  try {
    return parsePythonJson(value);
  } catch (error) {
    if (!(error instanceof UnreadableReport)) throw error;
    throw new UnreadableReport(`is a JSON text that contains JSON, which ${error.message} of that text`);
  }
}

function isJson(path: string, text: string): boolean {
  if (/\.json$/i.test(path)) return true;
  if (isYaml(path)) return false;
  return STARTS_LIKE_JSON.test(text);
}

function isYaml(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}

/** The text between a first line `---` and the next one; else the whole text. */
function keepFrontMatter(text: string): string {
  const start = /^---[ \t]*\r?\n/.exec(text);
  if (start === null) return text;
  const end = /^---[ \t]*\r?$/m.exec(text.slice(start[0].length));
  return end === null ? text : text.slice(0, start[0].length + end.index);
}
