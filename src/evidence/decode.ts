import { isLfsPointer } from '../text/lfs.js';
import { MAX_REPORT_BYTES, UnreadableReport } from './evidence.js';
import { describeBinary, startsWith } from './file-kind.js';

const MEBIBYTE = 1024 * 1024;
const UTF8_MARK = [0xef, 0xbb, 0xbf];
/** XML or HTML; YAML may start with `<<`. */
export const STARTS_WITH_TAG = /^\uFEFF?\s*<[?!A-Za-z]/;
/** An XML declaration is much shorter. */
const DECLARATION_BYTES = 1024;
const DECLARED_ENCODING = /^\s*<\?xml\s[^>]*?\bencoding\s*=\s*["']([A-Za-z][\w.:-]*)["']/;
/** The characters of windows-1252 from 0x80 to 0x9F. */
const CP1252 = Array.from('€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ');

/**
 * Decodes a report, without its byte order mark. XML may use the encoding that its byte order mark or its declaration
 * names. Everything else must be UTF-8.
 * @throws UnreadableReport when the file is empty, too large, or not text in that encoding
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes.length > MAX_REPORT_BYTES) {
    const size = Math.ceil(bytes.length / MEBIBYTE);
    throw new UnreadableReport(`is ${size} MiB, and a report may have ${MAX_REPORT_BYTES / MEBIBYTE} MiB`);
  }
  const binary = describeBinary(bytes);
  if (binary !== null) throw new UnreadableReport(binary);
  const text = decode(bytes);
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
  throw unreadableAt('contains merge conflict markers', findPosition(text, start.index));
}

/** From 1. Columns are UTF-16 units, as in editors. */
interface Position {
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

/** An UnreadableReport whose message also names its position, for places that only show the message. */
export function unreadableAt(message: string, { line, column }: Position): UnreadableReport {
  return new UnreadableReport(`${message} at line ${line}, column ${column}`, line, column);
}

function decode(bytes: Uint8Array): string {
  const wide = findUtf16(bytes);
  if (wide !== null) return decodeUtf16(bytes, wide);
  if (bytes.includes(0)) throw new UnreadableReport('is binary, not text (it contains a NUL byte)');
  const isXml = STARTS_WITH_TAG.test(new TextDecoder().decode(bytes.subarray(0, DECLARATION_BYTES)));
  const declared = isXml && !startsWith(bytes, UTF8_MARK) ? readDeclaredEncoding(bytes) : null;
  // These bytes are not UTF-16, whatever the declaration says: .NET writes "utf-16" into UTF-8 files.
  if (declared !== null && !/^utf-?(?:8|16)/i.test(declared)) return decodeDeclared(bytes, declared);
  const text = decodeAs('utf-8', bytes);
  if (text !== null) return text;
  const remedy = isXml
    ? `, and its XML declaration ${declared === null ? 'names no other encoding' : `says ${declared}`}: declare the encoding that it is written in (<?xml version="1.0" encoding="ISO-8859-1"?>), or write UTF-8`
    : ': write it as UTF-8';
  // Only for the position. The text may itself contain an earlier replacement character.
  const lossy = new TextDecoder().decode(bytes);
  const { line, column } = findPosition(lossy, lossy.indexOf('\uFFFD'));
  throw new UnreadableReport(
    `is not UTF-8 text (the first wrong byte is at line ${line}, column ${column})${remedy}`,
    line,
    column,
  );
}

/** Recognizes UTF-16 by the byte order mark, else by the zero beside each of the first ASCII characters. */
function findUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (startsWith(bytes, [0xff, 0xfe])) return 'utf-16le';
  if (startsWith(bytes, [0xfe, 0xff])) return 'utf-16be';
  const [a, b, c, d] = bytes;
  if (isAscii(a) && b === 0 && isAscii(c) && d === 0) return 'utf-16le';
  return a === 0 && isAscii(b) && c === 0 && isAscii(d) ? 'utf-16be' : null;
}

function isAscii(byte: number | undefined): boolean {
  return (
    byte !== undefined && (byte === 0x09 || byte === 0x0a || byte === 0x0d || (byte >= 0x20 && byte < 0x7f))
  );
}

function decodeUtf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): string {
  const text = decodeAs(encoding, bytes);
  if (text === null || text.includes('\0')) {
    throw new UnreadableReport('is neither UTF-8 nor valid UTF-16 text: write it as UTF-8');
  }
  if (text.trim() === '' || STARTS_WITH_TAG.test(text)) return text;
  throw new UnreadableReport(
    'is UTF-16 text: write it as UTF-8 (in PowerShell, replace "> FILE" with "| Out-File -Encoding utf8 FILE")',
  );
}

/** As the XML declaration writes it; null without one. */
function readDeclaredEncoding(bytes: Uint8Array): string | null {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, DECLARATION_BYTES));
  return DECLARED_ENCODING.exec(start)?.[1] ?? null;
}

function decodeDeclared(bytes: Uint8Array, declared: string): string {
  const label = [declared, declared.replaceAll('_', '-')].find(isKnownEncoding);
  if (label === undefined) {
    throw new UnreadableReport(
      `declares the encoding ${JSON.stringify(declared)}, which is not supported: write it as UTF-8`,
    );
  }
  const text = decodeAs(label, bytes);
  if (text !== null) return text;
  throw new UnreadableReport(
    `declares the encoding ${JSON.stringify(declared)}, but is not written in it: declare the right one, or write UTF-8`,
  );
}

function isKnownEncoding(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== '';
  } catch {
    return false;
  }
}

/** Null when the bytes are not valid in this encoding. */
function decodeAs(label: string, bytes: Uint8Array): string | null {
  const decoder = new TextDecoder(label, { fatal: true });
  try {
    const text = decoder.decode(bytes);
    // Node 20 decodes windows-1252 as ISO-8859-1, which has control characters in these places.
    return decoder.encoding === 'windows-1252'
      ? text.replace(/[\x80-\x9f]/g, (char) => CP1252[char.charCodeAt(0) - 0x80] ?? char)
      : text;
  } catch {
    return null;
  }
}
