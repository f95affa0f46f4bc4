import { StagegateError } from '../errors.js';
import type { Evidence } from '../evidence/evidence.js';
import { NO_EVIDENCE, RUN_TEMPLATE, tellsVersionsApart } from '../evidence/reader.js';
import { heldEver, sinceWhen } from '../history/holders.js';
import { Timeline } from '../history/replay.js';
import { tellProblem, verifyModel } from '../history/verify.js';
import { gateResult, type GateResult } from '../model/gate-result.js';
import type { HistoryEntry, HistoryLine } from '../model/history-entry.js';
import type { ModelVersion, Snapshot } from '../model/registry.js';
import { ARCHIVED, findStage } from '../model/stage.js';
import type { Policy } from '../policy/load.js';
import { resolveRules, type StageRules } from '../policy/resolve.js';
import { type CommandContext, watchSteps } from './command.js';
import type { EvidenceSettings } from './decision.js';
import { needsReports, wantedMetrics } from './gather.js';
import { judgePast } from './judge-past.js';
import {
  isChanged,
  type Backtest,
  type BacktestRequest,
  type PastDecision,
  type PastVerdict,
  type PolicyEffect,
} from './past-decision.js';
import { gatherPromotion, gatherUnpromoted, NO_READER } from './past-evidence.js';
import { judgesSame } from './past-recorded.js';
import { readAllModels, readModel } from './read.js';
import type { CodeHost } from '../gates/code-host.js';

/**
 * Judges by the policy each promotion in the history, and each version that has a report and was never promoted. A
 * promotion is judged as things stood then: by the numbers that the history recorded, else by the reports at its
 * commit.
 * @throws StagegateError `history` when a history was altered or differs from the registry, `policy` without a policy
 */
export async function backtest(request: BacktestRequest, context: CommandContext): Promise<Backtest> {
  const { model, since } = request;
  const { stages, clock } = context;
  const policy = context.requirePolicy(context.policy, {
    model: model ?? 'my-model',
    stage: stages.at(-1) ?? 'Production',
  });
  const snapshots = await readVerified(model, context);
  const now = clock.now();
  const watch = watchSteps(context, 'judging past decisions');
  const decisions: PastDecision[] = [];
  for (const snapshot of snapshots) {
    const settings = await context.settings(snapshot);
    const known = { policy, known: [policy], settings };
    decisions.push(...(await judgePromotions(snapshot, known, { since, watch })));
    decisions.push(...(await judgeUnpromoted(snapshot, known, { since, watch, now })));
  }
  // toSorted is stable: decisions of the same time keep their order
  const sorted = decisions.toSorted((a, b) => a.time.localeCompare(b.time));
  return {
    policy: policy.file,
    policySha256: policy.sha256,
    decisions: sorted,
    changed: sorted.filter(isChanged).length,
  };
}

async function readVerified(model: string | null, context: CommandContext): Promise<readonly Snapshot[]> {
  try {
    const snapshots = model === null ? await readAllModels(context) : [await readModel(model, context)];
    for (const snapshot of snapshots) requireVerified(snapshot);
    return snapshots;
  } catch (error) {
    if (!(error instanceof StagegateError) || error.code !== 'history') throw error;
    throw new StagegateError('history', error.message, {
      place: error.place,
      hint: [error.hint, SEE_VERIFY].filter((line) => line !== undefined).join('\n'),
      cause: error,
    });
  }
}

const SEE_VERIFY =
  'Run "stagegate verify" to see everything that differs. A history that can\'t be trusted can\'t be judged again.';

/** @throws StagegateError `history` at the first difference between the registry and its history */
function requireVerified(snapshot: Snapshot): void {
  const [problem] = verifyModel(snapshot).problems;
  if (problem === undefined) return;
  const { file, line } = problem;
  const told = tellProblem({ ...problem, file: null });
  const message = `the history of ${JSON.stringify(snapshot.model)} doesn't verify: ${told}`;
  throw new StagegateError('history', message, { place: file === null ? undefined : { file, line } });
}

/** What the past is judged by. */
export interface Judge {
  readonly policy: Policy;
  /**
   * Policies whose text is known. If one of them judged a line and had the same gate, the line has all that the gate
   * looks at.
   */
  readonly known: readonly Policy[];
  readonly settings: EvidenceSettings;
}

