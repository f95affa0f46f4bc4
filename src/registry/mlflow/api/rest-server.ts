import { findStage, isWithdrawal } from '../../../model/stage.js';
import { compareVersions } from '../../../model/version.js';
import { readVersion, type Dialect, type ListedVersion } from './answers.js';
import { nameFilter, tagFilter } from './filter.js';
import { HIDING, isPrompt, refuseHidden } from './prompts.js';
import { MLFLOW_API, openCalls } from './registry-calls.js';
import { ServerFailure, type ModelServer, type ServerVersion } from './server.js';
import { openTracking } from './tracking.js';
import type { Transport } from './transport.js';

/**
 * Rows of a page. MLflow gives up to 200,000 versions, more than one answer should have: each may have some ten
 * kilobytes of tags.
 */
const PAGE = { versions: '10000', models: '1000' };

const ALREADY_THERE = ['RESOURCE_ALREADY_EXISTS', 'ALREADY_EXISTS'];

/** How MLflow's own server, and a Databricks workspace, tell of things. */
export function restDialect(label: string): Dialect {
  return { label, stages: true, readKey: (key) => key };
}

/**
 * MLflow's own server. A search for versions that finds none takes one request more: it may be because one
 * version is marked as a prompt, which hides them all.
 */
export function openRestServer(transport: Transport): ModelServer {
  const { label } = transport;
  const dialect = restDialect(label);
  const calls = openCalls(transport, { prefix: MLFLOW_API, dialect, writeKey: (key) => key });

  const listVersions = async (name: string, tagged?: string): Promise<ServerVersion[]> => {
    const { filter } = nameFilter(name);
    const hasTag = tagged === undefined ? null : tagFilter(tagged);
    const found = await calls.searchVersions({
      filter: hasTag === null ? filter : `${filter} AND ${hasTag}`,
      // in the order that is the default, a version that changes moves from page to page
      order_by: 'version_number ASC',
      max_results: PAGE.versions,
    });
    return pickVersions(found, name, tagged);
  };

  const newestOf = async (name: string): Promise<ServerVersion | null> => {
    const { filter, exact } = nameFilter(name);
    if (!exact) return (await listVersions(name)).at(-1) ?? null;
    const query = { filter, order_by: 'version_number DESC', max_results: '1' };
    return pickVersions(await calls.firstVersions(query), name).at(0) ?? null;
  };

  const refuseIfHidden = async (name: string) => {
    const found = await calls.searchVersions({
      filter: `${nameFilter(name).filter} AND ${HIDING}`,
      max_results: PAGE.versions,
    });
    const hiding = pickVersions(found, name).at(0);
    if (hiding === undefined) return;
    const model = await calls.model(name);
    if (model !== null && !isPrompt(model)) throw refuseHidden(label, name, hiding.version);
  };

  return {
    ...calls,
    ...openTracking(transport),
    label,
    // MLflow 2 takes 5,000 characters, MLflow 3 takes 100,000; nothing tells which one it is
    features: { stages: true, aliases: true, tagValue: 5_000 },

    models: async () => {
      const found = await calls.searchModels({ max_results: PAGE.models });
      return found
        .filter((model) => !isPrompt(model))
        .map(({ name }) => name)
        .sort();
    },

    versions: async (name, tagged) => {
      const found = await listVersions(name, tagged);
      // a search by a tag that finds nothing is followed by a listing, which asks
      if (found.length === 0 && tagged === undefined) await refuseIfHidden(name);
      return found;
    },

    newest: async (name) => {
      const found = await newestOf(name);
      if (found === null) await refuseIfHidden(name);
      return found;
    },

    transition: async ({ name, version }, { stage, archiveExisting }, options) => {
      // the server answers 500 to archiving what else is in None or Archived
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
      try {
        await transport.send({
          method: 'POST',
          path: `${MLFLOW_API}/registered-models/create`,
          body: { name },
          repeat: 'always',
        });
      } catch (error) {
        if (!(error instanceof ServerFailure) || !ALREADY_THERE.includes(error.errorCode ?? '')) throw error;
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

/** Of what a search found, the versions of this very model that have the tag, by ascending number. */
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
