import { likelyCounts, likelySpreads, type Weighted } from './chance.js';
import {
  clusteredMean,
  degreesOfClusters,
  FEWEST_CLUSTERS,
  meanOfClusters,
  sampleOfClusters,
  sampleOfRows,
  type ClusteredMean,
  type ClusteredValue,
  type Group,
} from './clusters.js';
import { readingMeets, readingsMeet } from './meets.js';
import type { Random } from './random.js';
import type { Absence, PassChance, Rule } from './interval.js';
import { counted, degreesOf, readSample, type Reading } from './sample.js';
import { drawAsIs, simulatedChance, type Drawn, type Layout, type Population } from './simulation.js';

/* How often gates on rows in clusters pass, by simulation. */

const { max } = Math;

/** A version's rows in clusters. */
export interface Clustered {
  readonly kind: 'clustered';
  readonly value: number;
  /** The number of rows. */
  readonly samples: number;
  readonly stderr: number;
  readonly isRightOrWrong: boolean;
  readonly population: Population;
  /** What the gate reads from the rows. */
  readonly reading: Reading;
  readonly clusters: number;
}

/** @param rows in clusters; an absence where the gate can't judge by them */
export function readClustered(rows: readonly ClusteredValue[]): Clustered | Absence {
  const sample = sampleOfRows(rows);
  const reading = 'absence' in sample ? sample : readSample(sample);
  if ('absence' in reading) return reading;
  const isRightOrWrong = rows.every(({ value }) => value === 0 || value === 1);
  const mean = clusteredMean(rows);
  const found = countKinds(rows, ({ value }) => [value] as const);
  // both right and wrong are possible, even if only one of them has been seen
  for (const value of isRightOrWrong ? [0, 1] : [])
    if (!found.kinds.some(([kind]) => kind === value)) {
      found.kinds.push([value]);
      found.weights.push(UNSEEN);
    }
  const values = found.kinds.map(([value]) => value);
  const population = {
    ...{ values, hasTies: false, correlation: mean.correlation, clusters: clustersOf(rows) },
    weights: found.weights,
  };
  return {
    ...{ kind: 'clustered', value: mean.value, samples: rows.length, stderr: mean.stderr },
    ...{ isRightOrWrong, population, reading, clusters: mean.clusters },
  };
}

/** The same version with another number of rows, in clusters of the same sizes. */
export function resizeClustered(of: Clustered, samples: number): Clustered {
  const times = samples / of.samples;
  const clusters = Math.max(1, Math.round(of.clusters * times));
  return { ...of, samples, clusters, stderr: of.stderr / Math.sqrt(times) };
}

/** The weight of a kind that was never seen, so that it can occur under another true value. */
export const UNSEEN = 1e-9;

/** Each cluster's rows, by how much they count. */
export function clustersOf(
  rows: readonly { cluster?: string | undefined; weight?: number | undefined }[],
): number[][] {
  const clusters = new Map<string, number[]>();
  for (const [at, { cluster, weight = 1 }] of rows.entries()) {
    const name = cluster ?? `\0${at}`;
    const found = clusters.get(name);
    if (found === undefined) clusters.set(name, [weight]);
    else found.push(weight);
  }
  return [...clusters.values()];
}

export interface CountedKinds<Kind> {
  readonly kinds: Kind[];
  readonly weights: number[];
}

export function countKinds<
  Row extends { readonly weight?: number | undefined },
  Kind extends readonly number[],
>(rows: readonly Row[], kindOf: (row: Row) => Kind): CountedKinds<Kind> {
  const found = new Map<string, { kind: Kind; weight: number }>();
  for (const row of rows) {
    const kind = kindOf(row);
    const key = kind.join(' ');
    const known = found.get(key);
    const { weight = 1 } = row;
    if (known === undefined) found.set(key, { kind, weight });
    else known.weight += weight;
  }
  const all = [...found.values()];
  return { kinds: all.map(({ kind }) => kind), weights: all.map(({ weight }) => weight) };
}

