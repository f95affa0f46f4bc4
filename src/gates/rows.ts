import { StagegateError } from '../errors.js';
import type { Problem } from '../evidence/evidence.js';
import type { Examples } from '../evidence/reader.js';
import type { Uncertainty } from '../model/gate-result.js';
import type { ExampleRows, MetricGate } from '../policy/schema.js';
import { sampleOfRows, type ClusteredValue, averageRepeats, weighRepeats } from '../statistics/clusters.js';
import { decimal, formatCount, formatPair } from './number.js';

/** Why a metric's uncertainty can't be used. */
export interface Unusable {
  readonly absence: string;
  /** The absence says by itself that the metric can't be judged. */
  readonly isWhole?: true | undefined;
}

/**
 * The rows of single examples that a gate names as its samples; null where it names a place or a number, or nothing.
 */
export function rowsOf({ samples }: MetricGate): ExampleRows | null {
  return typeof samples === 'object' ? samples : null;
}

/** The key under which a version's rows are kept in the context. */
export function rowsKey({ file, key, score, cluster }: ExampleRows, version: string): string {
  return JSON.stringify([file, key, score, cluster, version]);
}

/** Part of every reason about rows that a metric can't be judged by. */
const NOT_BY_ROWS = "can't be judged by its examples";

/**
 * The uncertainty of a metric from the rows of its examples.
 * @param reported the value in the report, which must be the rows' mean
 */
export function uncertaintyOfRows(examples: Examples | Problem, reported: number): Uncertainty | Unusable {
  const unusable = (why: string): Unusable => ({ absence: `${NOT_BY_ROWS}: ${why}`, isWhole: true });
  if ('message' in examples) return unusable(`${examples.path} ${examples.message}`);
  const disagreement = findDisagreement(examples, reported, spanOf(examples.rows));
  if (disagreement !== null) return { absence: disagreement, isWhole: true };
  const sample = sampleOfRows(valuesOf(examples));
  if ('absence' in sample) return unusable(`${examples.path} ${sample.absence}`);
  if (sample.stderr === undefined) return { samples: sample.samples, proportion: true };
  const { stderr, samples, degrees } = sample;
  if (stderr === 0) return unusable(`${examples.path} has the same score throughout`);
  return { stderr, samples, ...(degrees === undefined ? {} : { degrees }) };
}

/** Each row's score, weighted so that every example counts once. */
export function valuesOf({ rows }: Pick<Examples, 'rows'>): ClusteredValue[] {
  const weights = weighRepeats(rows);
  return rows.map(({ score, key, cluster }, at) => ({
    value: score,
    cluster: cluster ?? key,
    weight: weights[at],
  }));
}

/** The groups of rows that a number rests on, for the gate's reason. */
export interface Grouping {
  /** How many independent groups there are. */
  readonly groups: number;
  readonly rows: number;
  /** What they are grouped by, as the policy names it. */
  readonly by: string;
}

/** Undefined where the gate groups nothing, or its rows can't be used. */
export function groupingOf(
  examples: Examples | Problem | undefined,
  by: string | undefined,
): Grouping | undefined {
  if (examples === undefined || 'message' in examples || by === undefined) return undefined;
  const groups = new Set(examples.rows.map(({ cluster }) => cluster)).size;
  return { groups, rows: examples.rows.length, by };
}

/** `1,200 rows in 80 clusters by question_id` */
export function describeGrouping({ groups, rows, by }: Grouping): string {
  const clusters = `${formatCount(groups)} ${groups === 1 ? 'cluster' : 'clusters'} by ${by}`;
  return `${formatCount(rows)} rows in ${clusters}`;
}

/** A gate whose rows lack the cluster that it names. */
export class ClusterFault extends StagegateError {
  constructor(
    readonly gate: MetricGate,
    readonly key: 'paired' | 'samples',
    problem: Problem,
  ) {
    const name = JSON.stringify(gate[key] instanceof Object ? gate[key].cluster : undefined);
    super('policy', `${problem.path} ${problem.message}`, {
      hint: `Write the cluster into every row, or correct cluster: ${name} in the policy.`,
    });
  }
}

/** @throws ClusterFault when the file of a gate's examples has no such column */
export function refuseUnknownClusters(gate: MetricGate, { paired, rows }: Files): void {
  const blamed = (files: readonly (Examples | Problem | undefined)[]): Problem | undefined =>
    files.filter((file) => file !== undefined && 'message' in file).find(({ blamesPolicy }) => blamesPolicy);
  const [ofPaired, ofRows] = [blamed(paired), blamed(rows)];
  if (ofPaired !== undefined) throw new ClusterFault(gate, 'paired', ofPaired);
  if (ofRows !== undefined) throw new ClusterFault(gate, 'samples', ofRows);
}

interface Files {
  readonly paired: readonly (Examples | Problem | undefined)[];
  readonly rows: readonly (Examples | Problem | undefined)[];
}

/** A version's rows, where the gate names them. */
export function findRows(
  gate: MetricGate,
  rows: ReadonlyMap<string, Examples | Problem>,
  version: string,
): Examples | Problem | undefined {
  const named = rowsOf(gate);
  return named === null ? undefined : (rows.get(rowsKey(named, version)) ?? UNREAD);
}

/** Stands for examples that were not read, so that nothing falls back to another way of judging. */
export const UNREAD: Problem = { path: 'the examples', message: 'were not read' };

/** A report may round by this part of the scores' span: 0.9 stands for 0.895 to 0.905. */
const COARSEST = 0.005;

/** A sum of many doubles is off by more than the last digit of an unrounded value. */
const SUM_ERROR = 1e-9;

/**
 * Why the report's number can't be the mean of these examples; null where it can. The report may have rounded it by
 * half a unit of its last decimal, but by no more than COARSEST: half a unit of `0.9`, or of `1`, would fit any
 * evaluation. With right and wrong, `1` means that all are right. An example's repeats count as one, by their mean.
 * @param span how far apart the scores of both versions are
 */
export function findDisagreement({ path, rows }: Examples, reported: number, span: number): string | null {
  const examples = rows.some(({ cluster }) => cluster !== undefined) ? averageRepeats(rows) : rows;
  const mean = examples.reduce((sum, { score }) => sum + score, 0) / examples.length;
  const rounding = Math.min(halfUnit(reported), COARSEST * span, halfExample(rows, reported));
  if (Math.abs(mean - reported) <= rounding + SUM_ERROR * Math.max(1, Math.abs(reported))) return null;
  const [shown, other] = formatPair(mean, reported);
  const repeats = examples.length < rows.length ? ` (each example's repeats averaged)` : '';
  return `is ${other}, but the mean of ${path}${repeats} is ${shown}: the examples are from another evaluation, or the report has too few digits`;
}

export function spanOf(rows: readonly { readonly score: number }[]): number {
  let [least, greatest] = [Infinity, -Infinity];
  for (const { score } of rows) [least, greatest] = [Math.min(least, score), Math.max(greatest, score)];
  return greatest - least;
}

/** Half a unit of the last decimal. */
function halfUnit(reported: number): number {
  const written = decimal(reported);
  const decimals = Math.max(0, written.c.length - 1 - written.e);
  return Number(decimal(0.5).times(decimal(10).pow(-decimals)));
}

/**
 * The most that rounding may hide. If all or none are right: half of one example's share. Otherwise there is no limit.
 */
function halfExample(rows: readonly { readonly score: number }[], reported: number): number {
  const isRightOrWrong = rows.every(({ score }) => score === 0 || score === 1);
  return isRightOrWrong && Number.isInteger(reported) ? 0.5 / rows.length : Infinity;
}
