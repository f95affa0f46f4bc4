import { findRoot } from './numerics.js';
import { seedRandom, type Random } from './random.js';
import type { PassChance } from './interval.js';

const { abs, ceil, exp, floor, log, max, min, round, sqrt } = Math;

/*
 * How often a gate passes, by simulation: rows are drawn from a population with the true mean that is asked about, in
 * clusters as large and as much alike as the observed ones. The seed is fixed, so that the same evidence gives the same
 * figures.
 */

/** The kinds of rows to draw from. */
export interface Population {
  /** By kind of row: the value whose mean is asked about. */
  readonly values: readonly number[];
  /** How often each kind occurs. */
  readonly weights: readonly number[];
  /**
   * Whether the share of rows with the value 0 stays as it is, as far as the mean allows: these are the examples on
   * which two versions do equally well.
   */
  readonly hasTies: boolean;
  /** How much each row of each observed cluster counts. */
  readonly clusters: readonly (readonly number[])[];
  /** How alike rows of a cluster are, from 0 to 1. */
  readonly correlation: number;
}

/** The clusters of a sample. */
export interface Layout {
  readonly clusters: readonly (readonly number[])[];
  readonly rows: number;
}

/** Rows by their kinds, in the order of the layout, unless ties are left out. */
export interface Drawn {
  readonly kinds: Int32Array;
  count: number;
}

interface Trials {
  readonly population: Population;
  /** About how many rows a sample has. */
  readonly samples: number;
  /** The true value on the bound. */
  readonly bound: number;
  /** A true value is this plus the mean of the values. */
  readonly origin: number;
  /** Ties don't matter, so they aren't drawn; only without clusters. */
  readonly skipsTies?: boolean;
  /** Fewer trials are enough. */
  readonly isRough: boolean;
  /** Whether the gate passes what was drawn. */
  judge(layout: Layout, random: Random): (drawn: Drawn) => boolean;
}

const SEED = 20_261_129;

/**
 * The most rows that are drawn for a trial. For larger samples, the true value moves until it is as many standard
 * errors off the bound as in the whole sample.
 */
const MOST_ROWS = 10_000;

/** How many rows are drawn for one true mean, and in how many trials. */
const ROWS = 24e6;
const MOST_TRIALS = 80_000;
const LEAST_TRIALS = 1500;

/**
 * A rough chance takes this part of the trials. So do all true values after the first two, which share the trials of
 * those near them.
 */
const ROUGH = 1 / 16;
const FIRST = 2;

/** Trials for one true mean are enough for others that are at most this many standard errors off. */
const NEAR = 0.5;

/**
 * The chance to pass by the true value. All trials count for every true value, by how likely each is under it (Veach and
 * Guibas' balance heuristic, SIGGRAPH 1995, 419–428); where none is near, more are made.
 */
export function simulatedChance(asked: Trials): PassChance {
  const { population, samples, bound, origin, isRough, judge, skipsTies = false } = asked;
  const drawnPart = skipsTies ? max(shareOfOthers(population), 1e-3) : 1;
  const rows = min(samples, round(MOST_ROWS / drawnPart));
  const stretch = sqrt(samples / rows);
  const layout = layOut(population, rows);
  const random = seedRandom(SEED);
  const passes = judge(layout, random);
  const wanted = ROWS / (layout.rows * drawnPart);
  const most = min(MOST_TRIALS, max(LEAST_TRIALS, wanted));
  const runs: { readonly tilt: Tilt; readonly logOf: LogLikelihood; readonly trials: number }[] = [];
  const results: Result[] = [];
  const drawn: Drawn = { kinds: new Int32Array(layout.rows), count: 0 };

  const run = (tilt: Tilt) => {
    const trials = ceil(isRough || runs.length >= FIRST ? most * ROUGH : most);
    const draw = drawer(tilt, { population, layout, random, skipsTies });
    for (let trial = 0; trial < trials; trial += 1) {
      const result = draw(drawn);
      results.push({ ...result, passes: passes(drawn) });
    }
    runs.push({ tilt, logOf: logLikelihood(tilt), trials });
  };

  return (truth) => {
    const tilt = tiltTo(population, bound + (truth - bound) * stretch - origin);
    const near = NEAR * max(1e-12, tilt.deviation * sqrt(varianceOf(layout, population.correlation)));
    if (!runs.some((one) => abs(one.tilt.mean - tilt.mean) <= near)) run(tilt);
    const own = logLikelihood(tilt);
    let [passed, all] = [0, 0];
    for (const result of results) {
      const at = own(result);
      if (at === -Infinity) continue; // impossible under this truth
      let sum = 0;
      for (const { logOf, trials } of runs) sum += trials * exp(logOf(result) - at);
      all += 1 / sum;
      if (result.passes) passed += 1 / sum;
    }
    return all > 0 ? passed / all : 0;
  };
}

