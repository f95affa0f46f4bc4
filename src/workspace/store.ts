import { createGit } from '../git/command.js';
import type { WorkflowEvent } from '../run/event.js';
import type { BranchStore, CommitMessage, Store, StoreView } from '../registry/manifest/store.js';
import type { CommitMode } from '../run/commit-mode.js';
import type { GitHubAccess } from '../github/access.js';
import type { Environment } from '../model/run-context.js';
import type { TargetBranch } from '../run/target-branch.js';

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
      const { requireUnfiltered } = await import('../git/working-tree.js');
      await requireUnfiltered(createGit(root), [...changes.keys()], commits);
      return store.write(changes, basis, message);
    },
  };
}

/** The store that a commit mode means, where it commits; what the others need is not loaded. */
export async function openBranchStore(
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
