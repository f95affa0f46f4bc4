import type { Evidence } from '../evidence/evidence.js';
import { findMetrics, nameStars, type Found } from '../evidence/metric-path.js';
import { parseMetricPath } from '../evidence/path-syntax.js';
import { canBeJudged, championValue } from '../gates/champion-value.js';
import { raiseConfidence } from '../gates/confidence.js';
import type { GateContext } from '../gates/context.js';
import { pairedKey } from '../gates/paired.js';
import { findRows } from '../gates/rows.js';
import { testsKey } from '../gates/tests.js';
import { readUncertainty } from '../gates/uncertainty.js';
import { gateResult, isBlocking, isUnknown, UNKNOWN, type GateResult } from '../model/gate-result.js';
import type { Policy } from '../policy/load.js';
import { comparesWithChampion } from '../policy/metric-rules.js';
import type { Gate, MetricGate } from '../policy/schema.js';
import { judgeAt } from './judge.js';
import type { PastVerdict } from './past-decision.js';
import { ageOf, NOT_RECORDED, type Lack } from './past-recorded.js';

/** What is known of a past promotion's evidence. */
export interface PastFacts {
  /** Why only the numbers that its line recorded are left; null when all its reports could be read. */
  readonly gone: string | null;
  /** The results that its line recorded. */
  readonly recorded: readonly GateResult[];
  /** What gates need that the line didn't record. */
  readonly lacks: ReadonlyMap<MetricGate, readonly Lack[]>;
  /** The metrics that weren't numbers then. */
  readonly absent: ReadonlySet<string>;
}

/**
 * Judges a past promotion by the gates. Where a result depends on something unrecorded, the line's own result for the
 * same bound stands in for it; without one, the result is unknown. The promotion is blocked if a gate fails for
 * certain, whatever else is unknown.
 * @throws StagegateError `policy` at the gate when nothing says whether higher or lower is better
 */
export function judgePast(context: GateContext, policy: Policy, facts: PastFacts): PastVerdict {
  const own = context.rules.gates.map((gate) => withoutDirection(gate, context, facts));
  const rules = { ...context.rules, gates: own.flatMap(({ gate }) => gate ?? []) };
  const judged = judgeAt({ ...context, rules }, policy);
  const group = (index: number) =>
    judged.filter(({ path: [key, at] }) => key === 'gates' && at === index).map(({ result }) => result);
  const past = { context: { ...context, rules }, facts };
  const results = [
    ...judged
      .filter(({ path: [key] }) => key !== 'gates')
      .map(({ result }) => settle(result, whyUnknown(result, past), facts)),
    ...own.flatMap(({ gate, of, unknown }) => [
      ...(gate === null ? [] : settleGate(of, group(rules.gates.indexOf(gate)), past)),
      ...unknown,
    ]),
  ];
  return { would: conclude(results), gates: results };
}

function conclude(results: readonly GateResult[]): PastVerdict['would'] {
  if (results.some(isBlocking)) return 'blocked';
  return results.some(isUnknown) ? 'unknown' : 'promoted';
}

interface Past {
  readonly context: GateContext;
  readonly facts: PastFacts;
}

/** The part of a gate that can be judged (null if there is none), and the results that can't be known. */
interface Judgeable {
  readonly gate: Gate | null;
  /** The whole gate, as the policy has it. */
  readonly of: Gate;
  readonly unknown: readonly GateResult[];
}

/** A line doesn't say which direction a report called better, so a comparison that relies on that can't be judged. */
function withoutDirection(gate: Gate, { champions }: GateContext, facts: PastFacts): Judgeable {
  if ('any-of' in gate) {
    const reason = firstOf(gate['any-of'].map((one) => lackOf(one, 'direction', facts)));
    if (reason === null) return { gate, of: gate, unknown: [] };
    return { gate: null, of: gate, unknown: [unknownOf(gateResult('any-of', ONE_PASSES), reason)] };
  }
  const reason = lackOf(gate, 'direction', facts);
  if (reason === null || !('metric' in gate)) return { gate, of: gate, unknown: [] };
  const { 'max-regression': regression, 'min-improvement': improvement, ...rest } = gate;
  const unknown = (['max-regression', 'min-improvement'] as const).flatMap((check) => {
    const required = check === 'max-regression' ? regression : improvement;
    if (required === undefined || champions.length === 0) return [];
    const row = { metric: gate.metric, check, observed: null, required, verdict: 'skip', reason } as const;
    return [unknownOf(gateResult('metric', row), reason)];
  });
  const isLeft = rest.min !== undefined || rest.max !== undefined || rest['min-samples'] !== undefined;
  return { gate: isLeft ? rest : null, of: gate, unknown };
}

