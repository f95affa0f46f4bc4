import type { Job, WorkflowRun } from './records.js';
import type { Repository } from './repository.js';
import type { World } from './world.js';

/** `https://…/repos/octo-org/models` */
export function apiOf(world: World, repository: Repository): string {
  return `${world.apiUrl}/repos/${repository.fullName}`;
}

/** `https://…/octo-org/models` */
export function pageOf(world: World, repository: Repository): string {
  return `${world.url}/${repository.fullName}`;
}

/** The page of a job, which its check run's `details_url` is, too. */
export function jobPage(world: World, repository: Repository, run: WorkflowRun, job: Job): string {
  return `${pageOf(world, repository)}/actions/runs/${run.id}/job/${job.id}`;
}
