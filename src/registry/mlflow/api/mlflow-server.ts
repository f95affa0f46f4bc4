import { findStage, isWithdrawal } from '../../../model/stage.js';
import { compareVersions } from '../../../model/version.js';
import { readVersion, type Dialect, type ListedVersion } from './answers.js';
import { MLFLOW_API, openCalls } from './registry-calls.js';
import {
  ServerFailure,
  type ModelServer,
  type ServerModel,
  type ServerVersion,
  type Transport,
} from './server.js';
import { openTracking } from './tracking.js';

/** Rows per page. MLflow allows 200,000 versions, too much for one answer: each may have 10 KB of tags. */
const PAGE = { versions: '10000', models: '1000' };

/** How MLflow's own server and a Databricks workspace answer. */
export function mlflowDialect(label: string): Dialect {
  return { label, stages: true, readKey: (key) => key };
}

/**
 * Opens MLflow's own server. A search for versions that finds none costs one more request: a version that is marked as a
 * prompt hides all versions of its model.
 */
export function openMlflowServer(transport: Transport): ModelServer {
  const { label } = transport;
  const dialect = mlflowDialect(label);
  const calls = openCalls(transport, { prefix: MLFLOW_API, dialect, writeKey: (key) => key });

  const listVersions = async (name: string, tagged?: string): Promise<ServerVersion[]> => {
    const { filter } = nameFilter(name);
    const hasTag = tagged === undefined ? null : tagFilter(tagged);
    const found = await calls.searchVersions({
      filter: hasTag === null ? filter : `${filter} AND ${hasTag}`,
      // in the default order, a version that changes moves from page to page
      order_by: 'version_number ASC',
      max_results: PAGE.versions,
    });
    return pickVersions(found, name, tagged);
  };

  const findNewest = async (name: string): Promise<ServerVersion | null> => {
    const { filter, exact } = nameFilter(name);
    if (!exact) return (await listVersions(name)).at(-1) ?? null;
    const query = { filter, order_by: 'version_number DESC', max_results: '1' };
    return pickVersions(await calls.firstVersions(query), name).at(0) ?? null;
  };

  const refuseIfHidden = async (name: string) => {
    const filter = `${nameFilter(name).filter} AND ${IS_PROMPT}`;
    const found = await calls.searchVersions({ filter, max_results: PAGE.versions });
    const hiding = pickVersions(found, name).at(0);
    if (hiding === undefined) return;
    const model = await calls.model(name);
    if (model !== null && !isPrompt(model)) throw hidesVersions(label, name, hiding.version);
  };

  return {
    ...calls,
    ...openTracking(transport),
    label,
    // MLflow 2 takes 5,000 characters, MLflow 3 takes 100,000, and a server doesn't say which it is
    features: { stages: true, aliases: true, tagValue: 5_000 },

    models: async () => {
      const found = await calls.searchModels({ max_results: PAGE.models });
      const models = found.filter((model) => !isPrompt(model));
      return models.map(({ name }) => name).sort();
    },

    versions: async (name, tagged) => {
      const found = await listVersions(name, tagged);
      // a search by tag that finds nothing is followed by a listing, which checks
      if (found.length === 0 && tagged === undefined) await refuseIfHidden(name);
      return found;
    },

    newest: async (name) => {
      const found = await findNewest(name);
      if (found === null) await refuseIfHidden(name);
      return found;
    },

    transition: async ({ name, version }, { stage, archiveExisting }, options) => {
      // the server answers 500 when asked to archive the others in None or Archived
      const archives = archiveExisting && !isWithdrawal(findStage(stage, []) ?? stage);
      const answer = await transport.send({
        method: 'POST',
        path: `${MLFLOW_API}/model-versions/transition-stage`,
        body: { name, version, stage, archive_existing_versions: archives },
        repeat: options?.mayRepeat ?? 'always',
      });
      return readVersion(answer, dialect);
    },

    createModel: async (name) => {
      const path = `${MLFLOW_API}/registered-models/create`;
      try {
        await transport.send({ method: 'POST', path, body: { name }, repeat: 'always' });
      } catch (error) {
        const exists = ['RESOURCE_ALREADY_EXISTS', 'ALREADY_EXISTS'];
        if (!(error instanceof ServerFailure) || !exists.includes(error.errorCode ?? '')) throw error;
      }
    },

    createVersion: async (name, { source, runId, tags }) => {
      const answer = await transport.send({
        method: 'POST',
        path: `${MLFLOW_API}/model-versions/create`,
        body: {
          name,
          source,
          ...(runId === undefined ? {} : { run_id: runId }),
          tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
        },
        repeat: 'never',
      });
      return readVersion(answer, dialect);
    },
  };
}

/** From what a search found, the versions of exactly this model that have the tag, by ascending number. */
export function pickVersions(
  found: readonly ListedVersion[],
  name: string,
  tagged?: string,
): ServerVersion[] {
  return found
    .filter((each) => each.name === name)
    .map(({ held }) => held)
    .filter(({ tags }) => tagged === undefined || Object.hasOwn(tags, tagged))
    .sort((a, b) => compareVersions(a.version, b.version));
}

/**
 * A text in quotes; null when neither kind of quotes can hold it. MLflow's search filters know no escapes: single quotes
 * can't hold a single quote, and a backslash before the closing quote counts as an escape if another quote follows.
 */
export function quoteText(text: string): string | null {
  if (text.endsWith('\\')) return null;
  if (!text.includes("'")) return `'${text}'`;
  return text.includes('"') ? null : `"${text}"`;
}

/**
 * Finds the versions of a model on MLflow's own server, whatever its name.
 * @returns `exact` is false when the filter may match other names too
 */
export function nameFilter(name: string): { readonly filter: string; readonly exact: boolean } {
  const quoted = quoteText(name);
  if (quoted !== null) return { filter: `name = ${quoted}`, exact: true };
  // `_` matches any one character; some databases read a backslash in a pattern as an escape
  return { filter: `name LIKE '${name.replace(/['\\]/g, '_')}'`, exact: false };
}

/** Finds the versions that have a tag of this key; null for a key that a filter can't hold. */
export function tagFilter(key: string): string | null {
  return /^[\w .-]+$/.test(key) ? `tags.\`${key}\` LIKE '%'` : null;
}

/*
 * MLflow keeps prompts as registered models with a tag. Its searches leave out every version of a model as soon as one
 * version has the tag, so anyone who may tag versions could make a model's history disappear.
 */
const PROMPT_TAG = 'mlflow.prompt.is_prompt';

/** Finds the versions that are marked as prompts. */
const IS_PROMPT = `tags.\`${PROMPT_TAG}\` = 'true'`;

export function isPrompt({ tags }: Pick<ServerModel, 'tags'>): boolean {
  return tags[PROMPT_TAG]?.toLowerCase() === 'true';
}

function hidesVersions(label: string, name: string, version: string): ServerFailure {
  const message = `${label} hides all versions of ${name}: version ${version} is marked as a prompt`;
  return new ServerFailure(message, {
    status: 200,
    errorCode: null,
    definite: true,
    hint: `Remove the tag ${PROMPT_TAG} from that version, and find out who set it.`,
  });
}
