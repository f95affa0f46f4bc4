import { createGit, GitUnusable } from '../git/command.js';
import type { WorkflowEvent } from '../run/event.js';
import type { BranchStore, CommitMessage, Store, StoreView, BranchView } from '../registry/manifest/store.js';
import {
  type CommitMode,
  type TargetBranch,
  chooseCommitMode,
  type CommitSetting,
  findTargetBranch,
} from '../run/target-branch.js';
import type { GitHubAccess } from '../github/access.js';
import type { Environment } from '../model/run-context.js';
import { StagegateError } from '../errors.js';

export interface OpenStoreOptions {
  readonly root: string;
  readonly env: Environment;
  readonly event: WorkflowEvent;
  readonly github: GitHubAccess;
}

/** A store that writes nothing that git would keep in another form. @param commits to a branch, not to the files on disk */
export function refuseFiltered<T extends Store>(store: T, root: string, commits: boolean): T {
  return {
    ...store,
    write: async (changes: Parameters<T['write']>[0], basis: StoreView, message: CommitMessage) => {
      const { requireUnfiltered } = await import('../git/attributes.js');
      await requireUnfiltered(createGit(root), [...changes.keys()], commits);
      return store.write(changes, basis, message);
    },
  };
}

/** The store that a commit mode means, where it commits; what the others need is not loaded. */
async function openBranchStore(
  commit: Exclude<CommitMode, 'none'>,
  options: OpenStoreOptions,
): Promise<BranchStore> {
  return refuseFiltered(await openAny(commit, options), options.root, true);
}

async function openAny(commit: Exclude<CommitMode, 'none'>, options: OpenStoreOptions): Promise<BranchStore> {
  const { root } = options;
  switch (commit) {
    case 'push': {
      const { openGitBranchStore } = await import('../registry/manifest/git/branch.js');
      return openGitBranchStore({ root });
    }
    case 'api': {
      const { openGitHubBranchStore } = await import('../registry/manifest/github/branch.js');
      return openGitHubBranchStore({ root, ...onGitHub(commit, options) });
    }
    case 'pull-request': {
      const { openPullRequestStore } = await import('../registry/manifest/github/pull-request.js');
      return openPullRequestStore(onGitHub(commit, options));
    }
  }
}

function onGitHub(commit: CommitMode, { root, env, event, github }: OpenStoreOptions) {
  return {
    github: () => github.open(`commit: ${commit}`),
    target: async (): Promise<TargetBranch> => {
      const { findTargetBranch } = await import('../run/target-branch.js');
      return findTargetBranch({ root, env, event, mode: commit });
    },
  };
}

export interface TargetStoreOptions extends OpenStoreOptions {
  /** Undefined when nobody asked for one. */
  readonly commit: CommitSetting | undefined;
  /** Whether the registry is a server, as far as the checkout tells. */
  readonly isServer: () => Promise<boolean>;
}

/** The branch that a run belongs to. */
export interface Target {
  readonly store: BranchStore;
  /** `own` where the registry is a server, as far as the checkout tells. */
  readonly role: 'target' | 'own';
  /** Whether a manifest is committed to it. */
  readonly commits: boolean;
}

/**
 * The branch whose rules are today's. A run that changes an MLflow server commits to no branch, but one that a
 * workflow starts on a branch belongs to it: started again, it must not be judged by an old checkout.
 * @returns null where only the workspace counts
 * @throws StagegateError `input` where a mode has no branch to commit to
 */
export async function openTarget(options: TargetStoreOptions): Promise<Target | null> {
  const { commit, event, github, isServer } = options;
  const mode = chooseCommitMode(commit, { event, github });
  const isAsked = commit !== undefined && commit !== 'auto';
  if (mode !== 'none' && isAsked) {
    // which a mode is not for: opening the server says so
    return (await isServer()) ? null : toCommit(mode, options);
  }
  const onGitHub = event.name !== null && github.isThere && !event.beforeMerge;
  if (isAsked || !onGitHub) return null;
  if (!(await isServer())) return mode === 'none' ? null : toCommit(mode, options);
  if (!(await isOnBranch(options))) return null;
  return { store: await openBranchStore('api', options), role: 'own', commits: mode !== 'none' };
}

async function toCommit(mode: Exclude<CommitMode, 'none'>, options: OpenStoreOptions): Promise<Target> {
  return { store: await openBranchStore(mode, options), role: 'target', commits: true };
}

/** A store that gives a view that is open already, before it opens others. */
export function startAt(store: BranchStore, view: BranchView): BranchStore {
  let given: BranchView | null = view;
  return {
    ...store,
    open: () => {
      const next = given === null ? store.open() : Promise.resolve(given);
      given = null;
      return next;
    },
  };
}

/** Whether the workflow runs on a branch of the repository that is checked out. */
async function isOnBranch({ root, env, event }: TargetStoreOptions): Promise<boolean> {
  try {
    await findTargetBranch({ root, env, event, mode: 'api' });
    return true;
  } catch (error) {
    // where git can't be asked, nobody knows
    const isAnswer = error instanceof StagegateError && !(error instanceof GitUnusable);
    if (isAnswer && error.code === 'input') return false;
    throw error;
  }
}
