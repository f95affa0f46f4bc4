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

/** Makes a store refuse files that git would store in another form. @param commits to a branch, not to files on disk */
export function refuseFiltered<T extends Store>(store: T, root: string, commits: boolean): T {
  // a write that lost a race is repeated with the same files
  const checked = new Set<string>();
  return {
    ...store,
    write: async (changes: Parameters<T['write']>[0], basis: StoreView, message: CommitMessage) => {
      const paths = [...changes.keys()];
      if (!paths.every((path) => checked.has(path))) {
        const { requireUnfiltered } = await import('../git/working-tree.js');
        await requireUnfiltered(createGit(root), paths, commits);
        for (const path of paths) checked.add(path);
      }
      return store.write(changes, basis, message);
    },
  };
}

/** The store of a commit mode. Only loads what that mode needs. */
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
      const { openGitBranchStore } = await import('../registry/manifest/git/branch-store.js');
      return openGitBranchStore({ root });
    }
    case 'api': {
      const { openGitHubBranchStore } = await import('../registry/manifest/github/branch-store.js');
      return openGitHubBranchStore({ root, ...onGitHub(commit, options) });
    }
    case 'pull-request': {
      const { openPullRequestStore } = await import('../registry/manifest/github/pull-request-store.js');
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

interface TargetStoreOptions extends OpenStoreOptions {
  /** Undefined if not set. */
  readonly commit: CommitSetting | undefined;
  /** Whether the registry is a server, according to the checkout. */
  readonly isServer: () => Promise<boolean>;
}

/** The branch that a run belongs to. */
export interface Target {
  readonly store: BranchStore;
  /** `own` if the registry is a server, according to the checkout. */
  readonly role: 'target' | 'own';
  /** Whether the manifest is committed to it. */
  readonly commits: boolean;
}

/**
 * The branch with today's rules. A run that changes an MLflow server doesn't commit, but a workflow run on a branch
 * belongs to that branch: a re-run must not be judged by a stale checkout.
 * @returns null if only the workspace counts
 * @throws StagegateError `input` when a mode has no branch to commit to
 */
export async function openTarget(options: TargetStoreOptions): Promise<Target | null> {
  const { commit, event, github, isServer } = options;
  const mode = chooseCommitMode(commit, { event, github });
  const isAsked = commit !== undefined && commit !== 'auto';
  if (mode !== 'none' && isAsked) {
    // opening a server reports that the mode doesn't apply to it
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

/** A store whose first view is already open. */
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

/** Whether the workflow runs on a branch of the checked-out repository. */
async function isOnBranch({ root, env, event }: TargetStoreOptions): Promise<boolean> {
  try {
    await findTargetBranch({ root, env, event, mode: 'api' });
    return true;
  } catch (error) {
    // without git, the answer is unknown
    const isAnswer = error instanceof StagegateError && !(error instanceof GitUnusable);
    if (isAnswer && error.code === 'input') return false;
    throw error;
  }
}
