import type { JsonValue } from '../python-json.js';

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
