import { StagegateError } from '../../../errors.js';
import { compareVersions } from '../../../model/version.js';
import type { Dialect } from './answers.js';
import { databricksNameFilter } from './filter.js';
import { mapAtOnce } from '../map-at-once.js';
import { unlessMissing } from './missing.js';
import { MLFLOW_API, openCalls } from './registry-calls.js';
import type { ModelServer, VersionName } from './server.js';
import { openTracking } from './tracking.js';
import type { Transport } from './transport.js';
import { fromCatalogKey, toCatalogKey } from './uc-tag-key.js';

/** Rows of a page, as MLflow's own client asks for by default. */
const PAGE = { models: '100', versions: '10000' };

/** Characters, by Databricks' documentation of tags. */
const TAG_VALUE = 1_000;

/** Versions that are fetched at the same time. */
const AT_ONCE = 8;

/**
 * Models in Unity Catalog: aliases and no stages, names of three levels. A search there tells neither tags nor
 * aliases and takes the model's name only, so that `versions` gets each version by itself, eight at once: a model
 * of a hundred versions takes a hundred and one requests, with `tagged` too. Registering would mean to upload the
 * model's files with credentials made for it, which MLflow's client does.
 */
export function openUnityCatalog(transport: Transport): ModelServer {
  const { label } = transport;
  const dialect: Dialect = { label, stages: false, readKey: fromCatalogKey };
  const calls = openCalls(transport, {
    prefix: `${MLFLOW_API}/unity-catalog`,
    dialect,
    writeKey: toCatalogKey,
  });

  /** The versions' numbers, ascending; none where there is no such model. */
  const list = async (name: string) => {
    const query = { filter: databricksNameFilter(requireThreeLevels(name)), max_results: PAGE.versions };
    // the catalog keeps names in lower case, however they were asked for: they are not compared
    const found = (await unlessMissing(() => calls.searchVersions(query))) ?? [];
    return found.map(({ held }) => held.version).sort(compareVersions);
  };

  return {
    ...openTracking(transport),
    label,
    features: { stages: false, aliases: true, tagValue: TAG_VALUE },

    models: async () => {
      const found = await calls.searchModels({ max_results: PAGE.models });
      return found.map(({ name }) => name).sort();
    },
    model: async (name) => calls.model(requireThreeLevels(name)),

    versions: async (name, tagged) => {
      const found = await mapAtOnce(await list(name), AT_ONCE, (version) => calls.version({ name, version }));
      return found
        .filter((held) => held !== null)
        .filter(({ tags }) => tagged === undefined || Object.hasOwn(tags, tagged));
    },
    newest: async (name) => {
      for (const version of (await list(name)).reverse()) {
        const held = await calls.version({ name, version });
        // null when it was deleted since the search
        if (held !== null) return held;
      }
      return null;
    },
    version: async (at) => calls.version(requireLevelsOf(at)),
    versionByAlias: async (name, alias) => calls.versionByAlias(requireThreeLevels(name), alias),

    setVersionTag: async (at, tag, options) => calls.setVersionTag(requireLevelsOf(at), tag, options),
    deleteVersionTag: async (at, key, options) => calls.deleteVersionTag(requireLevelsOf(at), key, options),
    deleteVersion: async (at, options) => calls.deleteVersion(requireLevelsOf(at), options),
    setAlias: async (at, alias, options) => calls.setAlias(requireLevelsOf(at), alias, options),
    deleteAlias: async (name, alias, options) => calls.deleteAlias(requireThreeLevels(name), alias, options),
    transition: refuseStages,
    createModel: refuseRegistering,
    createVersion: refuseRegistering,
  };
}

function requireLevelsOf(at: VersionName): VersionName {
  requireThreeLevels(at.name);
  return at;
}

/** @throws StagegateError `input` */
function requireThreeLevels(name: string): string {
  const levels = name.split('.');
  if (levels.length === 3 && !levels.includes('')) return name;
  throw new StagegateError('input', `${JSON.stringify(name)} can't be a model in Unity Catalog`, {
    hint: 'Name it with its catalog and schema: catalog.schema.model.',
  });
}

function refuseStages(): Promise<never> {
  return Promise.reject(
    new StagegateError('unsupported', 'models in Unity Catalog have no stages', {
      hint: 'Say in the policy which alias stands for each stage.',
    }),
  );
}

function refuseRegistering(): Promise<never> {
  return Promise.reject(
    new StagegateError('unsupported', 'stagegate registers no versions in Unity Catalog', {
      hint: "Register the version with MLflow's client, which uploads its files, then promote it.",
    }),
  );
}
