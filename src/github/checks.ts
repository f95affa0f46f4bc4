import type { CommitCheck, CommitChecks } from '../gates/code-host.js';
import type { GitHub } from './client.js';
import { explainFailure, GitHubFailure } from './failure.js';

/** The job that this process runs in. */
export interface OwnJob {
  /** GITHUB_RUN_ID */
  readonly runId: string;
  /** GITHUB_JOB: its key in the workflow, not what it is called. */
  readonly job: string;
}

const PAGE = 100;

/** The parts of a check run that are looked at. */
interface CheckRun {
  readonly id: number;
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly details_url: string | null;
  readonly app: { readonly slug?: string } | null;
  readonly check_suite: { readonly id: number } | null;
}

/**
 * The check runs of a commit, of reruns the latest, and its statuses, of each context the latest.
 * @throws StagegateError `unavailable`
 */
export async function readChecks(github: GitHub, commit: string, own: OwnJob | null): Promise<CommitChecks> {
  try {
    const runs = await readCheckRuns(github, commit, own);
    return { commit, checks: [...runs, ...(await readStatuses(github, commit))], problem: null };
  } catch (error) {
    if (!isUnknownCommit(error)) throw error;
    const { owner, repo } = github;
    const problem = `${owner}/${repo} does not have commit ${commit.slice(0, 12)} on GitHub: push it first`;
    return { commit, checks: [], problem };
  }
}

async function readCheckRuns(github: GitHub, commit: string, own: OwnJob | null): Promise<CommitCheck[]> {
  const { owner, repo, rest, paginate } = github;
  const runs: readonly CheckRun[] = await explained('checks', commit, () =>
    paginate(rest.checks.listForRef, { owner, repo, ref: commit, filter: 'latest', per_page: PAGE }),
  );
  return runs.map((run) => ({
    kind: 'check run',
    name: run.name,
    app: run.app?.slug ?? null,
    suite: run.check_suite?.id ?? null,
    id: run.id,
    status: run.status,
    conclusion: run.conclusion,
    own: ownership(run, own),
  }));
}

/** By hand: octokit's own paging does not know the form of this answer, one object a page. */
async function readStatuses(github: GitHub, commit: string): Promise<CommitCheck[]> {
  const { owner, repo, rest } = github;
  const read: CommitCheck[] = [];
  for (let page = 1; ; page++) {
    const asked = { owner, repo, ref: commit, per_page: PAGE, page };
    // its own state says nothing: without any status it is pending too
    const { statuses } = (
      await explained('statuses', commit, () => rest.repos.getCombinedStatusForRef(asked))
    ).data;
    read.push(...statuses.map(toCheck));
    if (statuses.length < PAGE) return read;
  }
}

function toCheck({ context, state }: { context: string; state: string }): CommitCheck {
  const open = state === 'pending';
  return {
    kind: 'status',
    name: context,
    app: null,
    suite: null,
    id: 0,
    status: open ? 'pending' : 'completed',
    conclusion: open ? null : state,
    own: null,
  };
}

/** GitHub doesn't tell a job which check run is its own: it is of the same workflow run, not ended, and has its name. */
function ownership({ name, status, details_url }: CheckRun, own: OwnJob | null): CommitCheck['own'] {
  if (own === null || details_url?.includes(`/runs/${own.runId}/job/`) !== true) return null;
  // of a matrix `job (3.12)`, of a called workflow `caller / job`
  const called = name.split(' / ').at(-1) ?? name;
  const isOwn = status !== 'completed' && (called === own.job || called.startsWith(`${own.job} (`));
  return isOwn ? 'job' : 'run';
}

async function explained<T>(what: 'checks' | 'statuses', commit: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof GitHubFailure) || isUnknownCommit(error)) throw error;
    throw explainFailure(error, `read the ${what} of commit ${commit.slice(0, 12)}`, `${what}: read`);
  }
}

/** What GitHub says of a commit that nobody pushed. */
export function isUnknownCommit(error: unknown): boolean {
  return error instanceof GitHubFailure && error.status === 422 && /no commit found/i.test(error.message);
}
