import { StagegateError } from '../../../errors.js';
import type { GitHub } from '../../../github/client.js';
import type { ClosedProposal } from '../../../model/registry.js';
import type { BranchStore, CommitMessage, Written } from '../store.js';
import { findCommit } from './find-commit.js';
import { makeProposalCommit, pointBranch, readProposal } from './proposal.js';
import { askWhoClosed, findPull, listClosed, openPull, updatePull, type OpenPull } from './pulls.js';
import { requireBranchAt } from './ref.js';
import { GitHubView, type GitHubPlace } from './view.js';
import { branchOf, proposalBody, proposalBranch, proposalTitle, reviseText } from './proposal-text.js';
import { selectChanges } from '../select-changes.js';

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
export function openPullRequestStore({ github, target }: PullRequestStoreOptions): BranchStore {
  let last: GitHubView | undefined;
  let opened: Promise<GitHubPlace> | undefined;
  const place = (): Promise<GitHubPlace> =>
    (opened ??= Promise.all([github(), target()]).then(([client, at]) => ({ ...at, github: client })));
  return {
    open: async () => (last = new GitHubView(await place(), null, undefined, last?.asked)),
    findCommit: async (basis, wanted) => findCommit(await place(), basis, wanted),
    write: async (changes, basis, message) => {
      if (!(basis instanceof GitHubView)) throw new TypeError('this view is of another store');
      const files = await selectChanges(changes, basis);
      if (files.length === 0) return { commit: null };
      return propose(await place(), { basis, files, message });
    },
    findProposal: async (topic) => {
      const base = await place();
      const at = { ...base, branch: branchOf(topic, base.prefix) };
      const open = await findPull(at, base.branch);
      return open === null ? null : { number: open.number, files: new GitHubView(at, open.commit) };
    },
  };
}

interface Change {
  readonly basis: GitHubView;
  readonly files: readonly (readonly [path: string, text: string])[];
  readonly message: CommitMessage;
}

async function propose(base: GitHubPlace, { basis, files, message }: Change): Promise<Written> {
  const branch = proposalBranch(message, base.prefix);
  if (branch === base.branch) throw explainOwnBranch(branch);
  const at = { ...base, branch };
  await requireBranchAt(base, basis.id);
  const open = await findPull(at, base.branch);
  const closed = open === null ? await findClosed(at, base.branch, { files, message }) : null;
  if (closed !== null) return { commit: null, closed };
  const before = await readProposal(at, basis.id);
  const isSame =
    before !== null && before.parent === basis.id && (await repeats(at, before.commit, { files, message }));
  const commit = isSame ? before.commit : await makeProposalCommit(at, { basis, files, message });
  if (!isSame) await pointBranch(at, { from: before?.commit ?? null, to: commit });
  if (isSame && open !== null) return { commit, pullRequest: open.number };
  const title = proposalTitle(message);
  const body = proposalBody(message, { branch, base: base.branch, commit: basis.id });
  if (open !== null) return { commit, ...(await update(at, open, { title, body })) };
  return { commit, pullRequest: await openPull(at, base.branch, reviseText(null, { title, body })) };
}

/** Writes our own part anew, and leaves what people have written. */
async function update(
  at: GitHubPlace,
  open: OpenPull,
  own: { readonly title: string; readonly body: string },
): Promise<Pick<Written, 'pullRequest' | 'notices'>> {
  const text = reviseText(open, own);
  const pullRequest = await updatePull(at, open, text);
  if (text.title === own.title) return { pullRequest };
  const notice = `somebody has edited the title of pull request #${pullRequest}, so it stays as it is: what is proposed now is "${own.title}"`;
  return { pullRequest, notices: [notice] };
}

/** The pull request by which somebody has turned this very change down; null without one. */
async function findClosed(
  at: GitHubPlace,
  base: string,
  { files, message }: Pick<Change, 'files' | 'message'>,
): Promise<ClosedProposal | null> {
  for (const { number, commit, at: time } of await listClosed(at, base)) {
    const earlier = await readAt(at, commit, files);
    if (earlier === null || message.proposal?.renews(earlier) !== true) continue;
    return { number, by: await askWhoClosed(at, number), at: time };
  }
  return null;
}

/** The files as a commit has them; null where nothing keeps the commit any more. */
async function readAt(
  at: GitHubPlace,
  commit: string,
  files: Change['files'],
): Promise<ReadonlyMap<string, string | null> | null> {
  const view = new GitHubView(at, commit);
  try {
    const texts = await Promise.all(files.map(async ([path]) => [path, await view.read(path)] as const));
    return new Map(texts);
  } catch (error) {
    if (error instanceof StagegateError && error.code === 'input') return null;
    throw error;
  }
}

/** Whether what stands on the branch is this very change, proposed by an earlier run. */
async function repeats(
  at: GitHubPlace,
  commit: string,
  { files, message }: Pick<Change, 'files' | 'message'>,
): Promise<boolean> {
  const earlier = await readAt(at, commit, files);
  return earlier !== null && (message.proposal?.repeats(earlier) ?? false);
}

function explainOwnBranch(branch: string): StagegateError {
  return new StagegateError(
    'input',
    `this runs on ${JSON.stringify(branch)}, the branch of the proposal itself`,
    { hint: 'Run it on the branch that the registry is kept on: on: { push: { branches: [main] } }.' },
  );
}
