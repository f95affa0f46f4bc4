import { jobPage } from './urls.js';
import type { CheckStatus, Conclusion, Job, WorkflowRun } from './records.js';
import type { Repository } from './repository.js';
import { ACTIONS_APP, type User } from './users.js';
import type { World } from './world.js';

export interface NewJob {
  readonly name: string;
  /** `completed` by default. */
  readonly status?: CheckStatus;
  /** `success` by default. */
  readonly conclusion?: Conclusion;
}

export interface NewRun {
  readonly name: string;
  readonly path: string;
  readonly event: string;
  readonly headSha: string;
  readonly headBranch: string | null;
  readonly actor: User;
  readonly jobs: readonly NewJob[];
}

/** Adds a workflow's run: each of its jobs has a check run of its own, and all of them one suite. */
export function addRun(world: World, repository: Repository, { jobs, ...made }: NewRun): WorkflowRun {
  const sibling = repository.runs.find(({ path }) => path === made.path);
  const run: WorkflowRun = {
    ...made,
    id: world.nextId(),
    suite: world.nextId(),
    workflow: sibling?.workflow ?? world.nextId(),
    attempt: 1,
    status: 'in_progress',
    conclusion: null,
    createdAt: world.now(),
    jobs: [],
  };
  repository.runs.push(run);
  for (const job of jobs) addJob(world, repository, run, job);
  settle(run);
  return run;
}

function addJob(world: World, repository: Repository, run: WorkflowRun, made: NewJob): void {
  const { name, status = 'completed', conclusion = 'success' } = made;
  const done = status === 'completed';
  const now = world.now();
  const job: Job = {
    id: world.nextId(),
    name,
    status,
    conclusion: done ? conclusion : null,
    startedAt: now,
    completedAt: done ? now : null,
    attempt: run.attempt,
  };
  run.jobs.push(job);
  repository.checkRuns.push({
    id: job.id,
    suite: run.suite,
    name,
    headSha: run.headSha,
    app: ACTIONS_APP,
    status,
    conclusion: job.conclusion,
    detailsUrl: jobPage(world, repository, run, job),
    externalId: `job-${job.id}`,
    startedAt: now,
    completedAt: job.completedAt,
    output: { title: null, summary: null, text: null },
    annotations: [],
  });
}

/** Ends the jobs of a run that still go on. */
export function finishRun(
  world: World,
  repository: Repository,
  run: WorkflowRun,
  conclusion: Conclusion,
): void {
  for (const job of run.jobs) {
    if (job.status === 'completed') continue;
    const ended = { status: 'completed' as const, conclusion, completedAt: world.now() };
    Object.assign(job, ended);
    const check = repository.checkRuns.find(({ id }) => id === job.id);
    if (check !== undefined) Object.assign(check, ended);
  }
  settle(run);
}

/** A run is over when its jobs are, and failed when one of them did. */
function settle(run: WorkflowRun): void {
  if (run.jobs.some(({ status }) => status !== 'completed')) return;
  run.status = 'completed';
  run.conclusion = run.jobs.find(({ conclusion }) => conclusion !== 'success')?.conclusion ?? 'success';
}
