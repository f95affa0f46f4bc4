import type { Evidence, MetricLeaf, Report } from '../evidence/evidence.js';
import { explainAbsence, nameClasses } from '../evidence/metric-hints.js';
import {
  findMetrics,
  formatMetricPath,
  nameStars,
  parseMetricPath,
  type Found,
  type MetricPath,
} from '../evidence/metric-path.js';
import { lastHolders } from '../history/replay.js';
import { comparesWithChampion } from '../policy/metric-rules.js';
import type { MetricGate } from '../policy/schema.js';
import { checkBounds, type Opponents } from './bounds.js';
import { championMetrics, championValue, type ChampionEvidence } from './champion.js';
import type { GateContext } from './context.js';
import { readSamples, readUncertainty, samplesOf, type Measured } from './measured.js';
import { NOT_READ, pairedKey } from './paired.js';
import type { GateResult } from '../model/gate-result.js';

type Located = Found & { readonly report: Report };

/** Of the metrics that one `*` stands for, so many with the same fault are told in one sentence. */
const WORTH_CONDENSING = 4;
const NAMES_SHOWN = 3;

interface Judging {
  readonly context: GateContext;
  readonly alternatives: number;
  /** What is wrong with many metrics alike, in one sentence; by path. */
  readonly shared: ReadonlyMap<string, string>;
  /** The champions of whom nothing is known that the gate's path stands for. */
  readonly unknown: ReadonlySet<ChampionEvidence>;
}

/**
 * Every bound of a metric gate, for every metric that its path stands for.
 * @param alternatives of how many alternatives the gate is one (`any-of`)
 * @throws StagegateError `policy` for a comparison of which nothing says what is better
 */
export function checkMetric(gate: MetricGate, context: GateContext, alternatives = 1): GateResult[] {
  const { evidence, champions } = context;
  const reports = evidence.reports.map(({ metrics }) => metrics);
  // the champion's elements go by the key that was found for this version's
  const path = nameStars(reports, parseMetricPath(gate.metric));
  if (evidence.reports.length === 0) return missing(gate, gate.metric, noReport(evidence));
  const located = locate(path, evidence);
  const groups = [...groupByPath(located).values()];
  const shared = shareReasons(gate, groups);
  const unknown = findUnknown(gate, path, context);
  const checked = groups.flatMap((group) =>
    checkGroup(gate, group, { context, alternatives, shared, unknown }),
  );
  const results = [...checked, ...checkAnyLeft(gate, checked, champions)];
  if (!comparesWithChampion(gate)) return results;
  const known = new Set(located.filter(({ leaf }) => leaf !== null).map((found) => found.path));
  for (const { metric } of results) if (metric !== null) known.add(metric);
  return [...results, ...champions.flatMap((champion) => checkGone(gate, path, { champion, known }))];
}

/** A metric that a champion has and the candidate's report has not. @param known those told already; added to */
function checkGone(
  gate: MetricGate,
  path: MetricPath,
  { champion, known }: { champion: ChampionEvidence; known: Set<string> },
): GateResult[] {
  const gone = [...championMetrics(champion, path)].filter((metric) => !known.has(metric));
  for (const metric of gone) known.add(metric);
  return gone.flatMap((metric) => missing(gate, metric, tellGone(champion.version, metric, gone)));
}

/** The champions of whom nothing is known that a path with `*` stands for. */
function findUnknown(gate: MetricGate, path: MetricPath, context: GateContext): Set<ChampionEvidence> {
  if (!comparesWithChampion(gate) || !path.some(({ any }) => any)) return new Set();
  return new Set(context.champions.filter((champion) => championMetrics(champion, path).size === 0));
}

function tellGone(version: string, metric: string, gone: readonly string[]): string {
  if (gone.length < WORTH_CONDENSING)
    return `version ${version} has ${metric}, but this version's report does not`;
  return `version ${version} has ${gone.length} metrics that this version's report does not have: ${listFew(gone)}`;
}

/** One sentence for many slices that lack the metric, or have the same word in its place. */
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
  const more = names.length - NAMES_SHOWN;
  const shown = names.slice(0, NAMES_SHOWN).join(', ');
  return more > 0 ? `${shown} and ${more} more` : shown;
}

