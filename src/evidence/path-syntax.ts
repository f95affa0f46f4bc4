import { StagegateError } from '../errors.js';

/**
 * One key, or (`any`) every key. With `by`, one element of a list of objects, or every element, named by its value
 * under these keys: `results[dataset=night]`, `results[dataset].*`.
 */
export type Segment =
  | { readonly any: true; readonly by?: readonly string[] }
  | { readonly any: false; readonly key: string; readonly by?: readonly string[] };

/** The element of a list of objects that has `key` under the keys `by`. */
export interface ElementKey {
  readonly any: false;
  readonly key: string;
  readonly by: readonly string[];
  /** Its index in the list where it was found, as a key. */
  readonly at: string;
}

/** A key that was followed, or a named element of a list. */
export type FollowedKey = string | ElementKey;

/** The path to a number in a report, key by key. */
export type MetricPath = readonly Segment[];

const HINT =
  'Join keys with dots. Write a key that contains a dot, a comma, a quote or a "*" in double quotes: latency."p95.9".ms';
const QUOTED = /"((?:[^"\\]|\\["\\])*)"/y;
const BARE = /[^.]*/y;
/** In brackets: the keys that lead to an element's name, and the name. */
const [BY, NAME] = [
  String.raw`(?:"(?:[^"\\]|\\["\\])*"|[^.,"*[\]=\p{Cc}]+)`,
  String.raw`"(?:[^"\\]|\\["\\])*"|[^"*[\]\p{Cc}]+`,
];
/** `results[dataset=night]`, and `results[dataset]` before a `*`. Other brackets are part of a key. */
const SELECTOR = new RegExp(
  String.raw`("(?:[^"\\]|\\["\\])*"|[^.,"[\]]+)\[(${BY}(?:\.${BY})*)(?:=(${NAME})\](?=\.|$)|\](?=\.\*(?:[.[]|$)))`,
  'uy',
);
const NAME_NEEDS_QUOTES = /["*[\]\p{Cc}]|^\s|\s$|^$/u;
const KEY_NEEDS_QUOTES = /[=[\]]/;
/** Keys that would be read as a list with a selector: always, or before a `*`. */
const LIKE_ELEMENT = /^[^[\]]+\[[^[\]=]+=[^[\]]*\]$/;
const LIKE_LIST = /^[^[\]]+\[[^[\]]+\]$/;
const NEEDS_QUOTES = /[.,"*\p{Cc}]|^\s|\s$|^$/u;

/**
 * Reads a dotted path. A bare `*` stands for every key. Any key can be written in quotes, with `\"` and `\\` for a
 * quote and a backslash. `results[dataset].*` is every element of a list, each named by its `dataset`.
 * @throws StagegateError `policy`
 */
export function parseMetricPath(text: string): MetricPath {
  const segments: Segment[] = [];
  let by: readonly string[] | undefined;
  let offset = 0;
  do {
    const selector = readSelector(text, offset);
    if (selector !== null) {
      segments.push(named(selector.segment, by));
      offset += selector.length;
      by = selector.element === null ? selector.by : undefined;
      if (selector.element !== null) segments.push(selector.element);
    } else {
      const [segment, length] = readKey(text, offset);
      segments.push(named(segment, by));
      offset += length;
      by = undefined;
    }
    if (offset < text.length && text[offset] !== '.') {
      throw invalid(text, 'has text right after a closing quote');
    }
    offset += 1;
  } while (offset <= text.length);
  return segments;
}

interface Selector {
  /** The part before the brackets. */
  readonly segment: Segment;
  readonly by: readonly string[];
  /** The element; null if the next `*` stands for each. */
  readonly element: Segment | null;
  readonly length: number;
}

function readSelector(text: string, offset: number): Selector | null {
  SELECTOR.lastIndex = offset;
  const [whole, list = '', keys = '', name] = SELECTOR.exec(text) ?? [];
  if (whole === undefined || [list, name ?? 'x'].some((part) => part !== part.trim())) return null;
  const by = parseMetricPath(keys).map((segment) => (segment.any ? '*' : segment.key));
  const element = name === undefined ? null : { any: false as const, key: unquote(name), by };
  const segment = list.startsWith('"') ? toSegment(unquote(list)) : readBare(text, list);
  return { segment, by, element, length: whole.length };
}

function readKey(text: string, offset: number): [segment: Segment, length: number] {
  const quoted = text[offset] === '"';
  const pattern = quoted ? QUOTED : BARE;
  pattern.lastIndex = offset;
  const match = pattern.exec(text);
  if (match === null) {
    throw invalid(text, 'has an unclosed quote, or a backslash before anything but " and \\');
  }
  return [quoted ? toSegment(unquote(match[0])) : readBare(text, match[0]), match[0].length];
}

function unquote(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replace(/\\(.)/g, '$1') : text;
}

function named(segment: Segment, by: readonly string[] | undefined): Segment {
  return by === undefined ? segment : { ...segment, by };
}

/** The path, or plain keys, as people write it. `parseMetricPath` returns the same segments. */
export function formatMetricPath(path: readonly (Segment | string)[]): string {
  const segments = path.map((part) => (typeof part === 'string' ? toSegment(part) : part));
  return segments.reduce((text, segment, at) => {
    const dot = at === 0 ? '' : '.';
    const { by } = segment;
    if (by === undefined) return `${text}${dot}${formatSegment(segment, segments[at + 1])}`;
    const keys = by
      .map((key) => quoteIf(KEY_NEEDS_QUOTES.test(key) || NEEDS_QUOTES.test(key), key))
      .join('.');
    if (segment.any) return `${text}[${keys}].*`;
    return `${text}[${keys}=${quoteIf(NAME_NEEDS_QUOTES.test(segment.key), segment.key)}]`;
  }, '');
}

export function toSegment(key: string): Segment {
  return { any: false, key };
}

/**
 * Fills in a path's `*`s, from the left, with what the `*`s of another path matched.
 * @throws StagegateError `policy` when it has more than the other
 */
export function substitute(path: MetricPath, bindings: readonly FollowedKey[]): MetricPath {
  const left = [...bindings];
  return path.map((segment) => {
    if (!segment.any) return segment;
    const key = left.shift();
    if (key !== undefined) return named(typeof key === 'string' ? toSegment(key) : key, segment.by);
    throw new StagegateError(
      'policy',
      `the path ${JSON.stringify(formatMetricPath(path))} has more "*" than its metric`,
      {
        hint: 'Each "*" in it stands for what the "*" in the metric\'s own path matched, in order.',
      },
    );
  });
}

function readBare(text: string, bare: string): Segment {
  if (bare === '*') return { any: true };
  if (bare === '') throw invalid(text, 'has an empty part');
  if (bare.includes('"')) throw invalid(text, 'has a quote in the middle of a key');
  if (bare.includes(',')) throw invalid(text, 'has a comma outside quotes, but a path names one metric');
  if (bare.includes('*')) {
    throw invalid(text, 'has a "*" beside other text, but it stands for a whole key');
  }
  if (NEEDS_QUOTES.test(bare)) {
    throw invalid(text, 'has a space around a dot or an end, or a control character');
  }
  return toSegment(bare);
}

function formatSegment(segment: Segment, next: Segment | undefined): string {
  if (segment.any) return '*';
  const { key } = segment;
  const isLikeSelector =
    LIKE_ELEMENT.test(key) ||
    (next?.any === true && LIKE_LIST.test(key)) ||
    (next?.by !== undefined && /[[\]]/.test(key));
  return quoteIf(NEEDS_QUOTES.test(key) || isLikeSelector, key);
}

function quoteIf(needed: boolean, text: string): string {
  return needed ? `"${text.replace(/["\\]/g, '\\$&')}"` : text;
}

function invalid(text: string, what: string): StagegateError {
  return new StagegateError('policy', `the metric path ${JSON.stringify(text)} ${what}`, { hint: HINT });
}
