import { StagegateError } from '../../../errors.js';
import type { ClosedProposal } from '../../../model/registry.js';
import { selectChanges } from '../stored-files.js';
import type { BranchStore, Written } from '../store.js';
import { openPlace, requireBranchAt, type GitHubPlace, type PlaceOptions } from './place.js';
import { makeProposalCommit, pointBranch, readProposal, type ProposedChange } from './proposal-branch.js';
import {
  branchOf,
  proposalBody,
  proposalBranch,
  proposalTitle,
  reviseText,
  type ProposalText,
} from './proposal-text.js';
import { askWhoClosed, findPull, listClosed, openPull, updatePull, type OpenPull } from './pulls.js';
import { GitHubView, requireOwn } from './view.js';

/**
 * Reads a branch on GitHub, and changes it by pull requests.
 *
 * A write makes one commit with all changes on top of the commit that was read, then moves a branch of its own
 * (`stagegate/churn-Production`) to it in one step, and then opens or updates the pull request. The base branch changes
 * only when somebody merges, so either all changes arrive or none. A newer change about the same model and stage
 * replaces the older proposal. If the base moved on meanwhile, or another run created the proposal's branch first, the
 * race is lost: that is a `conflict`, and the caller reads and decides again. A run that breaks off before the pull
 * request is completed by the next run, which finds its commit on the branch. A change that somebody turned down, by
 * closing its pull request, isn't proposed again.
 */
export function openPullRequestStore(options: PlaceOptions): BranchStore {
  let last: GitHubView | undefined;
  const place = openPlace(options);
  return {
    open: async () => (last = new GitHubView(await place(), null, undefined, last?.asked)),
    findCommit: async (basis, wanted) => requireOwn(basis).findCommit(wanted),
    write: async (changes, basis, message) => {
      const view = requireOwn(basis);
      const files = await selectChanges(changes, view);
      if (files.length === 0) return { commit: null };
      return propose(await place(), { basis: view, files, message });
    },
    findProposal: async (topic) => {
      const base = await place();
      const at = { ...base, branch: branchOf(topic, base.prefix) };
      const open = await findPull(at, base.branch);
      return open === null ? null : { number: open.number, files: new GitHubView(at, open.commit) };
    },
  };
}

async function propose(base: GitHubPlace, { basis, files, message }: ProposedChange): Promise<Written> {
  const branch = proposalBranch(message, base.prefix);
  if (branch === base.branch) throw explainOwnBranch(branch);
  const at = { ...base, branch };
  await requireBranchAt(base, basis.id);
  const open = await findPull(at, base.branch);
  const closed = open === null ? await findClosed(at, base.branch, { files, message }) : null;
  if (closed !== null) return { commit: null, closed };
  const before = await readProposal(at, basis.id);
  // an earlier run may have proposed the same change in this commit
  const earlier = before?.parent === basis.id ? await readAt(at, before.commit, files) : null;
  const isSame = before !== null && earlier !== null && message.proposal?.repeats(earlier) === true;
  const commit = isSame ? before.commit : await makeProposalCommit(at, { basis, files, message });
  if (!isSame) await pointBranch(at, { from: before?.commit ?? null, to: commit });
  if (isSame && open !== null) return { commit, pullRequest: open.number };
  const title = proposalTitle(message);
  const body = proposalBody(message, { branch, base: base.branch, commit: basis.id });
  if (open !== null) return { commit, ...(await update(at, open, { title, body })) };
  return { commit, pullRequest: await openPull(at, base.branch, reviseText(null, { title, body })) };
}

/** Rewrites our own part of the text, and keeps what people wrote. */
async function update(
  at: GitHubPlace,
  open: OpenPull,
  own: ProposalText,
): Promise<Pick<Written, 'pullRequest' | 'notices'>> {
  const text = reviseText(open, own);
  const pullRequest = open.number;
  await updatePull(at, open, text);
  if (text.title === own.title) return { pullRequest };
  const notice = `pull request #${pullRequest} now proposes "${own.title}". Its title wasn't changed, because somebody edited it`;
  return { pullRequest, notices: [notice] };
}

/** The pull request that proposed the same change and that somebody closed; null without one. */
async function findClosed(
  at: GitHubPlace,
  base: string,
  { files, message }: Pick<ProposedChange, 'files' | 'message'>,
): Promise<ClosedProposal | null> {
  for (const { number, commit, at: time } of await listClosed(at, base)) {
    const earlier = await readAt(at, commit, files);
    if (earlier === null || message.proposal?.renews(earlier) !== true) continue;
    return { number, by: await askWhoClosed(at, number), at: time };
  }
  return null;
}

/** The files of a commit; null when GitHub no longer has the commit. */
async function readAt(
  at: GitHubPlace,
  commit: string,
  files: ProposedChange['files'],
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

function explainOwnBranch(branch: string): StagegateError {
  return new StagegateError(
    'input',
    `this run is on ${JSON.stringify(branch)}, the branch of the proposal itself`,
    { hint: 'Run it on the branch that has the registry: on: { push: { branches: [main] } }.' },
  );
}
