import { StagegateError } from '../errors.js';
import { GitUnusable } from '../git/command.js';
import type { BranchStore, BranchView } from '../registry/manifest/store.js';
import { chooseCommitMode, type CommitMode, type CommitSetting } from '../run/commit-mode.js';
import { openBranchStore, type OpenStoreOptions } from './store.js';
import { findTargetBranch } from '../run/target-branch.js';

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
