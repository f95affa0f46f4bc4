import { posix } from 'node:path';
import picomatch from 'picomatch';

/** The most alternatives in a range in braces. */
const MAX_RANGE = 10_000;

/** picomatch's fast paths misread an escaped backslash. */
const OPTIONS = {
  dot: true,
  nonegate: true,
  windows: false,
  strictSlashes: true,
  fastpaths: false,
  expandRange,
} as const;

/** A pattern of paths, relative to a folder and with `/`. */
export interface Glob {
  /** The folder of all matches, as far as the pattern names it; empty for the root. */
  readonly base: string;
  matches(path: string): boolean;
  /** Whether a match can be below a folder that is in the base (or is the base). */
  canHold(folder: string): boolean;
}

/** A pattern that only matches this text. */
export function escapeGlob(text: string): string {
  return text.replace(/[\\()[\]{}*?|!+@"]/g, '\\$&');
}

/**
 * Reads a pattern with `*`, `**`, `?`, `[…]`, `{a,b}`, `{1..9}` and `@(…)`; hidden files match too.
 * @throws Error for a range that can't be read, or a pattern of tens of thousands of characters
 */
export function readGlob(pattern: string): Glob {
  const normal = posix.normalize(pattern);
  const isMatch = picomatch(normal, OPTIONS);
  return {
    base: findBase(normal),
    matches: (path) => isMatch(path),
    canHold: limitFolders(normal),
  };
}

/** The folders before the first special character. picomatch's own scan is wrong for escapes. */
function findBase(pattern: string): string {
  const folders = pattern.split('/').slice(0, -1);
  const end = folders.findIndex((folder) => /[*?[\]{}()|"]/.test(folder.replace(/\\./g, '')));
  const base = end === -1 ? folders : folders.slice(0, end);
  return base.join('/').replace(/\\(.)/g, '$1');
}

/**
 * Tests a folder's path name by name, up to a `**`. Accepts every folder if brackets in the pattern can span folders.
 */
function limitFolders(pattern: string): (folder: string) => boolean {
  if (spansFolders(pattern)) return () => true;
  const parts = pattern.split('/');
  const free = parts.findIndex((part) => part.includes('**'));
  const tests = (free === -1 ? parts : parts.slice(0, free)).map((part) => picomatch(part, OPTIONS));
  return (folder) => {
    const names = folder === '' ? [] : folder.split('/');
    if (free === -1 && names.length >= tests.length) return false;
    return names.slice(0, tests.length).every((name, at) => tests[at]?.(name) === true);
  };
}

function spansFolders(pattern: string): boolean {
  let depth = 0;
  for (const char of pattern.replace(/\\./g, '')) {
    if (char === '(') return true;
    if (char === '{' || char === '[') depth += 1;
    if (char === '}' || char === ']') depth = Math.max(0, depth - 1);
    if (char === '/' && depth > 0) return true;
  }
  return false;
}

/**
 * A range in braces as a regular expression. picomatch itself reads `{8..12}` as a class of characters, and would
 * silently skip files.
 * @throws RangeError for anything but two whole numbers or two letters in ascending order
 */
function expandRange(from: string, to: string, ...more: unknown[]): string {
  // the last argument is picomatch's options; one before it is a step
  if (more.length > 1) throw new RangeError('a range with a step');
  if (/^[A-Za-z]$/.test(from) && /^[A-Za-z]$/.test(to) && from <= to) return `[${from}-${to}]`;
  const count = Number(to) - Number(from) + 1;
  if (!/^\d{1,9}$/.test(from) || !/^\d{1,9}$/.test(to) || count < 1 || count > MAX_RANGE) {
    throw new RangeError('not a range of whole numbers or letters in ascending order');
  }
  const width = from.startsWith('0') ? from.length : 0;
  return `(?:${Array.from({ length: count }, (_, at) => String(Number(from) + at).padStart(width, '0')).join('|')})`;
}
