import { UnreadableReport } from '../evidence.js';
import type { JsonObject } from '../formats/format.js';
import { describeRaw } from '../formats/leaf.js';
import { formatMetricPath, parseMetricPath, type Segment } from '../path-syntax.js';
import type { JsonValue } from '../python-json.js';
import { nearest } from '../../text/nearest.js';

const KEYS_SHOWN = 8;

/** What is at a path inside a file, and the objects that lead to it, the outermost first. */
export interface Followed {
  readonly value: JsonValue;
  readonly around: readonly JsonObject[];
}

/**
 * Follows `at` into a file.
 * @throws UnreadableReport that says where the path ends and what is there instead
 */
export function follow(root: JsonValue, at: string): Followed {
  const around: JsonObject[] = [];
  const path = parseMetricPath(at);
  let value = root;
  for (const [depth, segment] of path.entries()) {
    if (value instanceof Map) around.push(value);
    const next = step(value, segment);
    if (next === undefined) throw new UnreadableReport(explain(root, { at, path, depth, value }));
    value = next;
  }
  return { value, around };
}

function step(value: JsonValue, segment: Segment): JsonValue | undefined {
  if (segment.any) return undefined;
  const { key, by } = segment;
  if (Array.isArray(value)) {
    if (by === undefined) return /^\d+$/.test(key) ? value[Number(key)] : undefined;
    const found = value.filter((element) => nameOf(element, by) === key);
    return found.length === 1 ? found[0] : undefined;
  }
  return value instanceof Map && by === undefined ? value.get(key) : undefined;
}

/** A row's value under keys, if it can be a name: a text or a whole number. */
export function nameOf(row: JsonValue, keys: readonly string[]): string | undefined {
  const value = valueAt(row, keys);
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : undefined;
}

/** The value under keys. */
export function valueAt(row: JsonValue, keys: readonly string[]): JsonValue | undefined {
  return keys.reduce<JsonValue | undefined>(
    (above, key) => (above instanceof Map ? above.get(key) : undefined),
    row,
  );
}

interface End {
  readonly at: string;
  readonly path: readonly Segment[];
  readonly depth: number;
  readonly value: JsonValue;
}

function explain(root: JsonValue, { at, path, depth, value }: End): string {
  if (root instanceof Map && root.has(at))
    return `has no ${at}, but a key with dots: write it in double quotes (at: '${JSON.stringify(at)}')`;
  const [segment] = path.slice(depth);
  const what = depth === 0 ? 'the file' : formatMetricPath(path.slice(0, depth));
  const missing = `has no ${formatMetricPath(path.slice(0, depth + 1))}, where the policy says that its report is (at: ${at})`;
  if (Array.isArray(value)) {
    const twins = segment?.by === undefined ? '' : ', or several elements of that name';
    return `${missing}: ${what} is a list of ${value.length} elements, without that one${twins}`;
  }
  if (!(value instanceof Map)) return `${missing}: ${what} is ${describeRaw(value)}`;
  const keys = [...value.keys()];
  const shown = keys.slice(0, KEYS_SHOWN).map((key) => formatMetricPath([key]));
  const more = keys.length > shown.length ? ` and ${keys.length - shown.length} more` : '';
  const guess = segment === undefined || segment.any ? undefined : nearest(segment.key, keys);
  const meant =
    guess === undefined ? '' : `. Did you mean ${formatMetricPath([...path.slice(0, depth), guess])}?`;
  return `${missing}: ${what} has ${shown.length === 0 ? 'nothing in it' : shown.join(', ')}${more}${meant}`;
}

/** Where lists of objects are, as paths: a report may be one of their elements. */
export function findLists(value: JsonValue, above: readonly string[] = []): string[] {
  if (Array.isArray(value))
    return value.length > 0 && value.every((item) => item instanceof Map) ? [formatMetricPath(above)] : [];
  if (!(value instanceof Map) || above.length === 3) return [];
  return [...value].flatMap(([key, child]) => findLists(child, [...above, key]));
}
