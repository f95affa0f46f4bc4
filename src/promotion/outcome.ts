import type { Place } from '../errors.js';
import type { RunContext } from '../model/run-context.js';
import type { HistoryEntry } from '../model/history-entry.js';
import { gateResult, type GateResult } from '../model/gate-result.js';
import type { PolicyChange } from '../policy/change.js';
import { tellWarning, warningsFor, type Policy, type PolicyWarning } from '../policy/load.js';
import type { ClosedProposal, Transition } from '../model/registry.js';
import { NONE } from '../model/stage.js';
import type { PromotionAttempt } from './false-promotions.js';
import type { Trend } from './trend.js';
import type { Confirmation, JudgedReport } from './decision.js';
import type { PolicyEffect } from './past-decision.js';
import type { LoopResult } from './apply-loop.js';

/** What a request does when it succeeds. */
export type Done = 'promoted' | 'rolled-back' | 'confirmed' | 'registered' | 'acknowledged' | 'unregistered';

/** The result of a request. Everything that people and programs see is rendered from it. */
export interface Outcome {
  readonly decision: Done | 'unchanged' | 'allowed' | 'blocked' | 'unconfirmed';
  /** What was asked for. */
  readonly asked: Done;
  /** Why somebody asked for it, in their own words. */
  readonly reason?: string | null;
  /** Only decided: `check`, `--dry-run`, or a run for a change that isn't merged yet. */
  readonly dry: boolean;
  /** Whether this run, in this attempt or an earlier one, changed the registry. */
  readonly promoted: boolean;
  /** Whether the version holds the stage now, whichever run put it there. `None` doesn't count as a stage. */
  readonly inStage: boolean;
  /** An earlier attempt of this run did it, and this one changed nothing. */
  readonly repeated: boolean;
  readonly model: string;
  readonly version: string;
  readonly stage: string;
  readonly previousStage: string | null;
  /** The version that held the stage before. */
  readonly previousVersion: string | null;
  /** All other versions that held the stage before, the latest (`previousVersion`) last. */
  readonly holders: readonly string[];
  readonly archivedVersions: readonly string[];
  readonly gates: readonly GateResult[];
  /** For each result the place to look at: in a report, else at the gate in the policy. */
  readonly gatePlaces: readonly (Place | null)[];
  /** SHA-256 of the policy that judged; null without a policy. */
  readonly policySha256: string | null;
  /** Which attempt it was, where the policy counts them. */
  readonly attempt?: PromotionAttempt | undefined;
  /** It was blocked, and this run recorded the attempt in the history. */
  readonly attemptWritten?: true | undefined;
  readonly reportSha256: string | null;
  readonly commit: string | null;
  /** The pull request that proposes the change. The registry changes when it is merged. */
  readonly pullRequest: number | null;
  readonly reports: readonly JudgedReport[];
  /** What moved, or would move in a dry run. */
  readonly transitions: readonly Transition[];
  readonly forced: boolean;
  readonly notices: readonly string[];
  /** Rules for this model that the policy probably doesn't mean. Also in `notices`. @internal */
  readonly policyWarnings: readonly PolicyWarning[];
  /** For `acknowledge`: where registry and history differed. */
  readonly differed?: readonly string[] | undefined;
  /** Aliases that were removed because they no longer stand for a stage. */
  readonly removedAliases?: readonly string[] | undefined;
  /** Where the registry is, for people. */
  readonly registry: string;
  readonly policyFile: string | null;
  /** The branch that the policy was read from; null for the checkout. */
  readonly policySource: string | null;
  /** How the checkout's policy differs from the one that judged; null when it doesn't. */
  readonly policyChange: PolicyChange | null;
  /** What the checkout's policy would have decided about past promotions, where it differs. */
  readonly policyEffect?: PolicyEffect | undefined;
  /** How the judged metrics went from promotion to promotion. */
  readonly trends?: readonly Trend[] | undefined;
  /** Where the stage has `live` rules: whether the version is confirmed in use, or by when it should be. */
  readonly confirmation?: Confirmation | undefined;
  /** Id of the GitHub deployment, if one was recorded. */
  readonly deploymentId: string | null;
  /** Who ran this, where, and at which commits. */
  readonly run: RunContext;
}

/** @internal */
export interface OutcomeOptions {
  readonly done: Done;
  /** Only decide; nothing was applied. */
  readonly dry: boolean;
  readonly registry: string;
  readonly policy: JudgingPolicy;
  readonly run: RunContext;
}

