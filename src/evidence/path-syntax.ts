import { StagegateError } from '../errors.js';

/** One key, or (`any`) every key that there is. */
export type Segment = { readonly any: true } | { readonly any: false; readonly key: string };

/** The way to a number in a report, key by key. */
export type MetricPath = readonly Segment[];

const HINT =
  'Keys are joined by dots; write a key that holds a dot, a comma, a quote or a "*" in double quotes: latency."p95.9".ms';
const QUOTED = /"((?:[^"\\]|\\["\\])*)"/y;
const BARE = /[^.]*/y;
const NEEDS_QUOTES = /[.,"*\p{Cc}]|^\s|\s$|^$/u;

/**
 * Reads a dotted path. A bare `*` stands for every key; in quotes any key can be written, with `\"` and `\\`
 * for a quote and a backslash.
 * @throws StagegateError `policy`
 */
export function parseMetricPath(text: string): MetricPath {
  const segments: Segment[] = [];
  let offset = 0;
  do {
    const quoted = text[offset] === '"';
    const pattern = quoted ? QUOTED : BARE;
    pattern.lastIndex = offset;
    const match = pattern.exec(text);
    if (match === null) {
      throw invalid(text, 'has a quote that is not closed, or a backslash before anything but " and \\');
    }
    offset = pattern.lastIndex;
    segments.push(quoted ? toSegment((match[1] ?? '').replace(/\\(.)/g, '$1')) : readBare(text, match[0]));
    if (offset < text.length && text[offset] !== '.') {
      throw invalid(text, 'has text right after a closing quote');
    }
    offset += 1;
  } while (offset <= text.length);
  return segments;
}

/** The path, or plain keys, as people write it: `parseMetricPath` gives the same segments back. */
export function formatMetricPath(path: readonly (Segment | string)[]): string {
  return path.map((part) => formatSegment(typeof part === 'string' ? toSegment(part) : part)).join('.');
}

export function toSegment(key: string): Segment {
  return { any: false, key };
}

/**
 * Fills the `*`s of a path, from the left, with what another path's matched.
 * @throws StagegateError `policy` when it has more of them
 */
export function substitute(path: MetricPath, bindings: readonly string[]): MetricPath {
  const left = [...bindings];
  return path.map((segment) => {
    if (!segment.any) return segment;
    const key = left.shift();
    if (key !== undefined) return toSegment(key);
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
  if (bare.includes(',')) throw invalid(text, 'has a comma outside of quotes, and a path names one metric');
  if (bare.includes('*')) {
    throw invalid(text, 'has a "*" beside other text, and it stands for a whole key only');
  }
  if (NEEDS_QUOTES.test(bare)) {
    throw invalid(text, 'has a space around a dot or an end, or a control character');
  }
  return toSegment(bare);
}

function formatSegment(segment: Segment): string {
  if (segment.any) return '*';
  return NEEDS_QUOTES.test(segment.key) ? `"${segment.key.replace(/["\\]/g, '\\$&')}"` : segment.key;
}

function invalid(text: string, what: string): StagegateError {
  return new StagegateError('policy', `the metric path ${JSON.stringify(text)} ${what}`, { hint: HINT });
}
