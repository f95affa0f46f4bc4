import { clusteredMean, sampleOfRows, type ClusteredValue } from '../../../src/statistics/clusters.js';
import { studentQuantile } from '../../../src/statistics/distributions.js';
import { oneSampleInterval } from '../../../src/statistics/one-sample.js';
import {
  intervalOfMoments,
  joinByKey,
  summarize,
  type Pair,
  type Row,
} from '../../../src/statistics/paired.js';
import { correlationOfPairs, pairedChance } from '../../../src/statistics/power-pairs.js';
import { clusteredChance, readClustered } from '../../../src/statistics/power-rows.js';
import type { Random } from '../../unit/statistics/support/random.js';

// a global is slow to look up where tests run
const { floor, log, sqrt } = Math;

const CONFIDENCE = 0.95;
const LARGEST = 20;

/** How many clusters there are, and how much values of one of them correlate. */
export interface Design {
  readonly clusters: number;
  readonly correlation: number;
}

/** What a trial of a kind found: whether the true value, which lies on the bound, passes. */
export interface Verdicts {
  readonly passes: boolean;
  /** The same by Student's t, if every row were independent. */
  readonly passesAsRows: boolean;
  /** The same by the t of the clustered standard error alone (CR2, Satterthwaite), or null where it isn't told. */
  readonly passesByCr2: boolean | null;
}

/** A kind of data whose true value lies on the bound. */
export interface Kind {
  readonly name: string;
  trial(random: Random, design: Design): Verdicts;
}

/** Clusters of 1 to 20 rows. */
function drawSizes(random: Random, clusters: number): number[] {
  return Array.from({ length: clusters }, () => 1 + floor(random.uniform() * LARGEST));
}

/** A gamma number of any shape, by Marsaglia and Tsang (ACM TOMS 26, 2000, 363–372). */
function drawGamma(random: Random, shape: number): number {
  if (shape < 1) return drawGamma(random, shape + 1) * (1 - random.uniform()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && log(1 - random.uniform()) < 0.5 * x * x + d * (1 - v + log(v))) return d * v;
  }
}

/** A cluster's own chances: Dirichlet, so that two of its rows correlate as asked. */
function drawChances(random: Random, chances: readonly number[], correlation: number): readonly number[] {
  if (correlation === 0) return chances;
  const drawn = chances.map((chance) =>
    chance === 0 || correlation === 1 ? 0 : drawGamma(random, chance * (1 / correlation - 1)),
  );
  const sum = drawn.reduce((one, other) => one + other, 0);
  if (sum > 0) return drawn.map((one) => one / sum);
  // as good as all of one kind
  let left = random.uniform();
  const only = chances.findIndex((chance) => (left -= chance) < 0);
  return chances.map((_, at) => (at === only ? 1 : 0));
}

/** Rows of a trial, cluster by cluster. They are only made into objects where the trial may pass. */
interface Drawn {
  readonly values: Float64Array;
  readonly sizes: readonly number[];
}

function drawRows(sizes: readonly number[], drawCluster: () => () => number): Drawn {
  const values = new Float64Array(sizes.reduce((sum, size) => sum + size, 0));
  let at = 0;
  for (const size of sizes) {
    const draw = drawCluster();
    for (let row = 0; row < size; row += 1, at += 1) values[at] = draw();
  }
  return { values, sizes };
}

function toRows({ values, sizes }: Drawn): ClusteredValue[] {
  let at = 0;
  return sizes.flatMap((size, cluster) =>
    Array.from({ length: size }, () => ({ value: values[at++] ?? NaN, cluster: String(cluster) })),
  );
}

function drawNormals(random: Random, { correlation }: Design): () => () => number {
  const [shared, own] = [sqrt(correlation), sqrt(1 - correlation)];
  return () => {
    const level = shared * random.normal();
    return () => level + own * random.normal();
  };
}

/** 1 with the first chance, −1 with the second, else 0. */
function drawSigns(random: Random, { correlation }: Design, chances: readonly number[]): () => () => number {
  return () => {
    const [gain = 0, loss = 0] = drawChances(random, chances, correlation);
    return () => {
      const at = random.uniform();
      return at < gain ? 1 : at < gain + loss ? -1 : 0;
    };
  };
}

/** What a mean is, and its standard errors by rows and by clusters (CR2). */
interface Errors {
  readonly mean: number;
  readonly ofRows: number;
  readonly ofClusters: number;
}

function errorsOf({ values, sizes }: Drawn): Errors {
  const n = values.length;
  let [sum, squares] = [0, 0];
  for (const value of values) [sum, squares] = [sum + value, squares + value * value];
  const mean = sum / n;
  let [variance, at] = [0, 0];
  for (const size of sizes) {
    let deviation = -size * mean;
    for (let row = 0; row < size; row += 1, at += 1) deviation += values[at] ?? NaN;
    variance += (deviation * deviation) / (1 - size / n) / (n * n);
  }
  return { mean, ofRows: sqrt(Math.max(0, squares / n - mean * mean) / (n - 1)), ofClusters: sqrt(variance) };
}

