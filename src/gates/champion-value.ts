import type { Evidence, Problem } from '../evidence/evidence.js';
import { findMetrics, type Found } from '../evidence/metric-path.js';
import {
  formatMetricPath,
  parseMetricPath,
  type FollowedKey,
  type MetricPath,
} from '../evidence/path-syntax.js';
import type { RecordedNumber } from '../model/history-entry.js';
import type { MetricGate } from '../policy/schema.js';
import { readUncertainty, toSample, type Uncertainty, type Unusable } from './uncertainty.js';

/** What is known about a version that holds the stage, or held it last. */
export interface ChampionEvidence {
  readonly version: string;
  /** Whether it holds the stage now. False when the stage is empty and this version held it last. */
  readonly holds: boolean;
  /** Numbers by metric path, from the history line that promoted it. */
  readonly recorded: ReadonlyMap<string, RecordedNumber>;
  /** Its own report, by the policy's template; null when the template lacks {version}, or it was not needed. */
  readonly evidence: Evidence | null;
  /**
   * Reports that have one name for all versions, as they were at the commit that promoted it; null when they were not
   * read, or without git.
   */
  readonly atCommit: Evidence | null;
  /** Its run's metrics, where nothing else has them and the registry has runs; null when it was not read. */
  readonly run: Evidence | null;
  /** Numbers that were registered with it. */
  readonly registered: Readonly<Record<string, number>>;
  /** Where people can write its numbers other than in a report: a manifest (its path) or an MLflow server. */
  readonly registry?: { readonly manifest: string } | 'mlflow' | undefined;
  /** `recorded` is from the line that confirmed the version in use. Metrics that are missing there are not compared. */
  readonly inUse?: true | undefined;
}

/** A champion's value for a metric and where it comes from, or why there is none. */
type ChampionValue =
  | {
      readonly value: number;
      readonly uncertainty: Uncertainty | Unusable;
      readonly source: string;
    }
  | { readonly absence: string };

/** A metric to look for: its concrete path, what each `*` of the gate's path matched, and the gate. */
interface Sought {
  readonly metric: string;
  readonly bindings: readonly FollowedKey[];
  readonly gate: MetricGate;
}

/**
 * Looks in this order: recorded when it was promoted, its own report, registered with it, the report at the commit that
 * promoted it, its run. Stops at an unreadable report of its own: it might hold a better number.
 */
export function championValue(champion: ChampionEvidence, sought: Sought): ChampionValue {
  const recorded = champion.recorded.get(sought.metric);
  const reported = valueIn(champion.evidence, sought);
  if (recorded !== undefined) {
    const uncertainty = bestUncertainty(recorded, reported, {
      gate: sought.gate,
      evidence: champion.evidence,
    });
    const source = `recorded when it was ${champion.inUse === true ? 'confirmed' : 'promoted'}`;
    return { value: recorded.value, uncertainty, source };
  }
  if (reported !== null) return reported;
  const unusable = unusableOf(champion.evidence);
  if (unusable !== undefined) return { absence: tellUnusable(unusable) };
  const registered = champion.registered[sought.metric];
  if (registered !== undefined && Object.hasOwn(champion.registered, sought.metric))
    return { value: registered, uncertainty: {}, source: 'registered with it' };
  return (
    valueIn(champion.atCommit, sought) ??
    valueIn(champion.run, sought) ?? { absence: absenceOf(champion, sought) }
  );
}

/**
 * The uncertainty of a recorded number. A line from before the gate had `confidence` has none to use, but a report with
 * the same number may. Otherwise, a recorded number of examples makes it a proportion of them, if the gate treats the
 * candidate's number as one.
 */
function bestUncertainty(
  { value, uncertainty }: RecordedNumber,
  reported: ChampionValue | null,
  { gate, evidence }: { readonly gate: MetricGate; readonly evidence: Evidence | null },
): Uncertainty | Unusable {
  const isSame = reported !== null && 'value' in reported && reported.value === value;
  const told = isSame ? reported.uncertainty : {};
  if (canBeJudged({ value, uncertainty })) return uncertainty;
  if (canBeJudged({ value, uncertainty: told })) return told;
  const isProportion = gate.samples !== undefined && gate.stderr === undefined && gate.stdev === undefined;
  if (isProportion && uncertainty.samples !== undefined) return { ...uncertainty, proportion: true };
  const unusable = unusableOf(evidence);
  if (unusable === undefined || reported !== null) return told;
  return { absence: `its uncertainty was not recorded, and ${nameEvidence(unusable)} ${unusable.message}` };
}

/** Whether a recorded number can be judged with confidence. */
export function canBeJudged(number: {
  readonly value: number;
  readonly uncertainty: Uncertainty | Unusable;
}): boolean {
  return !('absence' in toSample(number.value, number.uncertainty));
}

/** Null when no report has the metric; an absence when one has it without a usable number. */
function valueIn(evidence: Evidence | null, sought: Sought): ChampionValue | null {
  const { metric, gate } = sought;
  const path = parseMetricPath(metric);
  const [first, second] = (evidence?.reports ?? [])
    .flatMap((report) => findMetrics(report.metrics, path).map((found) => ({ report, found })))
    .filter(({ found }) => found.leaf !== null);
  if (second !== undefined)
    return { absence: `is in both ${first?.report.path} and ${second.report.path}: keep it in one of them` };
  if (!first?.found.leaf) return null;
  const { report, found } = first;
  const { value, raw } = first.found.leaf;
  if (value === null) return { absence: `is ${raw} in ${report.path}` };
  const uncertainty = readUncertainty(gate, report, { ...found, bindings: placeIn(found, sought) });
  return { value, uncertainty, source: `from ${report.path}` };
}

