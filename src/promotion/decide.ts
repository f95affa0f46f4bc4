import type { GateContext } from '../gates/context.js';
import { isBlocking, type GateResult } from '../gates/result.js';
import { heldEver } from '../history/replay.js';
import { verifyModel } from '../history/verify.js';
import type { ModelVersion, Snapshot } from '../registry/registry.js';
import { ARCHIVED, NONE } from '../registry/stage.js';
import { findHolders } from './champion.js';
import type { Decision, DecisionBasis, DecisionFacts } from './decision.js';
import { besideOf, judge, tellReports } from './judge.js';
import { makePlan } from './plan.js';
import type { PromotionRequest } from './request.js';

/** Judges a candidate for a stage that has gates. Pure: the same context gives the same decision. */
export function decidePromotion(
  request: PromotionRequest,
  basis: DecisionBasis,
  context: GateContext,
): Decision {
  const holders = findHolders(basis.snapshot, context.stage, context.version);
  const archived = context.rules.archiveExisting ? holders : [];
  const facts = {
    ...factsOf(context, holders.at(-1) ?? null),
    ...tellReports(context.evidence.reports, basis.now, besideOf(context)),
  };
  if (context.currentStage === context.stage && archived.length === 0) {
    return { ...facts, reports: [], reportSha256: null, verdict: 'unchanged', plan: null };
  }
  const judged = { ...facts, ...judge(context, basis.policy) };
  const { gates } = judged;
  const blocked = gates.some(isBlocking);
  const forced = blocked && request.force && context.rules.allowForce;
  const said = [
    ...facts.notices,
    ...emptyNotices(context, gates),
    ...toleratedNotices(gates),
    ...forceNotices(request, context, blocked),
  ];
  if (blocked && !forced) return { ...judged, notices: said, verdict: 'blocked', plan: null };
  const notices = [...said, ...demotionNotices(context, basis)];
  const plan = makePlan(basis, {
    action: 'promote',
    version: context.version,
    from: context.currentStage,
    to: context.stage,
    archived,
    exclusive: context.rules.archiveExisting,
    reason: request.reason,
    forced,
    gates,
    reportSha256: facts.reportSha256,
    reportFiles: facts.reportFiles,
  });
  return { ...judged, forced, notices, verdict: 'go', plan };
}

/** Withdraws a version to `Archived` or `None`: always allowed, and in the history like everything else. */
export function decideWithdrawal(
  request: PromotionRequest,
  basis: DecisionBasis,
  { candidate, stage }: { candidate: ModelVersion; stage: string },
): Decision {
  const facts = factsOf({ ...basis, version: candidate.version, currentStage: candidate.stage, stage }, null);
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

/** The facts of a decision about which nothing has been judged yet. */
export function factsOf(
  context: Pick<GateContext, 'snapshot' | 'version' | 'currentStage' | 'stage'>,
  champion: string | null,
): DecisionFacts {
  return {
    model: context.snapshot.model,
    version: context.version,
    stage: context.stage,
    previousStage: context.currentStage,
    champion,
    gates: [] as GateResult[],
    gatePlaces: [],
    reportSha256: null,
    reportFiles: null,
    reports: [],
    forced: false,
    notices: partingNotices(context.snapshot),
  };
}

/**
 * A registry that was changed past us is still decided on as it is, but nobody should have to find out alone. What a
 * line says of the past is for verify: it would be told with every command for good.
 */
function partingNotices(snapshot: Snapshot): string[] {
  const first = verifyModel(snapshot).problems.find(({ file }) => file === null);
  return first === undefined ? [] : [`registry and history part (see stagegate verify): ${first.message}`];
}

/** An empty stage is compared with nothing; when it was emptied, somebody should know before it is filled. */
function emptyNotices(
  { champion, snapshot, stage, version }: GateContext,
  gates: readonly GateResult[],
): string[] {
  const skips = gates.some(({ gate, verdict }) => gate === 'metric' && verdict === 'skip');
  if (champion !== null || !skips) return [];
  const before = [...heldEver(snapshot.history, stage)].filter((other) => other !== version).at(-1);
  return before === undefined
    ? []
    : [`${stage} is empty since version ${before} left it: comparisons were skipped`];
}

/** Moving a version down the order of promotion can leave a stage without any, which is worth a word. */
function demotionNotices({ stage, version, currentStage }: GateContext, basis: DecisionBasis): string[] {
  const order = basis.policy?.stages ?? [];
  if (order.indexOf(currentStage) <= order.indexOf(stage)) return [];
  return emptiedStage(basis, { version, stage: currentStage });
}

function emptiedStage({ snapshot }: DecisionBasis, left: Pick<ModelVersion, 'version' | 'stage'>): string[] {
  if (left.stage === NONE || left.stage === ARCHIVED) return [];
  return findHolders(snapshot, left.stage, left.version).length > 0
    ? []
    : [`no version is left in ${left.stage}`];
}

/** What the policy lets pass with a word. */
function toleratedNotices(gates: readonly GateResult[]): string[] {
  return gates.flatMap(({ tolerated, reason }) => (tolerated === 'warn' ? [reason] : []));
}

function forceNotices({ force }: PromotionRequest, { rules }: GateContext, blocked: boolean): string[] {
  if (!force) return [];
  if (!blocked) return ['force was given, but no gate had to be overridden'];
  return rules.allowForce
    ? ['failed gates were overridden by force']
    : ['force was refused: the policy forbids it for this stage'];
}
