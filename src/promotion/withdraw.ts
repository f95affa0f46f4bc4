import type { ModelVersion } from '../model/registry.js';
import { ARCHIVED, NONE } from '../model/stage.js';
import { findHolders } from './champion.js';
import { factsOf, type Decision, type DecisionBasis } from './decision.js';
import { makePlan } from './plan.js';
import type { PromotionRequest } from './request.js';

/** Moves a version to `Archived` or `None`. No gate applies; the history records it like any other move. */
export function decideWithdrawal(
  request: PromotionRequest,
  basis: DecisionBasis,
  { candidate, stage }: { candidate: ModelVersion; stage: string },
): Decision {
  const facts = factsOf({ ...basis, version: candidate.version, currentStage: candidate.stage, stage }, []);
  if (candidate.stage === stage) return { ...facts, verdict: 'unchanged', plan: null };
  const plan = makePlan(basis, {
    action: 'archive',
    version: candidate.version,
    from: candidate.stage,
    to: stage,
    archived: [],
    exclusive: false,
    reason: request.reason,
    forced: false,
    gates: [],
    reportSha256: null,
  });
  return { ...facts, notices: [...facts.notices, ...emptiedStage(basis, candidate)], verdict: 'go', plan };
}

function emptiedStage({ snapshot }: DecisionBasis, left: Pick<ModelVersion, 'version' | 'stage'>): string[] {
  if (left.stage === NONE || left.stage === ARCHIVED) return [];
  return findHolders(snapshot, left.stage, left.version).length > 0 ? [] : [`${left.stage} is empty now`];
}