/** What the line didn't record for a gate, in words; null when it did, or when the reports are there. */
function lackOf(gate: Gate, what: Lack['what'], { gone, lacks }: PastFacts): string | null {
  if (gone === null || !('metric' in gate)) return null;
  const lack = lacks.get(gate)?.find((one) => one.what === what);
  return lack === undefined ? null : `${lack.reason}, and ${gone}`;
}

function firstOf(reasons: readonly (string | null)[]): string | null {
  return reasons.find((reason) => reason !== null) ?? null;
}

const ONE_PASSES = { observed: null, required: 'one passes', verdict: 'skip', reason: '' } as const;

function settleGate(gate: Gate, results: readonly GateResult[], past: Past): GateResult[] {
  if ('any-of' in gate) return settleAnyOf(gate['any-of'], results, past);
  const least = past.context.leastConfidence;
  const confidence = 'metric' in gate ? raiseConfidence(gate, least).confidence : undefined;
  const settled = results.map((result) =>
    settle(result, whyUnknown(result, past, gate), past.facts, confidence),
  );
  const more = lackOf(gate, 'more', past.facts);
  if (more === null || settled.some((result) => isBlocking(result) || isUnknown(result))) return settled;
  const row = { metric: 'metric' in gate ? gate.metric : null, check: null, observed: null, required: null };
  return [...settled, unknownOf(gateResult('metric', { ...row, verdict: 'skip', reason: more }), more)];
}

/** An alternative that can't be judged makes a failure uncertain; further slices could make a pass uncertain. */
function settleAnyOf(
  alternatives: readonly Gate[],
  results: readonly GateResult[],
  past: Past,
): GateResult[] {
  const more = firstOf(alternatives.map((one) => lackOf(one, 'more', past.facts)));
  const doubts = results
    .filter(isBlocking)
    .flatMap((result) =>
      alternatives.map((one) => (isOf(one, result) ? whyUnknown(result, past, one) : null)),
    );
  const reason = more ?? firstOf(doubts);
  return reason === null ? [...results] : [unknownOf(gateResult('any-of', ONE_PASSES), reason)];
}

function isOf(gate: Gate, { gate: kind, metric }: GateResult): boolean {
  if ('metric' in gate) return kind === 'metric' && (gate.metric === metric || gate.metric.includes('*'));
  return 'tests' in gate && kind === 'tests';
}

/**
 * The result itself if it is certain. Otherwise what was recorded for the same bound, or that it is unknown.
 * @param why the result is uncertain; null where it is certain
 */
function settle(
  result: GateResult,
  why: string | null,
  { recorded }: PastFacts,
  confidence?: string,
): GateResult {
  if (why === null) return result;
  return recorded.find((known) => isSame(known, result, confidence)) ?? unknownOf(result, why);
}

function isSame(known: GateResult, result: GateResult, confidence: string | undefined): boolean {
  return (
    known.gate === result.gate &&
    known.metric === result.metric &&
    known.check === result.check &&
    known.required === result.required &&
    known.interval?.confidence === confidence
  );
}

function unknownOf({ gate, metric, check, required }: GateResult, why: string): GateResult {
  const reason = `can't be judged for the past: ${why}`;
  return gateResult(gate, { metric, check, observed: UNKNOWN, required, verdict: 'skip', reason });
}

/** Why a result only says that something isn't known any more; null where it is certain. */
function whyUnknown(result: GateResult, { context, facts }: Past, gate?: Gate): string | null {
  if (result.gate === 'evidence') return whyEvidence(result, { context, facts });
  if (!isBlocking(result)) return null;
  switch (result.gate) {
    case 'checks':
      return `nobody recorded what the check ${result.metric ?? ''} said then`;
    case 'approvals':
      return 'nobody recorded who had approved then';
    case 'tests':
      return gate !== undefined && 'tests' in gate && context.tests.get(testsKey(gate))?.files.length === 0
        ? `its test results are gone: ${result.reason}`
        : null;
    case 'artifact':
      return context.artifact === null ? "nobody recorded the SHA-256 of the version's files then" : null;
    case 'refs':
      return context.run.ref === null ? 'nobody recorded the git ref of its run' : null;
    case 'metric':
      return gate !== undefined && 'metric' in gate ? whyMetric(result, gate, { context, facts }) : null;
    default:
      return null;
  }
}

