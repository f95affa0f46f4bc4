import { StagegateError } from '../../../errors.js';
import { explainFailure, GitHubFailure } from '../../../github/failure.js';
import { resend } from '../../../github/resend.js';
import type { GitHubPlace } from './github-view.js';

const PERMISSION = 'pull-requests: write';

export interface PullText {
  readonly title: string;
  readonly body: string;
}

export interface OpenPull extends PullText {
  readonly number: number;
}

/** The open pull request from a branch of this repository; null without one. @throws StagegateError */
export function findPull(at: GitHubPlace, base: string): Promise<OpenPull | null> {
  return explaining(at, 'list the pull requests', () => find(at, base));
}

async function find({ github, branch }: GitHubPlace, base: string): Promise<OpenPull | null> {
  const { owner, repo, rest } = github;
  const { data } = await rest.pulls.list({ owner, repo, base, head: `${owner}:${branch}`, state: 'open' });
  // a fork may have a branch of that name
  const own = data.find(({ head, base: { repo: here } }) => head.ref === branch && head.repo.id === here.id);
  return own === undefined ? null : { number: own.number, title: own.title, body: own.body ?? '' };
}

/** Opens one, or takes the one that another run has opened meanwhile. @returns its number @throws StagegateError */
export function openPull(at: GitHubPlace, base: string, text: PullText): Promise<number> {
  const { owner, repo, rest } = at.github;
  return explaining(at, 'open a pull request', async () => {
    try {
      const { data } = await resend(() => rest.pulls.create({ owner, repo, head: at.branch, base, ...text }));
      return data.number;
    } catch (error) {
      if (!(error instanceof GitHubFailure) || !/pull request already exists/i.test(error.message))
        throw error;
      const found = await find(at, base);
      if (found === null) throw error;
      return found.number;
    }
  });
}

/** @returns its number @throws StagegateError */
export function updatePull(
  at: GitHubPlace,
  { number, title, body }: OpenPull,
  text: PullText,
): Promise<number> {
  const { owner, repo, rest } = at.github;
  return explaining(at, `update pull request #${number}`, async () => {
    if (title !== text.title || body !== text.body)
      await resend(() => rest.pulls.update({ owner, repo, pull_number: number, ...text }));
    return number;
  });
}

async function explaining<T>({ branch }: GitHubPlace, doing: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    if (!/not permitted to create or approve pull requests/i.test(error.message))
      throw explainFailure(error, doing, PERMISSION);
    throw new StagegateError(
      'unavailable',
      `cannot ${doing} for branch ${JSON.stringify(branch)}: ${error.message}`,
      {
        hint: 'Allow it in the settings of the repository (or its organization): Actions, General, "Allow GitHub Actions to create and approve pull requests". Or give the action the token of a GitHub App. The branch is there: open the pull request by hand, or run this again.',
        cause: error,
      },
    );
  }
}
