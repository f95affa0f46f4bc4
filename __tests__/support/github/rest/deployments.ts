import { answerPage } from '../http/paging.js';
import { invalid, notFound, Refusal, unprocessable } from '../http/refusal.js';
import { route, type Answer, type RepositoryCall, type Route } from '../http/route.js';
import { deactivateOthers, listContexts, mergeDefaultBranch } from '../world/deployments.js';
import { DESCRIPTION_AT_MOST, isLonger } from '../world/limits-of-text.js';
import type { Deployment, DeploymentState, DeploymentStatus } from '../world/records.js';
import { resolveCommit } from './commits.js';
import { showDeployment, showDeploymentStatus } from './show-deployment.js';

interface Fields {
  readonly ref: string;
  readonly task?: string;
  readonly auto_merge?: boolean;
  readonly required_contexts?: readonly string[];
  readonly payload?: unknown;
  readonly environment?: string;
  readonly description?: string | null;
  readonly transient_environment?: boolean;
  readonly production_environment?: boolean;
}

interface StatusFields {
  readonly state: DeploymentState;
  readonly target_url?: string;
  readonly log_url?: string;
  readonly description?: string;
  readonly environment?: string;
  readonly environment_url?: string;
  readonly auto_inactive?: boolean;
}

export const deploymentRoutes: readonly Route[] = [
  route('GET /deployments', 'deployments=read', (call) => {
    const { world, repository, query } = call;
    const wanted = repository.deployments.filter((deployment) =>
      (['sha', 'ref', 'task', 'environment'] as const).every((field) =>
        [undefined, 'none', deployment[field]].includes(query[field] as string | undefined),
      ),
    );
    // The newest first.
    return answerPage(call, wanted.toReversed(), (one) => showDeployment(world, repository, one));
  }),

  route('POST /deployments', 'deployments=write', (call) => call.repository.inTurn(() => create(call))),

  route('GET /deployments/{deployment_id}', 'deployments=read', (call) => ({
    status: 200,
    body: showDeployment(call.world, call.repository, requireDeployment(call)),
  })),

  route('GET /deployments/{deployment_id}/statuses', 'deployments=read', (call) => {
    const { world, repository } = call;
    const deployment = requireDeployment(call);
    const statuses = deployment.statuses.toReversed();
    return answerPage(call, statuses, (one) =>
      showDeploymentStatus(world, repository, { deployment, status: one }),
    );
  }),

  route('POST /deployments/{deployment_id}/statuses', 'deployments=write', createStatus),
];

function requireDeployment({ repository, path }: RepositoryCall): Deployment {
  const deployment = repository.deployments.find(({ id }) => String(id) === path['deployment_id']);
  if (deployment === undefined) throw notFound();
  return deployment;
}

async function create(call: RepositoryCall): Promise<Answer> {
  const { world, repository, caller } = call;
  const fields = call.body as unknown as Fields;
  const { ref, environment = 'production', required_contexts: required } = fields;
  const sha = await resolveCommit(repository, ref);
  if (sha === null) throw unprocessable(`No ref found for: ${ref}`);
  if (fields.auto_merge !== false) {
    const merged = await mergeDefaultBranch(world, repository, { branch: ref, by: caller.user! });
    if (merged === 'conflict')
      throw new Refusal(409, `Conflict merging ${repository.defaultBranch} into ${ref}.`);
    if (merged === 'merged') {
      return {
        status: 202,
        body: { message: `Auto-merged ${repository.defaultBranch} into ${ref} on deployment.` },
      };
    }
  }
  const contexts = listContexts(repository, sha, required);
  if (contexts.some(({ state }) => state !== 'success')) {
    const error = { contexts, resource: 'Deployment', field: 'required_contexts', code: 'invalid' };
    throw new Refusal(409, `Conflict: Commit status checks failed for ${ref}.`, { errors: [error] });
  }
  const deployment: Deployment = {
    id: world.nextId(),
    sha,
    ref,
    task: fields.task ?? 'deploy',
    payload: readPayload(fields.payload),
    environment,
    description: fields.description ?? null,
    transient: fields.transient_environment ?? false,
    production: fields.production_environment ?? environment === 'production',
    creator: caller.user!,
    app: caller.token!.app,
    createdAt: world.now(),
    statuses: [],
  };
  repository.deployments.push(deployment);
  return { status: 201, body: showDeployment(world, repository, deployment) };
}

/** A text that is JSON comes back as what it says. */
function readPayload(payload: unknown): unknown {
  if (typeof payload !== 'string') return payload ?? {};
  try {
    return JSON.parse(payload) as unknown;
  } catch {
    return payload;
  }
}

function createStatus(call: RepositoryCall): Answer {
  const { world, repository, caller } = call;
  const deployment = requireDeployment(call);
  const fields = call.body as unknown as StatusFields;
  if (isLonger(fields.description, DESCRIPTION_AT_MOST)) {
    const message = `description is too long (maximum is ${DESCRIPTION_AT_MOST} characters)`;
    throw invalid({ resource: 'DeploymentStatus', code: 'custom', field: 'description', message });
  }
  const status: DeploymentStatus = {
    id: world.nextId(),
    state: fields.state,
    description: fields.description ?? '',
    environment: fields.environment ?? deployment.environment,
    environmentUrl: fields.environment_url ?? '',
    logUrl: fields.log_url ?? fields.target_url ?? '',
    creator: caller.user!,
    app: caller.token!.app,
    createdAt: world.now(),
  };
  deployment.statuses.push(status);
  if (fields.auto_inactive !== false) deactivateOthers(world, repository, { deployment, status });
  return { status: 201, body: showDeploymentStatus(world, repository, { deployment, status }) };
}
