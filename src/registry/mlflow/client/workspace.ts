import { StagegateError } from '../../../errors.js';
import { ServerFailure } from '../api/server.js';
import type { Transport } from '../api/transport.js';
import { nameServer } from './explanation.js';
import type { ServerSettings } from './settings.js';

/** Where servers tell whether they have workspaces; the second one is the first's older name. */
const PATHS = ['/api/3.0/mlflow/server-info', '/api/3.0/mlflow/server-features'];

/**
 * Asks, once, whether a server has workspaces, as MLflow's client does: a server of MLflow 2 would ignore the
 * header and work on what belongs to everybody.
 * @returns a check that throws StagegateError `input` for a server without them
 */
export function openWorkspaceCheck(
  send: Transport['send'],
  workspace: string,
  settings: ServerSettings,
): () => Promise<void> {
  let checked: Promise<void> | null = null;
  return () => {
    if (checked === null) {
      checked = checkWorkspace(send, workspace, settings);
      // the next request may have more luck
      checked.catch(() => (checked = null));
    }
    return checked;
  };
}

async function checkWorkspace(
  send: Transport['send'],
  workspace: string,
  settings: ServerSettings,
): Promise<void> {
  for (const path of PATHS) {
    const info = await ask(send, path);
    if (info === null) continue;
    if (info['workspaces_enabled'] === true) return;
    throw new StagegateError(
      'input',
      `${nameServer(settings)} has no workspaces, but MLFLOW_WORKSPACE is set`,
      {
        hint: `Start it with --enable-workspaces, or unset MLFLOW_WORKSPACE (${JSON.stringify(workspace)}).`,
      },
    );
  }
  throw new StagegateError(
    'input',
    `${nameServer(settings)} does not know workspaces, but MLFLOW_WORKSPACE is set`,
    {
      hint: `Unset MLFLOW_WORKSPACE (${JSON.stringify(workspace)}) if it is older than workspaces; else look whether its address lacks a path (--static-prefix).`,
    },
  );
}

async function ask(send: Transport['send'], path: string): Promise<Readonly<Record<string, unknown>> | null> {
  try {
    return await send({ method: 'GET', path, repeat: 'always' });
  } catch (error) {
    if (error instanceof ServerFailure && error.status === 404) return null;
    throw error;
  }
}
