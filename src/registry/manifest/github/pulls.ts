import { StagegateError } from '../../../errors.js';
import { explainFailure, GitHubFailure } from '../../../github/failure.js';
import { resend } from '../../../github/resend.js';
import type { GitHubPlace } from './view.js';

const PERMISSION = 'pull-requests: write';

export interface PullText {
  readonly title: string;
  readonly body: string;
}

export interface OpenPull extends PullText {
  readonly number: number;
  /** The head of its branch. */
  readonly commit: string;
}

/** The open pull request from a branch of this repository; null without one. @throws StagegateError */
export function findPull(at: GitHubPlace, base: string): Promise<OpenPull | null> {
  return explaining(at, 'list the pull requests', () => find(at, base));
}

async function find({ github, branch }: GitHubPlace, base: string): Promise<OpenPull | null> {
  const { owner, repo, rest } = github;
  const { data } = await rest.pulls.list({ owner, repo, base, head: `${owner}:${branch}`, state: 'open' });
  // a fork may have a branch of that name
  const own = data.find(({ head, base: { repo: here } }) => head.ref === branch && isOwn(head.repo, here.id));
  if (own === undefined) return null;
  return { number: own.number, commit: own.head.sha, title: own.title, body: own.body ?? '' };
}

/** A pull request that ended without being merged. */
export interface ClosedPull {
  readonly number: number;
  /** The head of its branch when it was closed. */
  readonly commit: string;
  /** ISO 8601. */
  readonly at: string;
}

/** How many of the pull requests that were closed without being merged are looked at, the newest first. */
const CLOSED_AT_MOST = 10;

/** @throws StagegateError */
export function listClosed(at: GitHubPlace, base: string): Promise<ClosedPull[]> {
  const { owner, repo, rest } = at.github;
  return explaining(at, 'list the pull requests', async () => {
    const { data } = await rest.pulls.list({
      ...{ owner, repo, base, head: `${owner}:${at.branch}`, state: 'closed' },
      ...{ sort: 'created', direction: 'desc', per_page: 100 },
    });
    return data
      .filter(({ head, base: { repo: here } }) => head.ref === at.branch && isOwn(head.repo, here.id))
      .filter(({ merged_at }) => merged_at === null)
      .map(({ number, head, closed_at }) => ({ number, commit: head.sha, at: closed_at ?? '' }))
      .slice(0, CLOSED_AT_MOST);
  });
}

/** Of a fork that is gone GitHub gives null, though its description does not say so. */
function isOwn(repository: { readonly id: number } | null, own: number): boolean {
  return repository?.id === own;
}

const CLOSED_BY = `query ($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      timelineItems(last: 1, itemTypes: [CLOSED_EVENT]) {
        nodes { ... on ClosedEvent { actor { login } } }
      }
    }
  }
}`;

interface ClosedByAnswer {
  readonly repository: {
    readonly pullRequest: {
      readonly timelineItems: {
        readonly nodes: readonly ({ readonly actor?: { readonly login: string } | null } | null)[] | null;
      };
    } | null;
  } | null;
}

/** The login of who closed a pull request; null where GitHub does not tell. @throws StagegateError */
export function askWhoClosed(at: GitHubPlace, number: number): Promise<string | null> {
  const { owner, repo, query } = at.github;
  return explaining(at, `read who closed pull request #${number}`, async () => {
    const answer = await query<ClosedByAnswer>(CLOSED_BY, { owner, repo, number });
    return answer.repository?.pullRequest?.timelineItems.nodes?.[0]?.actor?.login ?? null;
  });
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