/**
 * The metrics in all reports. A report that has nothing of the path is passed over where another one has it;
 * one that has the slices but not the metric in one of them is not.
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

/** By path, since a report can have very many slices. */
function groupByPath(located: readonly Located[]): Map<string, Located[]> {
  const groups = new Map<string, Located[]>();
  for (const found of located) {
    const group = groups.get(found.path);
    if (group === undefined) groups.set(found.path, [found]);
    else group.push(found);
  }
  return groups;
}

/** What was found under one path: once in one report, or it is ambiguous. */
function checkGroup(gate: MetricGate, group: readonly Located[], judging: Judging): GateResult[] {
  const [found, twin] = group.filter(({ leaf }) => leaf !== null);
  const absent = group.find(({ leaf }) => leaf === null);
  if (absent !== undefined)
    return missing(gate, absent.path, judging.shared.get(absent.path) ?? tellAbsent(gate, absent));
  if (found === undefined) return [];
  if (twin === undefined) return checkFound(gate, found, judging);
  const reason = `${found.path} is in both ${found.report.path} and ${twin.report.path}: keep it in one of them`;
  // as words: the history must not record one of the two as this version's
  return missing(gate, found.path, reason, group.map(({ leaf }) => leaf?.raw).join(' and '));
}

function tellAbsent(gate: MetricGate, absent: Located): string {
  const { path, metrics, nearly } = absent.report;
  if (nearly !== undefined) return `${path}: ${absent.absence ?? ''} (it ${nearly})`;
  return `${path}: ${explainAbsence(metrics, parseMetricPath(gate.metric), absent)}`;
}

function checkFound(
  gate: MetricGate,
  found: Located,
  { context, alternatives, shared, unknown }: Judging,
): GateResult[] {
  const { leaf, report } = found;
  if (leaf === null) throw new TypeError('a metric was checked that was not found');
  const samples = gate['min-samples'] === undefined ? null : checkSamples(gate, gate['min-samples'], found);
  if (leaf.value === null) {
    const reason =
      shared.get(found.path) ?? `${found.path} is ${leaf.raw} in ${report.path}${tellRemedy(leaf)}`;
    const results = missing(gate, found.path, reason, leaf.raw);
    // of no examples there is no number, which is no fault of the report
    if (leaf.samples !== 0 || samples === null || !isLeftOut(samples)) return results;
    return [...results.filter(({ check }) => check !== 'min-samples').map(leaveOut), samples];
  }
  const measured: Measured = {
    metric: found.path,
    bindings: found.bindings,
    unnamed: found.unnamed,
    value: leaf.value,
    uncertainty: readUncertainty(gate, report, found),
    direction: leaf.direction,
    samplesAt: leaf.samplesAt,
  };
  const results = checkBounds(gate, measured, opponentsOf(gate, context, unknown), alternatives);
  if (samples === null) return results;
  if (!isLeftOut(samples)) return [...results, samples];
  return [...results.map(leaveOut), noteBlindSpot(samples, { gate, found, champions: context.champions })];
}

/** What to do about a value that can't be judged. */
function tellRemedy({ raw, remedy }: MetricLeaf): string {
  if (remedy !== undefined) return `: ${remedy}`;
  return raw.startsWith('"') ? ': write it as a number, without quotes' : '';
}

/** Where a champion's number rests on enough, leaving the candidate's out hides how it changed. */
function noteBlindSpot(
  left: GateResult,
  { gate, found, champions }: { gate: MetricGate; found: Located; champions: readonly ChampionEvidence[] },
): GateResult {
  if (!comparesWithChampion(gate) || found.unnamed !== undefined) return left;
  for (const champion of champions) {
    const against = championValue(champion, { metric: found.path, bindings: found.bindings, gate });
    const samples = 'absence' in against ? undefined : samplesOf(against.uncertainty);
    if (samples === undefined || samples < (gate['min-samples'] ?? 0)) continue;
    const reason = `${left.reason}, though version ${champion.version}'s rests on ${samples}, so that a worsening would not show`;
    return { ...left, reason };
  }
  return left;
}

/** Too few examples, of which the policy says that they are not to be judged by. */
function isLeftOut({ check, verdict }: GateResult): boolean {
  return check === 'min-samples' && verdict === 'skip';
}

function leaveOut(result: GateResult): GateResult {
  return { ...result, verdict: 'skip', reason: `left out, with too few examples: ${result.reason}` };
}

