import type { Pull, Review } from './records.js';
import type { Repository } from './repository.js';

export interface ReviewSummary {
  /** Null when nothing asks for reviews. */
  readonly decision: 'APPROVED' | 'CHANGES_REQUESTED' | 'REVIEW_REQUIRED' | null;
  /** The last approval, request or dismissal of each person; a plain comment takes nothing back. */
  readonly opinions: readonly Review[];
}

/** What the reviews of a pull request come to. Only those who may push count for the decision. */
export function decideReviews(repository: Repository, pull: Pull): ReviewSummary {
  const said = repository.reviews.filter(
    ({ pull: number, state }) =>
      number === pull.number && ['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED'].includes(state),
  );
  const opinions = [...new Map(said.map((review) => [review.author.login, review])).values()];
  const needed = repository.protections.get(pull.baseBranch)?.approvals ?? 0;
  const counted = opinions.filter(({ author }) =>
    ['write', 'maintain', 'admin'].includes(repository.roleOf(author) ?? ''),
  );
  if (needed === 0) return { decision: null, opinions };
  if (counted.some(({ state }) => state === 'CHANGES_REQUESTED'))
    return { decision: 'CHANGES_REQUESTED', opinions };
  const approvals = counted.filter(({ state }) => state === 'APPROVED').length;
  return { decision: approvals >= needed ? 'APPROVED' : 'REVIEW_REQUIRED', opinions };
}
