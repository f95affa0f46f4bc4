import * as z from 'zod/mini';
import { POLICY_MAPS, type KeyText } from './descriptions.js';
import { policySchema } from './schema.js';

/** A key of the schema while it is being made: the map's index in POLICY_MAPS. */
const MARK = 'x-map';

/** The policy's JSON Schema (draft 2020-12), published as `schema/policy.schema.json` for editors. */
export function policyJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(policySchema, {
    override: ({ zodSchema, jsonSchema }) => {
      const schema: unknown = zodSchema;
      const at = POLICY_MAPS.findIndex((map) => map.schema === schema);
      if (at !== -1) jsonSchema[MARK] = at;
    },
  });
  return { $schema, ...(withTexts(schema) as object) };
}

/** A copy with a title and a description for each map, and the texts of its keys. */
function withTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withTexts);
  if (typeof value !== 'object' || value === null) return value;
  const { [MARK]: at, ...rest } = value as Record<string, unknown>;
  const copy = Object.fromEntries(Object.entries(rest).map(([key, inner]) => [key, withTexts(inner)]));
  if (typeof at !== 'number') return copy;
  const { title, description, keys = {} } = POLICY_MAPS[at] ?? {};
  const properties = Object.entries((copy['properties'] ?? {}) as Record<string, object>);
  return {
    ...{ title, description },
    ...copy,
    properties: Object.fromEntries(properties.map(([key, inner]) => [key, describe(inner, keys[key])])),
  };
}

/** The text about the key takes the place of the text about its value. */
function describe(schema: object, text: KeyText | undefined): object {
  return text === undefined ? schema : { ...schema, ...text };
}
