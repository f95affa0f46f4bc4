import type { Approvals, Review } from '../gates/code-host.js';
import type { RunContext } from '../model/run-context.js';
import { isUnknownCommit } from './checks.js';
import type { GitHub } from './client.js';
import { explainFailure, GitHubFailure } from './failure.js';
import { chooseMerged } from './merged-pull-request.js';

const PAGE = 100;
const WRITERS = ['admin', 'write'];

/** The parts of a pull request that are looked at. */
interface PullRequest {
  readonly number: number;
  readonly user: { readonly login: string } | null;
}

/**
 * The reviews of the pull request that the run is for, else of the merged one that its commit came by.
 * @throws StagegateError `unavailable`
 */
export async function readApprovals(github: GitHub, run: RunContext): Promise<Approvals> {
  const found = await findPullRequest(github, run);
  if (typeof found === 'string') return { pullRequest: null, problem: found };
  const { number, user } = found;
  const pullRequest = { number, author: user?.login ?? null, reviews: await readReviews(github, number) };
  return { pullRequest, problem: null };
}

/** The pull request, or in words why there is none. */
async function findPullRequest(github: GitHub, { ref, commits }: RunContext): Promise<PullRequest | string> {
  const { owner, repo, rest, paginate } = github;
  const number = /^refs\/pull\/(\d+)\//.exec(ref ?? '')?.[1];
  if (number !== undefined) {
    const asked = { owner, repo, pull_number: Number(number) };
    return (await explained(`read pull request ${number}`, () => rest.pulls.get(asked))).data;
  }
  const [commit] = commits;
  if (commit === undefined)
    return 'it is not known which commit this runs on: run it in a workflow or in a repository';
  const short = commit.slice(0, 12);
  try {
    const associated = await explained(`find the pull request of commit ${short}`, () =>
      paginate(rest.repos.listPullRequestsAssociatedWithCommit, {
        owner,
        repo,
        commit_sha: commit,
        per_page: PAGE,
      }),
    );
    return (
      chooseMerged(associated, { ref, commit }) ??
      `no merged pull request brought commit ${short}: merge one, or run this on the commit of the last that was merged`
    );
  } catch (error) {
    if (!isUnknownCommit(error)) throw error;
    return `${owner}/${repo} does not have commit ${short} on GitHub: push it first`;
  }
}

async function readReviews(github: GitHub, number: number): Promise<Review[]> {
  const { owner, repo, rest, paginate } = github;
  const reviews = await explained(`read the reviews of pull request ${number}`, () =>
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

/** Anybody may review what is public, and a member of the organization may have no more than reading. */
async function mayWrite({ owner, repo, rest }: GitHub, username: string): Promise<boolean> {
  try {
    const { data } = await rest.repos.getCollaboratorPermissionLevel({ owner, repo, username });
    return WRITERS.includes(data.permission);
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    if (error.status === 404) return false; // an account that is gone
    throw explainFailure(error, `see whether ${username} may write to ${owner}/${repo}`, 'metadata: read');
  }
}

async function explained<T>(doing: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof GitHubFailure) || isUnknownCommit(error)) throw error;
    throw explainFailure(error, doing, 'pull-requests: read, contents: read');
  }
}
