import { homedir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  resolveServer,
  resolveTracking,
  type Environment,
  type ServerAddress,
  type ServerLocation,
} from '../../../model/server-location.js';
import { openModelServer } from '../api/open-model-server.js';
import type { ModelServer } from '../api/server.js';
import { openTracking, type Tracking } from '../api/tracking.js';
import type { Transport } from '../api/transport.js';
import { openFiles } from './files.js';
import { openTransport } from './http-transport.js';
import { readServerSettings } from './settings.js';

export interface OpenServerOptions {
  readonly env: Environment;
  /** The folder that `~` stands for; this user's own by default. */
  readonly home?: string | undefined;
  /** Told, for people, what is waited for. */
  readonly onWait?: ((message: string) => void) | undefined;
}

/**
 * Opens the way to a server; nothing is sent yet.
 * @throws StagegateError `input` or `unsupported` for settings that name no server or can't be used
 */
export async function openTransportFor(
  location: ServerLocation,
  options: OpenServerOptions,
): Promise<Transport> {
  return openAddress(resolveServer(location, options.env), options);
}

async function openAddress(
  address: ServerAddress,
  { env, home = homedir(), onWait }: OpenServerOptions,
): Promise<Transport> {
  return openTransport(await readServerSettings(address, env, openFiles(home)), {
    now: () => new Date(),
    sleep: async (milliseconds) => {
      await sleep(milliseconds);
    },
    random: Math.random,
    onWait,
  });
}

export interface OpenedServers {
  /** Where the models are registered. */
  readonly registry: ModelServer;
  /** Where their runs are: the server that MLFLOW_TRACKING_URI names, else the same. */
  readonly tracking: Tracking;
  close(): Promise<void>;
}

/**
 * Opens the server of a registry and, when first asked for a run, the one that keeps the runs.
 * @throws StagegateError as `openTransportFor`; `tracking` throws it for MLFLOW_TRACKING_URI only when asked
 */
export async function openServers(
  location: ServerLocation,
  options: OpenServerOptions,
): Promise<OpenedServers> {
  const address = resolveServer(location, options.env);
  const transport = await openAddress(address, options);
  let tracking: Promise<Transport> | null = null;
  const openTrackingTransport = async (): Promise<Transport> => {
    const own = resolveTracking(address, options.env);
    return own === null ? transport : openAddress(own, options);
  };
  const track = async (): Promise<Tracking> => openTracking(await (tracking ??= openTrackingTransport()));
  return {
    registry: openModelServer(transport, address.kind === 'http' ? 'mlflow' : address.kind),
    tracking: {
      run: async (runId) => (await track()).run(runId),
      loggedModel: async (modelId) => (await track()).loggedModel(modelId),
    },
    close: async () => {
      await transport.close();
      await (await tracking?.catch(() => null))?.close();
    },
  };
}
