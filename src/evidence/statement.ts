import { quote, shorten } from '../text/safe.js';
import type { Statement, Subject } from './evidence.js';
import type { JsonValue } from './python-json.js';
import { readTimes, type Said } from './time.js';

/** Characters of what a key says that a message shows. */
const SAID_SHOWN = 40;
const WHOLE = /^\d+$/;

/**
 * The version number in a report's text: `v2`, ` 2` and `2` are 2. Leading zeros stay: `007` is not version 7. Null
 * for any other text: `1.0`, `latest`.
 */
export function readVersionNumber(text: string): string | null {
  const number = text.trim().replace(/^v/i, '');
  return WHOLE.test(number) ? number : null;
}

/**
 * The top-level keys that say what a report is about. For the model and the version, the first key that is present
 * counts. Specific names come first, since a bare `version` can be the tool's own.
 */
const STATEMENT_KEYS = {
  model: ['model_name', 'model'],
  version: ['model_version', 'version'],
  commit: ['git_commit', 'git_sha', 'commit'],
  time: ['timestamp', 'created_at', 'time'],
} as const;

/** The keys that say which test set was used, the most exact first. */
export const TEST_SET_KEYS = ['dataset-sha256', 'dataset_sha256', 'test-set', 'test_set'] as const;

export const MODEL_KEYS: readonly string[] = STATEMENT_KEYS.model;

export const SPECIFIC_VERSION = 'model_version';

/** The keys to look for in a tool's report. Under the other names, tools write about themselves. */
const ADDED_KEYS: StatementKeys = { ...STATEMENT_KEYS, model: [], version: [SPECIFIC_VERSION] };

type StatementKeys = Readonly<Record<keyof typeof STATEMENT_KEYS, readonly string[]>>;
type Members = ReadonlyMap<string, JsonValue>;

/** What a tool's report says under the tool's own names. */
export interface Told {
  readonly commit?: Said<string> | undefined;
  /** As written; null if missing. */
  readonly times?: readonly Said<JsonValue>[];
  readonly evaluated?: string | undefined;
}

export function readStatement(root: Members): Statement {
  return read([root], STATEMENT_KEYS, {});
}

/**
 * What a tool's report says about itself, including what people added.
 * @param roots where people add keys: the top level, or the tool's own place for them
 */
export function readToolStatement(roots: readonly Members[], told: Told): Statement {
  return read(roots, ADDED_KEYS, told);
}

function read(
  roots: readonly Members[],
  keys: StatementKeys,
  { commit, times = [], evaluated }: Told,
): Statement {
  const models = readAll(roots, keys.model, readText);
  const versions = readAll(roots, keys.version, readVersion);
  const commits = readAll(roots, keys.commit, readText);
  const [version] = versions;
  const [testSet] = readAll(roots, TEST_SET_KEYS, readTestSet);
  return {
    model: models[0]?.value,
    version: version?.value,
    versionIsSpecific: version?.key === SPECIFIC_VERSION,
    ...findCommit(commit === undefined ? commits : [commit, ...commits]),
    ...readTimes([...times, ...readAll(roots, keys.time, (value) => value ?? undefined)]),
    contradiction:
      findContradiction(versions, agreeOnVersion) ?? findContradiction(models, (a, b) => a === b),
    ...(testSet === undefined ? {} : { testSet: testSet.value }),
    ...(evaluated === undefined ? {} : { evaluated }),
  };
}

function readAll<T>(
  roots: readonly Members[],
  keys: readonly string[],
  readOne: (value: JsonValue) => T | undefined,
): Said<T>[] {
  return keys.flatMap((key) =>
    roots.flatMap((root) => {
      const value = readOne(root.get(key) ?? null);
      return value === undefined ? [] : [{ key, value }];
    }),
  );
}

/** The longest commit; the others must be prefixes of it. Two that differ are a contradiction. */
function findCommit(said: readonly Said<string>[]): Pick<Statement, 'commit' | 'commitContradiction'> {
  const [longest] = said.map(({ value }) => value).sort((a, b) => b.length - a.length);
  return { commit: longest, commitContradiction: findContradiction(said, agreeOnCommit) };
}

function agreeOnCommit(a: string, b: string): boolean {
  const [one, other] = [a.toLowerCase(), b.toLowerCase()];
  return one.startsWith(other) || other.startsWith(one);
}

/** Two version numbers must be equal. Other texts aren't version numbers. */
function agreeOnVersion(a: string, b: string): boolean {
  const [one, other] = [readVersionNumber(a), readVersionNumber(b)];
  return one === null || other === null || one === other;
}

function readText(value: JsonValue): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A value that can't be a version becomes words that equal no version, so it never counts as missing. */
export function readVersion(value: JsonValue): string | undefined {
  if (value === null) return undefined;
  if (Array.isArray(value)) return '(a list)';
  if (value instanceof Map) return '(an object)';
  // its last digits are lost, so the number that was read may be another version's
  if (Number.isInteger(value) && !Number.isSafeInteger(value))
    return '(a number too large to be read exactly)';
  return typeof value === 'boolean' ? String(value) : readText(value);
}

/** A name or a digest; of an object, its `sha256`. */
function readTestSet(value: JsonValue): string | undefined {
  return readText(value instanceof Map ? (value.get('sha256') ?? null) : value);
}

/** Two keys that disagree, in words; undefined if all agree. */
export function findContradiction(
  said: readonly Said<string>[],
  agree: (a: string, b: string) => boolean,
): string | undefined {
  for (const [at, first] of said.entries()) {
    const other = said.slice(at + 1).find(({ value }) => !agree(first.value, value));
    if (other !== undefined) return `${describe(first)} and ${describe(other)}`;
  }
  return undefined;
}

function describe({ key, value }: Said<string>): string {
  return `${key} ${quote(value, SAID_SHOWN)}`;
}

/**
 * Why a report is about another model or version, as the message after its path: `says that it is about version 3,
 * not 4`. Null if it isn't. A report that contradicts itself counts as being about another: which of its keys is
 * right would be a guess.
 */
export function statesOther(statement: Statement, { model, version }: Subject): string | null {
  if (statement.contradiction !== undefined) return `contradicts itself: it says ${statement.contradiction}`;
  if (statement.model !== undefined && statement.model !== model) {
    return `says that it is about model ${quote(statement.model)}, not ${quote(model)}: if that is the same model, or not a model's registered name, say so in the policy (model-names in the entry of report)`;
  }
  if (statement.version === undefined || statesThis(statement, version)) return null;
  const number = readVersionNumber(statement.version);
  if (number === null && statement.versionIsSpecific !== true) return null;
  return `says that it is about version ${number === null ? quote(statement.version) : shorten(number, 60)}, not ${version}`;
}

/** Whether a report says that it is about this version; `v4` and ` 4` say so of version 4, `4.0` and `04` don't. */
export function statesThis(statement: Statement, version: string): boolean {
  if (statement.contradiction !== undefined || statement.version === undefined) return false;
  return readVersionNumber(statement.version) === version;
}
