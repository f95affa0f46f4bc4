import { showDispatch, showPullEvent, showPush } from './events.js';
import { NO_COMMIT } from './git/bare-repository.js';
import type { Pull, WorkflowRun } from './world/records.js';
import type { Repository } from './world/repository.js';
import { addRun } from './world/runs.js';
import type { Level } from './world/tokens.js';
import type { World } from './world/world.js';

export interface RunOptions {
  /** `push` by default. */
  readonly event?: 'push' | 'pull_request' | 'pull_request_target' | 'workflow_dispatch';
  /** The pull request of the event. */
  readonly pull?: number;
  /** `opened`, `synchronize`, …; `synchronize` by default. */
  readonly action?: string;
  /** The branch that was pushed, or that was chosen for the dispatch; `main` by default. */
  readonly branch?: string;
  /** The commit that a push moved the branch from; the first parent of its head by default. */
  readonly before?: string;
  /** Of a dispatch. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** As the workflow's `permissions:`; all of `write` by default, but `read` for a fork's pull request. */
  readonly permissions?: Readonly<Record<string, Level>> | 'write-all' | 'read-all';
  readonly actor?: string;
  readonly workflow?: string;
  readonly job?: string;
}

/** What a job of a workflow knows of its run; `runAction` takes it as it is. */
export interface RunContext {
  readonly eventName: string;
  /** GITHUB_REF */
  readonly ref: string;
  /** GITHUB_SHA: for a pull request the merge that GitHub made for it. */
  readonly sha: string;
  /** The payload at GITHUB_EVENT_PATH. */
  readonly event: object;
  /** GITHUB_TOKEN */
  readonly token: string;
  /** The variables that name this GitHub, this repository and this run. */
  readonly env: Readonly<Record<string, string>>;
  /** The run itself; its job is in progress, and so is the job's check run. */
  readonly run: WorkflowRun;
}

interface Place {
  readonly ref: string;
  readonly sha: string;
  /** The commit that the run's checks are shown at. */
  readonly headSha: string;
  readonly headBranch: string;
}

/** Starts a workflow's run with one job, and tells what the job would be told. */
export async function startRun(
  world: World,
  repository: Repository,
  options: RunOptions = {},
): Promise<RunContext> {
  const {
    event: eventName = 'push',
    workflow = 'promote',
    job = 'promote',
    actor: login = 'octocat',
  } = options;
  const pull = options.pull === undefined ? undefined : repository.pull(options.pull);
  const place = await findPlace(repository, eventName, { branch: options.branch ?? 'main', pull });
  const actor = world.user(login);
  const run = addRun(world, repository, {
    name: workflow,
    path: `.github/workflows/${workflow}.yml`,
    event: eventName,
    headSha: place.headSha,
    headBranch: place.headBranch,
    actor,
    jobs: [{ name: job, status: 'in_progress' }],
  });
  const sender = { world, repository, actor };
  const event =
    pull !== undefined
      ? await showPullEvent(sender, pull, options.action ?? 'synchronize')
      : eventName === 'push'
        ? await showPush(sender, {
            ...place,
            after: place.sha,
            before: options.before ?? (await parentOf(repository, place)),
          })
        : showDispatch(sender, { ref: place.ref, run, inputs: options.inputs ?? {} });
  const isFork = eventName === 'pull_request' && pull?.headRepository !== repository;
  const permissions = options.permissions ?? (isFork ? 'read-all' : 'write-all');
  const token = world.addToken({ permissions, repositories: [repository.fullName] }).secret;
  const env = {
    ...nameServer(world),
    ...nameRepository(repository),
    ...namePlace(place, pull),
    GITHUB_EVENT_NAME: eventName,
    GITHUB_ACTOR: login,
    GITHUB_ACTOR_ID: String(actor.id),
    GITHUB_TRIGGERING_ACTOR: login,
    GITHUB_JOB: job,
    GITHUB_RUN_ID: String(run.id),
    GITHUB_RUN_NUMBER: '1',
    GITHUB_RUN_ATTEMPT: String(run.attempt),
    GITHUB_WORKFLOW: workflow,
    GITHUB_WORKFLOW_REF: `${repository.fullName}/${run.path}@${place.ref}`,
    GITHUB_WORKFLOW_SHA: place.sha,
  };
  return { eventName, ref: place.ref, sha: place.sha, event, token, env, run };
}

async function findPlace(
  repository: Repository,
  eventName: string,
  { branch, pull }: { readonly branch: string; readonly pull: Pull | undefined },
): Promise<Place> {
  if (eventName.startsWith('pull_request') && pull === undefined)
    throw new Error(`${eventName} needs a pull request`);
  if (eventName === 'pull_request') {
    const { number, mergeCommit, headSha, headBranch } = pull!;
    if (mergeCommit === null)
      throw new Error(`pull request ${number} conflicts, so GitHub starts no workflow`);
    return { ref: `refs/pull/${number}/merge`, sha: mergeCommit, headSha, headBranch };
  }
  const headBranch = pull?.baseBranch ?? branch;
  const ref = `refs/heads/${headBranch}`;
  const sha = await repository.git.refSha(ref);
  if (sha === null) throw new Error(`there is no branch ${headBranch}`);
  return { ref, sha, headSha: sha, headBranch };
}

async function parentOf({ git }: Repository, { sha }: Place): Promise<string> {
  return (await git.commit(sha)).parents[0] ?? NO_COMMIT;
}

function nameServer({ url, apiUrl, graphqlUrl }: World): Record<string, string> {
  return { GITHUB_SERVER_URL: url, GITHUB_API_URL: apiUrl, GITHUB_GRAPHQL_URL: graphqlUrl };
}

function nameRepository({ fullName, owner, id }: Repository): Record<string, string> {
  return {
    GITHUB_REPOSITORY: fullName,
    GITHUB_REPOSITORY_ID: String(id),
    GITHUB_REPOSITORY_OWNER: owner.login,
    GITHUB_REPOSITORY_OWNER_ID: String(owner.id),
  };
}

/** The heads of a pull request are named for `pull_request` and `pull_request_target` only. */
function namePlace({ ref, sha }: Place, pull: Pull | undefined): Record<string, string> {
  return {
    GITHUB_REF: ref,
    GITHUB_REF_NAME: ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    GITHUB_REF_TYPE: 'branch',
    GITHUB_SHA: sha,
    GITHUB_HEAD_REF: pull?.headBranch ?? '',
    GITHUB_BASE_REF: pull?.baseBranch ?? '',
  };
}
