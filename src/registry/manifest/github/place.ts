import { StagegateError } from '../../../errors.js';
import type { GitHub } from '../../../github/client.js';
import { explainFailure, explaining, GitHubFailure, isNotFound } from '../../../github/failure.js';

/* A branch on GitHub: where it is, and the errors of reading and writing it. */

export interface GitHubPlace {
  readonly github: GitHub;
  /** Without `refs/heads/`. */
  readonly branch: string;
  /** The workspace's folder in the repository: empty, or with a `/` at its end. */
  readonly prefix: string;
}

export interface PlaceOptions {
  /** Opens GitHub, on the first read. */
  readonly github: () => Promise<GitHub>;
  /** The branch that is read, and the workspace's folder in the repository. */
  readonly target: () => Promise<Omit<GitHubPlace, 'github'>>;
}

/** Opens the place on the first call. */
export function openPlace({ github, target }: PlaceOptions): () => Promise<GitHubPlace> {
  let opened: Promise<GitHubPlace> | undefined;
  return () =>
    (opened ??= Promise.all([github(), target()]).then(([client, at]) => ({ ...at, github: client })));
}

/** The branch's newest commit; null without such a branch. @throws GitHubFailure */
export async function readHead({ github, branch }: GitHubPlace): Promise<string | null> {
  const { owner, repo, rest } = github;
  try {
    return (await rest.git.getRef({ owner, repo, ref: `heads/${branch}` })).data.object.sha;
  } catch (error) {
    if (error instanceof GitHubFailure && isNotFound(error)) return null;
    throw error;
  }
}

/** @throws StagegateError `conflict` when the branch has moved on, `unavailable` when GitHub doesn't tell */
export async function requireBranchAt(place: GitHubPlace, commit: string): Promise<void> {
  const head = await writing(`read branch ${JSON.stringify(place.branch)}`, () => readHead(place));
  if (head !== commit) throw explainMoved(place.branch);
}

/**
 * Runs what needs `contents: write`.
 * @param doing the words after "cannot"
 * @param ifProtected the hint if a rule forbids it
 */
export function writing<T>(doing: string, work: () => Promise<T>, ifProtected?: string): Promise<T> {
  return explaining((failure) => explainWrite(failure, doing, ifProtected), work);
}

/** The messages of protected branches and rulesets. The API has a type for only some of them. */
const PROTECTED =
  /protected (?:branch|ref)|rule violations?|GH006|GH013|through a pull request|not authorized to push|status checks?\b.* expected|verified signatures|force-push|creations being restricted/i;

const OTHER_MODE =
  'Use commit: pull-request, which proposes the change instead. Or let a GitHub App bypass the rule, and give the action its token.';

/**
 * @param doing the words after "cannot": `commit to branch "main"`
 * @param ifProtected the hint if a rule forbids it
 */
export function explainWrite(
  failure: GitHubFailure,
  doing: string,
  ifProtected = OTHER_MODE,
): StagegateError {
  const isProtected =
    failure.types.includes('BRANCH_PROTECTION_RULE_VIOLATION') || PROTECTED.test(failure.message);
  if (!isProtected) return explainFailure(failure, doing, 'contents: write');
  return new StagegateError('unavailable', `cannot ${doing}, which is protected: ${failure.message}`, {
    hint: ifProtected,
    cause: failure,
  });
}

/** A lost race: the branch isn't at the commit that was read. */
export function explainMoved(branch: string, cause?: unknown): StagegateError {
  return new StagegateError('conflict', `somebody else changed branch ${JSON.stringify(branch)} meanwhile`, {
    hint: "Run it again to decide on the branch's new contents.",
    cause,
  });
}
