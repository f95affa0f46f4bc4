import type { Absence } from './interval.js';
import type { Sample } from './sample.js';

/** One value, and the group of values that it isn't independent of. */
export interface ClusteredValue {
  readonly value: number;
  readonly cluster: string;
  /** How much it counts; 1 by default. A third for each of three repeats of one example. */
  readonly weight?: number | undefined;
}

/** The mean of values in clusters, and how precise it is. */
export interface ClusteredMean {
  readonly value: number;
  /** 0 where all values are the same. */
  readonly stderr: number;
  /** Degrees of freedom of the standard error, for Student's t. */
  readonly degrees: number;
  readonly clusters: number;
  /** How many times the variance that the mean would have if the values were independent: the design effect. */
  readonly effect: number;
  /** How alike values of a cluster are, by the data alone: from 0 to 1, and 1 where all values are the same. */
  readonly correlation: number;
}

/** Fewer clusters than this say too little about how much clusters differ. */
export const FEWEST_CLUSTERS = 5;

/** How many clusters of equal values are imagined on top of those that tell how alike values of a cluster are. */
const IMAGINED = 2;

/**
 * The mean of clustered values with a standard error that holds for few clusters of unequal sizes.
 *
 * - The variance is CR2 of a model with nothing but an intercept (Bell and McCaffrey, Survey Methodology 28, 2002,
 *   169–181), in closed form: Σ s² / (1 − h), where s is a cluster's sum of deviations from the mean and h its share.
 * - Its degrees of freedom are Satterthwaite's, by Bell and McCaffrey: the smaller ones of two working models, that
 *   values of a cluster are independent, and that they are all alike (Imbens and Kolesár, Review of Economics and
 *   Statistics 98, 2016, 701–712, estimate one between them).
 * - If most values are the same (as with right and wrong), few clusters tell how alike the others are, and all of them
 *   may have missed a cluster that is wrong throughout. So the correlation within clusters is estimated as if there
 *   were up to two more clusters of values that are all alike. docs/reference/statistics.md has what that prevents.
 *
 * @param rows at least one, with finite values
 */
export function clusteredMean(rows: readonly ClusteredValue[]): ClusteredMean {
  const groups = groupByCluster(rows);
  const weight = sumOf(groups, 'weight');
  const value = sumOf(groups, 'sum') / weight;
  const spread = rows.reduce((sum, row) => sum + weightOf(row) * (row.value - value) ** 2, 0) / weight;
  return meanOfClusters({ groups, spread, ...findTelling(rows, groups) });
}

/** What the mean of clustered values rests on. */
interface ClusterSums extends Pick<Telling, 'common' | 'telling'> {
  readonly groups: readonly Group[];
  /** The mean squared deviation of the values. */
  readonly spread: number;
}

/** `clusteredMean` of values that were summed up. @param degrees of these clusters, where known */
export function meanOfClusters(
  { groups, spread, common, telling }: ClusterSums,
  degrees = degreesOfClusters(groups),
): ClusteredMean {
  const [weight, squares] = [sumOf(groups, 'weight'), sumOf(groups, 'squares')];
  const value = sumOf(groups, 'sum') / weight;
  let [deviations, clustered] = [0, 0];
  for (const group of groups) {
    const deviation = group.sum - group.weight * value;
    deviations += deviation ** 2 / (1 - group.weight / weight);
    clustered += group.weight ** 2;
  }
  const independent = (spread * squares) / weight ** 2;
  const alike = clustered / squares;
  const observed = independent === 0 ? 0 : deviations / weight ** 2 / independent;
  const effect = effectOf(observed, { alike, common, telling });
  return {
    value,
    stderr: Math.sqrt(independent * effect),
    degrees,
    clusters: groups.length,
    effect,
    correlation: independent === 0 && alike > 1 ? 1 : correlationOf(observed, alike),
  };
}

/** Degrees of freedom of a clustered standard error, for Student's t. */
export function degreesOfClusters(groups: readonly Pick<Group, 'weight' | 'squares'>[]): number {
  const weight = groups.reduce((sum, group) => sum + group.weight, 0);
  return Math.min(degreesOf(groups, weight, 0), degreesOf(groups, weight, 1));
}

/**
 * The sample of a metric from its rows. If every cluster has one row, the rows count as independent.
 * @param rows with finite values
 */
export function sampleOfRows(rows: readonly ClusteredValue[]): Sample | Absence {
  if (rows.length === 0) return { absence: 'has no examples' };
  const isRightOrWrong = rows.every(({ value }) => value === 0 || value === 1);
  const clusters = countClusters(rows);
  if (clusters === rows.length && isRightOrWrong) {
    const successes = rows.reduce((sum, { value }) => sum + value, 0);
    return { successes, samples: clusters };
  }
  if (clusters < rows.length && clusters < FEWEST_CLUSTERS) return fewClusters(clusters);
  if (rows.length === 1) return { absence: 'rests on 1 example' };
  const mean = clusteredMean(rows);
  if (clusters < rows.length) return sampleOfClusters(mean, isRightOrWrong ? rows.length : null);
  return { value: mean.value, stderr: mean.stderr, samples: clusters };
}

/** @param rightOrWrong the number of rows, if all of them are 0 or 1; else null */
export function sampleOfClusters(
  { value, stderr, degrees, clusters, effect }: ClusteredMean,
  rightOrWrong: number | null,
): Sample {
  // all rows have the same result, so there is no spread to read: they count as the examples that clustering leaves
  if (stderr === 0 && rightOrWrong !== null)
    return { value, samples: Math.max(1, Math.floor(rightOrWrong / effect)) };
  return { value, stderr, samples: clusters, degrees };
}

