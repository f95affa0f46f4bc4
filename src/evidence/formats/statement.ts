import type { Statement } from '../evidence.js';
import type { JsonValue } from '../python-json.js';
import { readVersionNumber } from '../version-text.js';
import { readTime } from './time.js';

/**
 * The top-level keys by which a report says what it is about. The first that says something counts: the
 * more specific names stand first, since a bare `version` is at times the tool's own.
 */
export const STATEMENT_KEYS = {
  model: ['model_name', 'model'],
  version: ['model_version', 'version'],
  commit: ['git_commit', 'git_sha', 'commit'],
  time: ['timestamp', 'created_at', 'time'],
} as const;

const SPECIFIC_VERSION = 'model_version';
const MAX_SHOWN = 40;

/** What one key says. */
interface Said<T> {
  readonly key: string;
  readonly value: T;
}

/** What a tool's report is asked for: under the other names, tools tell of themselves. */
const ADDED_KEYS: StatementKeys = { ...STATEMENT_KEYS, model: [], version: [SPECIFIC_VERSION] };

type StatementKeys = Readonly<Record<keyof typeof STATEMENT_KEYS, readonly string[]>>;

export function readStatement(
  root: ReadonlyMap<string, JsonValue>,
  keys: StatementKeys = STATEMENT_KEYS,
): Statement {
  const models = readAll(root, keys.model, readText);
  const versions = readAll(root, keys.version, readVersion);
  const [version] = versions;
  return {
    model: models[0]?.value,
    version: version?.value,
    versionIsSpecific: version?.key === SPECIFIC_VERSION,
    commit: readAll(root, keys.commit, readText)[0]?.value,
    time: readAll(root, keys.time, readTime)[0]?.value,
    contradiction:
      findContradiction(versions, readVersionNumber) ?? findContradiction(models, (text) => text),
  };
}

/**
 * What a tool's report says: `told`, and what people added to it at its top level.
 * @param told what the tool itself says; undefined where it says nothing
 */
export function readToolStatement(
  root: ReadonlyMap<string, JsonValue>,
  told: Pick<Statement, 'commit' | 'time' | 'evaluated'>,
): Statement {
  const added = readStatement(root, ADDED_KEYS);
  const { commit = added.commit, time = added.time, evaluated } = told;
  return { ...added, commit, time, ...(evaluated === undefined ? {} : { evaluated }) };
}

function readAll<T>(
  root: ReadonlyMap<string, JsonValue>,
  keys: readonly string[],
  read: (value: JsonValue) => T | undefined,
): Said<T>[] {
  return keys.flatMap((key) => {
    const value = read(root.get(key) ?? null);
    return value === undefined ? [] : [{ key, value }];
  });
}

/** Two keys that mean something, and not the same; `read` gives null for what means nothing comparable. */
function findContradiction(
  said: readonly Said<string>[],
  read: (text: string) => string | null,
): string | undefined {
  const [first, ...others] = said.filter(({ value }) => read(value) !== null);
  const other = others.find(({ value }) => read(value) !== read(first?.value ?? ''));
  return first === undefined || other === undefined ? undefined : `${describe(first)} and ${describe(other)}`;
}

function describe({ key, value }: Said<string>): string {
  return `${key} ${JSON.stringify(value.length > MAX_SHOWN ? `${value.slice(0, MAX_SHOWN - 1)}…` : value)}`;
}

function readText(value: JsonValue): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** What is there but can't be a version is told in words that equal none, so that it never counts as silence. */
function readVersion(value: JsonValue): string | undefined {
  if (value === null) return undefined;
  if (Array.isArray(value)) return '(a list)';
  if (value instanceof Map) return '(an object)';
  // the digits of the file are lost: the number next to it may be another version's
  if (Number.isInteger(value) && !Number.isSafeInteger(value))
    return '(a number too large to be read exactly)';
  return typeof value === 'boolean' ? String(value) : readText(value);
}
