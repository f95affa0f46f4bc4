import { StagegateError } from '../errors.js';
import type { Evidence, Report } from '../evidence/evidence.js';
import { statesOther } from '../evidence/statement.js';
import type { GateContext } from '../gates/context.js';
import { judgeGates } from '../gates/index.js';
import { powerOfGates } from '../gates/power.js';
import type { BoundPower } from '../model/gate-power.js';
import { isBlocking } from '../model/gate-result.js';
import { groupBy } from '../model/group-by.js';
import type { ModelVersion, Snapshot } from '../model/registry.js';
import { isWithdrawal, parseStage } from '../model/stage.js';
import { resolveRules, type StageRules } from '../policy/resolve.js';
import type { Gate } from '../policy/schema.js';
import { leastConfidenceOf } from './false-promotions.js';
import { requireKnown, type CommandContext, watchSteps } from './command.js';
import type { EvidenceSettings } from './decision.js';
import { resolveVersion } from './find-version.js';
import { gatherContext, needsReports, readReports } from './gather.js';
import { placeFaults } from './judge.js';
import { parseModelName } from './request.js';

/** A question about what the gates of a stage are worth. */
export interface PowerRequest {
  readonly model: string;
  /** As given; matched against the policy's stages. */
  readonly stage: string;
  /**
   * The version whose reports show the evidence: a number, `latest` or `@alias`; by default the newest with a report.
   */
  readonly version?: string | null | undefined;
  /** How many examples each version has, in place of the number in its reports. A whole number from 1 on. */
  readonly samples?: number | null | undefined;
  /** A true difference in the metric's unit, positive for better: how many examples does it take? */
  readonly effect?: number | null | undefined;
  /** Reports of one version, evaluated several times: paths or globs. */
  readonly replay?: readonly string[] | undefined;
}

/** What the gates of a stage are worth. */
export interface Power {
  readonly model: string;
  /** The version whose reports were used. */
  readonly version: string;
  readonly stage: string;
  /** Newer versions than that, which have no report; empty where the version was named. */
  readonly withoutReport: readonly string[];
  /** The reports that the figures come from; empty where there are none, and `samples` says how many examples. */
  readonly reports: readonly string[];
  readonly effect: number | null;
  readonly gates: readonly PowerOfGate[];
  readonly replay: Replay | null;
  /** Evidence that is missing or can't be used, and what to do. */
  readonly problems: readonly string[];
}

export interface PowerOfGate extends BoundPower {
  /** The share of all pairs of replayed reports on which this bound decides differently; null without a replay. */
  readonly flips: number | null;
}

export interface Replay {
  readonly reports: readonly { readonly path: string; readonly verdict: 'allowed' | 'blocked' }[];
  /** The share of all pairs of reports that get different verdicts. */
  readonly flips: number;
}

/**
 * What the gates of a stage are worth with the evidence that they get: how often they pass what they should and
 * shouldn't, and with `replay` how often their verdict changes between evaluations of one version. Changes nothing.
 * @throws StagegateError
 * @internal
 */
export async function power(request: PowerRequest, context: CommandContext): Promise<Power> {
  requireNumbers(request);
  const model = parseModelName(request.model);
  const stage = parseStage(request.stage, context.stages);
  if (isWithdrawal(stage)) throw noGates(stage);
  const need = { model, stage };
  context.requirePolicy(context.policy, need);
  return context.read(async () => {
    const snapshot = await context.registry.read(model);
    await requireKnown(snapshot, context.registry);
    const { policy, settings } = await context.rulesFor(snapshot);
    const whole = resolveRules(context.requirePolicy(policy, need), model, stage);
    const rules = withoutOthers(whole);
    const { candidate, withoutReport } = await findCandidate(request, { snapshot, rules, settings });
    const gathered = await gather({ snapshot, candidate, stage, rules, settings }, request);
    const [first] = evaluationsIn(gathered.evidence);
    const leastConfidence = leastConfidenceOf(
      first === undefined ? gathered : withReports(gathered, first),
      policy,
    );
    const found = placeFaults(
      () => weigh(request, { ...gathered, leastConfidence }, watchSteps(context, 'simulating')),
      { rules: whole },
      policy,
    );
    return { ...found, withoutReport };
  });
}

/** How many versions are searched for a report, from the newest down. */
const LOOKED_AT = 100;

