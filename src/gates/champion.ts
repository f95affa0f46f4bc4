import type { Evidence } from '../evidence/evidence.js';
import { findMetrics, formatMetricPath, parseMetricPath, type MetricPath } from '../evidence/metric-path.js';
import type { HistoryLine } from '../history/entry.js';
import type { GateResult } from './result.js';

/** What is known of the version that holds the stage. */
export interface ChampionEvidence {
  readonly version: string;
  /** Numbers by metric path, from the history line that promoted it. */
  readonly recorded: ReadonlyMap<string, number>;
  /** Its own report, by the policy's template; null when none tells versions apart, or none was needed. */
  readonly evidence: Evidence | null;
  /** Its run's metrics, where nothing else told and the registry has runs; null when it was not read. */
  readonly run: Evidence | null;
  /** Numbers that were registered with it. */
  readonly registered: Readonly<Record<string, number>>;
}

/** A champion's value for a metric and where it comes from, or why there is none. */
export type ChampionValue =
  { readonly value: number; readonly source: string } | { readonly absence: string };

/** The numbers on the last line that brought a version to a stage with metrics judged (a rollback judges none). */
export function recordedNumbers(
  history: readonly HistoryLine[],
  version: string,
  stage: string,
): Map<string, number> {
  const lines = history.filter(({ entry }) => entry.version === version && entry.to === stage);
  return (
    lines.map(({ entry }) => numbersOf(entry.gates)).findLast((numbers) => numbers.size > 0) ??
    new Map<string, number>()
  );
}

function numbersOf(gates: readonly GateResult[]): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const { gate, metric, check, observed } of gates) {
    // min-samples rows show a count where the others show the metric
    if (gate !== 'metric' || metric === null || check === 'min-samples') continue;
    if (typeof observed === 'number') numbers.set(metric, observed);
  }
  return numbers;
}

/**
 * In the order: recorded when it was promoted, its own report, registered with it, its run.
 * @param metric a concrete metric path, formatted
 */
export function championValue(champion: ChampionEvidence, metric: string): ChampionValue {
  const recorded = champion.recorded.get(metric);
  if (recorded !== undefined) return { value: recorded, source: 'recorded when it was promoted' };
  const path = parseMetricPath(metric);
  const reported = valueIn(champion.evidence, path);
  if (reported !== null) return reported;
  const registered = champion.registered[metric];
  if (registered !== undefined && Object.hasOwn(champion.registered, metric)) {
    return { value: registered, source: 'registered with it' };
  }
  return valueIn(champion.run, path) ?? { absence: absenceOf(champion) };
}

/** Null when no report has the metric; one that has it without a usable number is an absence. */
function valueIn(evidence: Evidence | null, path: MetricPath): ChampionValue | null {
  const [first, second] = (evidence?.reports ?? [])
    .flatMap((report) => findMetrics(report.metrics, path).map(({ leaf }) => ({ report, leaf })))
    .filter(({ leaf }) => leaf !== null);
  if (second !== undefined)
    return { absence: `stands in both ${first?.report.path} and ${second.report.path}` };
  if (!first?.leaf) return null;
  const { report, leaf } = first;
  if (leaf.value !== null) return { value: leaf.value, source: `from ${report.path}` };
  return { absence: `is ${leaf.raw} in ${report.path}` };
}

/** The concrete metrics that a path with `*` stands for in what is known of the champion. */
export function championMetrics(champion: ChampionEvidence, path: MetricPath): Set<string> {
  const names = new Set<string>();
  for (const name of [...champion.recorded.keys(), ...Object.keys(champion.registered)]) {
    if (matches(path, name)) names.add(name);
  }
  for (const report of [champion.evidence, champion.run].flatMap((evidence) => evidence?.reports ?? [])) {
    for (const found of findMetrics(report.metrics, path)) if (found.leaf !== null) names.add(found.path);
  }
  return names;
}

function matches(pattern: MetricPath, name: string): boolean {
  let path: MetricPath;
  try {
    path = parseMetricPath(name);
  } catch {
    return false; // a registered metric's name need not be a path
  }
  return (
    path.length === pattern.length &&
    pattern.every(
      (segment, at) =>
        segment.any || formatMetricPath([segment]) === formatMetricPath(path.slice(at, at + 1)),
    )
  );
}

function absenceOf(champion: ChampionEvidence): string {
  const [problem] = [champion.evidence, champion.run].flatMap((evidence) => evidence?.problems ?? []);
  if (problem !== undefined)
    return `was not recorded when it was promoted, and its report ${problem.path} ${problem.message}`;
  if (champion.run !== null) return 'was not recorded when it was promoted, and is not in its run';
  if (champion.evidence === null) {
    return 'was not recorded when it was promoted, and the policy names no report of its own for it (a template with {version})';
  }
  return 'was not recorded when it was promoted, and is not in its report';
}
