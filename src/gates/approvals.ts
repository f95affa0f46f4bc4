import { gateResult, type GateResult, type Verdict } from '../model/gate-result.js';
import type { ApprovalsGate } from '../policy/schema.js';
import type { PullRequestReviews, Review } from './code-host.js';
import type { GateContext } from './context.js';

/** A review by somebody who still has an account. */
type Opinion = Review & { readonly reviewer: string };

/** Review states that replace a reviewer's earlier opinion; a comment doesn't. */
const OPINIONS = ['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED'];

/**
 * `approvals`: this many people approve of the commit's pull request. A person counts by their last review that isn't
 * only a comment, if they may write to the repository and are neither the author nor a bot. Requested changes block.
 */
export function checkApprovals(gate: ApprovalsGate, { approvals }: GateContext): GateResult[] {
  const required = gate.approvals;
  const result = (observed: string | number, verdict: Verdict, reason: string) => [
    gateResult('approvals', { observed, required, verdict, reason }),
  ];
  const pullRequest = approvals?.pullRequest;
  if (!pullRequest)
    return result('missing', 'fail', approvals?.problem ?? "the pull request's reviews were not read");
  const name = `pull request ${pullRequest.number}`;
  const opinions = lastOpinions(pullRequest);
  const against = opinions.filter(({ state, mayWrite }) => state === 'CHANGES_REQUESTED' && mayWrite);
  if (against.length > 0) {
    const reason = `${names(against)} requested changes in ${name}: get their approval, or dismiss their review`;
    return result('changes requested', 'fail', reason);
  }
  const approving = opinions.filter(({ state }) => state === 'APPROVED');
  const counted = approving.filter((review) => whyNot(review, pullRequest) === null);
  const observed = counted.length;
  const others = tellNotCounted(approving, pullRequest);
  if (observed >= required)
    return result(observed, 'pass', `${name} is approved by ${names(counted)}${others}`);
  const by = observed === 0 ? '' : ` (${names(counted)})`;
  const reason = `${name} has ${observed} of ${required} approvals${by}${others}: get it reviewed (after the merge also counts), then run this again`;
  return result(observed, 'fail', reason);
}

/** Each reviewer's last review that is more than a comment. */
function lastOpinions({ reviews }: PullRequestReviews): Opinion[] {
  const last = new Map<string, Opinion>();
  for (const review of reviews) {
    const { reviewer, state } = review;
    if (reviewer === null || !OPINIONS.includes(state)) continue;
    last.set(reviewer.toLowerCase(), { ...review, reviewer });
  }
  return [...last.values()];
}

/** Why an approval doesn't count; null where it does. */
function whyNot({ reviewer, isBot, mayWrite }: Opinion, { author }: PullRequestReviews): string | null {
  if (isBot) return 'a bot';
  if (reviewer.toLowerCase() === author?.toLowerCase()) return 'its author';
  return mayWrite ? null : 'no write access';
}

function tellNotCounted(approving: readonly Opinion[], pullRequest: PullRequestReviews): string {
  const others = approving.flatMap((review) => {
    const why = whyNot(review, pullRequest);
    return why === null ? [] : [`${review.reviewer} (${why})`];
  });
  return others.length === 0 ? '' : `, not counting ${others.join(', ')}`;
}

function names(reviews: readonly Opinion[]): string {
  return reviews.map(({ reviewer }) => reviewer).join(', ');
}
