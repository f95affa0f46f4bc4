import type { Place } from '../errors.js';
import type { RunContext } from '../model/run-context.js';
import type { HistoryEntry } from '../model/history-entry.js';
import type { GateResult } from '../model/gate-result.js';
import type { PolicyChange } from '../policy/change.js';
import { tellWarning, warningsFor, type Policy, type PolicyWarning } from '../policy/load.js';
import type { ClosedProposal, Transition } from '../model/registry.js';
import { NONE } from '../model/stage.js';
import type { JudgedReport } from './decision.js';
import type { LoopResult } from './apply-loop.js';

/** What a request can have done. */
export type Done = 'promoted' | 'rolled-back' | 'registered' | 'acknowledged' | 'unregistered';

/** What became of a request: the one value that everything people and programs see is rendered from. */
export interface Outcome {
  readonly decision: Done | 'unchanged' | 'allowed' | 'blocked';
  /** What was asked for. */
  readonly asked: Done;
  /** It was only to be decided (`check`, or a run for a change that is not merged yet). */
  readonly dry: boolean;
  /** Whether this run, in this attempt or an earlier one, changed the registry. */
  readonly promoted: boolean;
  /** Whether the version holds the stage at the end, whoever put it there; `None` is no stage. */
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
  /** Beside each result where people look: in a file of evidence, else at its gate in the policy. */
  readonly gatePlaces: readonly (Place | null)[];
  /** Of the policy that judged; null without one. */
  readonly policySha256: string | null;
  readonly reportSha256: string | null;
  readonly commit: string | null;
  /** The pull request that proposes the change: the registry is as it was until it is merged. */
  readonly pullRequest: number | null;
  readonly reports: readonly JudgedReport[];
  /** What was moved, or (check) would be. */
  readonly transitions: readonly Transition[];
  readonly forced: boolean;
  readonly notices: readonly string[];
  /** What the policy says of this model and probably doesn't mean; the notices have it too. @internal */
  readonly policyWarnings: readonly PolicyWarning[];
  /** Where registry and history differed; only of what was acknowledged, or would be. */
  readonly differed?: readonly string[] | undefined;
  /** Aliases of the model that were removed, since they stood for no stage any more. */
  readonly removedAliases?: readonly string[] | undefined;
  /** Where the registry is, for people. */
  readonly registry: string;
  readonly policyFile: string | null;
  /** The branch that the policy comes from; null when it is the checkout's own. */
  readonly policySource: string | null;
  /** How the checkout's policy differs from the one that judged; null when it does not. */
  readonly policyChange: PolicyChange | null;
  /** Of the deployment that GitHub shows for it. */
  readonly deploymentId: string | null;
  /** Who ran it, where and at which commits. */
  readonly run: RunContext;
}

/** @internal */
export interface OutcomeOptions {
  readonly done: Done;
  /** Decided only: nothing was to be applied. */
  readonly dry: boolean;
  readonly registry: string;
  readonly policy: JudgingPolicy;
  readonly run: RunContext;
}

/** The policy that judged. @internal */
export interface JudgingPolicy {
  readonly policy: Policy | null;
  /** The branch that it comes from, for people; null when it is the workspace's own. */
  readonly source: string | null;
  /** How the checkout's policy differs from it; null when it does not, or is the one. */
  readonly change: PolicyChange | null;
  /** What is to be said about it. */
  readonly notices: readonly string[];
}

/** @internal */
export function makeOutcome(settled: LoopResult, options: OutcomeOptions): Outcome {
  const { decision, applied, finished } = settled;
  const { verdict, plan } = decision;
  const repeated = verdict === 'repeated' ? decision.repeated : null;
  const pullRequest = applied?.pullRequest ?? null;
  const closed = applied?.closed === undefined ? null : proposalGate(applied.closed);
  const isMade = applied !== null && pullRequest === null && closed === null;
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
    reportSha256: decision.reportSha256,
    commit: applied?.commit ?? settled.repeatedCommit ?? null,
    pullRequest,
    reports: decision.reports,
    transitions: closed === null ? (repeated?.transitions ?? plan?.transitions ?? []) : [],
    forced: decision.forced,
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
    deploymentId: null,
    run: options.run,
  };
  const isThis = finished?.version === decision.version && finished.to === decision.stage;
  return finished !== null && isThis && verdict === 'unchanged' ? asFinished(outcome, finished) : outcome;
}

function nameDecision({ decision, applied }: LoopResult, { dry, done }: OutcomeOptions): Outcome['decision'] {
  if (decision.verdict === 'repeated') return done;
  if (decision.verdict !== 'go') return decision.verdict;
  if (applied?.closed !== undefined) return 'blocked';
  return dry || applied?.pullRequest !== undefined ? 'allowed' : done;
}

/** What was read back tells; where nothing was changed, what was decided on. */
function isInStage({ decision, applied, after }: LoopResult): boolean {
  const { stage, previousStage } = decision;
  if (stage === NONE) return false;
  if (decision.verdict === 'repeated') return decision.repeated.stageNow === stage;
  const isMade = applied !== null && applied.pullRequest === undefined && applied.closed === undefined;
  if (!isMade) return previousStage === stage;
  return after === null || after.stage === stage;
}

/** Somebody who closes a proposal has decided: no run proposes the same again. */
function proposalGate({ number, by, at }: ClosedProposal): GateResult {
  const who = by ?? 'somebody';
  return {
    gate: 'proposal',
    metric: null,
    check: null,
    observed: `#${number} closed`,
    required: null,
    champion: null,
    verdict: 'fail',
    reason: `${who} closed pull request #${number}, which proposed the same change, at ${at}: reopen it, or promote another version or with other evidence`,
  };
}

/** What was asked for had been begun by a run that died: without this one it would not be whole. */
function asFinished(outcome: Outcome, finished: HistoryEntry): Outcome {
  return {
    ...outcome,
    decision: outcome.asked,
    promoted: true,
    previousStage: finished.from,
    previousVersion: finished.archived.at(-1) ?? null,
    holders: finished.archived,
    archivedVersions: finished.archived,
    gates: finished.gates,
    gatePlaces: finished.gates.map(() => null),
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

/** What the registry holds when we look again: others may have come right behind us. */
function afterNotices({ decision, applied, after, attempts }: LoopResult): string[] {
  const again = attempts === 2 ? 'once' : `${attempts - 1} times`;
  const notices =
    attempts > 1 ? [`the registry changed while this ran, so it was judged again (${again})`] : [];
  if (applied?.pullRequest !== undefined || applied?.closed !== undefined) return notices;
  if (after === null)
    return ['the change was made, but the registry could not be read afterwards: check stagegate history'];
  notices.push(...(after.notices ?? []));
  // a version that was unregistered is to be nowhere
  const expected = decision.plan?.entry.action === 'unregister' ? null : decision.stage;
  if (after.stage !== expected) {
    notices.push(`another run has since moved version ${decision.version} to ${after.stage ?? 'nowhere'}`);
  }
  return notices;
}