/** As many clusters as make up the samples, picked evenly from the observed ones by size. */
function layOut({ clusters }: Population, samples: number): Layout {
  const rows = clusters.reduce((sum, { length }) => sum + length, 0);
  const count = max(1, round((samples * clusters.length) / rows));
  const sorted = [...clusters].sort((one, other) => one.length - other.length);
  const chosen = Array.from(
    { length: count },
    (_, at) => sorted[floor(((at + 0.5) * sorted.length) / count)] ?? [],
  );
  return { clusters: chosen, rows: chosen.reduce((sum, { length }) => sum + length, 0) };
}

/** The variance of the mean, in variances of a row. */
function varianceOf({ clusters }: Layout, correlation: number): number {
  let [weight, variance] = [0, 0];
  for (const cluster of clusters) {
    const sum = cluster.reduce((one, other) => one + other, 0);
    const squares = cluster.reduce((one, other) => one + other * other, 0);
    weight += sum;
    variance += (1 - correlation) * squares + correlation * sum * sum;
  }
  return variance / weight ** 2;
}

function shareOfOthers({ values, weights }: Population): number {
  let [all, others] = [0, 0];
  for (const [at, weight] of weights.entries()) {
    all += weight;
    if (values[at] !== 0) others += weight;
  }
  return others / all;
}

/** The population with another mean: each kind occurs e^(tilt · value) times as often. */
interface Tilt {
  readonly tilt: number;
  readonly chances: readonly number[];
  readonly logMean: number;
  readonly mean: number;
  readonly deviation: number;
  /** The share of rows that aren't ties; 1 where there are none. */
  readonly others: number;
}

/** Beyond, a population is as good as all of one kind. */
const STEEPEST = 30;

/** How one-sided rows that aren't ties may be: a few must still fall the other way. */
const MOST_ONE_SIDED = 0.95;

function tiltTo(population: Population, mean: number): Tilt {
  const { values, hasTies } = population;
  const widest = values.reduce((most, value) => max(most, abs(value)), 0);
  const span = hasTies ? widest : spanOf(values);
  const share = hasTies ? shareOfOthers(population) : 1;
  const others = hasTies ? min(1, max(share, abs(mean) / (MOST_ONE_SIDED * widest))) : 1;
  if (span === 0) return tilted(population, 0, others);
  const steepest = STEEPEST / span;
  const off = (at: number) => tilted(population, at, others).mean - mean;
  return tilted(population, findRoot(off, { low: -steepest, high: steepest }), others);
}

function spanOf(values: readonly number[]): number {
  let [least, greatest] = [Infinity, -Infinity];
  for (const value of values) [least, greatest] = [min(least, value), max(greatest, value)];
  return greatest - least;
}

function tilted({ values, weights, hasTies }: Population, tilt: number, others: number): Tilt {
  const isTie = (at: number) => hasTies && values[at] === 0;
  let [base, total, ties, sum, squares] = [0, 0, 0, 0, 0];
  const raised = values.map((value, at) => {
    const weight = weights[at] as number;
    if (isTie(at)) {
      ties += weight;
      return weight;
    }
    const part = weight * exp(tilt * value);
    base += weight;
    total += part;
    sum += part * value;
    squares += part * value * value;
    return part;
  });
  const mean = (others * sum) / total;
  return {
    ...{ tilt, others, mean, logMean: log(total / base) },
    chances: raised.map((part, at) => (isTie(at) ? ((1 - others) * part) / ties : (others * part) / total)),
    deviation: sqrt(max(0, (others * squares) / total - mean * mean)),
  };
}

/** What a trial found, and what its likelihood depends on: rows that are copies of others don't count. */
interface Result {
  /** Sum of the values. */
  readonly sum: number;
  readonly others: number;
  readonly ties: number;
  readonly passes: boolean;
}

