import type { Evidence, MetricLeaf, Report } from '../evidence/evidence.js';
import { explainAbsence, nameClasses } from '../evidence/metric-hints.js';
import { findMetrics, nameStars, type Found } from '../evidence/metric-path.js';
import { formatMetricPath, parseMetricPath, type MetricPath } from '../evidence/path-syntax.js';
import { gateResult, type GateResult, type Verdict } from '../model/gate-result.js';
import { groupBy } from '../model/group-by.js';
import { lastHolders } from '../history/holders.js';
import { comparesWithChampion } from '../policy/metric-rules.js';
import type { MetricGate } from '../policy/schema.js';
import { checkBounds, type Opponents } from './bounds.js';
import { raiseConfidence } from './confidence.js';
import { championMetrics, championValue, type ChampionEvidence } from './champion-value.js';
import type { GateContext } from './context.js';
import { findRows, groupingOf, refuseUnknownClusters, rowsOf, uncertaintyOfRows } from './rows.js';
import { readSamples, readUncertainty, samplesOf, type Measured } from './uncertainty.js';
import { NOT_READ, pairedKey } from './paired.js';

type Located = Found & { readonly report: Report };

/** If at least this many metrics have the same fault, they share one sentence with a few of their names. */
const WORTH_CONDENSING = 4;
const LISTED = 3;

interface Judging {
  readonly context: GateContext;
  readonly alternatives: number;
  readonly bounds: typeof checkBounds;
  /** By path: one sentence for a fault that many metrics share. */
  readonly shared: ReadonlyMap<string, string>;
  /** The champions that have nothing that the gate's path matches. */
  readonly unknown: ReadonlySet<ChampionEvidence>;
}

/**
 * Every bound of a metric gate, for every metric that its path matches.
 * @param alternatives the number of alternatives in the gate's `any-of`; 1 outside one
 * @param bounds judges the bounds of one value
 * @throws StagegateError `policy` for a comparison whose direction nothing says, or a cluster that the examples lack
 */
export function checkMetric(
  asked: MetricGate,
  context: GateContext,
  alternatives = 1,
  bounds = checkBounds,
): GateResult[] {
  const gate = raiseConfidence(asked, context.leastConfidence);
  const { evidence, champions } = context;
  refuseUnknownClusters(asked, examplesOf(gate, context));
  const reports = evidence.reports.map(({ metrics }) => metrics);
  // name the champion's list elements by the same key as this version's
  const path = nameStars(reports, parseMetricPath(gate.metric));
  if (evidence.reports.length === 0) return missing(gate, gate.metric, noReport(evidence));
  const located = locate(path, evidence);
  const groups = [...groupBy(located, ({ path: at }) => at).values()];
  const shared = shareReasons(gate, groups);
  const unknown = findUnknown(gate, path, context);
  const checked = groups.flatMap((group) =>
    checkGroup(gate, group, { context, alternatives, bounds, shared, unknown }),
  );
  const results = [...checked, ...checkAnyLeft(gate, checked, champions)];
  if (!comparesWithChampion(gate)) return results;
  const known = new Set(results.map(({ metric }) => metric));
  return [...results, ...champions.flatMap((champion) => checkGone(gate, path, { champion, known }))];
}

/** All files of examples that a gate names. */
function examplesOf(gate: MetricGate, { champions, version, paired, rows }: GateContext) {
  const versions = champions.map((champion) => champion.version);
  const { paired: columns } = gate;
  return {
    paired: versions.flatMap((champion) => {
      const both = columns === undefined ? undefined : paired.get(pairedKey(columns, champion));
      return both === undefined ? [] : [both.candidate, both.champion];
    }),
    rows: [version, ...versions].map((one) => findRows(gate, rows, one)),
  };
}

/**
 * Fails each metric that a champion has and the candidate's report lacks.
 * @param known metrics that have a result already; those found here are added
 */
