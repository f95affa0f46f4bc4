import type { MetricGroup, Statement, TestCounts } from '../evidence.js';
import type { JsonValue } from '../python-json.js';

export interface Reading {
  readonly metrics: MetricGroup;
  readonly statement: Statement;
  /** For tools that judge by themselves. */
  readonly tests?: TestCounts | undefined;
}

/** A kind of report. A new one is a file here and an entry in the list in `index.ts`. */
export interface Format {
  /** As in the policy's `format:`. */
  readonly name: string;
  /** Whether its reports say what passed and failed, so that a gate on tests can read them. */
  readonly judges?: boolean;
  /**
   * What a value lacks to be in this format, as the rest of a sentence (`has no "results"`); null when it lacks
   * nothing. It is asked of every report, so it looks at no more than it needs.
   */
  lacks(value: JsonValue): string | null;
  /** Whether the tool wrote a value, though it may lack something: what is not found in it can be for that reason. */
  nearly?(value: JsonValue): boolean;
  /** @throws UnreadableReport when what is in the format's places is no evidence */
  read(value: JsonValue): Reading;
}

export type JsonObject = Map<string, JsonValue>;

/** The object that keys lead to, or undefined. */
export function objectAt(value: JsonValue | undefined, ...keys: readonly string[]): JsonObject | undefined {
  const found = at(value, ...keys);
  return found instanceof Map ? found : undefined;
}

/** The list that keys lead to, or undefined. */
export function listAt(value: JsonValue | undefined, ...keys: readonly string[]): JsonValue[] | undefined {
  const found = at(value, ...keys);
  return Array.isArray(found) ? found : undefined;
}

/** The text that keys lead to, or undefined; an empty one says nothing. */
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
