import pLimit from 'p-limit';
import { StagegateError } from '../../../errors.js';
import { compareVersions } from '../../../model/version.js';
import type { Dialect } from './answers.js';
import { mlflowDialect, openMlflowServer, pickVersions, quoteText } from './mlflow-server.js';
import { MLFLOW_API, openCalls } from './registry-calls.js';
import { unlessMissing, type ModelServer, type Transport, type VersionName } from './server.js';
import { openTracking } from './tracking.js';

/**
 * Rows per page: for versions, the most that Databricks' documentation allows; for models, the default of MLflow's
 * client.
 */
const PAGE = { models: '100', versions: '10000' };

/**
 * Characters in a tag's value. A workspace promises 5,000 bytes, and a UTF-16 unit, which lengths count here, takes three
 * bytes at most. For Unity Catalog, by Databricks' documentation of tags.
 */
const TAG_VALUE = { workspace: 1_666, catalog: 1_000 };

/** Versions fetched at the same time. */
const AT_ONCE = 8;

/**
 * Opens the model registry of a Databricks workspace: MLflow's API with stages and without aliases. Its search takes the
 * model's name and no second condition, so versions with a tag are picked here.
 */
export function openDatabricksWorkspace(transport: Transport): ModelServer {
  const dialect = mlflowDialect(transport.label);
  const calls = openCalls(transport, { prefix: MLFLOW_API, dialect, writeKey: (key) => key });
  const refuse = refuseAs('the model registry of a Databricks workspace has no aliases', {
    hint: 'Name the version by its number, or use the models in Unity Catalog (databricks-uc), which have aliases.',
  });
  return {
    ...openMlflowServer(transport),
    features: { stages: true, aliases: false, tagValue: TAG_VALUE.workspace },

    versions: async (name, tagged) => {
      const query = { filter: databricksNameFilter(name), max_results: PAGE.versions };
      return pickVersions((await unlessMissing(() => calls.searchVersions(query))) ?? [], name, tagged);
    },

    newest: async (name) => {
      const latest = (await calls.model(name))?.latest ?? [];
      return latest.toSorted((a, b) => compareVersions(a.version, b.version)).at(-1) ?? null;
    },

    versionByAlias: refuse,
    setAlias: refuse,
    deleteAlias: refuse,
  };
}

/**
 * Opens the models in Unity Catalog: aliases and no stages, names of three levels. A search there returns neither tags
 * nor aliases and takes the model's name only, so `versions` fetches each version by itself, eight at once: a model of a
 * hundred versions takes a hundred and one requests, with `tagged` too. Registering is left to MLflow's client, which
 * uploads the model's files with credentials made for it.
 */
export function openUnityCatalog(transport: Transport): ModelServer {
  const { label } = transport;
  const dialect: Dialect = { label, stages: false, readKey: fromCatalogKey };
  const prefix = `${MLFLOW_API}/unity-catalog`;
  const calls = openCalls(transport, { prefix, dialect, writeKey: toCatalogKey });
  const refuseRegistering = refuseAs("stagegate doesn't register versions in Unity Catalog", {
    hint: "Register the version with MLflow's client, which uploads its files, then promote it.",
  });

  /** The versions' numbers, ascending; empty for a model that doesn't exist. */
  const listNumbers = async (name: string) => {
    const query = { filter: databricksNameFilter(requireThreeLevels(name)), max_results: PAGE.versions };
    // don't compare names: the catalog answers in lower case, however it was asked
    const found = (await unlessMissing(() => calls.searchVersions(query))) ?? [];
    return found.map(({ held }) => held.version).sort(compareVersions);
  };

  return {
    ...openTracking(transport),
    label,
    features: { stages: false, aliases: true, tagValue: TAG_VALUE.catalog },

    models: async () => {
      const found = await calls.searchModels({ max_results: PAGE.models });
      return found.map(({ name }) => name).sort();
    },
    model: async (name) => calls.model(requireThreeLevels(name)),

    versions: async (name, tagged) => {
      const limit = pLimit(AT_ONCE);
      const fetch = (version: string) =>
        calls.version({ name, version }).catch((error: unknown) => {
          // don't ask about thousands of other versions before reporting it
          limit.clearQueue();
          throw error;
        });
      const found = await limit.map(await listNumbers(name), fetch);
      return found
        .filter((held) => held !== null)
        .filter(({ tags }) => tagged === undefined || Object.hasOwn(tags, tagged));
    },
    newest: async (name) => {
      for (const version of (await listNumbers(name)).reverse()) {
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
    transition: refuseAs('models in Unity Catalog have no stages', {
      hint: 'Set in the policy which alias stands for each stage.',
    }),
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

function refuseAs(message: string, details: { hint: string }): () => Promise<never> {
  return () => Promise.reject(new StagegateError('unsupported', message, details));
}

/**
 * Finds the versions of a model on Databricks, whose searches take no other condition.
 * @throws StagegateError `unsupported` for a name that no quotes can hold
 */
export function databricksNameFilter(name: string): string {
  const quoted = quoteText(name);
  if (quoted !== null) return `name = ${quoted}`;
  throw new StagegateError('unsupported', `Databricks can't search for the model ${JSON.stringify(name)}`, {
    hint: 'Rename the model without quotes and backslashes: a search there has no escapes.',
  });
}

/*
 * Unity Catalog refuses tag keys with any of `. , - = / :`. Our keys have dots, as MLflow's own keys do, so they are
 * kept there with these characters percent-encoded. Other keys are never written, and are read as they are.
 */
const RESERVED = /[%.,\-=/:]/g;
const OURS = 'stagegate%2E';

/** One of our keys as Unity Catalog keeps it. */
export function toCatalogKey(key: string): string {
  return key.replace(RESERVED, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The key that a tag in Unity Catalog stands for. */
export function fromCatalogKey(key: string): string {
  if (!key.startsWith(OURS)) return key;
  return key.replace(/%([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