/**
 * Limits are never narrower than CR2's by t with clusters − 1 degrees of freedom, so what fails by them isn't judged.
 * @param judge the real limits
 */
function judge(drawn: Drawn, bound: number, passes: (rows: ClusteredValue[]) => boolean): Verdicts {
  const { mean, ofRows, ofClusters } = errorsOf(drawn);
  const passesAsRows = mean - quantile(drawn.values.length - 1) * ofRows >= bound;
  if (mean - quantile(drawn.sizes.length - 1) * ofClusters < bound - ROUNDING)
    return { passes: false, passesAsRows, passesByCr2: false };
  const rows = toRows(drawn);
  const { degrees } = clusteredMean(rows);
  const passesByCr2 = mean - quantile(degrees) * ofClusters >= bound;
  return { passes: passes(rows), passesAsRows, passesByCr2 };
}

const ROUNDING = 1e-9;

export function passesOne(rows: readonly ClusteredValue[], bound: number): boolean {
  const sample = sampleOfRows(rows);
  const found = 'absence' in sample ? sample : oneSampleInterval(sample, CONFIDENCE);
  return 'lower' in found && found.lower >= bound;
}

/** Differences, as pairs that have them. */
function passesDifferences(rows: readonly ClusteredValue[], bound: number): boolean {
  return passesPaired(
    rows.map(({ value, cluster }) => ({ candidate: value, champion: 0, cluster })),
    bound,
  );
}

function passesPaired(pairs: readonly Pair[], bound: number): boolean {
  const moments = summarize(pairs, 1);
  if ('absence' in moments) return false;
  const degrees = moments.clusters?.degrees ?? moments.samples - 1;
  if (!moments.isExact && moments.estimate - quantile(degrees) * moments.stderr < bound) return false;
  return intervalOfMoments(moments, { confidence: CONFIDENCE, factor: 1 }).lower >= bound;
}

const quantiles = new Map<number, number>();

/** Of Student's t, by degrees of freedom that are rounded up: it only rules out what surely fails. */
function quantile(degrees: number): number {
  const rounded = Math.ceil(degrees * 100) / 100;
  const known = quantiles.get(rounded) ?? studentQuantile(CONFIDENCE, rounded);
  quantiles.set(rounded, known);
  return known;
}

/** Both versions' repeats of examples on which they do equally well; each example its own cluster. */
function drawRepeats(random: Random, design: Design, chance: number): readonly [Row[], Row[]] {
  const files: [Row[], Row[]] = [[], []];
  for (let at = 0; at < design.clusters; at += 1) {
    const [own = 0] = drawChances(random, [chance, 1 - chance], design.correlation);
    const key = String(at);
    for (const file of files) {
      const [size = 1] = drawSizes(random, 1);
      for (let row = 0; row < size; row += 1)
        file.push({ key, cluster: key, score: random.uniform() < own ? 1 : 0 });
    }
  }
  return files;
}

function judgeRepeats([candidate, champion]: readonly [Row[], Row[]]): Verdicts {
  const joined = joinByKey(candidate, champion);
  if ('absence' in joined) throw new Error(joined.absence);
  const values = Float64Array.from(joined.pairs, (pair) => pair.candidate - pair.champion);
  const { mean, ofRows } = errorsOf({ values, sizes: joined.pairs.map(() => 1) });
  const passesAsRows = mean >= quantile(values.length - 1) * ofRows;
  return { passes: passesPaired(joined.pairs, 0), passesAsRows, passesByCr2: null };
}

const RIGHT = [0.5, 0.8, 0.95, 0.99];
const DIFFERING = [
  [0.4, 0],
  [0.1, 0],
  [0.1, -0.02],
  [0.1, -0.1],
  [0.02, -0.02],
] as const;

export const KINDS: readonly Kind[] = [
  {
    name: 'one sample, normal',
    trial: (random, design) =>
      judge(drawRows(drawSizes(random, design.clusters), drawNormals(random, design)), 0, (rows) =>
        passesOne(rows, 0),
      ),
  },
  ...RIGHT.map((chance) => ({
    name: `one sample, ${100 * chance} % right`,
    trial: (random: Random, design: Design) =>
      judge(
        drawRows(drawSizes(random, design.clusters), drawSigns(random, design, [chance, 0, 1 - chance])),
        chance,
        (rows) => passesOne(rows, chance),
      ),
  })),
  {
    name: 'pairs, normal',
    trial: (random, design) =>
      judge(drawRows(drawSizes(random, design.clusters), drawNormals(random, design)), 0, (rows) =>
        passesDifferences(rows, 0),
      ),
  },
  ...DIFFERING.map(([differing, bound]) => ({
    name: `pairs, ${100 * differing} % differ, bound ${bound}`,
    trial: (random: Random, design: Design) => {
      const chances = [(differing + bound) / 2, (differing - bound) / 2, 1 - differing];
      return judge(
        drawRows(drawSizes(random, design.clusters), drawSigns(random, design, chances)),
        bound,
        (rows) => passesDifferences(rows, bound),
      );
    },
  })),
  {
    name: 'pairs, repeats averaged, 80 % right',
    trial: (random, design) => judgeRepeats(drawRepeats(random, design, 0.8)),
  },
];

