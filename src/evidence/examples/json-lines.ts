import { unreadableAt } from '../decode.js';
import { UnreadableReport } from '../evidence.js';
import { parsePythonJson, type JsonValue } from '../python-json.js';
import { valueAt, type Row } from './row.js';

/**
 * One JSON object a line; empty lines are passed over.
 * @throws UnreadableReport with the place of the first line that is none
 */
export function readJsonLines(text: string): Row[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const value = parseLine(line, index + 1);
    return [{ at: (path) => valueAt(value, path), place: () => `at line ${index + 1}` } satisfies Row];
  });
}

function parseLine(line: string, number: number): JsonValue {
  let value: JsonValue;
  try {
    value = parsePythonJson(line);
  } catch (error) {
    if (!(error instanceof UnreadableReport)) throw error;
    const what = error.message.replace(/ at line \d+, column \d+$/, '');
    throw unreadableAt(what, { line: number, column: error.column ?? 1 });
  }
  if (value instanceof Map) return value;
  throw unreadableAt('is not JSON Lines: this line is not an object', { line: number, column: 1 });
}
