import { StagegateError } from '../../../errors.js';
import { createGit, type Git } from '../../../git/command.js';
import { GitHubFailure, isUnclear, resend } from '../../../github/failure.js';
import { advanceCheckout, resolveBranch } from '../git/checkout.js';
import { fetchTip } from '../git/remote.js';
import { selectChanges } from '../stored-files.js';
import type { BranchStore, CommitMessage } from '../store.js';
import { explainMoved, explainWrite, openPlace, type GitHubPlace, type PlaceOptions } from './place.js';
import { GitHubView, requireOwn } from './view.js';

export interface GitHubBranchStoreOptions extends PlaceOptions {
  /** The workspace. Its checkout is fast-forwarded after a commit. */
  readonly root: string;
  /** Runs git in the workspace. By default the git on the PATH. */
  readonly git?: Git | undefined;
}

/**
 * Keeps the files on a branch of a GitHub repository, and changes them by its API. Needs no checkout.
 *
 * A write is one `createCommitOnBranch` request with all changes and the commit that was read as `expectedHeadOid`.
 * GitHub compares and commits in one step, so either all changes arrive or none, and signs the commit. If somebody else
 * committed meanwhile, GitHub answers `STALE_DATA`: that lost race is a `conflict`, and the caller reads and decides
 * again. If the answer gets lost, we look for our commit on the branch before we send the same request again, which
 * can't commit twice, since the branch has moved on from the expected head.
 */
export function openGitHubBranchStore({
  root,
  git = createGit(root),
  ...options
}: GitHubBranchStoreOptions): BranchStore {
  const left = new Set<string>();
  let last: GitHubView | undefined;
  const place = openPlace(options);
  return {
    open: async () => (last = new GitHubView(await place(), null, left, last?.asked)),
    findCommit: async (basis, wanted) => requireOwn(basis).findCommit(wanted),
    write: async (changes, basis, message) => {
      const view = requireOwn(basis);
      const files = await selectChanges(changes, view);
      if (files.length === 0) return { commit: null };
      const at = await place();
      const from = view.id;
      const to = await commitOnBranch({ place: at, from, files, message });
      left.add(from);
      await advanceCheckout(git, { branch: at.branch, from, to }, async () => {
        await fetchTip(git, await resolveBranch({ git, branch: at.branch }));
      });
      return { commit: to };
    },
  };
}

interface BranchCommit {
  readonly place: GitHubPlace;
  /** The commit that the branch must be at. */
  readonly from: string;
  readonly files: readonly (readonly [path: string, text: string])[];
  readonly message: CommitMessage;
}

const MUTATION = `mutation($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`;

interface MutationAnswer {
  readonly createCommitOnBranch: { readonly commit: { readonly oid: string } | null } | null;
}

/**
 * Commits to the branch if it is still at `from`.
 * @returns the commit
 * @throws StagegateError `conflict` when it isn't, `unavailable` when GitHub refuses or can't be reached
 */
async function commitOnBranch(commit: BranchCommit): Promise<string> {
  const { branch, github } = commit.place;
  const input = describeInput(commit);
  let sends = 0;
  const send = async () => {
    sends += 1;
    const { createCommitOnBranch: made } = await github.mutate<MutationAnswer>(MUTATION, { input });
    const oid = made?.commit?.oid;
    if (oid !== undefined) return oid;
    throw new GitHubFailure('it answered without a commit', { status: null, host: 'GitHub' });
  };
  try {
    return await resend(send, async (lost) => {
      const { landed, head } = await findLanded(commit, lost);
      if (landed === null && head !== commit.from) throw explainMoved(branch, lost);
      return landed;
    });
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    if (isUnclear(error)) throw explainSilence(branch, error);
    if (!isStale(error)) throw explainWrite(error, `commit to branch ${JSON.stringify(branch)}`);
    // when an earlier answer got lost, the commit that got ahead of us may be our own
    const landed = sends > 1 ? (await findLanded(commit, error)).landed : null;
    if (landed === null) throw explainMoved(branch, error);
    return landed;
  }
}

function describeInput({ place, from, files, message }: BranchCommit): Readonly<Record<string, unknown>> {
  const { github, branch } = place;
  const view = new GitHubView(place, from);
  return {
    branch: { repositoryNameWithOwner: `${github.owner}/${github.repo}`, branchName: branch },
    expectedHeadOid: from,
    message: { headline: message.title, body: message.body },
    fileChanges: {
      additions: files.map(([path, text]) => ({
        path: view.inRepository(path),
        contents: Buffer.from(text).toString('base64'),
      })),
    },
  };
}

function isStale({ types, message }: GitHubFailure): boolean {
  return types.includes('STALE_DATA') || /^Expected branch to point to/.test(message);
}

/**
 * Looks for a commit on top of `from` with the files that we sent. It is ours, or has exactly the same contents.
 * @throws StagegateError `unavailable` when GitHub doesn't tell
 */
async function findLanded(
  { place, from, files }: BranchCommit,
  lost: GitHubFailure,
): Promise<{ readonly landed: string | null; readonly head: string }> {
  const { github, branch } = place;
  const { owner, repo, rest } = github;
  try {
    const head = (await rest.git.getRef({ owner, repo, ref: `heads/${branch}` })).data.object.sha;
    if (head === from) return { landed: null, head };
    const { data } = await rest.repos.listCommits({ owner, repo, sha: head, per_page: 100 });
    for (const { sha } of data.filter(({ parents }) => parents[0]?.sha === from)) {
      if (await holds(new GitHubView(place, sha), files)) return { landed: sha, head };
    }
    return { landed: null, head };
  } catch (error) {
    if (!(error instanceof GitHubFailure || error instanceof StagegateError)) throw error;
    throw explainUnknown(branch, lost);
  }
}

async function holds(view: GitHubView, files: BranchCommit['files']): Promise<boolean> {
  const texts = await Promise.all(files.map(([path]) => view.read(path)));
  return files.every(([, text], index) => texts[index] === text);
}

function explainSilence(branch: string, cause: GitHubFailure): StagegateError {
  const message = `${cause.host} did not make the commit to branch ${JSON.stringify(branch)}: ${cause.message}`;
  return new StagegateError('unavailable', message, {
    hint: 'Run it again later. The branch is unchanged.',
    cause,
  });
}

function explainUnknown(branch: string, cause: GitHubFailure): StagegateError {
  const message = `cannot tell whether the commit to branch ${JSON.stringify(branch)} arrived: no answer from ${cause.host} (${cause.message})`;
  return new StagegateError('unavailable', message, {
    hint: 'Run it again later. The next run reads the branch again, so nothing is done twice.',
    cause,
  });
}
