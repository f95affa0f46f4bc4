import * as z from 'zod/mini';
import { isVersion } from '../../../model/version.js';
import { listOf, optionalTime, parseAnswer, refuseAnswer, tag, text, toRecord } from './answer-shapes.js';
import type { ServerModel, ServerVersion } from './server.js';

/** Who answered, and in which dialect. */
export interface Dialect {
  /** The server's address for people. */
  readonly label: string;
  /** Whether every version says its stage. */
  readonly stages: boolean;
  /** Our key for a tag's key as this server keeps it. */
  readonly readKey: (key: string) => string;
}

/** A version and whose it is: a search may answer with other models' versions too. */
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
  z.string().check(z.refine(isVersion, 'is no version')),
);
/** MLflow's own server names them, Unity Catalog wraps each name in an object. */
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

/** @throws ServerFailure not definite, when it is none */
export function readVersion(answer: unknown, dialect: Dialect): ServerVersion {
  const { label } = dialect;
  const { model_version } = parseAnswer(versionAnswer, answer, { label, expected: 'model version' });
  return { ...toVersion(model_version, dialect), aliases: model_version.aliases };
}

/** @throws ServerFailure not definite, when it is none */
export function readVersionPage(answer: unknown, dialect: Dialect): Page<ListedVersion> {
  const { label } = dialect;
  const page = parseAnswer(versionPage, answer, { label, expected: 'list of model versions' });
  const items = page.model_versions.map((each) => ({ name: each.name, held: toVersion(each, dialect) }));
  return { items, next: page.next_page_token };
}

/** @throws ServerFailure not definite, when it is none */
export function readModel(answer: unknown, dialect: Dialect): ServerModel {
  const { label } = dialect;
  const { registered_model } = parseAnswer(modelAnswer, answer, { label, expected: 'registered model' });
  return toModel(registered_model, dialect);
}

/** @throws ServerFailure not definite, when it is none */
export function readModelPage(answer: unknown, dialect: Dialect): Page<ServerModel> {
  const { label } = dialect;
  const page = parseAnswer(modelPage, answer, { label, expected: 'list of registered models' });
  return { items: page.registered_models.map((each) => toModel(each, dialect)), next: page.next_page_token };
}

function toVersion(
  { name, ...given }: z.output<typeof modelVersion>,
  { label, stages, readKey }: Dialect,
): ServerVersion {
  if (stages && given.current_stage === null) {
    throw refuseAnswer(label, `what is no model version: version ${given.version} of ${name} has no stage`);
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
