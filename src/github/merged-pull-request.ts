import type { GitHub } from './client.js';
import { explainFailure, GitHubFailure } from './failure.js';

/**
 * The pull request that was merged by a commit, or as part of it into its branch; null where there is none.
 * @param branch without `refs/heads/`
 * @throws StagegateError `unavailable` naming the permission that is missing
 */
export async function findMergedPullRequest(
  github: GitHub,
  sha: string,
  branch: string,
): Promise<number | null> {
  const all = await list(github, sha);
  const merged = all.filter(({ merged_at }) => merged_at !== null);
  const found =
    merged.find(({ merge_commit_sha }) => merge_commit_sha === sha) ??
    merged.find(({ base }) => base.ref === branch);
  return found?.number ?? null;
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