/** The version that was named, else the newest that has a report, or an unreadable one; without any, the newest. */
async function findCandidate(
  { version, replay }: PowerRequest,
  { snapshot, rules, settings }: Pick<Subjects, 'snapshot' | 'rules' | 'settings'>,
): Promise<{ candidate: ModelVersion; withoutReport: readonly string[] }> {
  const isNamed = version !== undefined && version !== null && version !== '';
  const candidate = resolveVersion(isNamed ? version : 'latest', snapshot);
  if (isNamed || replay !== undefined || settings.reports.length > 0 || !needsReports(rules))
    return { candidate, withoutReport: [] };
  const withoutReport: string[] = [];
  for (const one of snapshot.versions.slice(-LOOKED_AT).reverse()) {
    const subject = { model: snapshot.model, version: one.version };
    const { reports, problems } = await readReports(subject, rules, settings);
    if (reports.length > 0 || problems.some(({ isMissing }) => isMissing !== true))
      return { candidate: one, withoutReport };
    withoutReport.push(one.version);
  }
  return { candidate, withoutReport: [] };
}

/** The decision, pure: the same evidence gives the same figures. */
function weigh(
  { samples = null, effect = null, replay }: PowerRequest,
  context: GateContext,
  watch: (about: string) => void,
): Omit<Power, 'withoutReport'> {
  const { evidence, snapshot, version, stage } = context;
  const problems = problemsOf(evidence, context, { isReplay: replay !== undefined, samples });
  const told = { model: snapshot.model, version, stage, effect };
  if (replay === undefined) {
    const gates = powerOfGates(context, { samples, effect, watch }).map((gate) => ({ ...gate, flips: null }));
    const reports = [...new Set(evidence.reports.map(({ path }) => path))];
    return { ...told, reports, gates, replay: null, problems };
  }
  if (problems.length > 0) return { ...told, reports: [], gates: [], replay: null, problems };
  const evaluations = evaluationsIn(evidence);
  const [first] = evaluations;
  if (first === undefined || evaluations.length < 2)
    throw tooFewReports(evaluations.map(([report]) => report));
  const verdicts = evaluations.map((reports) => replayed(context, reports));
  const flips = flipsByGate(verdicts.map(({ byGate }) => byGate));
  const name = nameOccurrences();
  const gates = powerOfGates(withReports(context, first), { samples, effect, watch }).map((gate) => ({
    ...gate,
    flips: flips.get(name(gate)) ?? null,
  }));
  return {
    ...{ ...told, reports: [first[0].path], gates, problems },
    replay: {
      reports: verdicts.map(({ path, isBlocked }) => ({ path, verdict: isBlocked ? 'blocked' : 'allowed' })),
      flips: shareOfPairs(verdicts.map(({ isBlocked }) => isBlocked)),
    },
  };
}

interface Verdicts {
  readonly path: string;
  readonly isBlocked: boolean;
  /** Whether each bound blocks, by its name. */
  readonly byGate: ReadonlyMap<string, boolean>;
}

/**
 * All reports that were read from one file. They belong to one evaluation: several entries of a policy may name the
 * file.
 */
type Evaluation = readonly [Report, ...Report[]];

function evaluationsIn({ reports }: Evidence): Evaluation[] {
  return [...groupBy(reports, ({ path }) => path).values()];
}

/**
 * One evaluation's verdicts. Per-example results belong to one evaluation, so gates that compare them can't be
 * replayed.
 */
function replayed(context: GateContext, reports: Evaluation): Verdicts {
  const { rules } = context;
  const places = rules.gates.flatMap((gate, at) => (comparesExamples(gate) ? [] : [{ gate, at }]));
  const gates = places.map(({ gate }) => gate);
  const judged = judgeGates({ ...withReports(context, reports), rules: { ...rules, gates } }).filter(
    ({ path }) => path[0] === 'gates',
  );
  const name = nameOccurrences();
  const byGate = judged.flatMap(({ result, path }): [string, boolean][] => {
    if (result.gate !== 'metric' || result.check === 'min-samples') return [];
    const at = places[Number(path[1])]?.at ?? -1;
    return [[name({ ...result, at }), isBlocking(result)]];
  });
  return {
    path: reports[0].path,
    isBlocked: judged.some(({ result }) => isBlocking(result)),
    byGate: new Map(byGate),
  };
}

function comparesExamples(gate: Gate): boolean {
  if ('any-of' in gate) return gate['any-of'].some(comparesExamples);
  return 'metric' in gate && gate.paired !== undefined;
}