function opponentsOf(
  { metric, paired }: MetricGate,
  context: GateContext,
  unknown: ReadonlySet<ChampionEvidence>,
): Opponents {
  const { champions, snapshot, stage, version } = context;
  return {
    champions: champions.map((champion) => ({
      champion,
      paired:
        paired === undefined
          ? undefined
          : (context.paired.get(pairedKey(paired, champion.version)) ?? NOT_READ),
      unknownAs: unknown.has(champion) ? metric : undefined,
    })),
    before: champions.length > 0 ? null : (lastHolders(snapshot.history, stage, version).at(-1) ?? null),
  };
}

function checkSamples(gate: MetricGate, required: number, found: Located): GateResult {
  const counted = countSamples(gate, found);
  const result = {
    gate: 'metric',
    metric: found.path,
    check: 'min-samples',
    required,
    champion: null,
  } as const;
  if (typeof counted === 'string')
    return { ...result, observed: 'missing', verdict: 'fail', reason: counted };
  const reason = `${found.path} rests on ${counted} examples`;
  if (counted >= required)
    return { ...result, observed: counted, verdict: 'pass', reason: `${reason}, at least ${required}` };
  const tooFew = gate['too-few'] ?? 'fail';
  if (tooFew === 'fail')
    return {
      ...result,
      observed: counted,
      verdict: 'fail',
      reason: `${reason}, must be at least ${required}`,
    };
  return {
    ...result,
    observed: counted,
    verdict: 'skip',
    reason: `${reason}, fewer than ${required}: it is left out`,
    ...(tooFew === 'warn' ? { tolerated: tooFew } : {}),
  };
}

/** The number of examples behind a metric, or why it is not known. */
function countSamples(gate: MetricGate, found: Located): number | string {
  const samples = readSamples(gate, found.report, found);
  if (typeof samples === 'object') return samples.absence;
  if (samples !== undefined) return samples;
  return `${found.report.path} does not say how many examples ${found.path} rests on: name the place in the gate (samples: …)`;
}

/** Where everything is left out, by this version's examples or by the champion's, nothing was judged. */
function checkAnyLeft(
  gate: MetricGate,
  results: readonly GateResult[],
  champions: readonly ChampionEvidence[],
): GateResult[] {
  const counts = results.filter(({ check }) => check === 'min-samples');
  if (counts.length > 0 && counts.every(isLeftOut)) {
    const reason = `nothing is left to judge: all that ${gate.metric} stands for rests on too few examples`;
    return [{ ...failing(gate.metric, reason), check: 'min-samples', required: gate['min-samples'] ?? null }];
  }
  // without a champion it is a first promotion, which may skip
  if (champions.length === 0 || !comparesWithChampion(gate)) return [];
  if (results.some(({ check, verdict }) => check !== 'min-samples' && verdict !== 'skip')) return [];
  const check = gate['max-regression'] === undefined ? 'min-improvement' : 'max-regression';
  const reason = `nothing of ${gate.metric} was compared with ${nameVersions(champions)}, since all of it rests on too few examples: take too-few out, lower min-samples, or add a min or max that holds by itself`;
  return [{ ...failing(gate.metric, reason), check, required: gate[check] ?? null }];
}

function nameVersions(champions: readonly ChampionEvidence[]): string {
  return `version ${champions.map(({ version }) => version).join(' or ')}`;
}

function noReport(evidence: Evidence): string {
  if (evidence.patterns.length === 0) {
    return "no evaluation report is named: set report: in the policy, or give one (--report, the action's report input)";
  }
  const names = evidence.patterns.join(', ');
  // a file that is there and doesn't count is told by the evidence itself: writing it anew may be the wrong thing
  const unusable = evidence.problems.find(({ isMissing }) => isMissing !== true);
  if (unusable !== undefined) return `no report could be judged: ${unusable.path} can't be used`;
  return `no report could be read: have the evaluation write ${names}, or correct report: in the policy`;
}

/** A failing row for every bound that the gate has, since none of them could be checked. */
function missing(
  gate: MetricGate,
  metric: string,
  reason: string,
  observed: string = 'missing',
): GateResult[] {
  const checks = ['min', 'max', 'max-regression', 'min-improvement', 'min-samples'] as const;
  return checks.flatMap((check) => {
    const required = gate[check];
    return required === undefined ? [] : [{ ...failing(metric, reason, observed), check, required }];
  });
}

function failing(metric: string, reason: string, observed: string = 'missing'): GateResult {
  return {
    gate: 'metric',
    metric,
    check: null,
    observed,
    required: null,
    champion: null,
    verdict: 'fail',
    reason,
  };
}
