import { createGit, type Git } from '../../../git/command.js';
import type { GitHub } from '../../../github/client.js';
import type { BranchStore } from '../store.js';
import { advanceCheckout } from '../git/advance-checkout.js';
import { fetchTip } from '../git/remote.js';
import { commitOnBranch } from './commit.js';
import { findCommit } from './find-commit.js';
import { GitHubView, type GitHubPlace } from './view.js';
import { resolveBranch } from '../git/resolve-branch.js';
import { selectChanges } from '../select-changes.js';

export interface GitHubBranchStoreOptions {
  /** Opens GitHub; asked when something is first read. */
  readonly github: () => Promise<GitHub>;
  /** The branch, and the workspace's folder in the repository. */
  readonly target: () => Promise<Omit<GitHubPlace, 'github'>>;
  /** The workspace: its checkout is taken along after a commit. */
  readonly root: string;
  /** Runs git in the workspace; the git on the PATH without it. */
  readonly git?: Git | undefined;
}

/**
 * A branch on GitHub, changed by `createCommitOnBranch`: the commit is made on the commit that was read or not at
 * all, and GitHub signs it. What is checked out does not matter, and need not be there.
 */
export function openGitHubBranchStore({
  github,
  target,
  root,
  git = createGit(root),
}: GitHubBranchStoreOptions): BranchStore {
  const left = new Set<string>();
  let last: GitHubView | undefined;
  let opened: Promise<GitHubPlace> | undefined;
  const place = (): Promise<GitHubPlace> =>
    (opened ??= Promise.all([github(), target()]).then(([client, at]) => ({ ...at, github: client })));
  return {
    open: async () => (last = new GitHubView(await place(), null, left, last?.asked)),
    findCommit: async (basis, wanted) => findCommit(await place(), basis, wanted),
    write: async (changes, basis, message) => {
      if (!(basis instanceof GitHubView)) throw new TypeError('this view is of another store');
      const files = await selectChanges(changes, basis);
      if (files.length === 0) return { commit: null };
      const at = await place();
      const from = basis.id;
      const to = await commitOnBranch({ place: at, from, files, message });
      left.add(from);
      await advanceCheckout(git, { branch: at.branch, from, to }, async () => {
        const remote = await resolveBranch({ git, branch: at.branch });
        await fetchTip(git, remote, []);
      });
      return { commit: to };
    },
  };
}
