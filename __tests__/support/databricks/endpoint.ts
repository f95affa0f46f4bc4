import { Violation } from './refusal.js';

export type Json = Readonly<Record<string, unknown>>;

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** A field of a request's message, by its type in the protos; `!` after it where they require it. */
type FieldType = 'string' | 'int64' | 'bool' | 'strings' | 'tags';
export type Fields = Readonly<Record<string, FieldType | `${FieldType}!`>>;

/** The fields that arrived, checked. */
export class Given {
  constructor(private readonly values: Json) {}

  text(field: string): string {
    return this.optionalText(field) ?? '';
  }

  optionalText(field: string): string | undefined {
    return this.values[field] as string | undefined;
  }

  integer(field: string): number | undefined {
    return this.values[field] as number | undefined;
  }

  flag(field: string): boolean {
    return this.values[field] === true;
  }

  texts(field: string): readonly string[] {
    return (this.values[field] as string[] | undefined) ?? [];
  }

  tags(field: string): readonly Tag[] {
    return (this.values[field] as Tag[] | undefined) ?? [];
  }
}

export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly fields: Fields;
  /** @throws Refusal */
  answer(given: Given): Json;
}

interface Arrived {
  readonly query: URLSearchParams;
  readonly body: string;
  readonly contentType: string | undefined;
}

/** A GET has its fields in the query, every other method in a JSON body: as MLflow's own client sends them. */
export function readFields({ method, fields }: Endpoint, { query, body, contentType = '' }: Arrived): Given {
  if (method === 'GET') {
    if (body !== '') throw new Violation('a GET must not have a body');
    return check(fields, fromQuery(fields, query));
  }
  if (query.size > 0) throw new Violation(`${method} must not have a query: ${[...query.keys()].join(', ')}`);
  if (!contentType.startsWith('application/json'))
    throw new Violation(`${method} is not JSON: ${contentType}`);
  const parsed = parseJson(body);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new Violation('the body is not a JSON object');
  }
  return check(fields, parsed as Json);
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Violation('the body is not JSON');
  }
}

function fromQuery(fields: Fields, query: URLSearchParams): Json {
  const values = [...new Set(query.keys())].map((field) => {
    const all = query.getAll(field);
    if (typeOf(fields[field]) === 'strings') return [field, all];
    if (all.length > 1) throw new Violation(`${field} is given ${all.length} times`);
    const isNumber = typeOf(fields[field]) === 'int64' && /^\d+$/.test(all[0]!);
    return [field, isNumber ? Number(all[0]) : all[0]];
  });
  return Object.fromEntries(values) as Json;
}

function check(fields: Fields, values: Json): Given {
  for (const [field, value] of Object.entries(values)) {
    const type = typeOf(fields[field]);
    if (type === undefined) throw new Violation(`unknown field ${JSON.stringify(field)}`);
    if (!IS[type](value)) throw new Violation(`${field} is not a ${type}: ${JSON.stringify(value)}`);
  }
  for (const [field, type] of Object.entries(fields)) {
    if (type.endsWith('!') && values[field] === undefined)
      throw new Violation(`the field ${field} is required`);
  }
  return new Given(values);
}

function typeOf(type: string | undefined): FieldType | undefined {
  return type?.replace('!', '') as FieldType | undefined;
}

const isText = (value: unknown) => typeof value === 'string';
const IS: Readonly<Record<FieldType, (value: unknown) => boolean>> = {
  string: isText,
  int64: (value) => Number.isSafeInteger(value),
  bool: (value) => typeof value === 'boolean',
  strings: (value) => Array.isArray(value) && value.every(isText),
  tags: (value) => Array.isArray(value) && value.every(isTag),
};

function isTag(value: unknown): boolean {
  const { key, value: text, ...more } = (value ?? {}) as Record<string, unknown>;
  return isText(key) && isText(text) && Object.keys(more).length === 0;
}