function checkGone(
  gate: MetricGate,
  path: MetricPath,
  { champion, known }: { champion: ChampionEvidence; known: Set<string | null> },
): GateResult[] {
  const gone = [...championMetrics(champion, path)].filter((metric) => !known.has(metric));
  for (const metric of gone) known.add(metric);
  return gone.flatMap((metric) => missing(gate, metric, tellGone(champion.version, metric, gone)));
}

function findUnknown(gate: MetricGate, path: MetricPath, context: GateContext): Set<ChampionEvidence> {
  if (!comparesWithChampion(gate) || !path.some(({ any }) => any)) return new Set();
  return new Set(context.champions.filter((champion) => championMetrics(champion, path).size === 0));
}

function tellGone(version: string, metric: string, gone: readonly string[]): string {
  if (gone.length < WORTH_CONDENSING)
    return `version ${version} has ${metric}, but this version's report does not`;
  return `this version's report lacks ${gone.length} metrics of version ${version}: ${listFew(gone)}`;
}

/** One sentence for many slices that lack the metric, or have the same word instead of a number. */
function shareReasons(gate: MetricGate, groups: readonly Located[][]): Map<string, string> {
  const faults = new Map<string, { told: Located; paths: string[]; where: string[] }>();
  for (const group of groups) {
    const told = group.find(({ leaf }) => leaf === null) ?? group.find(({ leaf }) => leaf?.value === null);
    if (told === undefined) continue;
    const is = told.leaf === null ? 'missing' : told.leaf.raw;
    const fault = faults.get(is) ?? { told, paths: [], where: [] };
    fault.paths.push(told.path);
    fault.where.push(formatMetricPath(told.segments));
    faults.set(is, fault);
  }
  const shared = new Map<string, string>();
  for (const [is, { told, paths, where }] of faults) {
    if (paths.length < WORTH_CONDENSING) continue;
    const classes =
      told.leaf === null ? nameClasses(told.report.metrics, parseMetricPath(gate.metric)) : null;
    const reason = `${told.report.path}: ${gate.metric} is ${is} in ${paths.length} of ${groups.length}: ${listFew(where)}`;
    for (const path of paths) shared.set(path, `${reason}${classes === null ? '' : `; ${classes}`}`);
  }
  return shared;
}

function listFew(names: readonly string[]): string {
  const more = names.length - LISTED;
  const shown = names.slice(0, LISTED).join(', ');
  return more > 0 ? `${shown} and ${more} more` : shown;
}

/**
 * The metrics in all reports. A report without any part of the path is ignored where another one has it. A report that
 * has the slices, but lacks the metric in one of them, isn't.
 */
function locate(path: MetricPath, evidence: Evidence): Located[] {
  const perReport = evidence.reports.map((report) =>
    findMetrics(report.metrics, path).map((found) => ({ ...found, report })),
  );
  const star = path.findIndex(({ any }) => any);
  const reachesSlices = ({ segments }: Located) => star !== -1 && segments.length >= star;
  const told = perReport.flat().filter((found) => found.leaf !== null || reachesSlices(found));
  return told.some(({ leaf }) => leaf !== null) ? told : (perReport[0] ?? []);
}

/** A path must be found in one report only, or it is ambiguous. */
function checkGroup(
  gate: MetricGate,
  group: readonly [Located, ...Located[]],
  judging: Judging,
): GateResult[] {
  const absent = group.find(({ leaf }) => leaf === null);
  if (absent !== undefined)
    return missing(gate, absent.path, judging.shared.get(absent.path) ?? tellAbsent(gate, absent));
  const [found, twin] = group;
  if (twin === undefined) return checkFound(gate, found, judging);
  const reason = `${found.path} is in both ${found.report.path} and ${twin.report.path}: keep it in one of them`;
  // as text, so that the history records neither as this version's number
  return missing(gate, found.path, reason, group.map(({ leaf }) => leaf?.raw).join(BOTH));
}

const BOTH = ' and ';

/** Whether a metric is in two reports, so that its number is unknown. */
export function isAmbiguous({ gate, observed }: GateResult): boolean {
  return gate === 'metric' && typeof observed === 'string' && observed.includes(BOTH);
}