/** Names each bound by its gate, metric and check. Bounds that share these, one for each champion, are numbered. */
function nameOccurrences(): (bound: {
  readonly at: number;
  readonly metric: string | null;
  readonly check: string | null;
}) => string {
  const seen = new Map<string, number>();
  return ({ at, metric, check }) => {
    const name = JSON.stringify([at, metric, check]);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return `${name} ${count}`;
  };
}

function flipsByGate(reports: readonly ReadonlyMap<string, boolean>[]): Map<string, number> {
  const names = new Set(reports.flatMap((byGate) => [...byGate.keys()]));
  // if a report lacks the metric, the bound blocks there
  return new Map(
    [...names].map((name) => [name, shareOfPairs(reports.map((byGate) => byGate.get(name) ?? true))]),
  );
}

function shareOfPairs(verdicts: readonly boolean[]): number {
  const yes = verdicts.filter((verdict) => verdict).length;
  return (yes * (verdicts.length - yes)) / ((verdicts.length * (verdicts.length - 1)) / 2);
}

function withReports(context: GateContext, reports: Evaluation): GateContext {
  return { ...context, evidence: { ...context.evidence, reports } };
}

function problemsOf(
  evidence: Evidence,
  { snapshot, version }: GateContext,
  { isReplay, samples }: { readonly isReplay: boolean; readonly samples: number | null },
): string[] {
  const unread = evidence.problems.map(({ path, message }) => `${path} ${message}`);
  const none =
    evidence.reports.length > 0 || unread.length > 0 || !isReplay ? [] : ['no report was found for --replay'];
  const subject = { model: snapshot.model, version };
  const others = evidence.reports.flatMap(({ path, statement }) => {
    const other = statesOther(statement, subject);
    return other === null ? [] : [`${path} ${other}, and version ${version} was asked about: pass --version`];
  });
  if (isReplay) return [...unread, ...none, ...others];
  // a version may have only some of the policy's reports
  if (evidence.reports.length > 0) return others;
  // with a given number of examples, the figures need no report
  return samples !== null && evidence.problems.every(({ isMissing }) => isMissing) ? [] : unread;
}

interface Subjects {
  readonly snapshot: Snapshot;
  readonly candidate: ModelVersion;
  readonly stage: string;
  readonly rules: StageRules;
  readonly settings: EvidenceSettings;
}

async function gather(
  { snapshot, candidate, stage, rules, settings }: Subjects,
  { replay }: PowerRequest,
): Promise<GateContext> {
  const run = { actor: null, run: null, ref: null, commits: [] };
  const gathered = await gatherContext({ snapshot, policy: null, run }, candidate, rules, {
    stage,
    settings: {
      ...settings,
      reports: replay ?? settings.reports,
      // no gate that is weighed looks at the model's files
      artifacts: { ...settings.artifacts, read: () => Promise.resolve(null) },
    },
    dry: true,
  });
  // no gate that is weighed looks at the time
  return { ...gathered, now: new Date(0) };
}

/** Only the rules that depend on a report's numbers: checks and approvals are left out. */
function withoutOthers(rules: StageRules): StageRules {
  return {
    ...rules,
    ...{ from: null, soak: null, refs: null, freeze: [] },
    evidence: { maxAge: null, version: false, commit: false },
    gates: rules.gates.filter((gate) => 'metric' in gate || 'any-of' in gate),
  };
}

function requireNumbers({ samples, effect, replay }: PowerRequest): void {
  if (samples !== undefined && samples !== null && !(Number.isSafeInteger(samples) && samples >= 1))
    throw new StagegateError('input', `the number of examples is ${samples}`, {
      hint: 'Give --samples a whole number from 1 on.',
    });
  if (effect !== undefined && effect !== null && !Number.isFinite(effect))
    throw new StagegateError('input', `the effect is ${effect}, not a number`, {
      hint: "Give --effect a number in the metric's unit, such as 0.01; above 0 is better.",
    });
  if (replay?.length === 0) throw tooFewReports([]);
}

function tooFewReports(reports: readonly Pick<Report, 'path'>[]): StagegateError {
  const found =
    reports.length === 0 ? 'none was given' : `the only one is ${reports.map(({ path }) => path).join(', ')}`;
  return new StagegateError('input', `--replay needs at least two reports, but ${found}`, {
    hint: 'Name the reports of at least two evaluations of one version: --replay a1.json a2.json',
  });
}

function noGates(stage: string): StagegateError {
  return new StagegateError('input', `${stage} has no gates: a version may always go there`, {
    hint: 'Name a stage that the policy has gates for.',
  });
}