/** Whether any cluster has more than one value. */
export function isClustered(rows: readonly { readonly cluster?: string | undefined }[]): boolean {
  return rows.some(({ cluster }) => cluster !== undefined) && countClusters(rows) < rows.length;
}

export function countClusters(rows: readonly { readonly cluster?: string | undefined }[]): number {
  return new Set(rows.map(({ cluster }) => cluster)).size;
}

/** Too few clusters to judge by. */
export function fewClusters(clusters: number): Absence {
  return {
    absence: `rests on ${clusters} ${clusters === 1 ? 'cluster' : 'clusters'}, and fewer than ${FEWEST_CLUSTERS} say too little about how much clusters differ`,
  };
}

/** What is known of a cluster. */
export interface Group {
  readonly weight: number;
  /** Sum of the squared weights. */
  readonly squares: number;
  /** Weighted sum of the values. */
  readonly sum: number;
}

function groupByCluster(rows: readonly ClusteredValue[]): Group[] {
  const groups = new Map<string, { weight: number; squares: number; sum: number }>();
  for (const row of rows) {
    const weight = weightOf(row);
    const group = groups.get(row.cluster) ?? { weight: 0, squares: 0, sum: 0 };
    group.weight += weight;
    group.squares += weight * weight;
    group.sum += weight * row.value;
    groups.set(row.cluster, group);
  }
  return [...groups.values()];
}

function weightOf({ weight = 1 }: ClusteredValue): number {
  return weight;
}

function sumOf(groups: readonly Group[], key: keyof Group): number {
  return groups.reduce((sum, group) => sum + group[key], 0);
}

/** What shows how alike the values of a cluster are. */
interface Telling {
  /** The design effect if they were all alike. */
  readonly alike: number;
  /**
   * Of all rows but one with the commonest value, the share that has it too: 0 if all values differ, 1 if none does.
   */
  readonly common: number;
  /** How many clusters have another value than the commonest. */
  readonly telling: number;
}

/** The design effect to judge by: at least the observed one. */
function effectOf(observed: number, { alike, common, telling }: Telling): number {
  if (!(alike > 1)) return Math.max(1, observed);
  const correlation = correlationOf(observed, alike);
  const imagined = IMAGINED * common;
  const cautious = (correlation * telling + imagined) / (telling + imagined);
  return Math.max(observed, 1 + (alike - 1) * cautious);
}

function correlationOf(observed: number, alike: number): number {
  return alike > 1 ? Math.min(1, Math.max(0, (observed - 1) / (alike - 1))) : 0;
}

function findTelling(
  rows: readonly ClusteredValue[],
  groups: readonly Group[],
): Pick<Telling, 'common' | 'telling'> {
  const counts = new Map<number, number>();
  for (const { value } of rows) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [common, count] = [...counts].reduce((one, other) => (other[1] > one[1] ? other : one));
  const others = new Set(rows.filter(({ value }) => value !== common).map(({ cluster }) => cluster));
  return {
    common: (count - 1) / Math.max(1, rows.length - 1),
    telling: Math.min(others.size, groups.length),
  };
}

/**
 * Satterthwaite's degrees of freedom of the CR2 variance, if values of a cluster have this correlation: twice the
 * squared mean over the variance of a quadratic form in normal variables. The sum over all pairs of clusters is split
 * into sums over clusters, so that one pass is enough.
 */
function degreesOf(
  groups: readonly Pick<Group, 'weight' | 'squares'>[],
  total: number,
  correlation: 0 | 1,
): number {
  const variances = groups.map(({ weight, squares }) => (correlation === 0 ? squares : weight * weight));
  const all = variances.reduce((sum, variance) => sum + variance, 0);
  let [hh, uu, hv, hu, vv, own, trace] = [0, 0, 0, 0, 0, 0, 0];
  for (const [at, { weight }] of groups.entries()) {
    const v = variances[at] as number;
    const h = weight / total;
    const a = 1 / (1 - h);
    // the covariance of two clusters' deviations is h·u' − h'·v
    const u = h * all - v;
    const variance = v * (1 - 2 * h) + h * h * all;
    hh += a * h * h;
    uu += a * u * u;
    hv += a * h * v;
    hu += a * h * u;
    vv += a * v * v;
    own += a * a * (variance ** 2 - (h * u - h * v) ** 2);
    trace += a * variance;
  }
  return trace ** 2 / (hh * uu - 2 * hv * hu + hh * vv + own);
}

/** A score under its example's key. */
export interface Row {
  readonly key: string;
  readonly score: number;
  /** What the example isn't independent of. With it, rows of one key are repeats of one example. */
  readonly cluster?: string | undefined;
}

/**
 * One row per key, with the mean score of its repeats, in the order in which the keys come first. Repeats of different
 * versions can't be matched: the third run of one isn't the third of another.
 * @param rows all of them with a cluster; a key's rows are in one cluster
 */
export function averageRepeats(rows: readonly Row[]): Row[] {
  const examples = new Map<string, { row: Row; sum: number; count: number }>();
  for (const row of rows) {
    const example = examples.get(row.key) ?? { row, sum: 0, count: 0 };
    example.sum += row.score;
    example.count += 1;
    examples.set(row.key, example);
  }
  return [...examples.values()].map(({ row, sum, count }) => ({ ...row, score: sum / count }));
}

/** How much each row counts, so that every example counts once. */
export function weighRepeats(rows: readonly Row[]): number[] {
  const counts = new Map<string, number>();
  for (const { key } of rows) counts.set(key, (counts.get(key) ?? 0) + 1);
  return rows.map(({ key }) => 1 / (counts.get(key) as number));
}
