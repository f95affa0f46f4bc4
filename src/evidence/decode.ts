import { isLfsPointer } from '../lfs.js';
import { MAX_REPORT_BYTES, UnreadableReport } from './evidence.js';

const MEGABYTE = 1024 * 1024;

/**
 * The text of a report's bytes, without its byte order mark.
 * @throws UnreadableReport when there is nothing, too much, or no UTF-8 text
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes.length > MAX_REPORT_BYTES) {
    const size = Math.ceil(bytes.length / MEGABYTE);
    throw new UnreadableReport(`is ${size} MB, larger than the ${MAX_REPORT_BYTES / MEGABYTE} MB read`);
  }
  if (hasUtf16Mark(bytes)) throw new UnreadableReport('is UTF-16 text; write it as UTF-8');
  if (isZip(bytes)) {
    throw new UnreadableReport(
      'is a ZIP archive, not text; an inspect log (.eval) becomes JSON by: inspect log dump --header-only',
    );
  }
  if (bytes.includes(0)) throw new UnreadableReport('is binary, not text (it holds a NUL byte)');
  const text = decodeUtf8(bytes);
  if (text.trim() === '') throw new UnreadableReport('is empty');
  if (isLfsPointer(text)) {
    throw new UnreadableReport('is a Git LFS pointer, not the report; check out with lfs: true');
  }
  return text;
}

/** @throws UnreadableReport when a merge conflict was left in the text */
export function refuseConflictMarkers(text: string): void {
  const start = /^<{7}(?= |\r?$)/m.exec(text);
  if (start === null || !/^={7}\r?$/m.test(text) || !/^>{7}(?= |\r?$)/m.test(text)) return;
  throw unreadableAt('holds the markers of a merge conflict', findPosition(text, start.index));
}

/** Counted from 1; columns are UTF-16 units, as editors count them. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export function findPosition(text: string, offset: number): Position {
  let line = 1;
  let lineStart = 0;
  for (let end = text.indexOf('\n'); end !== -1 && end < offset; end = text.indexOf('\n', end + 1)) {
    line += 1;
    lineStart = end + 1;
  }
  return { line, column: offset - lineStart + 1 };
}

/** An UnreadableReport that names its position in words too, for where only the sentence is shown. */
export function unreadableAt(message: string, { line, column }: Position): UnreadableReport {
  return new UnreadableReport(`${message} at line ${line}, column ${column}`, line, column);
}

function hasUtf16Mark(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

function isZip(bytes: Uint8Array): boolean {
  return [0x50, 0x4b, 0x03, 0x04].every((byte, at) => bytes[at] === byte);
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableReport('is binary, not text (it is not valid UTF-8)');
  }
}
