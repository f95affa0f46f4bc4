import * as z from 'zod/mini';
import { StagegateError } from '../errors.js';
import { nearest } from '../text/nearest.js';

/** One option of a call. */
export interface Option<T> {
  readonly schema: z.ZodMiniType<T>;
  /** What to give, as the rest of a sentence that begins with "Give". */
  readonly takes: string;
  /** Whether it may be left out. Then null also counts as left out. */
  readonly optional: boolean;
  /** Its value is never shown. */
  readonly secret?: true;
}

type Options = Readonly<Record<string, Option<unknown>>>;

type Read<T extends Options> = {
  readonly [Name in keyof T]: T[Name] extends Option<infer V> ? V | Absent<T[Name]['optional']> : never;
};
type Absent<Optional> = Optional extends false ? never : undefined;

function needed<T>(schema: z.ZodMiniType<T>, takes: string): Option<T> & { optional: false } {
  return { schema, takes, optional: false };
}

function optional<T>(schema: z.ZodMiniType<T>, takes: string): Option<T> {
  return { schema, takes, optional: true };
}

const text = z.string();
const flag = z.boolean();
const VERSION = z.pipe(z.union([text, z.int()]), z.transform(String));
const callback = z.custom<(...given: never[]) => unknown>((value) => typeof value === 'function');
const variables = z.custom<Readonly<Record<string, string | undefined>>>(
  (value: unknown) =>
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((each) => each === undefined || typeof each === 'string'),
);

const model = needed(text, "a registered model's name");
const stage = needed(text, 'a stage, such as "Production"');
const version = needed(VERSION, 'a version number (4 or "4"), "latest" or "@alias"');
const reason = optional(text, 'text');
const numbered = optional(VERSION, 'a version number (4 or "4")');

const dryRun = optional(flag, 'true or false');

const move = {
  version,
  stage,
  reason,
  force: optional(flag, 'true or false'),
  allowTakenOut: optional(flag, 'true or false'),
};

/** What each call takes. */
export const PROMOTION = { model, ...move };
export const POWER = {
  ...{ model, stage, version: optional(VERSION, 'a version number (4 or "4"), "latest" or "@alias"') },
  samples: optional(z.int(), 'a whole number of examples'),
  effect: optional(z.number(), "a number in the metric's unit"),
  replay: optional(z.array(text), 'a list of reports: paths or globs'),
};
export const TRANSITION = { name: model, ...move };
export const ROLLBACK = { model, stage, version: numbered, reason, dryRun };
export const CONFIRMATION = {
  model,
  stage,
  version: optional(VERSION, 'a version number (4 or "4"), "latest" or "@alias"'),
  dryRun,
};
export const REGISTRATION = {
  model,
  version: numbered,
  source: optional(text, 'a URI or a path'),
  sha256: optional(text, '64 hexadecimal digits'),
  tags: optional(z.record(text, text), 'an object with text as values: { team: "risk" }'),
  aliases: optional(z.array(text), 'a list of texts: ["candidate"]'),
  reason,
  newModel: optional(flag, 'true or false'),
};
export const ACKNOWLEDGEMENT = { model, reason: needed(text, 'text, for the history'), dryRun };
export const UNREGISTRATION = {
  model,
  version: needed(VERSION, 'a version number (4 or "4")'),
  reason,
  dryRun,
};
export const HISTORY = {
  model: optional(text, "a registered model's name"),
  at: optional(z.union([text, z.date()]), 'a Date, or text such as "2026-11-17"'),
  stage: optional(text, 'a stage, such as "Production"'),
  limit: optional(z.int().check(z.gte(1)), 'a whole number of lines, 1 or more'),
};
export const BACKTEST = {
  model: optional(text, "a registered model's name"),
  since: optional(z.union([text, z.date()]), 'a Date, or text such as "2026-11-17"'),
};
export const SITE = { out: needed(text, 'a path: "_site"') };
export const SETTINGS = {
  workspace: optional(text, 'a path'),
  cwd: optional(text, 'a path'),
  directory: optional(text, 'a path'),
  policy: optional(text, 'a path'),
  registry: optional(text, 'a path or an address'),
  reports: optional(z.array(text), 'a list of paths: ["reports/{version}.json"]'),
  commit: optional(
    z.enum(['auto', 'none', 'push', 'api', 'pull-request']),
    '"none", "push", "api", "pull-request" or "auto"',
  ),
  pruneAliases: optional(flag, 'true or false'),
  token: { ...optional(text, 'text'), secret: true as const },
  env: {
    ...optional(variables, 'an object with text as values, such as process.env'),
    secret: true as const,
  },
  onProgress: optional(
    z.custom<(message: string, passing?: boolean) => void>((value) => callback.safeParse(value).success),
    'a function',
  ),
  deployment: optional(flag, 'true or false'),
  now: optional(
    z.custom<() => Date>((value) => callback.safeParse(value).success),
    'a function that returns a Date',
  ),
};

/**
 * Checks each option of a call. An option that was left out or is null becomes undefined.
 * @param call its name, for people
 * @throws StagegateError `input` naming the option, what it is and what it takes
 */
export function readOptions<T extends Options>(call: string, given: unknown, options: T): Read<T> {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw wrong(`${call} takes an object with its options, not ${show(given)}`, `Give ${outline(options)}.`);
  }
  const values = given as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(values))
    if (!Object.hasOwn(options, name)) throw unknown(call, name, options);
  return Object.fromEntries(
    Object.entries(options).map(([name, option]) => [
      name,
      readOption(call, name, { option, value: values[name] }),
    ]),
  ) as Read<T>;
}

/**
 * Checks one positional argument of a call.
 * @throws StagegateError as `readOptions`
 */
export function readArgument<T>(call: string, name: string, given: { option: Option<T>; value: unknown }): T {
  return readOption(call, name, given) as T;
}

function readOption(
  call: string,
  name: string,
  { option, value }: { option: Option<unknown>; value: unknown },
): unknown {
  const { schema, takes, optional: mayLack, secret } = option;
  if (value === undefined || (value === null && mayLack)) {
    if (mayLack) return undefined;
    throw wrong(`${call} needs ${name}`, `Give ${takes}.`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw wrong(`${name} of ${call} is ${show(value, secret)}`, `Give ${takes}.`);
}

function unknown(call: string, name: string, options: Options): StagegateError {
  const guess = nearest(name, Object.keys(options));
  const known = `It takes ${Object.keys(options).join(', ')}.`;
  return wrong(
    `${call} has no option ${JSON.stringify(name)}`,
    guess === undefined ? known : `Did you mean ${guess}? ${known}`,
  );
}

/** `{ model, version, stage, reason?, … }` */
function outline(options: Options): string {
  const names = Object.entries(options).map(([name, option]) => `${name}${option.optional ? '?' : ''}`);
  return `{ ${names.join(', ')} }`;
}

/** Describes the given value in a word or two. */
function show(value: unknown, secret = false): string {
  if (value === undefined || value === null) return String(value);
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Date) return 'an invalid Date';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'function') return 'a function';
  if (secret) return `of type ${typeof value}`;
  if (typeof value === 'string') return JSON.stringify(value.length > 80 ? `${value.slice(0, 79)}…` : value);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : `a ${typeof value}`;
}

function wrong(message: string, hint: string): StagegateError {
  return new StagegateError('input', message, { hint });
}

/** What calls take as positional arguments. */
export const ARGUMENTS = { model, text: needed(text, 'text') };