/** What each `*` matched; for an element of a list, its position in this report. */
function placeIn({ segments }: Found, { bindings, gate }: Sought): FollowedKey[] {
  const stars = parseMetricPath(gate.metric).flatMap(({ any }, at) => (any ? [at] : []));
  return bindings.map((key, at) => (typeof key === 'string' ? key : (segments[stars[at] ?? -1] ?? key)));
}

/** The champion's metrics that a path with `*` matches. */
export function championMetrics(champion: ChampionEvidence, path: MetricPath): Set<string> {
  const names = new Set<string>();
  for (const name of [...champion.recorded.keys(), ...Object.keys(champion.registered)]) {
    if (matches(path, name)) names.add(name);
  }
  for (const report of readOf(champion).flatMap(({ reports }) => reports)) {
    for (const found of findMetrics(report.metrics, path)) if (found.leaf !== null) names.add(found.path);
  }
  return names;
}

/** Everything that was read about a champion. */
export function readOf({ evidence, atCommit, run }: ChampionEvidence): Evidence[] {
  return [evidence, atCommit, run].filter((read) => read !== null);
}

function matches(pattern: MetricPath, name: string): boolean {
  let path: MetricPath;
  try {
    path = parseMetricPath(name);
  } catch {
    return false; // a registered metric's name may not be a path
  }
  return (
    path.length === pattern.length &&
    pattern.every((segment, at) => {
      const own = path[at];
      if (!segment.any) return formatMetricPath([segment]) === formatMetricPath(path.slice(at, at + 1));
      // a number recorded by its position in a list may be about another element than the one at this position now
      return segment.by === undefined || segment.by.join('\0') === own?.by?.join('\0');
    })
  );
}

function unusableOf(evidence: Evidence | null): Problem | undefined {
  return evidence?.problems.find(({ isMissing }) => isMissing !== true);
}

function tellUnusable(problem: Problem): string {
  return `${UNRECORDED}, and ${nameEvidence(problem)} ${problem.message}`;
}

const UNRECORDED = 'was not recorded when it was promoted';

/** Names a report or a run in a message. A report's path may be unknown. A run's path is its name. */
function nameEvidence({ path }: { readonly path: string }): string {
  if (path === '') return 'its report';
  return /^(?:the )?run /.test(path) ? path : `its report ${path}`;
}

/** Why nothing has the number, and where to write it. */
function absenceOf(champion: ChampionEvidence, sought: Sought): string {
  const { evidence, atCommit, run } = champion;
  const recorded = tellNotRecorded(champion, sought.metric);
  const [problem] = readOf(champion).flatMap(({ problems }) => problems);
  const steps: string[] = [];
  if (evidence !== null && evidence.reports.length === 0) {
    const paths = evidence.problems.filter(({ isMissing }) => isMissing === true).map(({ path }) => path);
    if (paths.length > 0) steps.push(`write ${paths.join(', ')}`);
  } else if (evidence === null && run === null) {
    steps.push('name its report in the policy by a path with {version}');
  }
  steps.push(...writeInRegistry(champion, sought));
  const remedy = steps.length === 0 ? '' : `: ${steps.join(', or ')}`;
  if (problem !== undefined) return `${tellUnusable(problem)}${problem.isMissing === true ? remedy : ''}`;
  const unnamed = tellUnnamed(champion, sought.metric);
  if (unnamed !== null) return `${recorded}, and ${unnamed}`;
  if (run !== null) return `${recorded}, and ${run.reports[0]?.path ?? 'its run'} does not have it${remedy}`;
  if (atCommit !== null)
    return `${recorded}, and the report at the commit of its promotion does not have it${remedy}`;
  if (evidence === null)
    return `${recorded}, and the policy names no report of its own for it (a path with {version})${remedy}`;
  return `${recorded}, and ${nameEvidence(evidence.reports[0] ?? { path: '' })} does not have it${remedy}`;
}

function writeInRegistry({ version, registry }: ChampionEvidence, { metric, gate }: Sought): string[] {
  if (registry === undefined) return [];
  const isOneOfMany = gate.metric !== metric && parseMetricPath(gate.metric).some(({ any }) => any);
  if (registry === 'mlflow') return [`log ${isOneOfMany ? 'them' : metric} to the run of version ${version}`];
  const key = /^[\w-]+$/.test(metric) ? metric : JSON.stringify(metric);
  const entry = isOneOfMany ? `metrics: {…} with each of them` : `metrics: {${key}: …}`;
  return [`add ${entry} to version ${version} in ${registry.manifest}`];
}

/** Says that the number was not recorded. One recorded by its position in a list may be another element's. */
function tellNotRecorded({ recorded }: ChampionEvidence, metric: string): string {
  const path = parseMetricPath(metric);
  const pattern = path.map((segment) => (segment.by === undefined ? segment : { any: true as const }));
  const isNamed = (name: string) => parseMetricPath(name).some(({ by }) => by !== undefined);
  const byPlace =
    path.some(({ by }) => by !== undefined) &&
    [...recorded.keys()].some((name) => matches(pattern, name) && !isNamed(name));
  return byPlace ? 'was only recorded by its position in a list' : UNRECORDED;
}

/** Why the champion's reports have no element of that name in a list; null for any other metric. */
function tellUnnamed(champion: ChampionEvidence, metric: string): string | null {
  const path = parseMetricPath(metric);
  if (!path.some(({ by }) => by !== undefined)) return null;
  const [report] = readOf(champion).flatMap(({ reports }) => reports);
  const absence = report === undefined ? null : findMetrics(report.metrics, path)[0]?.absence;
  return absence === null || absence === undefined
    ? null
    : `${report?.path ?? ''} does not have it: ${absence}`;
}
