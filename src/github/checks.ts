import type { CommitCheck, CommitChecks } from '../gates/code-host.js';
import type { GitHub } from './client.js';
import { explainFailure, explaining, isUnknownCommit } from './failure.js';

/** The job that this process runs in. */
export interface OwnJob {
  /** GITHUB_RUN_ID */
  readonly runId: string;
  /** GITHUB_JOB: the job's key in the workflow, not its name. */
  readonly job: string;
}

const PAGE = 100;

/**
 * A commit's check runs and statuses: the latest of each check run that was rerun, and of each context.
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
  const runs = await reading('checks', commit, () =>
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

/** Pages by hand: octokit's paging doesn't know this answer, which is an object with a list in it. */
async function readStatuses(github: GitHub, commit: string): Promise<CommitCheck[]> {
  const { owner, repo, rest } = github;
  const read: CommitCheck[] = [];
  for (let page = 1; ; page++) {
    const asked = { owner, repo, ref: commit, per_page: PAGE, page };
    // ignores the answer's own state, which is `pending` even without any status
    const { statuses } = (await reading('statuses', commit, () => rest.repos.getCombinedStatusForRef(asked)))
      .data;
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

/**
 * Whether a check run is that of this job, or of its workflow run. GitHub doesn't tell a job its own check run, so a
 * running one of the same workflow run with the job's name counts as it.
 */
function ownership(
  { name, status, details_url }: { name: string; status: string; details_url: string | null },
  own: OwnJob | null,
): CommitCheck['own'] {
  if (own === null || details_url?.includes(`/runs/${own.runId}/job/`) !== true) return null;
  // a matrix job is named `job (3.12)`, a job of a called workflow `caller / job`
  const called = name.split(' / ').at(-1) ?? name;
  const isOwn = status !== 'completed' && (called === own.job || called.startsWith(`${own.job} (`));
  return isOwn ? 'job' : 'run';
}

function reading<T>(what: 'checks' | 'statuses', commit: string, work: () => Promise<T>): Promise<T> {
  const doing = `read the ${what} of commit ${commit.slice(0, 12)}`;
  return explaining((failure) => explainFailure(failure, doing, `${what}: read`), work);
}
