import type { Report, Statement } from '../evidence/evidence.js';
import { findMetrics, nameStars, type Found } from '../evidence/metric-path.js';
import { formatMetricPath, parseMetricPath } from '../evidence/path-syntax.js';
import { growRecorded, type RecordedMetric } from '../evidence/recorded.js';
import { canBeJudged } from '../gates/champion-value.js';
import { readSamples, readUncertainty } from '../gates/uncertainty.js';
import type { GateResult } from '../model/gate-result.js';
import type { HistoryLine } from '../model/history-entry.js';
import { formatPlace } from '../errors.js';
import { comparesWithChampion, directionOf } from '../policy/metric-rules.js';
import { everyGate, type StageRules } from '../policy/resolve.js';
import type { MetricGate } from '../policy/schema.js';
import { parseDuration } from '../policy/time.js';

/** Stands for a metric whose number of examples was recorded, but not its value. */
export const NOT_RECORDED = 'unknown';

/** The metrics of a line's gates, by concrete path. A number counts more than a word for its absence. */
export function recordedMetrics(gates: readonly GateResult[]): Map<string, RecordedMetric> {
  const known = new Map<string, RecordedMetric>();
  const counts = new Map<string, number>();
  for (const { gate, metric, check, observed, uncertainty } of gates) {
    if (gate !== 'metric' || metric === null || observed === null || !isPath(metric)) continue;
    const before = known.get(metric);
    if (check === 'min-samples') {
      if (typeof observed === 'number') counts.set(metric, observed);
    } else if (typeof observed === 'number') {
      const told = uncertainty ?? before?.uncertainty ?? {};
      known.set(metric, { value: observed, raw: String(observed), uncertainty: told });
    } else if (before === undefined) known.set(metric, { value: null, raw: observed, uncertainty: {} });
  }
  for (const [metric, samples] of counts) {
    const { uncertainty, ...number } = known.get(metric) ?? {
      ...{ value: null, raw: NOT_RECORDED, uncertainty: {} },
    };
    known.set(metric, { ...number, uncertainty: { samples, ...uncertainty } });
  }
  return known;
}

function isPath(metric: string): boolean {
  try {
    return !parseMetricPath(metric).some(({ any }) => any);
  } catch {
    return false;
  }
}

/** A line's numbers as a report, and what the line says that its reports stated about themselves. */
export function recordedReport({ entry, file, line }: HistoryLine, rules: StageRules): Report {
  const gates = everyGate(rules).filter((gate) => 'metric' in gate);
  return {
    path: `the history (${formatPlace({ file, line })})`,
    sha256: '',
    format: 'recorded',
    metrics: growRecorded(recordedMetrics(entry.gates), gates),
    statement: recordedStatement(entry.gates, new Date(entry.time)),
  };
}

/**
 * What the results of the gate `evidence` say about the reports. Of several, this takes the one furthest from what was
 * required.
 */
function recordedStatement(gates: readonly GateResult[], at: Date): Statement {
  const rows = (check: string) => gates.filter((row) => row.gate === 'evidence' && row.check === check);
  const worst = (check: string) => {
    const said = rows(check);
    const { observed } = said.find(({ verdict }) => verdict !== 'pass') ?? said[0] ?? {};
    return typeof observed === 'string' && observed !== 'missing' ? observed : undefined;
  };
  const ages = rows('max-age').map(({ observed }) => (typeof observed === 'string' ? ageOf(observed) : null));
  const age = ages.length === 0 || ages.includes(null) ? null : Math.max(...ages.map(Number));
  return {
    version: worst('version'),
    commit: worst('commit'),
    time: age === null ? undefined : new Date(at.getTime() - age),
  };
}

/** An age as the gate shows it, in milliseconds, too short by at most its smallest unit; null for any other text. */
export function ageOf(shown: string): number | null {
  if (shown === 'less than a second') return 0;
  const text = shown.replace('a little more than ', '').replaceAll(' min', ' m');
  return /^\d+ [dhms]( \d+ [dhms])?$/.test(text) ? parseDuration(text) : null;
}

/** What a gate needs and a line didn't record. */
export interface Lack {
  /** `more`: the gate's path may match further metrics. */
  readonly what: 'number' | 'more' | 'direction' | 'samples' | 'uncertainty';
  /** A clause: `accuracy was not recorded`. */
  readonly reason: string;
}

/**
 * What a metric gate needs and the line didn't record; empty when it can be judged by the line alone.
 * @param isComplete whether every metric that the gate's path matches was judged then
 */
export function lacksOf(gate: MetricGate, report: Report, isComplete: boolean): Lack[] {
  const path = nameStars([report.metrics], parseMetricPath(gate.metric));
  const found = findMetrics(report.metrics, path);
  const hasStar = path.some(({ any }) => any);
  const lacks: Lack[] = [];
  const absent = found.find(({ leaf }) => leaf === null || leaf.raw === NOT_RECORDED);
  if (absent !== undefined && (!hasStar || found.length === 1))
    lacks.push({ what: 'number', reason: `${absent.path} was not recorded` });
  if (hasStar && !isComplete)
    lacks.push({ what: 'more', reason: `${gate.metric} may match more metrics than were recorded` });
  if (comparesWithChampion(gate) && directionOf(gate) === null)
    lacks.push({
      what: 'direction',
      reason: `the history doesn't record whether higher or lower ${gate.metric} is better: add goal to the gate`,
    });
  return [...lacks, ...found.flatMap((one) => lacksBeside(gate, report, one))];
}

function lacksBeside(gate: MetricGate, report: Report, found: Found): Lack[] {
  const { leaf, path } = found;
  if (leaf?.value === null || leaf === null) return [];
  const lacks: Lack[] = [];
  if (gate['min-samples'] !== undefined && typeof readSamples(gate, report, found) !== 'number')
    lacks.push({ what: 'samples', reason: `the number of examples of ${path} was not recorded` });
  if (gate.confidence === undefined || (gate.paired !== undefined && !hasBound(gate))) return lacks;
  const uncertainty = readUncertainty(gate, report, found);
  if (!canBeJudged({ value: leaf.value, uncertainty }))
    lacks.push({ what: 'uncertainty', reason: `the uncertainty of ${path} was not recorded` });
  return lacks;
}

function hasBound({ min, max }: MetricGate): boolean {
  return min !== undefined || max !== undefined;
}

/** Whether a line recorded what the policy wants to know of its reports. */
export function recordsEvidence(gates: readonly GateResult[], { evidence }: StageRules): boolean {
  const has = (check: string) => gates.some((row) => row.gate === 'evidence' && row.check === check);
  return (
    (!evidence.version || has('version')) &&
    (!evidence.commit || has('commit')) &&
    (evidence.maxAge === null || has('max-age'))
  );
}

/** Whether these rules have a gate on the same metrics as this gate. */
export function judgesSame(rules: StageRules, { metric }: MetricGate): boolean {
  const wanted = formatMetricPath(parseMetricPath(metric));
  return everyGate(rules).some(
    (gate) => 'metric' in gate && formatMetricPath(parseMetricPath(gate.metric)) === wanted,
  );
}
