import type { GateContext } from '../gates/context.js';
import { isBlocking, type GateResult } from '../model/gate-result.js';
import { lastHolders } from '../history/replay.js';
import { verifyModel } from '../history/verify.js';
import type { StageRules } from '../policy/resolve.js';
import type { ModelVersion, Snapshot } from '../model/registry.js';
import { ARCHIVED, NONE } from '../model/stage.js';
import { findHolders } from './champion.js';
import type { Decision, DecisionBasis, DecisionFacts } from './decision.js';
import { besideOf, judge, tellReports } from './judge.js';
import { makePlan } from './plan.js';
import type { PromotionRequest } from './request.js';

/** What is asked of a version before anything is judged. */
export interface Asked {
  readonly candidate: ModelVersion;
  readonly stage: string;
  readonly rules: Pick<StageRules, 'archiveExisting'>;
}

/**
 * Decides a promotion that needs no judging: the version holds the stage, alone where it must, or it holds a later
 * one. A promotion never moves a version down the order of stages.
 * @returns null when the version has to be judged
 */
export function decideUnjudged(basis: DecisionBasis, { candidate, stage, rules }: Asked): Decision | null {
  const { snapshot, policy } = basis;
  const { version, stage: currentStage } = candidate;
  const others = findHolders(snapshot, stage, version);
  const isDone = currentStage === stage && (others.length === 0 || !rules.archiveExisting);
  if (!isDone && !comesAfter(currentStage, stage, policy?.stages ?? [])) return null;
  const facts = factsOf({ snapshot, version, currentStage, stage }, others);
  return { ...facts, verdict: 'unchanged', plan: null };
}

/** Whether a stage comes after another one in the order of promotion. */
export function comesAfter(stage: string, other: string, order: readonly string[]): boolean {
  return order.includes(other) && order.indexOf(stage) > order.indexOf(other);
}

/** Judges a candidate for a stage that has gates. Pure: the same context gives the same decision. */
export function decidePromotion(
  request: PromotionRequest,
  basis: DecisionBasis,
  context: GateContext,
): Decision {
  const holders = findHolders(basis.snapshot, context.stage, context.version);
  const archived = context.rules.archiveExisting ? holders : [];
  const facts = {
    ...factsOf(context, holders),
    ...tellReports(context.evidence.reports, basis.now, besideOf(context)),
  };
  const judged = { ...facts, ...judge(context, basis.policy) };
  const { gates } = judged;
  const blocked = gates.some(isBlocking);
  const forced = blocked && request.force && context.rules.allowForce;
  const notices = [
    ...facts.notices,
    ...emptyNotices(context, gates),
    ...toleratedNotices(gates),
    ...takenOutNotices(context, gates),
    ...forceNotices(request, context, blocked),
  ];
  if (blocked && !forced) return { ...judged, notices, verdict: 'blocked', plan: null };
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

/** The facts of a decision about which nothing has been judged yet. */
export function factsOf(
  context: Pick<GateContext, 'snapshot' | 'version' | 'currentStage' | 'stage'>,
  holders: readonly string[],
): DecisionFacts {
  return {
    model: context.snapshot.model,
    version: context.version,
    stage: context.stage,
    previousStage: context.currentStage,
    holders,
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

/** When the stage was emptied, somebody should know before it is filled. */
function emptyNotices(
  { champions, rules, snapshot, stage, version }: GateContext,
  gates: readonly GateResult[],
): string[] {
  const compares = gates.some(({ check }) => check === 'max-regression' || check === 'min-improvement');
  if (!compares || champions.some(({ holds }) => holds)) return [];
  const before = lastHolders(snapshot.history, stage, version);
  if (before.length === 0) return [];
  const left = `${stage} is empty since ${nameVersions(before)} left it`;
  return rules.skipWhenEmpty
    ? [`${left}: comparisons were skipped (when-empty: skip)`]
    : [`${left}: comparisons are with ${nameVersions(before)}`];
}

function nameVersions(versions: readonly string[]): string {
  return `${versions.length === 1 ? 'version' : 'versions'} ${versions.join(' and ')}`;
}

function takenOutNotices({ allowTakenOut }: GateContext, gates: readonly GateResult[]): string[] {
  if (!allowTakenOut) return [];
  const overridden = gates.find(({ gate }) => gate === 'taken-out');
  return [overridden?.reason ?? 'allow-taken-out was given, but this version was not taken out of the stage'];
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
