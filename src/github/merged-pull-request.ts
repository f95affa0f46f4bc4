import type { GitHub } from './client.js';
import { explainFailure, GitHubFailure } from './failure.js';

/** What tells which pull request brought a commit. */
export interface AssociatedPullRequest {
  readonly number: number;
  readonly merged_at: string | null;
  readonly merge_commit_sha: string | null;
  readonly base: { readonly ref: string };
}

/**
 * Of the merged ones the first that brought the commit to the branch. On a tag, or on a branch that got it in another
 * way, the one that it is the merge of.
 * @param ref in full, `refs/heads/main`
 */
export function chooseMerged<T extends AssociatedPullRequest>(
  associated: readonly T[],
  { ref, commit }: { ref: string | null; commit: string },
): T | null {
  const merged = associated
    .flatMap((pull) => (pull.merged_at === null ? [] : [{ pull, at: pull.merged_at }]))
    .sort((a, b) => a.at.localeCompare(b.at))
    .map(({ pull }) => pull);
  return (
    merged.find(({ base }) => `refs/heads/${base.ref}` === ref) ??
    merged.find(({ merge_commit_sha }) => merge_commit_sha === commit) ??
    null
  );
}

/**
 * The number of the pull request that brought a commit to its branch; null where there is none.
 * @param ref in full, `refs/heads/main`
 * @throws StagegateError `unavailable` naming the permission that is missing
 */
export async function findMergedPullRequest(
  github: GitHub,
  commit: string,
  ref: string,
): Promise<number | null> {
  return chooseMerged(await list(github, commit), { ref, commit })?.number ?? null;
}

async function list(github: GitHub, sha: string) {
  const { owner, repo } = github;
  try {
    return await github.paginate(github.rest.repos.listPullRequestsAssociatedWithCommit, {
      owner,
      repo,
      commit_sha: sha,
      per_page: 100,
    });
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    throw explainFailure(error, `find the pull request of commit ${sha.slice(0, 12)}`, 'pull-requests: read');
  }
}