export const DESIGNS: readonly Design[] = [10, 30, 100].flatMap((clusters) =>
  [0, 0.2, 0.8].map((correlation) => ({ clusters, correlation })),
);

/** How often each verdict of a kind passes. */
export function measure(
  { trial }: Kind,
  design: Design,
  { random, runs }: { readonly random: Random; readonly runs: number },
): { readonly passes: number; readonly asRows: number; readonly byCr2: number | null } {
  let [passes, asRows, byCr2] = [0, 0, 0];
  let tells = true;
  for (let run = 0; run < runs; run += 1) {
    const found = trial(random, design);
    passes += found.passes ? 1 : 0;
    asRows += found.passesAsRows ? 1 : 0;
    byCr2 += found.passesByCr2 === true ? 1 : 0;
    tells = found.passesByCr2 !== null;
  }
  return { passes: passes / runs, asRows: asRows / runs, byCr2: tells ? byCr2 / runs : null };
}

/** Evidence whose power is asked for. Values are right or wrong, or what a candidate gains on the champion. */
export interface PowerCase {
  readonly name: string;
  readonly design: Design;
  /** Of 1 and of −1, or of right and of nothing; of evidence that is as good as the bound. */
  readonly chances: readonly [number, number];
  readonly isPaired: boolean;
}

export const POWER_CASES: readonly PowerCase[] = [30, 100].flatMap((clusters) =>
  [0.2, 0.8].flatMap((correlation) => [
    {
      name: `right or wrong, ${clusters} clusters, alike by ${correlation}`,
      ...{ design: { clusters, correlation }, chances: [0.8, 0] as const, isPaired: false },
    },
    {
      name: `pairs, ${clusters} clusters, alike by ${correlation}`,
      ...{ design: { clusters, correlation }, chances: [0.1, 0.1] as const, isPaired: true },
    },
  ]),
);

/**
 * What `stagegate power` says of drawn evidence, and how often the gate passes samples that are drawn in another way:
 * whole clusters by their own chances, not row by row.
 */
export function comparePower(
  { design, chances, isPaired }: PowerCase,
  { random, runs }: { readonly random: Random; readonly runs: number },
): readonly { readonly truth: string; readonly told: number; readonly simulated: number }[] {
  const [gain, loss] = chances;
  const bound = isPaired ? 0 : gain;
  const rows = toRows(
    drawRows(drawSizes(random, design.clusters), drawSigns(random, design, [gain, loss, 1 - gain - loss])),
  );
  const rule = { confidence: CONFIDENCE, factor: 1, required: { min: bound }, isTolerated: false };
  const asked = { rule, sign: 1, bound, isRough: false } as const;
  const observed = readClustered(rows);
  if ('absence' in observed) throw new Error(observed.absence);
  const { population } = observed;
  const pairs = rows.map(({ value, cluster }) => ({ candidate: value, champion: 0, cluster }));
  const told = isPaired
    ? pairedChance(pairs, { samples: rows.length }, rule)
    : clusteredChance(observed, null, asked);
  if (typeof told !== 'function') throw new Error(told.absence);
  const correlation = isPaired ? correlationOfPairs(pairs) : population.correlation;
  const evidence = { sizes: population.clusters.map(({ length }) => length), values: valuesOf(rows) };
  const differing = evidence.values.filter((value) => value !== 0).length / rows.length;
  const likely = { clusters: design.clusters, correlation };
  return [0, 2.5 * errorsOf(evidence).ofClusters].map((off) => {
    const truth = bound + off;
    // as many differ as now, or as the difference takes with one in 40 the other way
    const differ = Math.max(differing, truth / 0.95);
    const of = isPaired ? [(differ + truth) / 2, (differ - truth) / 2, 1 - differ] : [truth, 0, 1 - truth];
    let passed = 0;
    for (let run = 0; run < runs; run += 1) {
      const drawn = drawRows(evidence.sizes, drawSigns(random, likely, of));
      const { passes } = judge(drawn, bound, (one) =>
        isPaired ? passesDifferences(one, bound) : passesOne(one, bound),
      );
      passed += passes ? 1 : 0;
    }
    const name = off === 0 ? 'on the bound' : '2.5 se better';
    return { truth: name, told: told(truth), simulated: passed / runs };
  });
}

function valuesOf(rows: readonly ClusteredValue[]): Float64Array {
  return Float64Array.from(rows, ({ value }) => value);
}