/** `meanOfClusters` of a drawn sample, by the values that its kinds have. */
export function averager(
  values: readonly number[],
  { clusters, rows }: Layout,
): (drawn: Drawn) => ClusteredMean {
  const names = new Map([...new Set(values)].map((value, at) => [value, at]));
  const nameOf = Int32Array.from(values, (value) => names.get(value) as number);
  const valueOf = Float64Array.from(values);
  const counts = new Int32Array(names.size);
  const weightOf = Float64Array.from(clusters.flat());
  const sizes = clusters.map((weights) => ({
    size: weights.length,
    weight: weights.reduce((sum, weight) => sum + weight, 0),
    squares: weights.reduce((sum, weight) => sum + weight * weight, 0),
  }));
  const all = sizes.reduce((sum, { weight }) => sum + weight, 0);
  const degrees = degreesOfClusters(sizes);
  return ({ kinds }) => {
    counts.fill(0);
    // all sums are of differences from this value, so that equal values have no spread
    const first = valueOf[kinds[0] as number] as number;
    let total = 0;
    let squared = 0;
    let at = 0;
    const groups: Group[] = [];
    for (const { size, weight, squares } of sizes) {
      let sum = 0;
      for (const end = at + size; at < end; at += 1) {
        const kind = kinds[at] as number;
        const off = (valueOf[kind] as number) - first;
        const part = (weightOf[at] as number) * off;
        sum += part;
        squared += part * off;
        const name = nameOf[kind] as number;
        counts[name] = (counts[name] as number) + 1;
      }
      total += sum;
      groups.push({ weight, squares, sum: sum + weight * first });
    }
    const common = counts.reduce((most, count, name) => (count > (counts[most] as number) ? name : most), 0);
    const telling = countTelling(kinds, nameOf, { clusters, common });
    const share = ((counts[common] as number) - 1) / max(1, rows - 1);
    const spread = max(0, squared / all - (total / all) ** 2);
    return meanOfClusters({ groups, spread, common: share, telling }, degrees);
  };
}

function countTelling(
  kinds: Int32Array,
  nameOf: Int32Array,
  { clusters, common }: { clusters: Layout['clusters']; common: number },
): number {
  let telling = 0;
  let start = 0;
  for (const { length } of clusters) {
    let at = start;
    start += length;
    while (at < start && nameOf[kinds[at] as number] === common) at += 1;
    telling += at < start ? 1 : 0;
  }
  return telling;
}

/** Draws readings of a version as it is, with a part of its examples. */
function readings(of: Reading | Clustered, part: number, random: Random): () => Reading | Absence {
  if (of.kind === 'clustered') {
    const { layout, draw } = drawAsIs(of.population, of.samples * part, random);
    const read = reader(of, layout);
    return () => read(draw());
  }
  const { value } = of;
  if (of.kind === 'counted') {
    const samples = Math.round(of.samples * part);
    const pick = picking(likelyCounts(samples, value), random);
    return () => counted(pick(), samples);
  }
  const stderr = of.stderr / Math.sqrt(part);
  const pick = picking(likelySpreads(degreesOf(of)), random);
  return () => ({ ...of, value: value + stderr * random.normal(), stderr: stderr * pick() });
}

function picking(nodes: readonly Weighted[], random: Random): () => number {
  return () => {
    let left = random.uniform();
    return nodes.find(({ weight }) => (left -= weight) < 0)?.value ?? nodes.at(-1)?.value ?? NaN;
  };
}

function reader(of: Clustered, layout: Layout): (drawn: Drawn) => Reading | Absence {
  const average = averager(of.population.values, layout);
  const rightOrWrong = of.isRightOrWrong ? layout.rows : null;
  return (drawn) => readSample(sampleOfClusters(average(drawn), rightOrWrong));
}

/** What is asked about a comparison of two samples, or of one with a bound. */
export interface Asking {
  /** Null where the number alone is judged. */
  readonly rule: Rule | null;
  /** 1 where a larger true value passes more often, else -1. */
  readonly sign: 1 | -1;
  /** The true value on the bound. */
  readonly bound: number;
  /** A rough chance is enough. */
  readonly isRough: boolean;
}

/**
 * The chance that a candidate whose rows come in clusters passes.
 * @param champion null for a bound
 */
export function clusteredChance(
  candidate: Clustered,
  champion: Reading | Clustered | null,
  { rule, sign, bound, isRough }: Asking,
): PassChance {
  const { population, samples } = candidate;
  return simulatedChance({
    ...{ population, samples, bound, isRough, origin: 0 },
    judge: (layout, random) => {
      if (rule === null) {
        const average = averager(population.values, layout);
        return (drawn) => sign * (average(drawn).value - bound) >= -ROUNDING;
      }
      if (layout.clusters.length < FEWEST_CLUSTERS) return () => false;
      const read = reader(candidate, layout);
      const part = layout.rows / samples;
      const other = champion === null || rule.factor === 0 ? null : readings(champion, part, random);
      return (drawn) => {
        const first = read(drawn);
        if ('absence' in first) return false;
        if (other === null) return readingMeets(first, rule);
        const second = other();
        return !('absence' in second) && readingsMeet(first, second, rule);
      };
    },
  });
}

/** A mean of many rows is off by more than its last digit. */
const ROUNDING = 1e-12;
