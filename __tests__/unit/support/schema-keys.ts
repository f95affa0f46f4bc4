import { Ajv2020 } from 'ajv/dist/2020.js';

/** A part of a JSON Schema. */
interface Schema {
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

/** A key of a map, `.models.*.report`. */
export interface SchemaKey {
  readonly path: string;
  readonly schema: Schema;
}

/** All keys, each with the schema of its value. */
export function keysOf(schema: Schema, path = ''): SchemaKey[] {
  const { properties = {}, additionalProperties, items, anyOf = [] } = schema;
  return [
    ...Object.entries(properties).flatMap(([key, value]) => [
      { path: `${path}.${key}`, schema: value },
      ...keysOf(value, `${path}.${key}`),
    ]),
    ...(typeof additionalProperties === 'object' ? keysOf(additionalProperties, `${path}.*`) : []),
    ...(items === undefined ? [] : keysOf(items, path)),
    ...anyOf.flatMap((choice) => keysOf(choice, path)),
  ];
}

/** One for all keys: each has the meta-schema to compile. */
const ajv = new Ajv2020({ strictTypes: false, allowUnionTypes: true });

/** What an editor could not show for a key. */
export function whatLacks({ path, schema }: SchemaKey): string[] {
  const { description = '', examples = [], enum: values, const: value, pattern, type } = schema;
  const isValid = ajv.compile(schema);
  return [
    ...(/^[A-Za-z*{].{8,}/.test(description) ? [] : [`${path} has no description`]),
    ...(examples.length > 0 || (values ?? value ?? pattern) !== undefined || type === 'boolean'
      ? []
      : [`${path} has no example`]),
    ...examples
      .filter((example) => !isValid(example))
      .map((example) => `${path} has a wrong example: ${JSON.stringify(example)}`),
    // editors insert a map, and write a list in it that isn't of plain values as [object Object]
    ...(typeof schema.additionalProperties === 'object' && /:\[\{/.test(JSON.stringify(examples))
      ? [`${path} has an example with a list of maps`]
      : []),
  ];
}
