import { decodeText, refuseConflictMarkers } from './decode.js';
import { parsePythonJson } from './python-json.js';
import type { JsonValue } from './python-json.js';
import { parseStrictYaml } from './strict-yaml.js';

/**
 * JSON or YAML by the path's ending; with any other ending, JSON when it starts like JSON, else YAML.
 * @throws UnreadableReport
 */
export function parseStructured(path: string, bytes: Uint8Array): JsonValue {
  const text = decodeText(bytes);
  refuseConflictMarkers(text);
  return isJson(path, text) ? parsePythonJson(text) : parseStrictYaml(text);
}

function isJson(path: string, text: string): boolean {
  if (/\.json$/i.test(path)) return true;
  if (/\.ya?ml$/i.test(path)) return false;
  return /^\s*[[{]/.test(text);
}