type LogLikelihood = (of: Result) => number;

/** The logarithm of a trial's likelihood, without the terms that all tilts share. */
function logLikelihood({ tilt, logMean, others: share }: Tilt): LogLikelihood {
  const [other, tie] = [log(share) - logMean, log(1 - share)];
  return ({ sum, others, ties }) =>
    tilt * sum + (others === 0 ? 0 : others * other) + (ties === 0 ? 0 : ties * tie);
}

interface Drawing {
  readonly population: Population;
  readonly layout: Layout;
  readonly random: Random;
  readonly skipsTies: boolean;
}

/**
 * Draws rows. Each row of a cluster is new or a copy of an earlier one, so that any two are alike with the chance
 * `correlation` (Pólya's urn). For right-or-wrong rows, that is the beta-binomial distribution.
 */
function drawer(
  { chances, others }: Tilt,
  { population: { values, correlation, hasTies }, layout, random, skipsTies }: Drawing,
): (into: Drawn) => Omit<Result, 'passes'> {
  if (skipsTies) {
    const pick = picker(chances.map((chance, at) => (values[at] === 0 ? 0 : chance)));
    const rate = log(1 - min(others, 1 - 1e-16));
    return (into) => {
      let [count, sum] = [0, 0];
      // the distance to the next row that isn't a tie
      const next = () => (others === 0 ? Infinity : 1 + floor(log(1 - random.uniform()) / rate));
      for (let row = next(); row <= layout.rows; row += next()) {
        const kind = pick(random.coarse());
        into.kinds[count] = kind;
        sum += values[kind] as number;
        count += 1;
      }
      into.count = count;
      return { sum, others: count, ties: layout.rows - count };
    };
  }
  const pick = picker(chances);
  const valueOf = Float64Array.from(values);
  const isOther = Int8Array.from(values, (value) => (hasTies && value === 0 ? 0 : 1));
  const fresh = correlation === 0 ? 0 : (1 - correlation) / correlation;
  const sizes = Int32Array.from(layout.clusters, ({ length }) => length);
  return (into) => {
    const { kinds } = into;
    let at = 0;
    let sum = 0;
    let others = 0;
    let count = 0;
    for (const size of sizes) {
      for (let row = 0; row < size; row += 1) {
        let place = random.coarse();
        if (correlation > 0) {
          // one number decides whether the row is a copy and of which row, or else which new one it is
          const turn = place * (row + fresh);
          if (turn < row) {
            kinds[at + row] = kinds[at + floor(turn)] as number;
            continue;
          }
          place = fresh === 0 ? place : (turn - row) / fresh;
        }
        const kind = pick(place);
        kinds[at + row] = kind;
        sum += valueOf[kind] as number;
        others += isOther[kind] as number;
        count += 1;
      }
      at += size;
    }
    into.count = at;
    return { sum, others, ties: count - others };
  };
}

/** Entries of a guide table, which leads close to the kind that is drawn. */
const GUIDE = 4096;

/** Finds kinds by their chances. @returns the kind at a place from 0 to 1 */
function picker(chances: readonly number[]): (place: number) => number {
  const total = chances.reduce((one, other) => one + other, 0);
  const upTo = new Float64Array(chances.length);
  let sum = 0;
  for (const [at, chance] of chances.entries()) upTo[at] = sum += chance / total;
  const last = chances.length - 1;
  const guide = new Int32Array(GUIDE);
  for (let at = 0, kind = 0; at < GUIDE; at += 1) {
    while (kind < last && (upTo[kind] as number) <= at / GUIDE) kind += 1;
    guide[at] = kind;
  }
  return (place) => {
    let kind = guide[floor(place * GUIDE)] as number;
    while (kind < last && (upTo[kind] as number) <= place) kind += 1;
    return kind;
  };
}

/** Draws rows from a population without ties, with its mean as it is, for the other version of a comparison. */
export function drawAsIs(
  population: Population,
  samples: number,
  random: Random,
): { readonly layout: Layout; readonly draw: () => Drawn } {
  const layout = layOut(population, samples);
  const drawn: Drawn = { kinds: new Int32Array(layout.rows), count: 0 };
  const draw = drawer(tilted(population, 0, 1), { population, layout, random, skipsTies: false });
  return {
    layout,
    draw: () => {
      draw(drawn);
      return drawn;
    },
  };
}
