import type { Environment, RunContext } from '../model/run-context.js';
import { userInfo } from 'node:os';
import type { StagegateError } from '../errors.js';
import type { WorkflowEvent } from './event.js';
import { createGit, GitUnusable, textOf } from '../git/command.js';
import { readHead } from '../git/head.js';

/** What git knows about a checkout. Only used outside a workflow. */
interface GitFacts {
  /** Full SHA, or null without a commit. */
  readonly head: string | null;
  /** `refs/heads/…`, or null when detached. */
  readonly ref: string | null;
  readonly userName: string | null;
  /** Why git answered nothing, if the user can fix it. */
  readonly problem: StagegateError | null;
}

interface RunSources {
  readonly env: Environment;
  readonly event: WorkflowEvent;
  readonly askGit: () => Promise<GitFacts>;
}

/** Who runs this, where, on which commit: from the workflow's environment, else from git. */
export async function readRunContext({ env, event, askGit }: RunSources): Promise<RunContext> {
  if (env['GITHUB_ACTIONS'] === 'true') return workflowContext(env, event);
  const git = await askGit();
  return {
    actor: git.userName ?? loginName(),
    run: null,
    ref: git.ref,
    commits: git.head === null ? [] : [git.head],
    ...(git.problem === null ? {} : { problem: describeProblem(git.problem) }),
  };
}

function describeProblem({ message, hint }: StagegateError): string {
  return `the commit and the branch of this run are unknown: ${message}. ${hint ?? ''}`.trim();
}

function workflowContext(env: Environment, event: WorkflowEvent): RunContext {
  return {
    actor: env['GITHUB_TRIGGERING_ACTOR'] || env['GITHUB_ACTOR'] || null,
    run: runUrl(env),
    ...placeOf(env, event),
    ...(event.beforeMerge ? { beforeMerge: true } : {}),
    base: event.base === null ? undefined : `refs/heads/${event.base.branch}`,
  };
}

/** The run's ref and commits. */
function placeOf(
  env: Environment,
  { name, beforeMerge, pullRequest, number }: WorkflowEvent,
): Pick<RunContext, 'ref' | 'commits'> {
  const { GITHUB_SHA: sha = '', GITHUB_REF: ref = '' } = env;
  const head = pullRequest?.head.sha ?? '';
  if (name === 'pull_request_target' && beforeMerge) {
    // The variables name the base, as if the pull request were merged. The head is judged, and is on no branch.
    return { ref: number === null ? null : `refs/pull/${number}/head`, commits: head === '' ? [] : [head] };
  }
  // on a pull request, GITHUB_SHA is GitHub's merge commit; the author's commit is in the event
  const commits = [sha, head].filter((commit) => commit !== '');
  return { ref: ref || null, commits: [...new Set(commits)] };
}

/** The workflow run's page, or null outside of a workflow. */
export function runUrl(env: Environment): string | null {
  const {
    GITHUB_SERVER_URL: server,
    GITHUB_REPOSITORY: repository,
    GITHUB_RUN_ID: id,
    GITHUB_RUN_ATTEMPT: attempt,
  } = env;
  if (!server || !repository || !id) return null;
  const again = attempt !== undefined && attempt !== '' && attempt !== '1' ? `/attempts/${attempt}` : '';
  return `${server}/${repository}/actions/runs/${id}${again}`;
}

function loginName(): string | null {
  try {
    return userInfo().username;
  } catch {
    return null; // a container's user may be missing in its passwd file
  }
}

const NO_HEAD = { commit: null, ref: null };

/**
 * What git knows about a folder. Nulls without git or a repository: a promotion on disk works without them, and gates
 * that need them fail. A folder that git doesn't trust is a problem.
 */
export async function askGit(root: string): Promise<GitFacts> {
  const git = createGit(root);
  try {
    const [head, name] = await Promise.all([readHead(git), git(['config', '--get', 'user.name'])]);
    const { commit, ref } = 'refused' in head ? NO_HEAD : head;
    const userName = (name.exitCode === 0 && textOf(name)) || null;
    return { head: commit, ref, userName, problem: null };
  } catch (error) {
    const problem = error instanceof GitUnusable && error.why === 'untrusted' ? error : null;
    return { head: null, ref: null, userName: null, problem };
  }
}
