import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { isUndocumented } from './undocumented.js';

export type Values = Readonly<Record<string, unknown>>;

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

interface Parameter {
  readonly name: string;
  readonly required: boolean;
  /** It may hold slashes. */
  readonly segments?: boolean;
  readonly schema: Schema;
}

export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly query: readonly Parameter[];
  readonly body?: { readonly required: boolean; readonly schema: Schema };
  /** By status; null where an answer has no JSON. */
  readonly answers: Readonly<Record<string, Schema | null>>;
}

interface Slice {
  readonly operations: readonly Operation[];
  readonly schemas: Readonly<Record<string, Schema>>;
}

const SLICE = JSON.parse(readFileSync(join(import.meta.dirname, 'rest.json'), 'utf8')) as Slice;
const ID = 'github';

const ajv = new Ajv({ strict: false, allErrors: true, logger: false, formats: makeFormats() });
ajv.addSchema(SLICE, ID);
// A query is text, so numbers and flags are read from it.
const textual = new Ajv({ strict: false, allErrors: true, logger: false, coerceTypes: true });
textual.addSchema(SLICE, ID);

const compiled = new Map<string, ValidateFunction>();

function makeFormats() {
  return {
    'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
    // Empty is what GitHub says of a deployment's URLs that nobody gave, and its description's default for them.
    uri: (text: string) => text === '' || URL.canParse(text),
    email: /^[^@\s]+@[^@\s]+$/,
    int64: true as const,
  };
}

export const OPERATIONS = SLICE.operations;

/** `GET /repos/{owner}/{repo}`, as GitHub's description writes it. */
export function nameOperation({ method, path }: Pick<Operation, 'method' | 'path'>): string {
  return `${method} ${path}`;
}

/** What is wrong with the query, and its values with their types. Unknown parameters count as wrong. */
export function checkQuery(
  operation: Operation,
  query: URLSearchParams,
): { readonly values: Values; readonly wrong: readonly string[] } {
  const values: Record<string, unknown> = {};
  const wrong: string[] = [];
  for (const [name, text] of query) {
    const index = operation.query.findIndex((parameter) => parameter.name === name);
    if (index < 0) {
      wrong.push(`the query ${JSON.stringify(name)} is not described`);
      continue;
    }
    const held = { value: text };
    const pointer = `${pointTo(operation)}/query/${index}/schema`;
    const validate = compile(textual, { properties: { value: { $ref: pointer } } }, `query ${pointer}`);
    if (!validate(held)) wrong.push(`query ${name}: ${explain(validate.errors)}`);
    values[name] = held.value;
  }
  return { values, wrong };
}

/** What is wrong with a request's body. A field that is not described counts as wrong, at the top. */
export function checkBody(operation: Operation, body: unknown): readonly string[] {
  if (operation.body === undefined) return body === undefined ? [] : ['a body is not described'];
  if (body === undefined) return operation.body.required ? ['a body is required'] : [];
  const pointer = `${pointTo(operation)}/body/schema`;
  const wrong = validateBy(pointer, body);
  const known = new Set(propertiesOf(operation.body.schema));
  const fields = typeof body === 'object' && body !== null && !Array.isArray(body) ? Object.keys(body) : [];
  const unknown = fields.filter((field) => !known.has(field));
  return [...wrong, ...unknown.map((field) => `the field ${JSON.stringify(field)} is not described`)];
}

/** What is wrong with an answer of ours: its status, or a body that is not as described. */
export function checkAnswer(operation: Operation, status: number, body: unknown): readonly string[] {
  const documented = Object.hasOwn(operation.answers, String(status));
  if (!documented && !isUndocumented(nameOperation(operation), status)) {
    return [`the status ${status} is not described`];
  }
  if (!documented) return validateBy('#/schemas/basic-error', body);
  const schema = operation.answers[String(status)];
  if (schema === null) return [];
  return validateBy(`${pointTo(operation)}/answers/${status}`, body);
}

function pointTo(operation: Operation): string {
  return `#/operations/${OPERATIONS.indexOf(operation)}`;
}

function validateBy(pointer: string, value: unknown): readonly string[] {
  const validate = compile(ajv, { $ref: pointer }, pointer);
  return validate(value) ? [] : [explain(validate.errors)];
}

function compile(by: Ajv, schema: object, key: string): ValidateFunction {
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const absolute = JSON.parse(
    JSON.stringify(schema, (name, value: unknown) =>
      name === '$ref' && typeof value === 'string' ? `${ID}${value}` : value,
    ),
  ) as object;
  const validate = by.compile(absolute);
  compiled.set(key, validate);
  return validate;
}

function explain(errors: readonly ErrorObject[] | null | undefined): string {
  const told = (errors ?? []).map(({ instancePath, message = '', params }) => {
    const more = 'additionalProperty' in params ? ` (${String(params['additionalProperty'])})` : '';
    return `${instancePath} ${message}${more}`.trim();
  });
  return [...new Set(told)].join(', ');
}

function propertiesOf(schema: Schema): readonly string[] {
  if (schema.$ref !== undefined) return propertiesOf(SLICE.schemas[schema.$ref.split('/').at(-1)!]!);
  const parts = [...(schema.anyOf ?? []), ...(schema.allOf ?? [])];
  return [...Object.keys(schema.properties ?? {}), ...parts.flatMap(propertiesOf)];
}
