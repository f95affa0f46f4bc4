import type { Job, WorkflowRun } from '../world/records.js';
import type { Repository } from '../world/repository.js';
import type { World } from '../world/world.js';
import { apiOf, jobPage, pageOf } from '../world/urls.js';
import { showRepository } from './show-repository.js';
import { nodeId, showUser } from './show-user.js';

export async function showRun(world: World, repository: Repository, run: WorkflowRun): Promise<object> {
  const api = apiOf(world, repository);
  const url = `${api}/actions/runs/${run.id}`;
  const { tree, message, author, committer } = await repository.git.commit(run.headSha);
  const actor = showUser(world, run.actor);
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('WFR', run.id),
    check_suite_id: run.suite,
    check_suite_node_id: nodeId('CS', run.suite),
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: run.path,
    display_title: message.split('\n')[0],
    run_number: 1,
    run_attempt: run.attempt,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: run.workflow,
    url,
    html_url: `${pageOf(world, repository)}/actions/runs/${run.id}`,
    pull_requests: [],
    created_at: run.createdAt,
    updated_at: run.createdAt,
    run_started_at: run.createdAt,
    actor,
    triggering_actor: actor,
    referenced_workflows: [],
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${api}/check-suites/${run.suite}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: null,
    workflow_url: `${api}/actions/workflows/${run.workflow}`,
    head_commit: {
      id: run.headSha,
      tree_id: tree,
      message,
      timestamp: committer.date,
      author: { name: author.name, email: author.email },
      committer: { name: committer.name, email: committer.email },
    },
    repository: showRepository(world, repository),
    head_repository: showRepository(world, repository),
  };
}

export function showJob(
  world: World,
  repository: Repository,
  { run, job }: { readonly run: WorkflowRun; readonly job: Job },
): object {
  const api = apiOf(world, repository);
  const began = job.status === 'in_progress' || job.status === 'completed';
  return {
    id: job.id,
    run_id: run.id,
    workflow_name: run.name,
    head_branch: run.headBranch,
    run_url: `${api}/actions/runs/${run.id}`,
    run_attempt: job.attempt,
    node_id: nodeId('CR', job.id),
    head_sha: run.headSha,
    url: `${api}/actions/jobs/${job.id}`,
    html_url: jobPage(world, repository, run, job),
    status: job.status,
    conclusion: job.conclusion,
    created_at: job.startedAt,
    started_at: job.startedAt,
    completed_at: job.completedAt,
    name: job.name,
    steps: [],
    check_run_url: `${api}/check-runs/${job.id}`,
    labels: ['ubuntu-latest'],
    runner_id: began ? 1 : null,
    runner_name: began ? 'GitHub Actions 1' : null,
    runner_group_id: began ? 0 : null,
    runner_group_name: began ? 'GitHub Actions' : null,
  };
}