interface Range {
  readonly since?: Date | null | undefined;
  /** Only judge this many, the newest. */
  readonly last?: number | undefined;
  /** Called with the model before each decision is judged. */
  readonly watch?: ((model: string) => void) | undefined;
}

/** Judges a model's promotions, oldest first. @param snapshot with the whole history */
export async function judgePromotions(
  snapshot: Snapshot,
  judge: Judge,
  { since = null, last, watch }: Range,
): Promise<PastDecision[]> {
  const { policy } = judge;
  const timeline = new Timeline(snapshot, policy.stages);
  const promotions = [...timeline.lines.entries()].filter(
    ([, { entry }]) =>
      entry.action === 'promote' && (since === null || Date.parse(entry.time) >= since.getTime()),
  );
  const decisions: PastDecision[] = [];
  for (const [at, line] of last === undefined ? promotions : promotions.slice(-last)) {
    watch?.(snapshot.model);
    const { model, version, to: stage, time, forced } = line.entry;
    decisions.push({
      ...{ model, version, stage, time, was: 'promoted', forced },
      rolledBack: wasRolledBack(line.entry, timeline.lines.slice(at + 1)),
      ...(await judgePromotion(line, timeline.after(at), judge)),
    });
  }
  return decisions;
}

async function judgePromotion(line: HistoryLine, snapshot: Snapshot, judge: Judge): Promise<PastVerdict> {
  const { policy, known, settings } = judge;
  const { model, to: stage } = line.entry;
  const rules = findRules(policy, model, stage);
  if (rules instanceof StagegateError) return refused(rules);
  const then = known.find(({ sha256 }) => sha256 === line.entry['policy-sha256']);
  const before = then === undefined ? null : findRules(then, model, findStage(stage, then.stages) ?? stage);
  const { context, facts } = await gatherPromotion(
    {
      ...{ line, snapshot, stage, rules },
      wasJudged: (gate) => before !== null && !(before instanceof StagegateError) && judgesSame(before, gate),
    },
    settings,
  );
  return judgePast(context, policy, facts);
}

/**
 * The rules for a stage, or the error when the policy doesn't name it. The test set isn't read: it only serves to
 * number the attempt, and the history line has that number.
 */
function findRules(policy: Policy, model: string, stage: string): StageRules | StagegateError {
  try {
    return { ...resolveRules(policy, model, stage), testSet: null };
  } catch (error) {
    if (error instanceof StagegateError && error.code === 'policy') return error;
    throw error;
  }
}

/** The verdict for a stage that the policy doesn't name: nothing can be promoted to it. */
function refused({ message }: StagegateError): PastVerdict {
  const row: GateResult = gateResult('policy', {
    ...{ check: null, observed: 'missing', required: 'names the stage' },
    ...{ verdict: 'fail', reason: message },
  });
  return { would: 'blocked', gates: [row] };
}

/** @param later the lines after the promotion */
function wasRolledBack({ version, to: stage }: HistoryEntry, later: readonly HistoryLine[]): boolean {
  const left = later.find(({ entry }) =>
    entry.version === version
      ? entry.from === stage && entry.to !== stage
      : entry.to === stage && entry.archived.includes(version),
  );
  return left?.entry.action === 'rollback';
}

/** Judges the registered versions that have a report and never held the next stage with gates, by their evidence. */
async function judgeUnpromoted(
  snapshot: Snapshot,
  { policy, settings }: Judge,
  { since = null, watch, now }: Range & { readonly now: Date },
): Promise<PastDecision[]> {
  const found: (Candidate & { readonly time: Date })[] = [];
  for (const held of snapshot.versions) {
    const next = nextStage(held, snapshot, policy);
    const evidence =
      next === null ? null : await readOwn(held.version, { ...next, model: snapshot.model, settings });
    if (next === null || evidence === null) continue;
    const time = momentOf(held, { snapshot, evidence, now });
    if (since === null || time >= since) found.push({ held, ...next, evidence, time });
  }
  const timeline = new Timeline(snapshot, policy.stages);
  const decisions: PastDecision[] = [];
  for (const { held, stage, rules, evidence, time } of found.toSorted(
    (a, b) => a.time.getTime() - b.time.getTime(),
  )) {
    watch?.(snapshot.model);
    const { version } = held;
    const { context, facts } = await gatherUnpromoted(
      {
        ...{ version, stage, now: time },
        rules: { ...rules, ...NO_MOMENT },
        evidence: needsReports(rules) ? evidence : NO_EVIDENCE,
        snapshot: timeline.after(timeline.countUntil(time)),
      },
      settings,
    );
    const leastConfidence = rules.falsePromotions === null ? undefined : levelOf(snapshot, version, stage);
    decisions.push({
      ...{ model: snapshot.model, version, stage, time: time.toISOString() },
      ...{ was: 'not-promoted', forced: false, rolledBack: false },
      ...judgePast({ ...context, leastConfidence }, policy, facts),
    });
  }
  return decisions;
}

