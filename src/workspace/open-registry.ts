import { SYSTEM_CLOCK } from '../system-clock.js';
import { StagegateError } from '../errors.js';
import type { RunSource } from '../evidence/reader.js';
import { createGit } from '../git/command.js';
import type { WorkflowEvent } from '../run/event.js';
import type { RegistrySetting } from '../policy/registry.js';
import { locateManifest, type ManifestLocation } from '../registry/manifest/location.js';
import { ManifestRegistry } from '../registry/manifest/registry.js';
import { parseServerUri, type ServerLocation } from '../model/server-location.js';
import type { BranchStore, Store, StoreView } from '../registry/manifest/store.js';
import type { Registry, Snapshot } from '../model/registry.js';
import type { BaseFiles } from './base-files.js';
import { chooseCommitMode, type CommitMode, type CommitSetting } from '../run/target-branch.js';
import type { GitHubAccess } from '../github/access.js';
import { requireSameTree, type Place } from '../files/place.js';
import type { Environment } from '../model/run-context.js';
import { refuseFiltered } from './open-store.js';

interface OpenRegistryOptions {
  readonly place: Place;
  readonly setting: RegistrySetting;
  /** The policy's stages, in the order of promotion. */
  readonly stages: readonly string[];
  /** Undefined if not set. */
  readonly commit: CommitSetting | undefined;
  readonly env: Environment;
  readonly event: WorkflowEvent;
  readonly github: GitHubAccess;
  /** The base branch, if the checkout is a proposal. */
  readonly base: BaseFiles | null;
  /** The policy's path in the repository; undefined if the default one is missing. */
  readonly policyFile: string | undefined;
  /** The branch that the run commits to; null if it changes files in the workspace. */
  readonly store: BranchStore | null;
  /** Called with what is waited for, in words. */
  readonly onProgress: (message: string) => void;
}

/** A registry, and what is known about where it is. */
export interface OpenedRegistry {
  readonly registry: Registry;
  readonly runs: RunSource | null;
  /** How a changed manifest is committed; null for a server. */
  readonly commit: CommitMode | null;
  /** The view that a snapshot was read from; null if not a branch. */
  readonly viewOf: ((snapshot: Snapshot) => StoreView) | null;
  /** Where its files are; null for a server. */
  readonly location: ManifestLocation | null;
  /** The base branch's registry, to read; null if nothing is proposed. */
  readonly base: Registry | null;
  /** The manifest's file or folder, for people. */
  readonly manifest?: string | undefined;
}

/** Opens the registry of a setting. Only loads what that kind needs. @throws StagegateError */
export async function openRegistry(options: OpenRegistryOptions): Promise<OpenedRegistry> {
  const server = parseServerUri(options.setting.location);
  if (server !== null) return openServer(server, options);
  const location = locateManifest(options.setting.location);
  const { place, event, github, stages, base } = options;
  const commit = chooseCommitMode(options.commit, { event, github });
  if (commit !== 'none') await requireSameTree(place, options.policyFile, location.path);
  const store = options.store ?? (await openDisk(place.root, location));
  const registry = new ManifestRegistry({ store, location, stages });
  return {
    registry,
    location,
    viewOf: options.store === null ? null : (snapshot) => registry.viewOf(snapshot),
    runs: null,
    commit,
    base: base === null ? null : new ManifestRegistry({ store: readOnly(base), location, stages }),
    manifest: location.kind === 'file' ? location.path : `${location.path}/`,
  };
}

async function openDisk(root: string, { path }: ManifestLocation): Promise<Store> {
  const { openDiskStore } = await import('../registry/manifest/disk/disk-store.js');
  return refuseFiltered(openDiskStore({ root, registry: path, git: createGit(root) }), root, false);
}

function readOnly(base: BaseFiles): Store {
  return {
    open: () => base.open(),
    write: () => Promise.reject(new TypeError(`nothing is written to ${base.name} for a proposal`)),
  };
}

async function openServer(location: ServerLocation, options: OpenRegistryOptions): Promise<OpenedRegistry> {
  const { setting, stages, env, onProgress, commit } = options;
  if (commit !== undefined && commit !== 'none' && commit !== 'auto') {
    throw new StagegateError(
      'input',
      `commit: ${commit} is for a manifest in the repository: an MLflow registry has nothing to commit`,
      { hint: 'Leave commit out, or set it to none.' },
    );
  }
  const { openServers } = await import('../registry/mlflow/client/open-servers.js');
  const { MlflowRegistry } = await import('../registry/mlflow/registry.js');
  const { RunEvidence } = await import('../registry/mlflow/run-evidence.js');
  const { registry: server, tracking, close } = await openServers(location, { env, onWait: onProgress });
  const registry = new MlflowRegistry({
    server,
    stages,
    mode: setting.mode,
    aliases: setting.aliases,
    pace: {
      now: SYSTEM_CLOCK.elapsed,
      sleep: SYSTEM_CLOCK.sleep,
      random: Math.random,
      waiting: onProgress,
    },
    close,
  });
  const runs = new RunEvidence({
    server: tracking,
    findVersion: async ({ model, version }) =>
      registry.findVersion(model, version) ?? (await server.version({ name: model, version })),
  });
  return { registry, runs, commit: null, location: null, viewOf: null, base: null };
}
