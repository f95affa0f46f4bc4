import { StagegateError } from '../../../errors.js';
import { compareVersions } from '../../../model/version.js';
import { databricksNameFilter } from './filter.js';
import { unlessMissing } from './missing.js';
import { MLFLOW_API, openCalls } from './registry-calls.js';
import { openRestServer, pickVersions, restDialect } from './rest-server.js';
import type { ModelServer } from './server.js';
import type { Transport } from './transport.js';

/** The most rows of a page, by Databricks' documentation. */
const MAX_VERSIONS = '10000';

/**
 * Databricks promises 5,000 bytes for a tag's value. A UTF-16 unit, which is what lengths count here, takes
 * three bytes at most.
 */
const TAG_VALUE = 1_666;

/**
 * The model registry of a Databricks workspace: MLflow's API with stages and without aliases. Its search takes
 * the model's name and no second condition, so that versions with a tag are picked here.
 */
export function openDatabricksWorkspace(transport: Transport): ModelServer {
  const { label } = transport;
  const dialect = restDialect(label);
  const calls = openCalls(transport, { prefix: MLFLOW_API, dialect, writeKey: (key) => key });
  return {
    ...openRestServer(transport),
    features: { stages: true, aliases: false, tagValue: TAG_VALUE },

    versions: async (name, tagged) => {
      const query = { filter: databricksNameFilter(name), max_results: MAX_VERSIONS };
      return pickVersions((await unlessMissing(() => calls.searchVersions(query))) ?? [], name, tagged);
    },

    newest: async (name) => {
      const latest = (await calls.model(name))?.latest ?? [];
      return latest.toSorted((a, b) => compareVersions(a.version, b.version)).at(-1) ?? null;
    },

    versionByAlias: refuseAliases,
    setAlias: refuseAliases,
    deleteAlias: refuseAliases,
  };
}

function refuseAliases(): Promise<never> {
  return Promise.reject(
    new StagegateError('unsupported', 'the model registry of a Databricks workspace has no aliases', {
      hint: 'Name the version by its number, or use the models in Unity Catalog (databricks-uc), which have aliases.',
    }),
  );
}
