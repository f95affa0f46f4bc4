import { quote, shorten } from '../text/safe.js';
import { createHash } from 'node:crypto';
import type { MetricLeaf, Problem, Report, MetricGroup, Subject } from './evidence.js';
import { growTree } from './metric-tree.js';
import { findMetrics } from './metric-path.js';
import { TEST_SET_KEYS } from './statement.js';
import { type MetricPath, toSegment } from './path-syntax.js';

/** Characters of a run's id: enough to find it. */
const ID_SHOWN = 12;
const GIT_COMMIT = 'mlflow.source.git.commit';

/** A training or evaluation run, as a tracking server returns it. */
export interface RunFacts {
  readonly runId: string;
  /** `FINISHED`, `RUNNING`, `FAILED`, … */
  readonly status: string | null;
  /** `active` or `deleted`. */
  readonly lifecycleStage: string | null;
  /** Milliseconds since 1970. */
  readonly endTime: number | null;
  /** The last value of each metric, as the server sent it. */
  readonly metrics: readonly { readonly key: string; readonly value: unknown }[];
  readonly tags: Readonly<Record<string, string>>;
  /** Ids of the logged models that it created or evaluated. */
  readonly models: readonly string[];
}

/** A number that a run logged for one logged model. */
export interface LinkedMetric {
  readonly key: string;
  readonly value: unknown;
  readonly step: number;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly runId: string | null;
}

/** The version whose run is read. */
export interface RunSubject extends Subject {
  /** Id of the version's logged model; null if unknown (always before MLflow 3). */
  readonly modelId: string | null;
}

/** A run's name in messages. */
export function nameRun(runId: string, { model, version }: Subject): string {
  return `run ${runId.slice(0, ID_SHOWN)} of ${model} ${version}`;
}

/**
 * The run if it counts as evidence, else why not, as the message after its name.
 * @param run null when the server doesn't have it
 */
export function admitRun(run: RunFacts | null): RunFacts | string {
  if (run === null) return 'is not on the server: it was deleted for good, or is on another tracking server';
  if (run.lifecycleStage === 'deleted')
    return 'was deleted: restore it, or register a version of another run';
  if (run.lifecycleStage !== 'active')
    return `is not active (${shorten(run.lifecycleStage ?? 'no state', RAW_LENGTH)})`;
  if (run.status === 'FINISHED') return run;
  return `has the status ${shorten(run.status ?? 'unknown', RAW_LENGTH)}, and only a FINISHED run counts`;
}

/**
 * True when a run's last values may be another model's, because it also created or evaluated others (checkpoints, a
 * baseline). Then only values logged for the version's own logged model count.
 */
export function isShared({ models }: RunFacts, modelId: string | null): boolean {
  const others = new Set(models.filter((id) => id !== modelId));
  return modelId === null ? others.size > 1 : others.size > 0;
}

export interface RunNumbers {
  readonly run: RunFacts;
  readonly subject: RunSubject;
  /** Values logged for the version's logged model. Only used for a shared run. */
  readonly linked: readonly LinkedMetric[];
  /** The only names to read; null for all. */
  readonly only: ReadonlySet<string> | null;
}

/**
 * The numbers of an admitted run. Their SHA-256 is the digest of
 * `{"run_id":…,"status":…,"metrics":[[name,value],…]}` without white space, sorted by name, values as sent.
 */
export function readRun({ run, subject, linked, only }: RunNumbers): Report | Problem {
  const shared = isShared(run, subject.modelId);
  const path = `${nameRun(run.runId, subject)}${shared ? `, logged model ${shorten(subject.modelId ?? '', RAW_LENGTH)}` : ''}`;
  const told = shared ? lastOfEach(linked, run.runId) : run.metrics;
  const counted = told.filter(({ key }) => only === null || only.has(key));
  const leaves = new Map<string, MetricLeaf>();
  for (const { key, value } of counted) {
    if (leaves.has(key)) return { path, message: `has the metric ${quote(key, RAW_LENGTH)} twice` };
    leaves.set(key, shared ? toLinkedLeaf(value) : toMetricLeaf(value));
  }
  return {
    path,
    sha256: digest(run, counted),
    format: 'mlflow',
    metrics: toMetricTree(leaves),
    statement: {
      model: subject.model,
      version: subject.version,
      versionIsSpecific: true,
      commit: run.tags[GIT_COMMIT],
      time: toTime(run.endTime),
      testSet: TEST_SET_KEYS.map((key) => run.tags[key]).find((tag) => tag !== undefined && tag !== ''),
    },
  };
}

