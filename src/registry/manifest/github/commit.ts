import { setTimeout as sleep } from 'node:timers/promises';
import { StagegateError } from '../../../errors.js';
import { GitHubFailure, isUnclear } from '../../../github/failure.js';
import { MAX_SENDS, PAUSE } from '../../../github/resend.js';
import type { CommitMessage } from '../store.js';
import { explainMoved, explainWrite } from './refusal.js';
import { GitHubView, type GitHubPlace } from './view.js';

const MUTATION = `mutation($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`;

interface MutationAnswer {
  readonly createCommitOnBranch: { readonly commit: { readonly oid: string } | null } | null;
}

export interface BranchCommit {
  readonly place: GitHubPlace;
  /** The commit that the branch must be at. */
  readonly from: string;
  readonly files: readonly (readonly [path: string, text: string])[];
  readonly message: CommitMessage;
}

/**
 * Commits to a branch, if it still is at `from`: the comparison and the swap are GitHub's, so of all who send a
 * commit for the same place, one gets it. That makes it safe to send the same again where no answer came.
 * @returns the commit
 * @throws StagegateError `conflict` when the branch is elsewhere, `unavailable` when GitHub refuses or is not reached
 */
export async function commitOnBranch(commit: BranchCommit): Promise<string> {
  const { branch, github } = commit.place;
  const input = describeInput(commit);
  for (let sent = 1; ; sent += 1) {
    try {
      const { createCommitOnBranch: made } = await github.mutate<MutationAnswer>(MUTATION, { input });
      const oid = made?.commit?.oid;
      if (oid !== undefined) return oid;
      throw new GitHubFailure('it answered without a commit', { status: null, host: 'GitHub' });
    } catch (error) {
      if (!(error instanceof GitHubFailure)) throw error;
      const stale = isStale(error);
      if (!stale && !isUnclear(error))
        throw explainWrite(error, `commit to branch ${JSON.stringify(branch)}`);
      if (stale && sent === 1) throw explainMoved(branch, error);
      const { landed, head } = await findLanded(commit, error);
      if (landed !== null) return landed;
      if (stale || head !== commit.from) throw explainMoved(branch, error);
      if (sent === MAX_SENDS) throw explainSilence(branch, error);
      await sleep(PAUSE * sent);
    }
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
 * Looks for a commit that follows `from` and holds what was sent: it is ours, or says to the last byte the same.
 * @throws StagegateError `unavailable` when it can't be told
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
  return new StagegateError(
    'unavailable',
    `${cause.host} took no commit to branch ${JSON.stringify(branch)}: ${cause.message}`,
    {
      hint: 'The branch is as it was. Run it again later: it is decided on what the branch holds then.',
      cause,
    },
  );
}

function explainUnknown(branch: string, cause: GitHubFailure): StagegateError {
  return new StagegateError(
    'unavailable',
    `it is not known whether the commit got to branch ${JSON.stringify(branch)}: ${cause.host} gave no answer, and can't be asked (${cause.message})`,
    {
      hint: 'Run it again later: it is decided on what the branch holds then, and nothing is done twice.',
      cause,
    },
  );
}
