import { StagegateError } from '../../../errors.js';
import type { GitHub } from '../../../github/client.js';
import type { CommitMessage, Store } from '../store.js';
import { makeProposalCommit, pointBranch, readProposal } from './github-proposal.js';
import { findPull, openPull, updatePull } from './github-pulls.js';
import { requireBranchAt } from './github-ref.js';
import { GitHubView, type GitHubPlace } from './github-view.js';
import { proposalBody, proposalBranch, proposalTitle } from './proposal-text.js';
import { selectChanges } from './select-changes.js';

export interface PullRequestStoreOptions {
  /** Opens GitHub; asked when something is first read. */
  readonly github: () => Promise<GitHub>;
  /** The base: the branch that changes are proposed for, and the workspace's folder in the repository. */
  readonly target: () => Promise<Omit<GitHubPlace, 'github'>>;
}

/**
 * A branch on GitHub that is read as it is and changed by pull requests: what is written is one commit on a branch
 * of its own, made on what was read, and the pull request for it. A newer change about the same takes its place.
 */
export function openPullRequestStore({ github, target }: PullRequestStoreOptions): Store {
  let opened: Promise<GitHubPlace> | undefined;
  const place = (): Promise<GitHubPlace> =>
    (opened ??= Promise.all([github(), target()]).then(([client, at]) => ({ ...at, github: client })));
  return {
    open: async () => new GitHubView(await place(), null),
    write: async (changes, basis, message) => {
      if (!(basis instanceof GitHubView)) throw new TypeError('this view is of another store');
      const files = await selectChanges(changes, basis);
      if (files.length === 0) return { commit: null };
      return propose(await place(), { basis, files, message });
    },
  };
}

interface Change {
  readonly basis: GitHubView;
  readonly files: readonly (readonly [path: string, text: string])[];
  readonly message: CommitMessage;
}

async function propose(
  base: GitHubPlace,
  { basis, files, message }: Change,
): Promise<{ commit: string; pullRequest: number }> {
  const branch = proposalBranch(message, base.prefix);
  if (branch === base.branch) throw explainOwnBranch(branch);
  const at = { ...base, branch };
  await requireBranchAt(base, basis.id);
  const before = await readProposal(at, basis.id);
  const isSame =
    before !== null && before.parent === basis.id && (await repeats(at, before.commit, { files, message }));
  const commit = isSame ? before.commit : await makeProposalCommit(at, { basis, files, message });
  if (!isSame) await pointBranch(at, { from: before?.commit ?? null, to: commit });
  const open = await findPull(at, base.branch);
  if (isSame && open !== null) return { commit, pullRequest: open.number };
  const body = proposalBody(message, { branch, base: base.branch, commit: basis.id });
  const text = { title: proposalTitle(message), body };
  const pullRequest =
    open === null ? await openPull(at, base.branch, text) : await updatePull(at, open, text);
  return { commit, pullRequest };
}

/** Whether what stands on the branch is this very change, proposed by an earlier run. */
async function repeats(
  at: GitHubPlace,
  commit: string,
  { files, message }: Pick<Change, 'files' | 'message'>,
): Promise<boolean> {
  const view = new GitHubView(at, commit);
  const texts = await Promise.all(files.map(async ([path]) => [path, await view.read(path)] as const));
  return message.proposal?.repeats(new Map(texts)) ?? false;
}

function explainOwnBranch(branch: string): StagegateError {
  return new StagegateError(
    'input',
    `this runs on ${JSON.stringify(branch)}, the branch of the proposal itself`,
    { hint: 'Run it on the branch that the registry is kept on: on: { push: { branches: [main] } }.' },
  );
}
