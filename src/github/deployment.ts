import type { DeploymentPlan, NewDeployment } from '../model/deployment-plan.js';
import { StagegateError } from '../errors.js';
import { toOneLine } from '../text/safe.js';
import type { GitHub } from './client.js';
import { explainFailure, GitHubFailure } from './failure.js';

/** Longer ones GitHub refuses. */
const MAX_DESCRIPTION = 140;

export interface RecordedDeployment {
  /** Of the deployment that was made, also when what came after it failed. */
  readonly id: string | null;
  /** What could not be done, for people; null when all was. */
  readonly problem: string | null;
}

/**
 * Makes the deployment of a promotion, and ends those of the versions that left. It never throws: the promotion has
 * been made, and a deployment only shows it. One that an earlier attempt made is kept, and completed where it was left
 * without a status.
 */
export async function recordDeployment(
  open: () => Promise<GitHub>,
  { task, model, create, mayExist, retire }: DeploymentPlan,
): Promise<RecordedDeployment> {
  let id: number | null = null;
  let doing = 'record the deployment';
  try {
    const github = await open();
    if (create !== null) {
      doing = `record the deployment to ${create.environment}`;
      const { environment, version } = create;
      const known = mayExist
        ? await findStanding(github, { task, environment, model, version, except: null })
        : null;
      id = known?.id ?? (await make(github, task, create));
      if (known === null || known.state === null) await succeed(github, id, create);
    }
    for (const { environment, version } of retire) {
      doing = `end the deployment of version ${version} to ${environment}`;
      const wanted = { task, environment, model, version, except: id };
      const old = mayExist ? (await findStanding(github, wanted))?.id : await find(github, wanted);
      if (old !== null && old !== undefined) await end(github, old);
    }
    return { id: id === null ? null : String(id), problem: null };
  } catch (error) {
    return { id: id === null ? null : String(id), problem: explain(error, doing) };
  }
}

async function make({ owner, repo, rest }: GitHub, task: string, create: NewDeployment): Promise<number> {
  const { ref, environment, production, description, payload } = create;
  const { data } = await rest.repos.createDeployment({
    owner,
    repo,
    task,
    ref,
    environment,
    production_environment: production,
    description: toOneLine(description, MAX_DESCRIPTION),
    payload,
    // by default GitHub may merge the default branch into the ref, and refuses while any check is not green
    auto_merge: false,
    required_contexts: [],
  });
  if (!('id' in data)) throw new StagegateError('unavailable', data.message ?? 'GitHub made no deployment');
  return data.id;
}

async function succeed(
  { owner, repo, rest }: GitHub,
  id: number,
  { description, run }: NewDeployment,
): Promise<void> {
  await rest.repos.createDeploymentStatus({
    owner,
    repo,
    deployment_id: id,
    state: 'success',
    description: toOneLine(description, MAX_DESCRIPTION),
    ...(run === null ? {} : { log_url: run }),
    // it would end those of other models too, and only outside of production
    auto_inactive: false,
  });
}

interface Wanted {
  readonly task: string;
  readonly environment: string;
  readonly model: string;
  readonly version: string;
  /** The one that was just made. */
  readonly except: number | null;
}

/** The newest deployment of a version: the earlier ones ended when it left the stage before. */
async function find({ owner, repo, rest }: GitHub, wanted: Wanted): Promise<number | null> {
  const { task, environment, model, version, except } = wanted;
  const { data } = await rest.repos.listDeployments({ owner, repo, task, environment, per_page: 100 });
  const found = data.find((one) => {
    const payload = readPayload(one.payload);
    return one.id !== except && payload['model'] === model && payload['version'] === version;
  });
  return found?.id ?? null;
}

/** States of a deployment that is over, or never came to be: another one is made then. */
const OVER: readonly string[] = ['inactive', 'failure', 'error'];

/** The newest deployment of a version, unless it is over. */
async function findStanding(
  github: GitHub,
  wanted: Wanted,
): Promise<{ readonly id: number; readonly state: string | null } | null> {
  const id = await find(github, wanted);
  if (id === null) return null;
  const { owner, repo, rest } = github;
  const { data } = await rest.repos.listDeploymentStatuses({ owner, repo, deployment_id: id, per_page: 1 });
  const state = data[0]?.state ?? null;
  return state !== null && OVER.includes(state) ? null : { id, state };
}

async function end({ owner, repo, rest }: GitHub, id: number): Promise<void> {
  await rest.repos.createDeploymentStatus({
    owner,
    repo,
    deployment_id: id,
    state: 'inactive',
    auto_inactive: false,
  });
}

/** GitHub gives back what it was given, an object or its text; anybody's may stand under the task. */
function readPayload(payload: unknown): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = typeof payload === 'string' ? JSON.parse(payload) : payload;
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function explain(error: unknown, doing: string): string {
  const told = error instanceof GitHubFailure ? explainFailure(error, doing, 'deployments: write') : error;
  const [message, hint = ''] =
    told instanceof StagegateError ? [told.message, told.hint] : [`cannot ${doing}: ${String(told)}`];
  return `${message}; the registry is changed all the same. ${hint}`.trim();
}
