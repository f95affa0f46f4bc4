import { GitHubFailure, isNotFound } from '../../../github/failure.js';
import { explainMoved, explainWrite } from './refusal.js';
import type { GitHubPlace } from './view.js';

/** The commit that a branch is at; null without such a branch. @throws GitHubFailure */
export async function readHead({ github, branch }: GitHubPlace): Promise<string | null> {
  const { owner, repo, rest } = github;
  try {
    return (await rest.git.getRef({ owner, repo, ref: `heads/${branch}` })).data.object.sha;
  } catch (error) {
    if (error instanceof GitHubFailure && isNotFound(error)) return null;
    throw error;
  }
}

/** @throws StagegateError `conflict` when a branch has gone on, `unavailable` when that can't be told */
export async function requireBranchAt(place: GitHubPlace, commit: string): Promise<void> {
  const head = await explaining(`read branch ${JSON.stringify(place.branch)}`, () => readHead(place));
  if (head !== commit) throw explainMoved(place.branch);
}

/** Does something on GitHub with the permission to write contents. @param doing after "cannot" */
export async function explaining<T>(doing: string, work: () => Promise<T>, ifProtected?: string): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof GitHubFailure ? explainWrite(error, doing, ifProtected) : error;
  }
}