function whyEvidence(result: GateResult, { context, facts }: Past): string | null {
  const { check, observed } = result;
  const isCommitLost = check === 'commit' && context.run.commits.length === 0;
  if (isCommitLost && isBlocking(result)) return 'nobody recorded its commit';
  if (facts.gone === null) return null;
  if (observed === 'missing') return facts.gone;
  const maxAge = context.rules.evidence.maxAge?.milliseconds;
  if (check !== 'max-age' || maxAge === undefined || typeof observed !== 'string') return null;
  const age = ageOf(observed);
  const isClose = age !== null && age <= maxAge && age + resolutionOf(observed) > maxAge;
  return isClose ? 'the age of its report was only recorded roughly' : null;
}

/** By how many milliseconds a shown age may be too short: it leaves smaller units out. */
function resolutionOf(shown: string): number {
  const [, unit = 's'] = /^\d+ (\w+)/.exec(shown.replace('a little more than ', '')) ?? [];
  return { d: 3_600_000, h: 60_000 }[unit] ?? 1_000;
}

function whyMetric(result: GateResult, gate: MetricGate, { context, facts }: Past): string | null {
  const { metric, check, observed, champion } = result;
  const isMissing = observed === 'missing' || observed === NOT_RECORDED;
  if (isMissing && facts.gone !== null && !facts.absent.has(metric ?? ''))
    return (
      firstOf([lackOf(gate, check === 'min-samples' ? 'samples' : 'number', facts)]) ??
      `${metric ?? ''} was not recorded, and ${facts.gone}`
    );
  if (champion === 'missing') return result.reason;
  const lost = whyRows(gate, context);
  if (lost !== null && result.verdict === 'fail' && result.interval === undefined) return lost;
  const isSure = gate.confidence !== undefined && check !== 'min-samples' && check !== null;
  if (!isSure || result.verdict !== 'fail' || result.interval !== undefined) return null;
  const uncertainty = lackOf(gate, 'uncertainty', facts);
  if (uncertainty !== null) return uncertainty;
  return check === 'max-regression' || check === 'min-improvement'
    ? whyComparison(result, gate, context)
    : null;
}

/** Why the rows of examples that a gate names as its samples can't be read any more. */
function whyRows(gate: MetricGate, { version, rows, champions }: GateContext): string | null {
  const opponents = comparesWithChampion(gate) ? champions.map((champion) => champion.version) : [];
  for (const one of [version, ...opponents]) {
    const found = findRows(gate, rows, one);
    if (found !== undefined && 'message' in found) return `${found.path} ${found.message}`;
  }
  return null;
}

/** Why a comparison with confidence has no interval, if that isn't this version's fault. */
function whyComparison(result: GateResult, gate: MetricGate, context: GateContext): string | null {
  const found = foundIn(context.evidence, gate, result.metric ?? '');
  if (found === null) return null;
  const champions = context.champions.filter(
    ({ version }) => result.against === undefined || version === result.against,
  );
  for (const champion of champions) {
    const { version } = champion;
    if (gate.paired !== undefined) {
      const examples = context.paired.get(pairedKey(gate.paired, version));
      const lost = [examples?.candidate, examples?.champion].find(
        (one) => one !== undefined && 'message' in one,
      );
      if (lost !== undefined && 'message' in lost) return `${lost.path} ${lost.message}`;
      continue;
    }
    const against = championValue(champion, { metric: found.path, bindings: found.bindings, gate });
    if (!('absence' in against) && !canBeJudged(against)) return result.reason;
  }
  return null;
}

/** The metric in the evidence; null where it, or its uncertainty, is missing. */
function foundIn({ reports }: Evidence, gate: MetricGate, metric: string): Found | null {
  const path = nameStars(
    reports.map(({ metrics }) => metrics),
    parseMetricPath(gate.metric),
  );
  for (const report of reports) {
    const found = findMetrics(report.metrics, path).find((one) => one.path === metric);
    if (found?.leaf?.value === undefined || found.leaf.value === null) continue;
    if (gate.paired !== undefined && comparesWithChampion(gate)) return found;
    const uncertainty = readUncertainty(gate, report, found);
    return canBeJudged({ value: found.leaf.value, uncertainty }) ? found : null;
  }
  return null;
}
