import { takePage } from '../http/paging.js';
import { notFound } from '../http/refusal.js';
import { route, type Answer, type RepositoryCall, type Route } from '../http/route.js';
import type { Job, WorkflowRun } from '../world/records.js';
import { showJob, showRun } from './show-run.js';

export const runRoutes: readonly Route[] = [
  route('GET /actions/runs/{run_id}', 'actions=read', async (call) => ({
    status: 200,
    body: await showRun(call.world, call.repository, requireRun(call)),
  })),

  route('GET /actions/runs/{run_id}/jobs', 'actions=read', (call) => {
    const { filter = 'latest' } = call.query;
    return listJobs(call, (job, run) => filter === 'all' || job.attempt === run.attempt);
  }),

  route('GET /actions/runs/{run_id}/attempts/{attempt_number}/jobs', 'actions=read', (call) =>
    listJobs(call, (job) => String(job.attempt) === call.path['attempt_number']),
  ),
];

function listJobs(call: RepositoryCall, isWanted: (job: Job, run: WorkflowRun) => boolean): Answer {
  const { world, repository } = call;
  const run = requireRun(call);
  const jobs = run.jobs.filter((job) => isWanted(job, run));
  const { items, headers } = takePage(call, jobs);
  const shown = items.map((job) => showJob(world, repository, { run, job }));
  return { status: 200, body: { total_count: jobs.length, jobs: shown }, headers };
}

function requireRun({ repository, path }: RepositoryCall): WorkflowRun {
  const run = repository.runs.find(({ id }) => String(id) === path['run_id']);
  if (run === undefined) throw notFound();
  return run;
}
