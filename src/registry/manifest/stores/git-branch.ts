import type { Store } from '../store.js';
import { describeAuthor, type Author } from './git-author.js';
import { createGit, textOf, type Git } from '../../../git/command.js';
import { makeCommit } from './git-commit.js';
import { pushCommit } from './git-push.js';
import { fetchBranch } from './git-remote.js';
import { GitView } from './git-view.js';
import { resolveBranch, type Branch } from './resolve-branch.js';

export interface GitBranchStoreOptions {
  /** The workspace: the repository's folder, or one in it. */
  readonly root: string;
  /** `origin` without it. */
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
  remote = 'origin',
  branch,
  author,
  git = createGit(root),
}: GitBranchStoreOptions): Store {
  let resolved: Promise<Branch> | undefined;
  const resolve = (): Promise<Branch> => (resolved ??= resolveBranch({ git, remote, branch }));
  return {
    open: async () => {
      const at = await resolve();
      return new GitView(git, await fetchBranch(git, at), at.prefix);
    },
    write: async (changes, basis, message) => {
      if (!(basis instanceof GitView)) throw new TypeError('this view is of another store');
      const changed: [string, string][] = [];
      for (const change of changes) if ((await basis.read(change[0])) !== change[1]) changed.push(change);
      if (changed.length === 0) return { commit: null };
      const at = await resolve();
      const commit = await makeCommit(git, {
        view: basis,
        changes: changed,
        message,
        author: await describeAuthor(git, author),
      });
      await pushCommit(git, at, { from: basis.id, to: commit });
      await advanceCheckout(git, at, { from: basis.id, to: commit });
      return { commit };
    },
  };
}

/**
 * Takes the checkout along when it stood at the commit that was pushed on; git itself refuses where local
 * changes are in the way. The promotion is made by now, so nothing here may fail it.
 */
async function advanceCheckout(
  git: Git,
  { branch }: Branch,
  move: { from: string; to: string },
): Promise<void> {
  try {
    const head = textOf(await git(['symbolic-ref', '--quiet', 'HEAD']));
    const commit = textOf(await git(['rev-parse', '--verify', '--quiet', 'HEAD']));
    if (head !== `refs/heads/${branch}` || commit !== move.from) return;
    await git([
      '-c',
      'merge.autoStash=false',
      '-c',
      'gc.auto=0',
      '-c',
      'maintenance.auto=false',
      'merge',
      '--ff-only',
      '--quiet',
      move.to,
    ]);
  } catch {
    // Left where it was.
  }
}