function tellAbsent(gate: MetricGate, absent: Located): string {
  const { path, metrics, nearly } = absent.report;
  if (nearly !== undefined) return `${path}: ${absent.absence ?? ''} (it ${nearly})`;
  return `${path}: ${explainAbsence(metrics, parseMetricPath(gate.metric), absent)}`;
}

function checkFound(
  gate: MetricGate,
  found: Located,
  { context, alternatives, bounds, shared, unknown }: Judging,
): GateResult[] {
  const { leaf, report } = found;
  if (leaf === null) throw new TypeError('a metric was checked that was not found');
  const rows = findRows(gate, context.rows, context.version);
  const uncertainty =
    rows === undefined || leaf.value === null
      ? readUncertainty(gate, report, found)
      : uncertaintyOfRows(rows, leaf.value);
  const samples =
    gate['min-samples'] === undefined
      ? null
      : checkSamples(gate, gate['min-samples'], { found, uncertainty });
  if (leaf.value === null) {
    const reason =
      shared.get(found.path) ?? `${found.path} is ${leaf.raw} in ${report.path}${tellRemedy(leaf)}`;
    const results = missing(gate, found.path, reason, leaf.raw);
    // a metric of 0 examples has no number, which is not the report's fault
    if (leaf.samples !== 0 || samples === null || !isLeftOut(samples)) return results;
    return [...results.filter(({ check }) => check !== 'min-samples').map(leaveOut), samples];
  }
  const measured: Measured = {
    metric: found.path,
    bindings: found.bindings,
    unnamed: found.unnamed,
    value: leaf.value,
    uncertainty,
    direction: leaf.direction,
    samplesAt: leaf.samplesAt,
    grouping: groupingOf(rows, rowsOf(gate)?.cluster),
  };
  const results = bounds(gate, measured, opponentsOf(gate, context, unknown), alternatives);
  if (samples === null) return results;
  if (!isLeftOut(samples)) return [...results, samples];
  return [...results.map(leaveOut), noteBlindSpot(samples, { gate, found, champions: context.champions })];
}

function tellRemedy({ raw, remedy }: MetricLeaf): string {
  if (remedy !== undefined) return `: ${remedy}`;
  return raw.startsWith('"') ? ': write it as a number, without quotes' : '';
}

/** Leaving out the candidate's number hides how it changed from a champion's that rests on enough examples. */
function noteBlindSpot(
  left: GateResult,
  { gate, found, champions }: { gate: MetricGate; found: Located; champions: readonly ChampionEvidence[] },
): GateResult {
  if (!comparesWithChampion(gate) || found.unnamed !== undefined) return left;
  for (const champion of champions) {
    const against = championValue(champion, { metric: found.path, bindings: found.bindings, gate });
    const samples = 'absence' in against ? undefined : samplesOf(against.uncertainty);
    if (samples === undefined || samples < (gate['min-samples'] ?? 0)) continue;
    const reason = `${left.reason}, though version ${champion.version}'s rests on ${samples}: a regression would go unnoticed`;
    return { ...left, reason };
  }
  return left;
}

/** Whether the result of `min-samples` leaves the metric out, since it has too few examples. */
function isLeftOut({ verdict }: GateResult): boolean {
  return verdict === 'skip';
}

function leaveOut(result: GateResult): GateResult {
  return { ...result, verdict: 'skip', reason: `left out because of too few examples: ${result.reason}` };
}

function opponentsOf(
  gate: MetricGate,
  context: GateContext,
  unknown: ReadonlySet<ChampionEvidence>,
): Opponents {
  const { champions, snapshot, stage, version } = context;
  const { metric, paired } = gate;
  return {
    isLive: context.live !== undefined,
    champions: champions.map((champion) => ({
      champion,
      paired:
        paired === undefined
          ? undefined
          : (context.paired.get(pairedKey(paired, champion.version)) ?? NOT_READ),
      rows: findRows(gate, context.rows, champion.version),
      unknownAs: unknown.has(champion) ? metric : undefined,
    })),
    before: champions.length > 0 ? null : (lastHolders(snapshot.history, stage, version).at(-1) ?? null),
  };
}