/** The policy that judged. @internal */
export interface JudgingPolicy {
  readonly policy: Policy | null;
  /** The branch that it was read from, for people; null for the workspace. */
  readonly source: string | null;
  /** How the checkout's policy differs from it; null when it doesn't. */
  readonly change: PolicyChange | null;
  /** The checkout's policy, where it is a proposal that differs and is valid. */
  readonly proposed?: Policy | undefined;
  /** Warnings about it. */
  readonly notices: readonly string[];
}

/** @internal */
export function makeOutcome(settled: LoopResult, options: OutcomeOptions): Outcome {
  const { decision, applied, finished } = settled;
  const { verdict, plan } = decision;
  const repeated = verdict === 'repeated' ? decision.repeated : null;
  const pullRequest = applied?.pullRequest ?? null;
  const closed = applied?.closed === undefined ? null : proposalGate(applied.closed);
  const isMade = verdict === 'go' && applied !== null && pullRequest === null && closed === null;
  const { policy } = options.policy;
  const policyWarnings =
    policy === null ? [] : warningsFor(policy, decision.model, decision.comparisons ?? []);
  const outcome: Outcome = {
    decision: nameDecision(settled, options),
    asked: options.done,
    dry: options.dry,
    promoted: isMade || repeated !== null,
    inStage: isInStage(settled),
    repeated: repeated !== null,
    model: decision.model,
    version: applied?.version ?? decision.version,
    stage: decision.stage,
    previousStage: decision.previousStage,
    previousVersion: decision.holders.at(-1) ?? null,
    holders: decision.holders,
    archivedVersions: closed === null ? (repeated?.entry.archived ?? plan?.entry.archived ?? []) : [],
    gates: closed === null ? decision.gates : [...decision.gates, closed],
    gatePlaces: closed === null ? decision.gatePlaces : [...decision.gatePlaces, null],
    policySha256:
      repeated === null ? (options.policy.policy?.sha256 ?? null) : repeated.entry['policy-sha256'],
    ...(decision.attempt ? { attempt: decision.attempt } : {}),
    ...(verdict === 'blocked' && applied !== null ? { attemptWritten: true } : {}),
    reportSha256: decision.reportSha256,
    commit: applied?.commit ?? settled.repeatedCommit ?? null,
    pullRequest,
    reports: decision.reports,
    transitions: closed === null ? (repeated?.transitions ?? plan?.transitions ?? []) : [],
    forced: decision.forced,
    reason: (repeated?.entry ?? plan?.entry)?.reason ?? null,
    notices: [
      ...(options.run.problem === undefined ? [] : [options.run.problem]),
      ...options.policy.notices,
      ...policyWarnings.map(tellWarning),
      ...decision.notices,
      ...(applied?.notices ?? []),
      ...(applied === null ? [] : afterNotices(settled)),
      ...(finished === null ? [] : [finishedNotice(finished)]),
    ],
    policyWarnings,
    ...(options.done === 'acknowledged'
      ? { differed: (repeated?.entry ?? plan?.entry)?.differed ?? [] }
      : {}),
    registry: options.registry,
    policyFile: policy?.file ?? null,
    policySource: options.policy.source,
    policyChange: options.policy.change,
    confirmation: decision.confirmation,
    deploymentId: null,
    run: options.run,
  };
  if (outcome.decision === 'unconfirmed' && plan !== null) return asStill(outcome, outcome.confirmation);
  const isThis = finished?.version === decision.version && finished.to === decision.stage;
  return finished !== null && isThis && verdict === 'unchanged' ? asFinished(outcome, finished) : outcome;
}

/** Whether the command's exit status, or the step, says that it failed. */
export function isFailure({ decision, asked }: Pick<Outcome, 'decision' | 'asked'>): boolean {
  if (decision === 'blocked' || decision === 'unconfirmed') return true;
  return decision === 'rolled-back' && asked === 'confirmed';
}

function nameDecision(settled: LoopResult, options: OutcomeOptions): Outcome['decision'] {
  return options.done === 'confirmed' ? nameConfirmation(settled, options) : nameMove(settled, options);
}

