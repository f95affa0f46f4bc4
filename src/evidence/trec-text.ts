import { UnreadableReport } from './evidence.js';
import type { JsonValue } from './python-json.js';

/** trec_eval prints `%-22s\t%s\t%6.4f`: a measure, padded, the query or `all`, and its value. */
const LINE = /^(?=[^\t]{22})(\S+) *\t(\S+)\t *(\S+)$/;
const NUMBER = /^-?\d+(?:\.\d+)?$/;

/**
 * The output of trec_eval: values by query and measure. Null for any other text, and if a value is there twice.
 * @throws UnreadableReport when the last line has no end: a number may be cut off, and 0.52 is still a number
 */
export function parseTrec(text: string): JsonValue | null {
  if (!LINE.test(text.slice(0, 400).split(/\r?\n/, 1)[0] ?? '')) return null;
  const queries = new Map<string, Map<string, JsonValue>>();
  for (const line of text.trimEnd().split(/\r?\n/)) {
    const [, measure, query, value] = LINE.exec(line) ?? [];
    if (measure === undefined || query === undefined || value === undefined) return null;
    const row = queries.get(query) ?? new Map<string, JsonValue>();
    if (row.has(measure)) return null;
    queries.set(query, row.set(measure, NUMBER.test(value) ? Number(value) : value));
  }
  if (!text.endsWith('\n')) throw new UnreadableReport('is cut off: its last line has no line break');
  return queries;
}
