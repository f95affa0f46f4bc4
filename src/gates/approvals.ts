import type { ApprovalsGate } from '../policy/schema.js';
import type { PullRequestReviews, Review } from './code-host.js';
import type { GateContext } from './context.js';
import type { GateResult } from '../model/gate-result.js';

/** States that change what a reviewer thinks; a comment leaves it as it was. */
const OPINIONS = ['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED'];

/**
 * `approvals`: so many people approve of the commit's pull request. Each counts by the last review that says
 * something, if they may write to the repository, and are neither the author nor a bot. Changes that are still
 * asked for block.
 */
export function checkApprovals(gate: ApprovalsGate, { approvals }: GateContext): GateResult[] {
  const required = gate.approvals;
  const result = { gate: 'approvals', metric: null, check: 'approvals', required, champion: null } as const;
  const pullRequest = approvals?.pullRequest;
  if (!pullRequest) {
    const reason = approvals?.problem ?? 'the approvals were not looked for';
    return [{ ...result, observed: 'missing', verdict: 'fail', reason }];
  }
  const { number } = pullRequest;
  const opinions = lastOpinions(pullRequest);
  const against = opinions.filter(({ state, mayWrite }) => state === 'CHANGES_REQUESTED' && mayWrite);
  if (against.length > 0) {
    const reason = `${names(against)} asked for changes in pull request ${number}: have them approve it, or dismiss their review`;
    return [{ ...result, observed: 'changes requested', verdict: 'fail', reason }];
  }
  const approving = opinions.filter(({ state }) => state === 'APPROVED');
  const counted = approving.filter((review) => whyNot(review, pullRequest) === null);
  const observed = counted.length;
  const by = observed === 0 ? 'nobody who counts' : names(counted);
  const reason = `pull request ${number} is approved by ${by}${notCounted(approving, pullRequest)}`;
  if (observed >= required) return [{ ...result, observed, verdict: 'pass', reason }];
  const mend = `${required} must approve: have it reviewed, after the merge counts too, and run this again`;
  return [{ ...result, observed, verdict: 'fail', reason: `${reason}; ${mend}` }];
}

/** Each reviewer's last review that is more than a comment. */
function lastOpinions({ reviews }: PullRequestReviews): Review[] {
  const last = new Map<string, Review>();
  for (const review of reviews) {
    if (review.reviewer === null || !OPINIONS.includes(review.state)) continue;
    last.set(review.reviewer.toLowerCase(), review);
  }
  return [...last.values()];
}

/** Why somebody's approval does not count; null where it does. */
function whyNot({ reviewer, isBot, mayWrite }: Review, { author }: PullRequestReviews): string | null {
  if (isBot) return 'a bot';
  if (reviewer?.toLowerCase() === author?.toLowerCase()) return 'its author';
  return mayWrite ? null : 'may not write here';
}

function notCounted(approving: readonly Review[], pullRequest: PullRequestReviews): string {
  const others = approving.flatMap((review) => {
    const why = whyNot(review, pullRequest);
    return why === null ? [] : [`${review.reviewer ?? ''} (${why})`];
  });
  return others.length === 0 ? '' : `, not counting ${others.join(', ')}`;
}

function names(reviews: readonly Review[]): string {
  return reviews.map(({ reviewer }) => reviewer ?? '').join(', ');
}
