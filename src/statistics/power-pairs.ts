import { atLeast, likelyCounts, NORMAL_NODES, type Weighted } from './chance.js';
import { findFrontier, leastWhole, type Frontier } from './frontier.js';
import { clusteredMean, FEWEST_CLUSTERS } from './clusters.js';
import { momentsMeet } from './meets.js';
import {
  clusterMoments,
  countDifferences,
  intervalOfMoments,
  readChampion,
  summarize,
  type Moments,
  type Pair,
} from './paired.js';
import { type Absence, ON_BOUND, slackOf, type PassChance, type Rule } from './interval.js';
import { endsOf } from './power.js';
import { averager, clustersOf, countKinds, UNSEEN, type CountedKinds } from './power-rows.js';
import { counted } from './sample.js';
import { simulatedChance, type Drawn, type Layout } from './simulation.js';

const { abs, ceil, max, min, sqrt } = Math;

/**
 * The chance that a comparison on the same examples passes, by the candidate's true mean score. The champion's true
 * mean is its mean in `pairs`. The two differ on the same share of the examples as in `pairs`, or on more if the
 * difference takes more.
 * @param samples how many examples both will be evaluated on
 * @param isRough a rough chance is enough
 */
export function pairedChance(
  pairs: readonly Pair[],
  { samples, isRough = false }: { readonly samples: number; readonly isRough?: boolean },
  rule: Rule,
): PassChance | Absence {
  const moments = summarize(pairs, rule.factor);
  if ('absence' in moments) return moments;
  return moments.isExact
    ? countedPairs(moments, samples, rule)
    : scoredPairs(pairs, { samples, isRough, moments }, rule);
}

/**
 * Exact, for right-or-wrong results: every number of differing examples, and every way that they can fall, is decided
 * as the gate does. With a factor, it also matters how many the champion has right: three likely values stand for all.
 */
function countedPairs(moments: Moments, samples: number, rule: Rule): PassChance {
  const { size, counts, champion } = moments;
  const isUpward = 'min' in rule.required;
  const options = { confidence: rule.confidence, factor: rule.factor };
  const observed = (counts.gained + counts.lost) / counts.samples;
  // counts what speaks for passing: what is gained, or lost where less is better
  const slack = (differing: number, favourable: number, right: number) => {
    const gained = isUpward ? favourable : differing - favourable;
    const lost = differing - gained;
    const own = rule.factor === 1 ? champion : counted(right, samples);
    const estimate = (size * (gained - lost)) / samples + (1 - rule.factor) * own.value;
    const at = { ...moments, samples, estimate, counts: { gained, lost, samples }, champion: own };
    return slackOf(rule, intervalOfMoments(at, options)) / size;
  };
  const bound = (isUpward ? rule.required.min : -(rule.required as { max: number }).max) / size;
  const drawn = new Map<string, { rows: Weighted[]; frontiers: Frontier[] }>();
  const spread = sqrt(champion.value * (1 - champion.value) * samples);
  const rights = NORMAL_NODES.map(({ value }) => champion.value * samples + 2 * value * spread);
  const kept = rule.factor === 1 ? [0] : rights.map((right) => min(samples, max(0, right)));

  const frontiersFor = (differ: number) => {
    const rows = likelyCounts(samples, differ);
    const { first, last } = endsOf(rows);
    const key = `${first} ${last}`;
    const found = drawn.get(key);
    if (found !== undefined) return { ...found, rows };
    const frontiers = kept.map((right) =>
      findFrontier((differing, favourable) => slack(differing, favourable, right), {
        ...{ first, last, most: samples },
        columns: (differing) => differing,
        guess: (differing) => (differing + bound * samples) / 2 + 0.8 * sqrt(differing),
        step: sqrt(last) / 4 + 1,
      }),
    );
    drawn.set(key, { rows, frontiers });
    return { rows, frontiers };
  };

  return (truth) => {
    const difference = max(-1, min(1, (truth - champion.value) / size));
    const differ = min(1, max(observed, abs(difference)));
    const { rows, frontiers } = frontiersFor(differ);
    const favour = differ === 0 ? 0.5 : (1 + (isUpward ? 1 : -1) * (difference / differ)) / 2;
    // of the examples on which both do as well, the share that both have right
    const both = champion.value - (differ - difference) / 2;
    const share = differ >= 1 ? 0 : min(1, max(0, both / (1 - differ)));
    return rows.reduce((sum, { value: row, weight }) => {
      if (rule.factor === 1) {
        const least = leastWhole(frontiers[0]?.(row) ?? Infinity, (column) => slack(row, column, 0));
        return sum + weight * atLeast(least, row, favour);
      }
      const rest = samples - row;
      const chance = NORMAL_NODES.reduce((part, node) => {
        const right = min(rest, max(0, rest * share + node.value * sqrt(rest * share * (1 - share))));
        // examples that the champion has right and the candidate wrong count too
        let turn = frontiers[1]?.(row) ?? Infinity;
        for (let step = 0; step < CONTRACTIONS && Number.isFinite(turn); step += 1) {
          const lost = isUpward ? row - turn : turn;
          turn = across(kept as Three, frontiers.map((frontier) => frontier(row)) as Three, right + lost);
        }
        return part + node.weight * atLeast(ceil(turn - ON_BOUND), row, favour);
      }, 0);
      return sum + weight * chance;
    }, 0);
  };
}

/** Steps towards a fixed point. The champion's part is small, so each step comes far closer than the one before. */
const CONTRACTIONS = 3;

type Three = [number, number, number];