/** A logged model has every logged value. The last one has the highest step, as in a run. */
function lastOfEach(linked: readonly LinkedMetric[], runId: string): LinkedMetric[] {
  const last = new Map<string, LinkedMetric[]>();
  for (const metric of linked) {
    if (metric.runId !== runId) continue;
    const [before, ...twins] = last.get(metric.key) ?? [];
    const later = before === undefined ? 1 : metric.step - before.step || metric.timestamp - before.timestamp;
    if (before === undefined || later > 0) last.set(metric.key, [metric]);
    else if (later === 0) last.set(metric.key, [before, ...twins, metric]);
  }
  return [...last.values()].flat();
}

function digest({ runId, status }: RunFacts, metrics: RunFacts['metrics']): string {
  const sorted = metrics.map(({ key, value }) => [key, value] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify({ run_id: runId, status, metrics: sorted });
  return createHash('sha256').update(text).digest('hex');
}

function toTime(milliseconds: number | null): Date | undefined {
  const time = new Date(milliseconds ?? Number.NaN);
  return Number.isNaN(time.getTime()) ? undefined : time;
}

/** MLflow's databases store infinity as the largest double. No measurement comes near it. */
const INFINITE = 1.79e308;
const RAW_LENGTH = 40;
/** How MLflow's JSON writes numbers that JSON doesn't have. */
const NO_NUMBERS = ['NaN', 'Infinity', '-Infinity'];

/** A run's metric: a finite number, or an explained absence. */
function toMetricLeaf(value: unknown): MetricLeaf {
  if (typeof value !== 'number' || !Number.isFinite(value)) return noNumber(describe(value));
  if (Math.abs(value) < INFINITE) return { kind: 'leaf', value, raw: String(value) };
  return noNumber(value > 0 ? 'Infinity (1.797e308)' : '-Infinity (-1.797e308)');
}

/**
 * A logged model's metric, like `toMetricLeaf`. MLflow returns 0 for NaN there, and a NaN must not pass for a small
 * error.
 */
function toLinkedLeaf(value: unknown): MetricLeaf {
  return value === 0 ? noNumber("0 (or NaN: MLflow's logged models have 0 for both)") : toMetricLeaf(value);
}

function noNumber(raw: string): MetricLeaf {
  return { kind: 'leaf', value: null, raw };
}

function describe(value: unknown): string {
  const isWord = typeof value === 'number' || (typeof value === 'string' && NO_NUMBERS.includes(value));
  const text = isWord ? String(value) : JSON.stringify(value ?? null);
  return shorten(text, RAW_LENGTH);
}

/**
 * Flat names as a tree, split at their dots, so that `slices.*.recall` finds every slice. The full name is a path
 * too. Names stay distinct.
 */
function toMetricTree(leaves: ReadonlyMap<string, MetricLeaf>): MetricGroup {
  const placed = [...leaves].map(([name, leaf]) => [name.split('.'), leaf] as const);
  return { ...growTree(placed), splitsNames: true };
}

/** Whether some wanted metrics are missing here, so that they may be elsewhere. A `*` may always match more. */
export function leavesOut(metrics: MetricGroup, wanted: readonly MetricPath[]): boolean {
  return wanted.some(
    (path) => path.some(({ any }) => any) || findMetrics(metrics, path).some(({ leaf }) => leaf === null),
  );
}

/** The wanted metrics of a logged model that `metrics` doesn't have. */
export function pickMissing(
  linked: readonly LinkedMetric[],
  metrics: MetricGroup,
  wanted: readonly MetricPath[],
): LinkedMetric[] {
  const all = toMetricTree(new Map(linked.map(({ key, value }) => [key, toMetricLeaf(value)])));
  const names = wanted
    .flatMap((path) => findMetrics(all, path))
    .filter(({ leaf }) => leaf !== null)
    .map(({ segments }) => segments.map((key) => (typeof key === 'string' ? key : key.key)).join('.'));
  const missing = new Set(names.filter((name) => !hasMetric(metrics, name)));
  return linked.filter(({ key }) => missing.has(key));
}

function hasMetric(metrics: MetricGroup, name: string): boolean {
  return findMetrics(metrics, [toSegment(name)]).some(({ leaf }) => leaf !== null);
}
