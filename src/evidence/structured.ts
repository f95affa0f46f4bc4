import { UnreadableReport } from './evidence.js';
import { decodeText, refuseConflictMarkers } from './decode.js';
import { parsePythonJson } from './python-json.js';
import type { JsonValue } from './python-json.js';
import { parseStrictYaml } from './strict-yaml.js';

/** YAML takes seconds a megabyte to read; what is larger than this is written by a tool, which can write JSON. */
const MAX_YAML_BYTES = 4 * 1024 * 1024;

/**
 * JSON or YAML by the path's ending; with any other ending, JSON when it starts like JSON, else YAML.
 * @throws UnreadableReport
 */
export function parseStructured(path: string, bytes: Uint8Array): JsonValue {
  const text = decodeText(bytes);
  refuseConflictMarkers(text);
  if (isJson(path, text)) return parsePythonJson(text);
  if (bytes.length > MAX_YAML_BYTES) {
    throw new UnreadableReport('is YAML and larger than the 4 MB of it that are read: write it as JSON');
  }
  return parseStrictYaml(text);
}

function isJson(path: string, text: string): boolean {
  if (/\.json$/i.test(path)) return true;
  if (/\.ya?ml$/i.test(path)) return false;
  return /^\s*[[{]/.test(text);
}
