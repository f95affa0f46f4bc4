import type { Pull } from './records.js';
import type { Repository } from './repository.js';

/**
 * The pull requests that a commit belongs to: of one that is on the default branch the merged one that brought it,
 * else the open and the merged ones that hold it. One that was closed without a merge is none of them.
 */
export async function pullsOf(repository: Repository, sha: string): Promise<readonly Pull[]> {
  const { git, defaultBranch } = repository;
  const head = await git.refSha(`refs/heads/${defaultBranch}`);
  const isOnDefault = head !== null && (await git.isAncestor(sha, head));
  const found: Pull[] = [];
  for (const pull of repository.pulls) {
    const merge = pull.mergedAt === null ? null : pull.mergeCommit;
    const brought = merge !== null && (await git.list(pull.baseSha, merge)).includes(sha);
    const holds = (await git.list(pull.baseSha, pull.headSha)).includes(sha);
    if (brought || (holds && !isOnDefault && (merge !== null || pull.state === 'open'))) found.push(pull);
  }
  return found;
}
