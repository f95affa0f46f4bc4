import type { CheckRun, Status, StatusState } from '../world/records.js';
import type { Repository } from '../world/repository.js';
import type { World } from '../world/world.js';
import { apiOf, pageOf } from '../world/urls.js';
import { nodeId, showApp, showUser } from './show-user.js';

export function showCheckRun(world: World, repository: Repository, run: CheckRun): object {
  const api = apiOf(world, repository);
  const url = `${api}/check-runs/${run.id}`;
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('CR', run.id),
    head_sha: run.headSha,
    external_id: run.externalId,
    url,
    html_url: `${pageOf(world, repository)}/runs/${run.id}`,
    details_url: run.detailsUrl,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      ...run.output,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.suite },
    app: showApp(world, run.app),
    pull_requests: repository.pulls
      .filter(
        (pull) => pull.state === 'open' && pull.headSha === run.headSha && pull.headRepository === repository,
      )
      .map((pull) => {
        const repo = { id: repository.id, url: api, name: repository.name };
        return {
          url: `${api}/pulls/${pull.number}`,
          id: pull.id,
          number: pull.number,
          head: { ref: pull.headBranch, sha: pull.headSha, repo },
          base: { ref: pull.baseBranch, sha: pull.baseSha, repo },
        };
      }),
  };
}

export function showStatus(world: World, repository: Repository, status: Status): object {
  return { ...showSimpleStatus(world, repository, status), creator: showUser(world, status.creator) };
}

export function showSimpleStatus(world: World, repository: Repository, status: Status): object {
  return {
    url: `${apiOf(world, repository)}/statuses/${status.sha}`,
    avatar_url: `${world.url}/avatars/${status.creator.id}`,
    id: status.id,
    node_id: nodeId('SC', status.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: status.createdAt,
    updated_at: status.createdAt,
  };
}

/** Without any status GitHub says `pending`. */
export function combine(statuses: readonly Status[]): StatusState {
  if (statuses.some(({ state }) => state === 'error' || state === 'failure')) return 'failure';
  return statuses.length === 0 || statuses.some(({ state }) => state === 'pending') ? 'pending' : 'success';
}
