import * as z from 'zod/mini';
import { isVersion } from '../../../model/version.js';
import { ServerFailure, type ServerModel, type ServerVersion } from './server.js';

/*
 * Checks and reads MLflow's answers. Empty texts and empty lists mean absent ones: MLflow leaves out the lists and sends
 * the texts. 64-bit integers come as numbers or as strings.
 */

export const text = z.pipe(
  z.nullish(z.string()),
  z.transform((given) => (given === undefined || given === '' ? null : given)),
);

export const integer = z.pipe(
  z.union([z.int(), z.string().check(z.regex(/^-?\d{1,15}$/))]),
  z.transform(Number),
);

/** Milliseconds since 1970. */
export const optionalTime = z.pipe(
  z.nullish(integer),
  z.transform((given) => given ?? null),
);

export const tag = z.object({ key: z.string(), value: z.nullish(z.string()) });

export function listOf<T extends z.ZodMiniType>(item: T): z.ZodMiniType<z.output<T>[]> {
  return z.pipe(
    z.nullish(z.array(item)),
    z.transform((given) => given ?? []),
  );
}

/** @param readKey our key for a tag's key as the server keeps it */
export function toRecord(
  tags: readonly z.output<typeof tag>[],
  readKey: (key: string) => string,
): Record<string, string> {
  return Object.fromEntries(tags.map(({ key, value }) => [readKey(key), value ?? '']));
}

/**
 * @param label the server's address for people
 * @param expected for people: `model version`
 * @throws ServerFailure not definite, when the answer has another shape
 */
export function parseAnswer<T extends z.ZodMiniType>(
  schema: T,
  answer: unknown,
  label: string,
  expected: string,
): z.output<T> {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const path = parsed.error.issues[0]?.path.join('.') ?? '';
  throw refuseAnswer(label, `without a valid ${expected}${path === '' ? '' : ` (at ${path})`}`);
}

/**
 * The error for an answer that can't be used. Some have the right shape but can't be true: they answer another
 * question, or a list has no end.
 */
export function refuseAnswer(label: string, how: string): ServerFailure {
  return new ServerFailure(`${label} answered ${how}`, {
    status: 200,
    errorCode: null,
    definite: false,
    hint: 'Check that this is the address of an MLflow server, and that nothing on the way changes its answers (a gateway, a login page).',
  });
}

/** How one kind of server answers. */
export interface Dialect {
  /** The server's address for people. */
  readonly label: string;
  /** Whether every version has a stage. */
  readonly stages: boolean;
  /** Our key for a tag's key as this server keeps it. */
  readonly readKey: (key: string) => string;
}

/** A version and its model: a search may also find other models' versions. */
export interface ListedVersion {
  readonly name: string;
  readonly held: ServerVersion;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Null on the last page. */
  readonly next: string | null;
}

const version = z.pipe(
  z.pipe(
    z.union([z.string(), z.int()]),
    z.transform((given) => String(given).trim().replace(/^0+/, '')),
  ),
  z.string().check(z.refine(isVersion)),
);
/** MLflow's own server sends names, Unity Catalog wraps each name in an object. */
const alias = z.union([
  z.string(),
  z.pipe(
    z.object({ alias: z.string() }),
    z.transform((given) => given.alias),
  ),
]);
const modelVersion = z.object({
  name: z.string(),
  version,
  current_stage: text,
  source: text,
  run_id: text,
  model_id: text,
  creation_timestamp: optionalTime,
  status: text,
  tags: listOf(tag),
  aliases: listOf(alias),
});
const registeredModel = z.object({
  name: z.string(),
  tags: listOf(tag),
  aliases: listOf(z.object({ alias: z.string(), version })),
  latest_versions: listOf(modelVersion),
});
const versionAnswer = z.object({ model_version: modelVersion });
const versionPage = z.object({ model_versions: listOf(modelVersion), next_page_token: text });
const modelAnswer = z.object({ registered_model: registeredModel });
const modelPage = z.object({ registered_models: listOf(registeredModel), next_page_token: text });

/** @throws ServerFailure not definite, for any other answer */
export function readVersion(answer: unknown, dialect: Dialect): ServerVersion {
  const given = parseAnswer(versionAnswer, answer, dialect.label, 'model version').model_version;
  return { ...toVersion(given, dialect), aliases: given.aliases };
}

/** @throws ServerFailure not definite, for any other answer */
export function readVersionPage(answer: unknown, dialect: Dialect): Page<ListedVersion> {
  const page = parseAnswer(versionPage, answer, dialect.label, 'list of model versions');
  const items = page.model_versions.map((each) => ({ name: each.name, held: toVersion(each, dialect) }));
  return { items, next: page.next_page_token };
}

/** @throws ServerFailure not definite, for any other answer */
export function readModel(answer: unknown, dialect: Dialect): ServerModel {
  return toModel(
    parseAnswer(modelAnswer, answer, dialect.label, 'registered model').registered_model,
    dialect,
  );
}

/** @throws ServerFailure not definite, for any other answer */
export function readModelPage(answer: unknown, dialect: Dialect): Page<ServerModel> {
  const page = parseAnswer(modelPage, answer, dialect.label, 'list of registered models');
  return { items: page.registered_models.map((each) => toModel(each, dialect)), next: page.next_page_token };
}

function toVersion(
  { name, ...given }: z.output<typeof modelVersion>,
  { label, stages, readKey }: Dialect,
): ServerVersion {
  if (stages && given.current_stage === null) {
    throw refuseAnswer(
      label,
      `without a valid model version (version ${given.version} of ${name} has no stage)`,
    );
  }
  return {
    version: given.version,
    stage: stages ? given.current_stage : null,
    source: given.source,
    runId: given.run_id,
    modelId: given.model_id,
    createdAt: given.creation_timestamp,
    status: given.status,
    tags: toRecord(given.tags, readKey),
    aliases: null,
  };
}

function toModel(
  { name, tags, aliases, latest_versions }: z.output<typeof registeredModel>,
  dialect: Dialect,
): ServerModel {
  return {
    name,
    tags: toRecord(tags, dialect.readKey),
    aliases: Object.fromEntries(aliases.map((each) => [each.alias, each.version])),
    latest: latest_versions.map((each) => toVersion(each, dialect)),
  };
}
