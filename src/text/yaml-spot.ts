import type { YAMLError } from 'yaml';
import { hideCredentials } from './safe.js';

/** The text around the library's position. Lines have no line ending. */
export interface Spot {
  readonly text: string;
  readonly offset: number;
  readonly line: string;
  /** Of `line`. */
  readonly start: number;
  /** The line before the position, and the rest of it. */
  readonly before: string;
  readonly rest: string;
  /** The nearest lines around it with more than spaces and comments. */
  readonly above: string;
  readonly aboveStart: number;
  readonly below: string;
  readonly belowStart: number;
  /** The library's words. */
  readonly said: string;
}

/** At a line's end, the library gives the next line's start, or an empty line. */
export function lookAt(text: string, { pos, message }: Pick<YAMLError, 'pos' | 'message'>): Spot {
  const offset = Math.min(pos[0], Math.max(text.trimEnd().length - 1, 0));
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = endOfLine(text, start);
  const above = previousLine(text, start);
  const below = nextLine(text, end);
  return {
    text,
    offset,
    line: trimEnd(text.slice(start, end)),
    start,
    before: text.slice(start, offset),
    rest: trimEnd(text.slice(offset, end)),
    above: above.line,
    aboveStart: above.start,
    below: below.line,
    belowStart: below.start,
    said: message,
  };
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end === -1 ? text.length : end;
}

function trimEnd(line: string): string {
  return line.replace(/[\r\n]+$/, '');
}

const EMPTY_LINE = /^\s*(?:#.*)?$/;

function nextLine(text: string, end: number): { line: string; start: number } {
  for (let start = end + 1; start < text.length; start = endOfLine(text, start) + 1) {
    const line = trimEnd(text.slice(start, endOfLine(text, start)));
    if (!EMPTY_LINE.test(line)) return { line, start };
  }
  return { line: '', start: text.length };
}

function previousLine(text: string, start: number): { line: string; start: number } {
  for (const above of linesAbove(text, start)) if (!EMPTY_LINE.test(above.line)) return above;
  return { line: '', start: 0 };
}

/** The lines above a place, the nearest first. */
function* linesAbove(text: string, start: number): Generator<{ line: string; start: number }> {
  for (let end = start - 1; end >= 0;) {
    const begin = text.lastIndexOf('\n', end - 1) + 1;
    yield { line: trimEnd(text.slice(begin, end)), start: begin };
    end = begin - 1;
  }
}

export function indent(line: string): number {
  return line.length - line.trimStart().length;
}

export function firstOfLine({ line, start }: Spot): number {
  return start + indent(line);
}

/** The first tab of the line's indentation. After spaces, the library only reports wrong indentation. */
export function tabAt({ line, start }: Spot): number | null {
  return /^ *\t/.test(line) ? start + line.indexOf('\t') : null;
}

export function nameOf(line: string): string {
  return withoutComment(line)
    .replace(/^(?:\s*- )*\s*/, '')
    .trim();
}

export function withoutComment(text: string): string {
  return text.replace(/\s#.*$/, '').trim();
}

/** A line at the position of a list's dashes, without a dash. */
export function isUnmarkedItem({ text, line, start, offset }: Spot): boolean {
  const column = indent(line);
  if (/^-(?: |$)/.test(line.trimStart()) || offset > start + column) return false;
  for (const { line: above } of linesAbove(text, start)) {
    if (EMPTY_LINE.test(above) || indent(above) > column) continue;
    return indent(above) === column && /^-(?: |$)/.test(above.trimStart());
  }
  return false;
}

/** A value like `reports/{version}.json` around the position. */
export function templateAt({ line, start, offset }: Spot): { value: string; offset: number } | null {
  for (const found of line.matchAll(
    /[^\s,[\]{}"':]*\{[\w.-]+\}[^\s,[\]{}"']*(?:\{[\w.-]+\}[^\s,[\]{}"']*)*/g,
  )) {
    const [value] = found;
    const from = start + found.index;
    // a map with one key is not a template
    if (/^\{[^{}]*\}$/.test(value)) continue;
    if (offset >= from && offset <= from + value.length) return { value, offset: from };
  }
  return null;
}

/** The opening quote of the value at the position: the last unescaped quote. */
export function openQuote({ text, offset, said }: Spot): number {
  const quoteMark = said.includes("'") ? "'" : '"';
  for (let at = text.lastIndexOf(quoteMark, offset); at > 0; at = text.lastIndexOf(quoteMark, at - 1)) {
    if (quoteMark === '"') {
      const [slashes = ''] = /\\*$/.exec(text.slice(Math.max(0, at - 100), at)) ?? [];
      if (slashes.length % 2 === 0) return at;
    } else if (text[at - 1] === quoteMark) at -= 1;
    else return at;
  }
  return text.startsWith(quoteMark) ? 0 : offset;
}

/** The last unclosed bracket before the position, ignoring quotes. */
export function openBracket({ text, offset, said }: Spot): number {
  const [open, close] = said.endsWith('}') ? ['{', '}'] : ['[', ']'];
  let closed = 0;
  for (let at = offset; at >= 0; at--) {
    if (text[at] === close) closed += 1;
    else if (text[at] === open && closed-- === 0) return at;
  }
  return offset;
}

/** A hint for `min:0.85`, which YAML reads as one word without a space after the colon. */
export function tightKeyHint(text: string): string | undefined {
  const [, key, value] = /^([\w.-]+):(?!\/\/)(\S.*)$/.exec(text) ?? [];
  return key === undefined || value === undefined
    ? undefined
    : hideCredentials(`Put a space after the colon: ${key}: ${value}`);
}

/** A hint for `{version}`, which YAML reads as a map with a key and no value. @param values the map's values */
export function bareTemplateHint(values: readonly unknown[]): string | undefined {
  return values.length > 0 && values.every((value) => value === null)
    ? 'Quote the value: it contains { }.'
    : undefined;
}
