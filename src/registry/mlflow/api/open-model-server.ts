import { openDatabricksWorkspace } from './databricks-workspace.js';
import { openRestServer } from './rest-server.js';
import type { ModelServer } from './server.js';
import type { Transport } from './transport.js';
import { openUnityCatalog } from './unity-catalog.js';

/** MLflow's own server, a Databricks workspace's registry, or models in Unity Catalog. */
export type ServerKind = 'mlflow' | 'databricks' | 'databricks-uc';

const OPEN: Record<ServerKind, (transport: Transport) => ModelServer> = {
  mlflow: openRestServer,
  databricks: openDatabricksWorkspace,
  'databricks-uc': openUnityCatalog,
};

/** A model registry behind a transport, in the dialect of its kind. Sends nothing yet. */
export function openModelServer(transport: Transport, kind: ServerKind): ModelServer {
  return OPEN[kind](transport);
}