/** Lagrange's interpolation through three points. */
function across([a, b, c]: Three, [fa, fb, fc]: Three, at: number): number {
  if (a === b || b === c || !Number.isFinite(fa + fb + fc)) return fb;
  return (
    (fa * (at - b) * (at - c)) / ((a - b) * (a - c)) +
    (fb * (at - a) * (at - c)) / ((b - a) * (b - c)) +
    (fc * (at - a) * (at - b)) / ((c - a) * (c - b))
  );
}

/**
 * The chance that a comparison of graded scores on the same examples, or of examples in clusters, passes. The versions
 * differ on the same share of the examples as in `pairs`, or on more if the difference takes more. They differ by as
 * much as there, and either of them may do better.
 */
function scoredPairs(
  pairs: readonly Pair[],
  { samples, isRough, moments }: { samples: number; isRough: boolean; moments: Moments },
  rule: Rule,
): PassChance {
  const { kinds, weights } = mirrored(pairs, moments.size);
  const values = kinds.map(([difference]) => difference);
  const own = kinds.map(([, champion]) => champion);
  const { clusters } = moments;
  const correlation = clusters === undefined ? 0 : correlationOfPairs(pairs);
  const origin = pairs.reduce((sum, { champion }) => sum + champion, 0) / pairs.length;
  const threshold = 'min' in rule.required ? rule.required.min : rule.required.max;
  const toMoments = drawnMoments(moments, { values, own, isClustered: clusters !== undefined }, rule.factor);
  return simulatedChance({
    population: { values, weights, hasTies: true, clusters: clustersOf(pairs), correlation },
    ...{ samples, origin, isRough },
    // the champion's part of a percentage depends on every example
    skipsTies: clusters === undefined && rule.factor === 1,
    bound: rule.factor * origin + threshold,
    judge: (layout) => {
      const momentsOf = toMoments(layout);
      if (clusters !== undefined && layout.clusters.length < FEWEST_CLUSTERS) return () => false;
      return (drawn) => momentsMeet(momentsOf(drawn), rule);
    },
  });
}

/** How alike the differences of a cluster are, from 0 to 1. @param pairs in clusters */
export function correlationOfPairs(pairs: readonly Pair[]): number {
  const values = pairs.map(({ candidate, champion, cluster = '' }) => ({
    value: candidate - champion,
    cluster,
  }));
  return clusteredMean(values).correlation;
}

/** The difference of a pair, and the champion's score. */
type PairKind = readonly [difference: number, champion: number];

/** The kinds of pairs. Each difference is equally likely in either direction. */
function mirrored(pairs: readonly Pair[], size: number): CountedKinds<PairKind> {
  const { kinds, weights } = countKinds(
    pairs as readonly (Pair & { weight?: undefined })[],
    (pair): PairKind => [pair.candidate - pair.champion, pair.champion],
  );
  const other = kinds.map(([difference, champion]): PairKind => [-difference, champion]);
  const all = { kinds: [...kinds, ...other], weights: [...weights, ...weights].map((one) => one / 2) };
  if (kinds.some(([difference]) => difference !== 0)) return all;
  // none differs yet: a difference is as large as it can be
  const none = kinds.map(([, champion]): PairKind => [size, champion]);
  return {
    kinds: [...all.kinds, ...none, ...none.map(([, champion]): PairKind => [-size, champion])],
    weights: [...all.weights, ...none.flatMap(() => [UNSEEN, UNSEEN])],
  };
}

/** What is known of each kind of pair. */
interface PairKinds {
  readonly values: readonly number[];
  readonly own: readonly number[];
  readonly isClustered: boolean;
}

/** The moments of drawn pairs, as `summarize` finds them. */
function drawnMoments(
  { size: usual, champion }: Moments,
  { values, own, isClustered }: PairKinds,
  factor: number,
): (layout: Layout) => (drawn: Drawn) => Moments {
  const areCounts = champion.kind === 'counted';
  const compared = values.map((difference, at) => difference + (1 - factor) * (own[at] as number));
  return (layout) => {
    const samples = layout.rows;
    const average = isClustered
      ? {
          compared: averager(compared, layout),
          differences: averager(values, layout),
          champion: averager(own, layout),
        }
      : null;
    return (drawn) => {
      const differing: number[] = [];
      const [e, c] = [
        { sum: 0, squares: 0 },
        { sum: 0, squares: 0 },
      ];
      for (let row = 0; row < drawn.count; row += 1) {
        const kind = drawn.kinds[row] as number;
        const value = values[kind] as number;
        if (value !== 0) differing.push(value);
        add(e, compared[kind] as number);
        if (factor !== 1) add(c, own[kind] as number);
      }
      const { size, gained, lost, isOneSize } = countDifferences(differing);
      const mean = c.sum / samples;
      const moments: Moments = {
        samples,
        estimate: e.sum / samples,
        stderr: stderrOf(e, samples),
        size: size ?? usual,
        counts: { gained, lost, samples },
        isExact: isOneSize && (factor === 1 || areCounts),
        champion: areCounts
          ? counted(c.sum, samples)
          : { kind: 'measured', value: mean, stderr: stderrOf(c, samples), samples },
      };
      if (average === null) return moments;
      const all = average.compared(drawn);
      return clusterMoments(moments, {
        compared: all,
        differences: factor === 1 ? all : average.differences(drawn),
        champion: factor === 1 ? champion : readChampion(average.champion(drawn), areCounts ? samples : null),
      });
    };
  };
}

interface Sums {
  sum: number;
  squares: number;
}

function add(to: Sums, value: number): void {
  to.sum += value;
  to.squares += value * value;
}

function stderrOf({ sum, squares }: Sums, samples: number): number {
  return sqrt(abs(squares - (sum * sum) / samples) / (samples - 1) / samples);
}
