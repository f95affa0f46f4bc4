import type { Pull, Review } from './records.js';
import type { Repository } from './repository.js';

/** Of whose reviews GitHub takes account: those who may push. */
export function mayPush(repository: Repository, { author }: Review): boolean {
  return ['write', 'maintain', 'admin'].includes(repository.roleOf(author) ?? '');
}

/** The last approval, request or dismissal of each person; a plain comment takes nothing back. */
export function listOpinions({ reviews }: Repository, pull: Pull): readonly Review[] {
  const said = reviews.filter(
    ({ pull: number, state }) =>
      number === pull.number && ['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED'].includes(state),
  );
  return [...new Map(said.map((review) => [review.author.login, review])).values()];
}

export function countReviews(repository: Repository, pull: Pull): { approvals: number; requests: number } {
  const counted = listOpinions(repository, pull).filter((review) => mayPush(repository, review));
  const count = (state: Review['state']) => counted.filter((review) => review.state === state).length;
  return { approvals: count('APPROVED'), requests: count('CHANGES_REQUESTED') };
}

/** What the reviews of a pull request come to; null when nothing asks for them. */
export function decideReviews(repository: Repository, pull: Pull): string | null {
  const needed = repository.protections.get(pull.baseBranch)?.approvals ?? 0;
  const { approvals, requests } = countReviews(repository, pull);
  if (needed === 0) return null;
  if (requests > 0) return 'CHANGES_REQUESTED';
  return approvals >= needed ? 'APPROVED' : 'REVIEW_REQUIRED';
}
