import { createGit, type Git } from '../../../git/command.js';
import { selectChanges } from '../stored-files.js';
import type { BranchStore, StoreView } from '../store.js';
import { advanceCheckout, resolveBranch, type Branch } from './checkout.js';
import { describeAuthor, makeCommit, type Author } from './commit.js';
import { openRemoteBranch } from './remote.js';
import { GitMemory, GitView } from './view.js';

export interface GitBranchStoreOptions {
  /** The workspace: the repository's folder, or a folder in it. */
  readonly root: string;
  /** By default the remote that git would push the branch to. */
  readonly remote?: string | undefined;
  /** By default the branch that is checked out. */
  readonly branch?: string | undefined;
  /** Of the commits, unless git's environment variables name one. */
  readonly author?: Author | undefined;
  /** Runs git in the workspace. By default the git on the PATH. */
  readonly git?: Git | undefined;
}

/**
 * Keeps the files on a branch of a remote, and changes them by `git push`.
 *
 * A write makes one commit with all changes, in a temporary index: the user's index, working tree and branches stay
 * untouched. Then it pushes that commit with `--force-with-lease=<branch>:<commit that was read>`. The remote compares
 * and moves the branch in one step, so either all changes arrive or none. If somebody pushed meanwhile, the remote
 * refuses: that lost race is a `conflict`, and the caller reads and decides again. If the connection breaks before an
 * answer, the remote's branch tells whether the commit arrived. At the end, a checkout that stood at the old commit is
 * fast-forwarded.
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
  const memory = new GitMemory();
  const onRemote = openRemoteBranch(git);
  return {
    open: async () => {
      const at = await resolve();
      return new GitView(git, { ...at, id: await onRemote.fetch(at) }, memory);
    },
    close: onRemote.close,
    findCommit: async (basis, wanted) => own(basis).findCommit(wanted),
    write: async (changes, basis, message) => {
      const view = own(basis);
      const changed = await selectChanges(changes, view);
      if (changed.length === 0) return { commit: null };
      const at = await resolve();
      const commit = await makeCommit(git, {
        view,
        changes: changed,
        message,
        author: describeAuthor(at.user, author),
        memory,
      });
      await onRemote.push(at, { from: view.id, to: commit });
      await advanceCheckout(git, { branch: at.branch, from: view.id, to: commit });
      return { commit };
    },
  };
}

function own(view: StoreView): GitView {
  if (view instanceof GitView) return view;
  throw new TypeError('this view belongs to another store');
}
