import { createHash } from 'node:crypto';
import type { MetricLeaf, Problem, Report } from './evidence.js';
import type { Subject } from './reader.js';
import { toLinkedLeaf, toMetricLeaf, toMetricTree } from './run-metrics.js';

/** Of a run's id, enough to find it by. */
const ID_SHOWN = 12;
const WORD_SHOWN = 40;
const GIT_COMMIT = 'mlflow.source.git.commit';

/** A training or evaluation run, as a tracking server tells of it. */
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
  /** Ids of the logged models that it made or evaluated. */
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

/** The version that a run is read for. */
export interface RunSubject extends Subject {
  /** Of the version's logged model; null where it is not known (before MLflow 3 always). */
  readonly modelId: string | null;
}

/** What people know a run by. */
export function nameRun(runId: string, { model, version }: Subject): string {
  return `run ${runId.slice(0, ID_SHOWN)} of ${model} ${version}`;
}

/**
 * The run if it may be evidence, else why not, as the rest of a sentence after its name.
 * @param run null when the server has none of this id
 */
export function admitRun(run: RunFacts | null): RunFacts | string {
  if (run === null) return 'is not on the server: it was deleted for good, or is on another tracking server';
  if (run.lifecycleStage === 'deleted')
    return 'was deleted: restore it, or register a version of another run';
  if (run.lifecycleStage !== 'active') return `is not active (${cut(run.lifecycleStage ?? 'no state')})`;
  if (run.status === 'FINISHED') return run;
  return `has the status ${cut(run.status ?? 'unknown')}, and only a FINISHED run counts`;
}

/**
 * True when a run's last values may be another model's: it made or evaluated others as well (checkpoints, a
 * baseline). Then only what was logged for the version's own logged model counts.
 */
export function isShared({ models }: RunFacts, modelId: string | null): boolean {
  const others = new Set(models.filter((id) => id !== modelId));
  return modelId === null ? others.size > 1 : others.size > 0;
}

export interface RunNumbers {
  readonly run: RunFacts;
  readonly subject: RunSubject;
  /** What was logged for the version's logged model; counts for a shared run only. */
  readonly linked: readonly LinkedMetric[];
  /** Names to leave all others out by; null for all. */
  readonly only: ReadonlySet<string> | null;
}

/**
 * The numbers of a run that was admitted. Their SHA-256 is that of
 * `{"run_id":…,"status":…,"metrics":[[name,value],…]}` without white space, sorted by name, values as sent.
 */
export function readRun({ run, subject, linked, only }: RunNumbers): Report | Problem {
  const shared = isShared(run, subject.modelId);
  const path = `${nameRun(run.runId, subject)}${shared ? `, logged model ${cut(subject.modelId ?? '')}` : ''}`;
  const told = shared ? lastOfEach(linked, run.runId) : run.metrics;
  const counted = told.filter(({ key }) => only === null || only.has(key));
  const leaves = new Map<string, MetricLeaf>();
  for (const { key, value } of counted) {
    if (leaves.has(key)) return { path, message: `has the metric ${JSON.stringify(cut(key))} twice` };
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
    },
  };
}

/** A logged model has every value that was ever logged: the last is that of the highest step, as in a run. */
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

function cut(text: string): string {
  return text.length > WORD_SHOWN
    ? `${text.slice(0, WORD_SHOWN - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
    : text;
}