function checkSamples(
  gate: MetricGate,
  required: number,
  { found, uncertainty }: { found: Located; uncertainty: Measured['uncertainty'] },
): GateResult {
  const metric = found.path;
  const result = (observed: number | 'missing', verdict: Verdict, reason: string) =>
    gateResult('metric', { metric, check: 'min-samples', observed, required, verdict, reason });
  const samples = rowsOf(gate) === null ? readSamples(gate, found.report, found) : countOf(uncertainty);
  if (samples === undefined) {
    const reason = `${found.report.path} does not say how many examples ${metric} rests on: name the place in the gate (samples: …)`;
    return result('missing', 'fail', reason);
  }
  if (typeof samples === 'object') return result('missing', 'fail', samples.absence);
  const told = `${metric} rests on ${samples} examples`;
  if (samples >= required) return result(samples, 'pass', `${told}, at least ${required}`);
  const tooFew = gate['too-few'] ?? 'fail';
  if (tooFew === 'fail') return result(samples, 'fail', `${told}, must be at least ${required}`);
  const left = result(samples, 'skip', `${told}, fewer than ${required}, so it is left out`);
  return tooFew === 'warn' ? { ...left, tolerated: 'warn' } : left;
}

function countOf(uncertainty: Measured['uncertainty']): ReturnType<typeof readSamples> {
  return 'absence' in uncertainty ? uncertainty : uncertainty.samples;
}

/** Fails when nothing was judged because this version or the champion has too few examples for everything. */
function checkAnyLeft(
  gate: MetricGate,
  results: readonly GateResult[],
  champions: readonly ChampionEvidence[],
): GateResult[] {
  const unjudged = (check: 'min-samples' | 'max-regression' | 'min-improvement', reason: string) =>
    gateResult('metric', {
      ...{ metric: gate.metric, check, observed: 'missing', required: gate[check] ?? null },
      ...{ verdict: 'fail', reason },
    });
  const counts = results.filter(({ check }) => check === 'min-samples');
  if (counts.length > 0 && counts.every(isLeftOut)) {
    const reason = `nothing is left to judge: everything that ${gate.metric} matches rests on too few examples, so evaluate on more or lower min-samples`;
    return [unjudged('min-samples', reason)];
  }
  // a first promotion has no champion, so it may skip the comparison
  const isCompared = champions.some(({ inUse }) => inUse !== true);
  if (!isCompared || !comparesWithChampion(gate)) return [];
  if (results.some(({ check, verdict }) => check !== 'min-samples' && verdict !== 'skip')) return [];
  const check = gate['max-regression'] === undefined ? 'min-improvement' : 'max-regression';
  const reason = `${gate.metric} was not compared with version ${champions.map(({ version }) => version).join(' or ')}, since all of it rests on too few examples: remove too-few, lower min-samples, or add min or max`;
  return [unjudged(check, reason)];
}

function noReport(evidence: Evidence): string {
  if (evidence.patterns.length === 0)
    return "no evaluation report is given: set report: in the policy, or pass one (--report, the action's report input)";
  const names = evidence.patterns.join(', ');
  // the evidence gate says why a file that exists can't be used: writing it again may not help
  const unusable = evidence.problems.find(({ isMissing }) => isMissing !== true);
  if (unusable !== undefined) return `no report could be judged: ${unusable.path} can't be used`;
  return `no report could be read: have the evaluation write ${names}, or correct the path that the policy (report:) or --report gives`;
}

/** A failure for every bound of the gate, since none of them could be checked. */
function missing(
  gate: MetricGate,
  metric: string,
  reason: string,
  observed: string = 'missing',
): GateResult[] {
  const checks = ['min', 'max', 'max-regression', 'min-improvement', 'min-samples'] as const;
  return checks.flatMap((check) => {
    const required = gate[check];
    if (required === undefined) return [];
    return [gateResult('metric', { metric, check, observed, required, verdict: 'fail', reason })];
  });
}
