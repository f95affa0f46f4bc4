import { createGit } from '../git/command.js';
import type { WorkflowEvent } from '../github/event.js';
import type { ManifestLocation } from '../registry/manifest/location.js';
import type { Store } from '../registry/manifest/store.js';
import type { CommitMode } from './commit-mode.js';
import type { GitHubAccess } from './open-github.js';
import type { Environment } from './run-context.js';

export interface OpenStoreOptions {
  readonly root: string;
  readonly location: ManifestLocation;
  readonly commit: CommitMode;
  readonly env: Environment;
  readonly event: WorkflowEvent;
  readonly github: GitHubAccess;
}

/** The store that a commit mode means, which writes nothing that git would keep in another form. */
export async function openStore(options: OpenStoreOptions): Promise<Store> {
  const store = await openAnyStore(options);
  return {
    ...store,
    write: async (changes, basis, message) => {
      const { requireUnfiltered } = await import('../git/attributes.js');
      await requireUnfiltered(createGit(options.root), [...changes.keys()], options.commit !== 'none');
      return store.write(changes, basis, message);
    },
  };
}

/** What the other modes need is not loaded. */
async function openAnyStore(options: OpenStoreOptions): Promise<Store> {
  const { root, location, commit } = options;
  switch (commit) {
    case 'none': {
      const { openDiskStore } = await import('../registry/manifest/stores/disk.js');
      return openDiskStore({ root, registry: location.path, git: createGit(root) });
    }
    case 'push': {
      const { openGitBranchStore } = await import('../registry/manifest/stores/git-branch.js');
      return openGitBranchStore({ root });
    }
    case 'api': {
      const { openGitHubBranchStore } = await import('../registry/manifest/stores/github-branch.js');
      return openGitHubBranchStore({ root, ...(await onGitHub(options)) });
    }
    case 'pull-request': {
      const { openPullRequestStore } = await import('../registry/manifest/stores/github-pull-request.js');
      return openPullRequestStore(await onGitHub(options));
    }
  }
}

async function onGitHub({ root, env, event, commit, github }: OpenStoreOptions) {
  const { findTargetBranch } = await import('./target-branch.js');
  return {
    github: () => github.open(`commit: ${commit}`),
    target: () => findTargetBranch({ root, env, event, mode: commit }),
  };
}
