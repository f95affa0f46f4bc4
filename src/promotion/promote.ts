import { StagegateError } from '../errors.js';
import type { GateContext } from '../gates/context.js';
import { lastHolders } from '../history/holders.js';
import { isBlocking, type GateResult } from '../model/gate-result.js';
import type { ModelVersion } from '../model/registry.js';
import { comesAfter, isWithdrawal, parseStage, ARCHIVED, NONE } from '../model/stage.js';
import { countsAttempts } from '../policy/false-promotions.js';
import type { Policy } from '../policy/load.js';
import { resolveRules, type StageRules } from '../policy/resolve.js';
import { findAttempt, toRecord } from './false-promotions.js';
import { findHolders } from './find-champions.js';
import { requireKnown, type CommandContext } from './command.js';
import { factsOf, type Decision, type DecisionBasis } from './decision.js';
import { requireReady, requireSameFiles, resolveVersion } from './find-version.js';
import { gatherContext } from './gather.js';
import { besideOf, judge, tellReports } from './judge.js';
import type { Outcome } from './outcome.js';
import { makePlan } from './plan.js';
import { decideAgain } from './repeat.js';
import { parseModelName, requireReasonToOverride, type PromotionRequest } from './request.js';

/**
 * Judges a version for a stage and, if it passes, moves it there. A version may always go to `Archived` or `None`.
 * @throws StagegateError
 */
export function promote(request: PromotionRequest, context: CommandContext): Promise<Outcome> {
  return move(request, context, { isCheck: false });
}

/** Judges like `promote`, without force, and changes nothing. @throws StagegateError */
export function check(request: PromotionRequest, context: CommandContext): Promise<Outcome> {
  return move({ ...request, force: false }, context, { isCheck: true });
}

async function move(
  asked: PromotionRequest,
  context: CommandContext,
  { isCheck }: { readonly isCheck: boolean },
): Promise<Outcome> {
  requireReasonToOverride(asked);
  const { registry } = context;
  const dry = isCheck || context.isBeforeMerge;
  const request = dry ? { ...asked, force: false } : asked;
  const model = parseModelName(request.model);
  const stage = parseStage(request.stage, context.stages);
  const need = { model, stage };
  if (!isWithdrawal(stage)) context.requirePolicy(context.policy, need);
  const action = isWithdrawal(stage) ? 'archive' : 'promote';
  // which attempt it is may depend on how many versions there are
  const counts = context.policy !== null && countsAttempts(context.policy);
  const interest = { version: request.version, rollback: null, ...(counts ? { newest: true as const } : {}) };
  return context.change({ model, interest, done: 'promoted', dry: isCheck }, async (attempt) => {
    const { snapshot } = attempt;
    await requireKnown(snapshot, registry);
    const again = dry ? null : decideAgain(attempt, { action, stage, version: request.version });
    if (again !== null) return () => again;
    const candidate = resolveVersion(request.version, snapshot);
    if (isWithdrawal(stage)) {
      return (now) => decideWithdrawal(request, { ...attempt, now }, { candidate, stage });
    }
    requireReady(candidate, snapshot);
    requireSameFiles(candidate, snapshot);
    const policy = context.requirePolicy(attempt.policy, need);
    const rules = resolveRules(policy, model, stage);
    if (registry.proposes === true) refuseUnrecorded(policy, rules);
    const unjudged = decideUnjudged(attempt, { candidate, stage, rules });
    if (unjudged !== null) return () => unjudged;
    const { settings } = attempt;
    const { allowTakenOut } = request;
    const evidence = await gatherContext(attempt, candidate, rules, { stage, settings, dry, allowTakenOut });
    return (now) => decidePromotion(request, { ...attempt, now }, { ...evidence, now });
  });
}

/**
 * Refuses to count attempts where a change is proposed by pull request: nobody merges one that only says that a version
 * was blocked. Without that record, the version could be judged on other reports, as the same attempt, until one
 * passes.
 * @throws StagegateError `policy` where attempts are counted
 */
function refuseUnrecorded(policy: Policy, { falsePromotions, path }: StageRules): void {
  if (falsePromotions === null) return;
  throw new StagegateError(
    'policy',
    "false-promotions can't be kept with commit: pull-request, because a blocked attempt isn't recorded",
    {
      place: policy.placeOf(path, 'false-promotions'),
      hint: 'Use commit: api or push for this model, or remove false-promotions from the stage.',
    },
  );
}

/** A version and the stage that it is wanted in. */
export interface Wanted {
  readonly candidate: ModelVersion;
  readonly stage: string;
  readonly rules: Pick<StageRules, 'archiveExisting'>;
}

/**
 * Decides a promotion that needs no gates: the version already holds the stage (alone, where only one may), or it holds
 * a later one. A promotion never moves a version down the order of stages.
 * @returns null when the version has to be judged
 */
