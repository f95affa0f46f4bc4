import { SYSTEM_CLOCK } from '../../../system-clock.js';
import { homedir } from 'node:os';
import {
  resolveServer,
  resolveTracking,
  type Environment,
  type ServerAddress,
  type ServerLocation,
} from '../../../model/server-location.js';
import { openDatabricksWorkspace, openUnityCatalog } from '../api/databricks.js';
import { openMlflowServer } from '../api/mlflow-server.js';
import type { ModelServer, Transport } from '../api/server.js';
import { openTracking, type Tracking } from '../api/tracking.js';
import { openFiles } from './config-files.js';
import { readServerSettings } from './settings.js';
import { openTransport } from './transport.js';

export interface OpenServerOptions {
  readonly env: Environment;
  /** The folder that `~` stands for; by default this user's own. */
  readonly home?: string | undefined;
  /** Called with a message for people before each longer wait. */
  readonly onWait?: ((message: string) => void) | undefined;
}

export interface OpenedServers {
  /** Where the models are registered. */
  readonly registry: ModelServer;
  /** Where their runs are: the server in MLFLOW_TRACKING_URI, else the same. */
  readonly tracking: Tracking;
  close(): Promise<void>;
}

const OPEN_REGISTRY: Record<ServerAddress['kind'], (transport: Transport) => ModelServer> = {
  http: openMlflowServer,
  databricks: openDatabricksWorkspace,
  'databricks-uc': openUnityCatalog,
};

/**
 * Opens the server of a registry and, at the first question about a run, the one that keeps the runs.
 * Sends nothing before that.
 * @throws StagegateError `input` or `unsupported` for settings that name no server or can't be used; for
 *   MLFLOW_TRACKING_URI, `tracking` throws it when first used
 */
export async function openServers(
  location: ServerLocation,
  options: OpenServerOptions,
): Promise<OpenedServers> {
  const address = resolveServer(location, options.env);
  const transport = await openAddress(address, options);
  let opening: Promise<Transport> | null = null;
  const openTrackingTransport = async (): Promise<Transport> => {
    const own = resolveTracking(address, options.env);
    return own === null ? transport : openAddress(own, options);
  };
  const track = async (): Promise<Tracking> => openTracking(await (opening ??= openTrackingTransport()));
  return {
    registry: OPEN_REGISTRY[address.kind](transport),
    tracking: {
      run: async (runId) => (await track()).run(runId),
      loggedModel: async (modelId) => (await track()).loggedModel(modelId),
    },
    close: async () => {
      await transport.close();
      await (await opening?.catch(() => null))?.close();
    },
  };
}

/** @throws StagegateError `input` or `unsupported` for settings that can't be used */
async function openAddress(
  address: ServerAddress,
  { env, home = homedir(), onWait }: OpenServerOptions,
): Promise<Transport> {
  return openTransport(await readServerSettings(address, env, openFiles(home)), {
    now: SYSTEM_CLOCK.now,
    sleep: SYSTEM_CLOCK.sleep,
    random: Math.random,
    onWait,
  });
}
