import type { Approvals, Review } from '../gates/code-host.js';
import type { RunContext } from '../model/run-context.js';
import type { GitHub } from './client.js';
import { explainFailure, explaining, GitHubFailure, isUnknownCommit } from './failure.js';

/* The pull request that a commit came from, and who approved it. */

const PAGE = 100;
const WRITERS = ['admin', 'write'];

/**
 * The number of the merged pull request that a commit came from; null without one.
 * @param ref the branch or tag, in full: `refs/heads/main`
 * @throws StagegateError `unavailable` with the missing permission
 */
export async function findMergedPullRequest(
  github: GitHub,
  commit: string,
  ref: string,
): Promise<number | null> {
  return (await findMerged(github, commit, ref))?.number ?? null;
}

/**
 * The first pull request that merged the commit into the branch. On a tag, or a branch that got the commit in another
 * way, the pull request whose merge commit it is.
 */
async function findMerged({ owner, repo, rest, paginate }: GitHub, commit: string, ref: string | null) {
  const asked = { owner, repo, commit_sha: commit, per_page: PAGE };
  const associated = await reading(`find the pull request of commit ${shorten(commit)}`, () =>
    paginate(rest.repos.listPullRequestsAssociatedWithCommit, asked),
  );
  const merged = associated
    .flatMap((pull) => (pull.merged_at === null ? [] : [{ pull, at: pull.merged_at }]))
    .sort((a, b) => a.at.localeCompare(b.at))
    .map(({ pull }) => pull);
  return (
    merged.find(({ base }) => `refs/heads/${base.ref}` === ref) ??
    merged.find(({ merge_commit_sha }) => merge_commit_sha === commit) ??
    null
  );
}

/**
 * The reviews of the run's pull request, or of the merged one that its commit came from.
 * @throws StagegateError `unavailable`
 */
export async function readApprovals(github: GitHub, run: RunContext): Promise<Approvals> {
  const found = await findPullRequest(github, run);
  if (typeof found === 'string') return { pullRequest: null, problem: found };
  const { number, user } = found;
  const pullRequest = { number, author: user?.login ?? null, reviews: await readReviews(github, number) };
  return { pullRequest, problem: null };
}

/** The parts of a pull request that we read. */
interface PullRequest {
  readonly number: number;
  readonly user: { readonly login: string } | null;
}

/** The pull request, or why there is none. */
async function findPullRequest(github: GitHub, { ref, commits }: RunContext): Promise<PullRequest | string> {
  const { owner, repo, rest } = github;
  const number = /^refs\/pull\/(\d+)\//.exec(ref ?? '')?.[1];
  if (number !== undefined) {
    const asked = { owner, repo, pull_number: Number(number) };
    return (await reading(`read pull request ${number}`, () => rest.pulls.get(asked))).data;
  }
  const [commit] = commits;
  if (commit === undefined)
    return 'the commit that this runs on is not known: run it in a workflow or in a git repository';
  try {
    return (
      (await findMerged(github, commit, ref)) ??
      `commit ${shorten(commit)} did not come from a merged pull request: merge one, or run this on the commit of the last merge`
    );
  } catch (error) {
    if (!isUnknownCommit(error)) throw error;
    return `${owner}/${repo} does not have commit ${shorten(commit)} on GitHub: push it first`;
  }
}

async function readReviews(github: GitHub, number: number): Promise<Review[]> {
  const { owner, repo, rest, paginate } = github;
  const reviews = await reading(`read the reviews of pull request ${number}`, () =>
    paginate(rest.pulls.listReviews, { owner, repo, pull_number: number, per_page: PAGE }),
  );
  const writers = new Map<string, boolean>();
  const read: Review[] = [];
  for (const { user, state } of reviews) {
    const login = user?.login ?? null;
    const isBot = user?.type === 'Bot';
    if (login !== null && !writers.has(login)) writers.set(login, isBot || (await mayWrite(github, login)));
    read.push({ reviewer: login, isBot, state, mayWrite: login !== null && writers.get(login) === true });
  }
  return read;
}

/**
 * Whether the reviewer may write to the repository. Anybody may review in a public one, and a member of the
 * organization may only have read access.
 */
async function mayWrite({ owner, repo, rest }: GitHub, username: string): Promise<boolean> {
  try {
    const { data } = await rest.repos.getCollaboratorPermissionLevel({ owner, repo, username });
    return WRITERS.includes(data.permission);
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    if (error.status === 404) return false; // a deleted account
    throw explainFailure(error, `see whether ${username} may write to ${owner}/${repo}`, 'metadata: read');
  }
}

/** @param doing what was tried, after "cannot" */
function reading<T>(doing: string, work: () => Promise<T>): Promise<T> {
  return explaining((failure) => explainFailure(failure, doing, 'pull-requests: read, contents: read'), work);
}

function shorten(commit: string): string {
  return commit.slice(0, 12);
}
