import type { BranchStore } from '../store.js';
import { describeAuthor, type Author } from './author.js';
import { createGit, type Git } from '../../../git/command.js';
import { advanceCheckout } from './advance-checkout.js';
import { findCommit, makeCommit } from './commit.js';
import { pushCommit } from './push.js';
import { fetchBranch } from './remote.js';
import { GitView } from './view.js';
import { resolveBranch, type Branch } from './resolve-branch.js';
import { selectChanges } from '../select-changes.js';

export interface GitBranchStoreOptions {
  /** The workspace: the repository's folder, or one in it. */
  readonly root: string;
  /** Without it, the one that git would push the branch to. */
  readonly remote?: string | undefined;
  /** The branch that is checked out without it. */
  readonly branch?: string | undefined;
  /** For the commits, where git's environment names nobody. */
  readonly author?: Author | undefined;
  /** Runs git in the workspace; the git on the PATH without it. */
  readonly git?: Git | undefined;
}

/**
 * A branch of a remote, changed by `git push`: the push is the comparison and the swap in one. The user's
 * index, working tree and branches stay as they are, but for a fast-forward of the branch that was pushed.
 */
export function openGitBranchStore({
  root,
  remote,
  branch,
  author,
  git = createGit(root),
}: GitBranchStoreOptions): BranchStore {
  let resolved: Promise<Branch> | undefined;
  const resolve = (): Promise<Branch> => (resolved ??= resolveBranch({ git, remote, branch }));
  return {
    open: async () => {
      const at = await resolve();
      return new GitView(git, await fetchBranch(git, at), at.prefix, at.branch);
    },
    findCommit: async (basis, wanted) => {
      if (!(basis instanceof GitView)) throw new TypeError('this view is of another store');
      return findCommit(git, basis, wanted);
    },
    write: async (changes, basis, message) => {
      if (!(basis instanceof GitView)) throw new TypeError('this view is of another store');
      const changed = await selectChanges(changes, basis);
      if (changed.length === 0) return { commit: null };
      const at = await resolve();
      const commit = await makeCommit(git, {
        view: basis,
        changes: changed,
        message,
        author: await describeAuthor(git, author),
      });
      await pushCommit(git, at, { from: basis.id, to: commit });
      await advanceCheckout(git, { branch: at.branch, from: basis.id, to: commit });
      return { commit };
    },
  };
}
