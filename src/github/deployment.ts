import type { DeploymentPlan, NewDeployment } from '../model/deployment-plan.js';
import { StagegateError } from '../errors.js';
import { toOneLine } from '../text/safe.js';
import type { GitHub } from './client.js';
import { explainFailure, GitHubFailure } from './failure.js';

/** GitHub's limit, in characters. */
const MAX_DESCRIPTION = 140;

export interface RecordedDeployment {
  /** The deployment's id, also if a later step failed. */
  readonly id: string | null;
  /** What failed, for people; null when everything worked. */
  readonly problem: string | null;
}

/**
 * Creates the deployment of a promotion, and ends those of the versions that left the stage. Never throws: the registry
 * has already changed, and deployments only show it. A deployment from an earlier attempt of the run is reused, and
 * gets its status if it lacks one.
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
        ? await findActive(github, { task, environment, model, version, except: null })
        : null;
      id = known?.id ?? (await make(github, task, create));
      if (known === null || known.state === null) await setStatus(github, id, describeSuccess(create));
    }
    for (const { environment, version } of retire) {
      doing = `end the deployment of version ${version} to ${environment}`;
      const wanted = { task, environment, model, version, except: id };
      const old = mayExist ? (await findActive(github, wanted))?.id : await find(github, wanted);
      if (old !== null && old !== undefined) await setStatus(github, old, { state: 'inactive' });
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
    // by default, GitHub may merge the default branch into the ref, and refuses unless all checks are green
    auto_merge: false,
    required_contexts: [],
  });
  if (!('id' in data))
    throw new StagegateError('unavailable', data.message ?? 'GitHub created no deployment');
  return data.id;
}

function describeSuccess({ description, run }: NewDeployment) {
  const text = toOneLine(description, MAX_DESCRIPTION);
  return { state: 'success' as const, description: text, ...(run === null ? {} : { log_url: run }) };
}

async function setStatus(
  { owner, repo, rest }: GitHub,
  id: number,
  status: { state: 'success' | 'inactive'; description?: string; log_url?: string },
): Promise<void> {
  // auto_inactive would also end other models' deployments, and only outside production
  await rest.repos.createDeploymentStatus({
    ...{ owner, repo, deployment_id: id, auto_inactive: false },
    ...status,
  });
}

interface Wanted {
  readonly task: string;
  readonly environment: string;
  readonly model: string;
  readonly version: string;
  /** The deployment to ignore: the one that this run just created. */
  readonly except: number | null;
}

/** The newest deployment of a version. Earlier ones ended when the version left the stage. */
async function find({ owner, repo, rest }: GitHub, wanted: Wanted): Promise<number | null> {
  const { task, environment, model, version, except } = wanted;
  const { data } = await rest.repos.listDeployments({ owner, repo, task, environment, per_page: 100 });
  const found = data.find((one) => {
    const payload = readPayload(one.payload);
    return one.id !== except && payload['model'] === model && payload['version'] === version;
  });
  return found?.id ?? null;
}

/** A deployment in one of these states has ended or failed: a new one is created. */
const OVER: readonly string[] = ['inactive', 'failure', 'error'];

/** The newest deployment of a version, unless it has ended. */
async function findActive(
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

/** GitHub returns an object or its JSON text. Others may use our task, so it can hold anything. */
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
  return `${message}. The registry was changed anyway. ${hint}`.trim();
}
