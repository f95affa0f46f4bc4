import type { Deployment, DeploymentStatus } from '../world/records.js';
import type { Repository } from '../world/repository.js';
import type { World } from '../world/world.js';
import { apiOf } from '../world/urls.js';
import { nodeId, showApp, showUser } from './show-user.js';

export function showDeployment(world: World, repository: Repository, deployment: Deployment): object {
  const api = apiOf(world, repository);
  const url = `${api}/deployments/${deployment.id}`;
  return {
    url,
    id: deployment.id,
    node_id: nodeId('DE', deployment.id),
    task: deployment.task,
    original_environment: deployment.environment,
    environment: deployment.environment,
    description: deployment.description,
    created_at: deployment.createdAt,
    updated_at: deployment.statuses.at(-1)?.createdAt ?? deployment.createdAt,
    statuses_url: `${url}/statuses`,
    repository_url: api,
    creator: showUser(world, deployment.creator),
    sha: deployment.sha,
    ref: deployment.ref,
    payload: deployment.payload,
    transient_environment: deployment.transient,
    production_environment: deployment.production,
    performed_via_github_app: deployment.app === null ? null : showApp(world, deployment.app),
  };
}

export function showDeploymentStatus(
  world: World,
  repository: Repository,
  { deployment, status }: { readonly deployment: Deployment; readonly status: DeploymentStatus },
): object {
  const api = apiOf(world, repository);
  const url = `${api}/deployments/${deployment.id}`;
  return {
    url: `${url}/statuses/${status.id}`,
    id: status.id,
    node_id: nodeId('DES', status.id),
    state: status.state,
    creator: showUser(world, status.creator),
    description: status.description,
    environment: status.environment,
    target_url: status.logUrl,
    created_at: status.createdAt,
    updated_at: status.createdAt,
    deployment_url: url,
    repository_url: api,
    environment_url: status.environmentUrl,
    log_url: status.logUrl,
    performed_via_github_app: status.app === null ? null : showApp(world, status.app),
  };
}
