import { SYSTEM_CLOCK } from '../system-clock.js';
import type { CodeHost } from '../gates/code-host.js';
import type { GitHub } from '../github/client.js';
import type { OwnJob } from '../github/checks.js';
import type { GitHubAccess } from '../github/access.js';
import type { Environment } from '../model/run-context.js';

export interface CodeHostOptions {
  readonly access: GitHubAccess;
  readonly env: Environment;
  /** Called with what is waited for, in words. */
  readonly onProgress: (message: string) => void;
}

/** GitHub for the gates. Without a token they fail and say what is missing. */
export function openCodeHost({ access, env, onProgress }: CodeHostOptions): CodeHost {
  const open = async (gate: string): Promise<GitHub | string> =>
    access.isThere
      ? access.open(`the gate "${gate}"`)
      : `GitHub could not be asked: give the action its token, or set GITHUB_TOKEN and GITHUB_REPOSITORY (owner/name)`;
  return {
    checks: async (commit) => {
      const github = await open('checks');
      if (typeof github === 'string') return { commit, checks: [], problem: github };
      const { readChecks } = await import('../github/checks.js');
      return readChecks(github, commit, ownJob(env));
    },
    approvals: async (run) => {
      const github = await open('approvals');
      if (typeof github === 'string') return { pullRequest: null, problem: github };
      const { readApprovals } = await import('../github/pull-request.js');
      return readApprovals(github, run);
    },
    clock: SYSTEM_CLOCK,
    waiting: onProgress,
  };
}

function ownJob(env: Environment): OwnJob | null {
  const { GITHUB_RUN_ID: runId, GITHUB_JOB: job } = env;
  return runId && job ? { runId, job } : null;
}