/** The level of the last attempt that blocked the version; undefined if none is recorded. */
function levelOf({ history }: Snapshot, version: string, stage: string): string | undefined {
  const isOwn = ({ entry }: HistoryLine) => entry.version === version && entry.attempt?.stage === stage;
  return history.findLast(isOwn)?.entry.attempt?.level;
}

/**
 * A version that was never promoted is judged by its evidence alone, without rules about the time, the earlier stage
 * and the run.
 */
const NO_MOMENT = { from: null, soak: null, refs: null, freeze: [] } as const;

interface Candidate {
  readonly held: ModelVersion;
  readonly stage: string;
  readonly rules: StageRules;
  readonly evidence: Evidence;
}

/** The first stage after a version's present one that has gates; null if the version ever held it, or is archived. */
function nextStage(
  { version, stage: present }: ModelVersion,
  { model, history }: Snapshot,
  policy: Policy,
): Pick<Candidate, 'stage' | 'rules'> | null {
  if (present === ARCHIVED) return null;
  for (const stage of policy.stages.slice(policy.stages.indexOf(present) + 1)) {
    const rules = findRules(policy, model, stage);
    if (rules instanceof StagegateError || rules.gates.length === 0) continue;
    return heldEver(history, stage).has(version) ? null : { stage, rules };
  }
  return null;
}

/** A version's own reports as they are now; null without one. */
async function readOwn(
  version: string,
  { model, rules, settings }: { model: string; rules: StageRules; settings: EvidenceSettings },
): Promise<Evidence | null> {
  const { reader } = settings;
  const own = rules.report.filter(
    (template) => tellsVersionsApart(template) && (template !== RUN_TEMPLATE || reader.readsRuns === true),
  );
  if (own.length === 0) return null;
  const evidence = await reader.reports(own, { model, version }, rules.reading, wantedMetrics(rules));
  const isThere =
    evidence.reports.length > 0 || evidence.problems.some(({ isMissing }) => isMissing !== true);
  return isThere ? evidence : null;
}

/**
 * When a version was registered, reached its stage or was evaluated, whichever came last; now if none of these is
 * known.
 */
function momentOf(
  { version, stage, registeredAt }: ModelVersion,
  { snapshot, evidence, now }: { snapshot: Snapshot; evidence: Evidence; now: Date },
): Date {
  const times = [
    registeredAt === null ? undefined : new Date(registeredAt),
    sinceWhen(snapshot.history, version, stage) ?? undefined,
    ...evidence.reports.map(({ statement }) => statement.time),
  ].flatMap((time) => (time === undefined || Number.isNaN(time.getTime()) ? [] : [time.getTime()]));
  const last = Math.max(...times);
  return times.length === 0 || last > now.getTime() ? now : new Date(last);
}

/** How many promotions a changed policy is tried on. */
const LAST = 10;

/**
 * Judges the last promotions of a model by the policy that a pull request proposes. Reads nothing.
 * @param snapshot with the whole history
 * @param present the policy that judges now
 */
export async function foreseeEffect(
  snapshot: Snapshot,
  { proposed, present }: { readonly proposed: Policy; readonly present: Policy },
): Promise<PolicyEffect> {
  const settings = { reader: NO_READER, reports: [], host: NO_HOST, artifacts: NO_ARTIFACTS };
  const judge = { policy: proposed, known: [proposed, present], settings };
  return { decisions: await judgePromotions(snapshot, judge, { last: LAST }) };
}

const NO_ARTIFACTS = { read: () => Promise.resolve(null) };

/** Never used: checks and approvals of the past can't be asked for. */
const NO_HOST: CodeHost = {
  checks: () => Promise.reject(new TypeError("checks of the past aren't asked for")),
  approvals: () => Promise.reject(new TypeError("approvals of the past aren't asked for")),
  clock: { elapsed: () => 0, sleep: () => Promise.resolve() },
  waiting: () => undefined,
};
