import { tmpdir } from 'node:os';
import { afterAll } from '@jest/globals';
import { Stagegate } from '../../../src/index.js';
import { openServers, type OpenedServers } from '../../../src/registry/mlflow/client/open-servers.js';
import { startDatabricks, type Databricks } from '../../support/databricks/databricks.js';
import { openWorkspace, policyFor, source, stageByAlias, type Kind } from './benches.js';
import { uniqueName } from './servers.js';

const running: { databricks: Databricks; servers: OpenedServers[] }[] = [];
afterAll(async () => {
  for (const { databricks, servers } of running.splice(0)) {
    await Promise.all(servers.map((server) => server.close()));
    await databricks.close();
    if (databricks.violations.length > 0) throw new Error(databricks.violations.join('\n'));
  }
});

/** The stand-in for a Databricks workspace: its own registry, or Unity Catalog. What can't be there is left out. */
export function databricksKind(kind: 'databricks' | 'databricks-uc'): Kind {
  const catalog = kind === 'databricks-uc';
  let started: Promise<Databricks> | undefined;
  return {
    name: `${catalog ? 'Unity Catalog' : 'a Databricks workspace'} (the stand-in)`,
    lacks: catalog ? ['registering', 'stages'] : ['aliases'],
    open: async ({ stages = [], aliases = {} } = {}) => {
      const databricks = await (started ??= startDatabricks());
      const env = {
        DATABRICKS_HOST: databricks.url,
        DATABRICKS_CLIENT_ID: databricks.signIn.client.id,
        DATABRICKS_CLIENT_SECRET: databricks.signIn.client.secret,
      };
      const { registry, ...rest } = await openServers({ kind, profile: null }, { env, home: tmpdir() });
      running.push({ databricks, servers: [{ registry, ...rest }] });
      const model = catalog ? `main.ml.${uniqueName('churn').toLowerCase()}` : uniqueName('churn');
      if (catalog && stages.length > 0) databricks.catalog.register(model, ...stages.map(() => ({})));
      if (!catalog && stages.length > 0) await registry.createModel(model);
      for (const [at, stage] of stages.entries()) {
        const named = { name: model, version: String(at + 1) };
        if (!catalog) await registry.createVersion(model, { source: source(model, at + 1), tags: {} });
        if (stage === 'None') continue;
        if (catalog) await registry.setAlias(named, stage);
        else await registry.transition(named, { stage, archiveExisting: false });
      }
      for (const [alias, version] of Object.entries(aliases))
        await registry.setAlias({ name: model, version }, alias);
      const workspace = openWorkspace(policyFor(kind, model));
      return {
        model,
        workspace,
        stagegate: (options) =>
          new Stagegate({ workspace: workspace.root, ...options, env: { ...env, ...options?.env } }),
        look: async () => {
          const pointing = (await registry.model(model))?.aliases ?? {};
          const versions = await registry.versions(model);
          return {
            stages: Object.fromEntries(
              versions.map(({ version, stage }) => [version, stage ?? stageByAlias(version, pointing)]),
            ),
            aliases: Object.fromEntries(
              Object.entries(pointing).filter(([alias]) => !['Staging', 'Production'].includes(alias)),
            ),
          };
        },
        moveByHand: async (version, stage) => {
          const named = { name: model, version };
          if (catalog) await registry.setAlias(named, stage);
          else await registry.transition(named, { stage, archiveExisting: false });
        },
      };
    },
  };
}