export function decideUnjudged(
  basis: Pick<DecisionBasis, 'snapshot' | 'policy'>,
  { candidate, stage, rules }: Wanted,
): Decision | null {
  const { snapshot, policy } = basis;
  const { version, stage: currentStage } = candidate;
  const others = findHolders(snapshot, stage, version);
  const isDone = currentStage === stage && (others.length === 0 || !rules.archiveExisting);
  if (!isDone && !comesAfter(currentStage, stage, policy?.stages ?? [])) return null;
  const facts = factsOf({ snapshot, version, currentStage, stage }, others);
  return { ...facts, verdict: 'unchanged', plan: null };
}

/** Judges a candidate by the gates of a stage. Pure: the same context gives the same decision. */
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
    ...dueAfter(context),
  };
  const attempt = findAttempt(context, basis.policy);
  const judged = {
    ...facts,
    ...(attempt === null ? {} : { attempt }),
    ...judge({ ...context, leastConfidence: attempt?.level }, basis.policy),
  };
  const { gates } = judged;
  const blocked = gates.some(isBlocking);
  const forced = blocked && request.force && context.rules.allowForce;
  const notices = [
    ...facts.notices,
    ...emptyNotices(context, gates),
    ...toleratedNotices(gates),
    ...takenOutNotices(context, gates),
    ...reusedNotices(context, facts.reportSha256),
    ...forceNotices(request, context, blocked),
  ];
  const line = {
    version: context.version,
    from: context.currentStage,
    reason: request.reason,
    forced,
    gates,
    attempt: attempt === null ? null : toRecord(attempt),
    reportSha256: facts.reportSha256,
    reportFiles: facts.reportFiles,
  };
  if (blocked && !forced) {
    const counts = attempt !== null && !attempt.isRecorded && judged.blockedByNumbers === true;
    const moved = { action: 'attempt', to: context.currentStage } as const;
    return {
      ...judged,
      notices,
      verdict: 'blocked',
      plan: counts ? makePlan(basis, { ...line, ...moved }) : null,
    };
  }
  const moved = { action: 'promote', to: context.stage, archived } as const;
  const plan = makePlan(basis, { ...line, ...moved, exclusive: context.rules.archiveExisting });
  return { ...judged, forced, notices, verdict: 'go', plan };
}

/** By when the version must be confirmed in use once it is promoted. */
function dueAfter({ rules: { live }, version, now }: GateContext): Pick<Decision, 'confirmation'> {
  if (live === null) return {};
  const due = new Date(now.getTime() + live.within.milliseconds).toISOString();
  return { confirmation: { version, due, at: null, why: null } };
}

/** Warns that the stage is empty, and what the candidate was compared with instead. */
function emptyNotices(
  { champions, rules, snapshot, stage, version }: GateContext,
  gates: readonly GateResult[],
): string[] {
  const compares = gates.some(({ check }) => check === 'max-regression' || check === 'min-improvement');
  if (!compares || champions.some(({ holds }) => holds)) return [];
  const before = lastHolders(snapshot.history, stage, version);
  if (before.length === 0) return [];
  const left = `${stage} has been empty since ${nameVersions(before)} left it`;
  return rules.skipWhenEmpty
    ? [`${left}: comparisons were skipped (when-empty: skip)`]
    : [`${left}: compared with ${nameVersions(before)}`];
}

function nameVersions(versions: readonly string[]): string {
  return `${versions.length === 1 ? 'version' : 'versions'} ${versions.join(' and ')}`;
}

function takenOutNotices({ allowTakenOut }: GateContext, gates: readonly GateResult[]): string[] {
  if (!allowTakenOut) return [];
  const overridden = gates.find(({ gate }) => gate === 'taken-out');
  return [
    overridden?.reason ?? 'allow-taken-out was given, but nobody has taken this version out of the stage',
  ];
}

/** Warns about evidence that another version was promoted with: a report that doesn't name its version counts for any. */
function reusedNotices({ snapshot, version }: GateContext, sha256: string | null): string[] {
  const other = snapshot.history.findLast(
    ({ entry }) =>
      entry.action === 'promote' && entry.version !== version && entry['report-sha256'] === sha256,
  );
  if (other === undefined || sha256 === null) return [];
  return [
    `the reports are, byte for byte, those that version ${other.entry.version} was promoted with: make sure that they are about version ${version}`,
  ];
}

/** Inconclusive results that the policy tolerates with a warning. */
function toleratedNotices(gates: readonly GateResult[]): string[] {
  return gates.flatMap(({ tolerated, reason }) => (tolerated === 'warn' ? [reason] : []));
}

function forceNotices({ force }: PromotionRequest, { rules }: GateContext, blocked: boolean): string[] {
  if (!force) return [];
  if (!blocked) return ['force was given, but no gate blocked'];
  return rules.allowForce
    ? ['force overrode the failed gates']
    : ["force was refused: the policy doesn't allow it for this stage"];
}

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
    reason: request.reason,
  });
  return { ...facts, notices: [...facts.notices, ...emptiedStage(basis, candidate)], verdict: 'go', plan };
}

function emptiedStage({ snapshot }: DecisionBasis, left: Pick<ModelVersion, 'version' | 'stage'>): string[] {
  if (left.stage === NONE || left.stage === ARCHIVED) return [];
  return findHolders(snapshot, left.stage, left.version).length > 0 ? [] : [`${left.stage} is empty now`];
}
