import type { MetricGroup, Statement, TestCounts } from '../evidence.js';
import type { JsonValue } from '../python-json.js';
import type { FormatName } from './names.js';

export interface Reading {
  readonly metrics: MetricGroup;
  readonly statement: Statement;
  /** What passed and failed, if the tool judges. */
  readonly tests?: TestCounts | undefined;
}

/** A kind of report. A new one is a file here, its name in `names.ts` and an entry in `index.ts`. */
export interface Format {
  /** As in the policy's `format:`. */
  readonly name: FormatName | 'plain';
  /** Whether its reports say what passed and failed, so a gate on tests can read them. */
  readonly judges?: boolean;
  /**
   * What a value lacks to be in this format, as a message (`has no "results"`); null when it lacks nothing. Every
   * report is checked, so this must be cheap.
   */
  lacks(value: JsonValue): string | null;
  /** Whether the tool seems to have written the value, although it lacks something. That explains a missing metric. */
  nearly?(value: JsonValue): boolean;
  /** @throws UnreadableReport when the report can't count as evidence */
  read(value: JsonValue): Reading;
}

export type JsonObject = Map<string, JsonValue>;

/** The object at a path of keys, or undefined. */
export function objectAt(value: JsonValue | undefined, ...keys: readonly string[]): JsonObject | undefined {
  const found = at(value, ...keys);
  return found instanceof Map ? found : undefined;
}

/** The members of the object at a path of keys; empty without an object. */
export function membersAt(value: JsonValue | undefined, ...keys: readonly string[]): JsonObject {
  return objectAt(value, ...keys) ?? new Map<string, JsonValue>();
}

/** The list at a path of keys, or undefined. */
export function listAt(value: JsonValue | undefined, ...keys: readonly string[]): JsonValue[] | undefined {
  const found = at(value, ...keys);
  return Array.isArray(found) ? found : undefined;
}

/** The elements of the list at a path of keys; empty without a list. */
export function elementsAt(value: JsonValue | undefined, ...keys: readonly string[]): JsonValue[] {
  return listAt(value, ...keys) ?? [];
}

/** The text at a path of keys, or undefined. An empty text counts as missing. */
export function textAt(value: JsonValue | undefined, ...keys: readonly string[]): string | undefined {
  const found = at(value, ...keys);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

function at(value: JsonValue | undefined, ...keys: readonly string[]): JsonValue | undefined {
  return keys.reduce<JsonValue | undefined>(
    (above, key) => (above instanceof Map ? above.get(key) : undefined),
    value,
  );
}
