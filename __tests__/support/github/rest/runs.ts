import { takePage } from '../http/paging.js';
import { notFound } from '../http/refusal.js';
import { route, type RepositoryCall, type Route } from '../http/route.js';
import type { WorkflowRun } from '../world/records.js';
import { showJob, showRun } from './show-run.js';

export const runRoutes: readonly Route[] = [
  route('GET /actions/runs/{run_id}', 'actions=read', async (call) => ({
    status: 200,
    body: await showRun(call.world, call.repository, requireRun(call)),
  })),

  route('GET /actions/runs/{run_id}/jobs', 'actions=read', (call) => {
    const { world, repository, query } = call;
    const run = requireRun(call);
    const { filter = 'latest' } = query;
    const jobs = run.jobs.filter(({ attempt }) => filter === 'all' || attempt === run.attempt);
    const { items, headers } = takePage(call, jobs);
    const shown = items.map((job) => showJob(world, repository, { run, job }));
    return { status: 200, body: { total_count: jobs.length, jobs: shown }, headers };
  }),
];

function requireRun({ repository, path }: RepositoryCall): WorkflowRun {
  const run = repository.runs.find(({ id }) => String(id) === path['run_id']);
  if (run === undefined) throw notFound();
  return run;
}