/** A version that failed in use and wasn't rolled back, or not yet, is `unconfirmed`. */
function nameConfirmation({ decision, applied }: LoopResult, { dry }: OutcomeOptions): Outcome['decision'] {
  if (decision.verdict === 'repeated')
    return decision.repeated.entry.action === 'confirm' ? 'confirmed' : 'rolled-back';
  if (decision.verdict !== 'go') return decision.verdict === 'unchanged' ? 'confirmed' : 'unconfirmed';
  const isRollback = decision.plan.entry.action === 'rollback';
  if (applied?.closed !== undefined) return 'unconfirmed';
  if (dry || applied?.pullRequest !== undefined) return isRollback ? 'unconfirmed' : 'allowed';
  return isRollback ? 'rolled-back' : 'confirmed';
}

function nameMove({ decision, applied }: LoopResult, { dry, done }: OutcomeOptions): Outcome['decision'] {
  if (decision.verdict === 'repeated') return done;
  if (decision.verdict !== 'go') return decision.verdict;
  if (applied?.closed !== undefined) return 'blocked';
  return dry || applied?.pullRequest !== undefined ? 'allowed' : done;
}

/** Whether the version holds the stage: as read back after a change, else as the decision saw it. */
function isInStage({ decision, applied, after }: LoopResult): boolean {
  const { stage, previousStage } = decision;
  if (stage === NONE) return false;
  if (decision.verdict === 'repeated') return decision.repeated.stageNow === stage;
  const isMade = applied !== null && applied.pullRequest === undefined && applied.closed === undefined;
  if (!isMade) return previousStage === stage;
  return after === null || after.stage === stage;
}

/** Closing a proposal is a decision, so no run proposes the same change again. */
function proposalGate({ number, by, at }: ClosedProposal): GateResult {
  const who = by ?? 'somebody';
  return gateResult('proposal', {
    check: null,
    observed: `#${number} closed`,
    required: null,
    verdict: 'fail',
    reason: `${who} closed pull request #${number}, which proposed the same change, at ${at}: reopen it, promote another version, or promote this one with other evidence`,
  });
}

/** When the rollback is only planned or proposed, the outcome is about the version that is still in the stage. */
function asStill(outcome: Outcome, judged: Confirmation | undefined): Outcome {
  const { stage, version } = outcome;
  const still = { version: judged?.version ?? version, previousStage: stage, inStage: true };
  return { ...outcome, ...still, holders: [], previousVersion: null };
}

/** The outcome when an interrupted run had begun what was asked for, and this run completed it. */
function asFinished(outcome: Outcome, finished: HistoryEntry): Outcome {
  return {
    ...outcome,
    decision: finished.live === undefined ? outcome.asked : 'rolled-back',
    promoted: true,
    previousStage: finished.from,
    previousVersion: finished.archived.at(-1) ?? null,
    holders: finished.archived,
    archivedVersions: finished.archived,
    gates: finished.live?.gates ?? finished.gates,
    gatePlaces: (finished.live?.gates ?? finished.gates).map(() => null),
    policySha256: finished['policy-sha256'],
    reportSha256: finished['report-sha256'],
    forced: finished.forced,
  };
}

function finishedNotice({ action, version, to, time, actor }: HistoryEntry): string {
  const by = actor === null ? 'a run' : `a run of ${actor}`;
  const what = action === 'unregister' ? `unregister version ${version}` : `move version ${version} to ${to}`;
  return `${by} that started at ${time} to ${what} was interrupted; this run completed it`;
}

/** Warns when others changed the registry during this run or right after it. */
function afterNotices({ decision, applied, after, attempts }: LoopResult): string[] {
  const again = attempts === 2 ? 'once' : `${attempts - 1} times`;
  const notices =
    attempts > 1 ? [`the registry changed while this ran, so it was judged again (${again})`] : [];
  if (applied?.pullRequest !== undefined || applied?.closed !== undefined) return notices;
  if (after === null)
    return ['the change was made, but the registry could not be read afterwards: check stagegate history'];
  notices.push(...(after.notices ?? []));
  // an unregistered version should be gone
  const entry = decision.plan?.entry;
  const expected = entry?.action === 'unregister' ? null : (entry?.to ?? decision.stage);
  if (after.stage !== expected) {
    const done = after.stage === null ? 'removed' : 'moved';
    const to = after.stage === null ? '' : ` to ${after.stage}`;
    notices.push(`another run has since ${done} version ${decision.version}${to}`);
  }
  return notices;
}
