import type { WorkflowEvent } from './event.js';
import type { GitHubAccess } from '../github/access.js';

/** How a changed manifest gets back to where others see it. */
export type CommitMode = 'none' | 'push' | 'api' | 'pull-request';

/** A mode, or `auto`: by where it runs. */
export type CommitSetting = CommitMode | 'auto';

/**
 * Whether a run may only decide: it is for a change that is not merged yet, and nobody asked for more. What it would
 * move belongs to the branch that the change may never get to.
 * @internal
 */
export function onlyDecides(setting: CommitSetting | undefined, { beforeMerge }: WorkflowEvent): boolean {
  return beforeMerge && (setting === undefined || setting === 'auto');
}

/** The mode that a setting means; for a manifest. @internal */
export function chooseCommitMode(
  setting: CommitSetting | undefined,
  { event, github }: { event: WorkflowEvent; github: GitHubAccess },
): CommitMode {
  if (setting !== 'auto') return setting ?? 'none';
  const mayCommit = event.name !== null && github.isThere && !event.beforeMerge;
  return mayCommit ? 'api' : 'none';
}
