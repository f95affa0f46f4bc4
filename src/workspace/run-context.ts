import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import type { RunContext } from '../gates/context.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What git knows of a checkout; asked only where the environment does not tell. */
export interface GitFacts {
  /** Full SHA, or null without a commit. */
  readonly head: string | null;
  /** `refs/heads/…`, or null when detached. */
  readonly ref: string | null;
  readonly userName: string | null;
}

/** Who runs this, where, on which commit: from the workflow's environment, else from git. */
export async function readRunContext(env: Environment, askGit: () => Promise<GitFacts>): Promise<RunContext> {
  if (env['GITHUB_ACTIONS'] === 'true') return workflowContext(env);
  const git = await askGit();
  return {
    actor: git.userName ?? loginName(),
    run: null,
    ref: git.ref,
    commits: git.head === null ? [] : [git.head],
  };
}

async function workflowContext(env: Environment): Promise<RunContext> {
  const head = await pullRequestHead(env['GITHUB_EVENT_PATH']);
  const commits = [env['GITHUB_SHA'], head].filter((sha) => sha !== undefined && sha !== '');
  return {
    actor: env['GITHUB_TRIGGERING_ACTOR'] || env['GITHUB_ACTOR'] || null,
    run: runUrl(env),
    ref: env['GITHUB_REF'] || null,
    commits: [...new Set(commits)] as string[],
  };
}

function runUrl(env: Environment): string | null {
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

/** On a pull request GITHUB_SHA is a merge that GitHub made; the author's commit is in the event. */
async function pullRequestHead(eventPath: string | undefined): Promise<string | undefined> {
  if (!eventPath) return undefined;
  try {
    const event = JSON.parse(await readFile(eventPath, 'utf8')) as {
      pull_request?: { head?: { sha?: unknown } };
    } | null;
    const sha = event?.pull_request?.head?.sha;
    return typeof sha === 'string' ? sha : undefined;
  } catch {
    return undefined; // without a readable event there is only GITHUB_SHA, which is the stricter choice
  }
}

function loginName(): string | null {
  try {
    return userInfo().username;
  } catch {
    return null; // a container's user need not be in its passwd file
  }
}
