import { StagegateError } from '../../../errors.js';
import { explainFailure, explaining, GitHubFailure, resend } from '../../../github/failure.js';
import type { GitHubPlace } from './place.js';
import type { ProposalText } from './proposal-text.js';

/* The pull requests of a proposal's branch. */

const PERMISSION = 'pull-requests: write';

/** An open pull request, with its text now. */
export interface OpenPull extends ProposalText {
  readonly number: number;
  /** The head of its branch. */
  readonly commit: string;
}

/** The open pull request from the branch; null without one. @throws StagegateError */
export async function findPull(at: GitHubPlace, base: string): Promise<OpenPull | null> {
  const [own] = await list(at, base, 'open');
  if (own === undefined) return null;
  return { number: own.number, commit: own.head.sha, title: own.title, body: own.body ?? '' };
}

/** How many closed pull requests are looked at, newest first. */
const MAX_CLOSED = 10;

/** A pull request that was closed without a merge. */
interface ClosedPull {
  readonly number: number;
  /** The head of its branch when it was closed. */
  readonly commit: string;
  /** ISO 8601. */
  readonly at: string;
}

/** The newest pull requests from the branch that were closed without a merge. @throws StagegateError */
export async function listClosed(at: GitHubPlace, base: string): Promise<ClosedPull[]> {
  return (await list(at, base, 'closed'))
    .filter(({ merged_at }) => merged_at === null)
    .map(({ number, head, closed_at }) => ({ number, commit: head.sha, at: closed_at ?? '' }))
    .slice(0, MAX_CLOSED);
}

/** The newest hundred pull requests from the branch. */
function list(at: GitHubPlace, base: string, state: 'open' | 'closed') {
  const { owner, repo, rest } = at.github;
  return working(at, 'list the pull requests', async () => {
    const { data } = await rest.pulls.list({
      ...{ owner, repo, base, head: `${owner}:${at.branch}`, state },
      ...{ sort: 'created', direction: 'desc', per_page: 100 },
    });
    // A fork may have a branch with the same name. GitHub gives null for a deleted fork, against its API description.
    const isOwn = (head: { readonly id: number } | null, own: number) => head?.id === own;
    return data.filter(({ head, base: { repo: own } }) => head.ref === at.branch && isOwn(head.repo, own.id));
  });
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

/** The login of the account that closed a pull request; null when GitHub doesn't tell. @throws StagegateError */
export function askWhoClosed(at: GitHubPlace, number: number): Promise<string | null> {
  const { owner, repo, query } = at.github;
  return working(at, `read who closed pull request #${number}`, async () => {
    const answer = await query<ClosedByAnswer>(CLOSED_BY, { owner, repo, number });
    return answer.repository?.pullRequest?.timelineItems.nodes?.[0]?.actor?.login ?? null;
  });
}

/** Opens a pull request, or finds the one that another run has just opened. @returns its number @throws StagegateError */
export function openPull(at: GitHubPlace, base: string, text: ProposalText): Promise<number> {
  const { owner, repo, rest } = at.github;
  return working(at, 'open a pull request', async () => {
    try {
      const { data } = await resend(() => rest.pulls.create({ owner, repo, head: at.branch, base, ...text }));
      return data.number;
    } catch (error) {
      if (!(error instanceof GitHubFailure) || !/pull request already exists/i.test(error.message))
        throw error;
      const found = await findPull(at, base);
      if (found === null) throw error;
      return found.number;
    }
  });
}

/** Changes title and text, if they differ. @throws StagegateError */
export function updatePull(
  at: GitHubPlace,
  { number, title, body }: OpenPull,
  text: ProposalText,
): Promise<void> {
  const { owner, repo, rest } = at.github;
  return working(at, `update pull request #${number}`, async () => {
    if (title !== text.title || body !== text.body)
      await resend(() => rest.pulls.update({ owner, repo, pull_number: number, ...text }));
  });
}

/** Runs what needs `pull-requests: write`. @param doing the words after "cannot" */
function working<T>({ branch }: GitHubPlace, doing: string, work: () => Promise<T>): Promise<T> {
  return explaining((failure) => {
    const { message } = failure;
    if (!/not permitted to create or approve pull requests/i.test(message))
      return explainFailure(failure, doing, PERMISSION);
    return new StagegateError(
      'unavailable',
      `cannot ${doing} for branch ${JSON.stringify(branch)}: ${message}`,
      {
        hint: 'Allow it in the settings of the repository (or its organization): Actions, General, "Allow GitHub Actions to create and approve pull requests". Or give the action the token of a GitHub App. The branch exists: you can also open the pull request by hand.',
        cause: failure,
      },
    );
  }, work);
}
