import { UnreadableReport, type TestFile } from './evidence.js';
import { chooseFormat } from './read-report.js';
import type { Format } from './formats/format.js';
import { FORMATS } from './formats/index.js';
import { readJUnit } from './formats/junit/junit.js';
import { readStructured } from './structured.js';

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
/** An object, a list, or a string (an object encoded twice). */
const JSON_STARTS = Array.from('{["', (char) => char.charCodeAt(0));
const SPACES = Array.from(' \t\r\n', (char) => char.charCodeAt(0));

export type TestReading = Omit<TestFile, 'path' | 'sha256'>;

/**
 * Reads what passed and failed, and what the file says about itself, from JUnit XML or the JSON of a tool that
 * judges.
 * @throws UnreadableReport when it is neither, or can't be trusted as a whole
 */
export function readTests(path: string, bytes: Uint8Array): TestReading {
  if (!startsLikeJson(bytes)) {
    const { tests, statement } = readJUnit(bytes);
    return { ...tests, statement };
  }
  const value = readStructured(path, bytes);
  const format = chooseFormat(value, 'auto', () => 'write the results of only one tool into it');
  const { tests, statement } = format.read(value);
  if (tests !== undefined) return { ...tests, statement };
  const formats: readonly Format[] = FORMATS;
  const judging = formats.flatMap(({ name, judges }) => (judges === true ? [name] : []));
  throw new UnreadableReport(
    `has no test results: a gate on tests reads JUnit XML, or the JSON of ${judging.join(', ')}`,
  );
}

function startsLikeJson(bytes: Uint8Array): boolean {
  const start = BYTE_ORDER_MARK.every((byte, at) => bytes[at] === byte) ? BYTE_ORDER_MARK.length : 0;
  const first = bytes.subarray(start).find((byte) => !SPACES.includes(byte));
  return first !== undefined && JSON_STARTS.includes(first);
}
