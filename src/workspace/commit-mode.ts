import { readFile } from 'node:fs/promises';
import type { GitHubAccess } from './open-github.js';
import type { Environment } from './run-context.js';

/** How a changed manifest gets back to where others see it. */
export type CommitMode = 'none' | 'push' | 'api' | 'pull-request';

/** A mode, or `auto`: by where it runs. */
export type CommitSetting = CommitMode | 'auto';

const PULL_REQUEST_EVENTS: readonly string[] = [
  'pull_request',
  'pull_request_target',
  'pull_request_review',
  'pull_request_review_comment',
];

/** GitHub's own branches for what waits in a merge queue. */
const MERGE_QUEUE = 'refs/heads/gh-readonly-queue/';

/** The mode that a setting means; for a manifest. */
export async function chooseCommitMode(
  setting: CommitSetting | undefined,
  { env, github }: { env: Environment; github: GitHubAccess },
): Promise<CommitMode> {
  if (setting !== 'auto') return setting ?? 'none';
  const mayCommit = env['GITHUB_ACTIONS'] === 'true' && github.isThere && !(await isBeforeMerge(env));
  return mayCommit ? 'api' : 'none';
}

/** True where a workflow runs for a change that is on its way into a branch: there is nothing to commit to yet. */
export async function isBeforeMerge(env: Environment): Promise<boolean> {
  const event = env['GITHUB_EVENT_NAME'] ?? '';
  if (event === 'merge_group' || env['GITHUB_REF']?.startsWith(MERGE_QUEUE)) return true;
  if (!PULL_REQUEST_EVENTS.includes(event)) return false;
  // once it is merged, a workflow runs on the branch that it was merged into
  return !env['GITHUB_REF']?.startsWith('refs/heads/') || !(await isMerged(env['GITHUB_EVENT_PATH']));
}

async function isMerged(eventPath: string | undefined): Promise<boolean> {
  if (!eventPath) return false;
  try {
    const event = JSON.parse(await readFile(eventPath, 'utf8')) as {
      pull_request?: { merged?: unknown };
    } | null;
    return event?.pull_request?.merged === true;
  } catch {
    return false; // what can't be read says nothing, and then nothing is committed
  }
}
