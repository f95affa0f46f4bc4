import {
  atLeast,
  findTurn,
  likelyCounts,
  likelySpreads,
  normalCdf,
  normalDensity,
  NORMAL_NODES,
  type Weighted,
} from './chance.js';
import { findFrontier, type Frontier } from './frontier.js';
import { intervalOfMoments, summarize, type Moments, type Pair } from './paired.js';
import type { Absence } from './interval.js';
import { counted, ON_BOUND, slackOf, type PassChance, type Rule } from './power.js';
import type { Reading } from './sample.js';

const { abs, ceil, exp, max, min, sqrt } = Math;

/**
 * The chance to pass of a comparison on the same examples, by the candidate's true mean score. The champion's is its
 * mean in `pairs`, and the two differ on as large a share of the examples as there, or as the difference takes.
 * @param samples how many examples both will be evaluated on
 */
export function pairedChance(pairs: readonly Pair[], samples: number, rule: Rule): PassChance | Absence {
  const moments = summarize(pairs, rule.factor);
  if ('absence' in moments) return moments;
  return moments.isExact ? countedPairs(moments, samples, rule) : scoredPairs(pairs, samples, rule);
}

/**
 * Right or wrong, exact: every number of differing examples, and how they fall, is decided on as the gate does. With a
 * factor, how many the champion has right counts too; it is taken at three of its likely values.
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
    const [first, last] = [rows[0]?.value ?? 0, rows.at(-1)?.value ?? 0];
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
        // what the champion has right and the candidate wrong counts too
        let turn = frontiers[1]?.(row) ?? Infinity;
        for (let step = 0; step < CONTRACTIONS && Number.isFinite(turn); step += 1) {
          const lost = isUpward ? row - turn : turn;
          turn = across(
            kept,
            frontiers.map((frontier) => frontier(row)),
            right + lost,
          );
        }
        return part + node.weight * atLeast(ceil(turn - ON_BOUND), row, favour);
      }, 0);
      return sum + weight * chance;
    }, 0);
  };
}

/** The champion's part is small, so that each step is far closer than the one before. */
const CONTRACTIONS = 3;

/** Where a turn is nearly whole, the gate itself decides. */
function leastWhole(turn: number, slack: (column: number) => number): number {
  if (!Number.isFinite(turn)) return Infinity;
  const nearest = Math.round(turn);
  if (abs(turn - nearest) > 1e-3) return ceil(turn);
  return slack(nearest) >= -ON_BOUND ? nearest : nearest + 1;
}

/** Lagrange's interpolation through three points. */
function across(places: readonly number[], values: readonly number[], at: number): number {
  const [a = 0, b = 0, c = 0] = places;
  const [fa = Infinity, fb = Infinity, fc = Infinity] = values;
  if (a === b || b === c || !Number.isFinite(fa + fb + fc)) return fb;
  return (
    (fa * (at - b) * (at - c)) / ((a - b) * (a - c)) +
    (fb * (at - a) * (at - c)) / ((b - a) * (b - c)) +
    (fc * (at - a) * (at - b)) / ((c - a) * (c - b))
  );
}

/** A pair that occurs, and how often. */
interface Kind extends Pair {
  readonly count: number;
}

/** More kinds of pairs than this say no more. */
const MOST_KINDS = 4000;

/**
 * Scores. A population with another mean difference is the pairs' own, tilted: each counts e^(tilt · difference) times,
 * which is also how a sample looks whose mean difference is off by chance (the Gibbs principle). Its mean is normal but
 * for its skewness (Edgeworth's first term), and its spread, beyond what goes with the mean, as uncertain as the
 * pairs' fourth moment says.
 */
function scoredPairs(pairs: readonly Pair[], samples: number, rule: Rule): PassChance {
  const isUpward = 'min' in rule.required;
  const sign = isUpward ? 1 : -1;
  const kinds = kindsOf(pairs);
  const options = { confidence: rule.confidence, factor: rule.factor };
  const untilted = tilted(kinds, 0, rule.factor);
  const steepest = 30 / max(...kinds.map((kind) => abs(kind.candidate - kind.champion)));
  const slackAt = (tilt: number, spread: number) => {
    const { moments } = tilted(kinds, sign * tilt, rule.factor);
    return slackOf(rule, intervalOfMoments(enlarged(moments, samples, spread), options));
  };
  const unit = 1 / (sqrt(samples) * untilted.deviation);
  const turns = likelySpreads(max(2, untilted.degrees * samples), 1.5).map(({ value: spread, weight }) => {
    const tilt = findTurn((at) => slackAt(at, spread), {
      ...{ guess: unit, step: 2 * unit, low: -steepest, high: steepest },
    });
    const turn = Number.isFinite(tilt)
      ? tilted(kinds, sign * tilt, rule.factor).moments.estimate
      : sign * Infinity;
    return { value: turn, weight };
  });
  return (truth) => {
    const wanted = truth - untilted.champion;
    const tilt = findTurn((at) => tilted(kinds, at, 1).moments.estimate - wanted, {
      ...{ guess: 0, step: unit, low: -steepest, high: steepest },
    });
    const { moments, deviation, skewness } = tilted(kinds, min(steepest, tilt), rule.factor);
    return turns.reduce((sum, { value: turn, weight }) => {
      const z = (sign * (moments.estimate - turn) * sqrt(samples)) / deviation;
      const edge = Number.isFinite(z)
        ? ((sign * skewness) / (6 * sqrt(samples))) * (z * z - 1) * normalDensity(z)
        : 0;
      return sum + weight * max(0, min(1, normalCdf(z) + edge));
    }, 0);
  };
}

function kindsOf(pairs: readonly Pair[]): Kind[] {
  const stride = ceil(pairs.length / MOST_PAIRS);
  const kinds = new Map<string, Kind>();
  for (let at = 0; at < pairs.length; at += stride) {
    const pair = pairs[at];
    if (pair === undefined) continue;
    const key = `${pair.candidate} ${pair.champion}`;
    kinds.set(key, { ...pair, count: (kinds.get(key)?.count ?? 0) + 1 });
  }
  const all = [...kinds.values()];
  if (all.length <= MOST_KINDS) return all;
  // as many, evenly over the differences
  all.sort((a, b) => a.candidate - a.champion - (b.candidate - b.champion));
  const step = all.length / MOST_KINDS;
  return Array.from({ length: MOST_KINDS }, (_, at) => all[Math.floor((at + 0.5) * step)]).filter(
    (kind) => kind !== undefined,
  );
}

const MOST_PAIRS = 1e6;

/** A population of pairs. */
interface Tilted {
  /** Of one pair: `samples` is 1. */
  readonly moments: Moments;
  /** Of a pair's candidate less factor times its champion. */
  readonly deviation: number;
  readonly skewness: number;
  /** Degrees of freedom of the sample's spread for each example, without what goes with its mean. */
  readonly degrees: number;
  /** The champion's mean. */
  readonly champion: number;
}

function tilted(kinds: readonly Kind[], tilt: number, factor: number): Tilted {
  const weights = kinds.map(({ candidate, champion, count }) => count * exp(tilt * (candidate - champion)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = (f: (kind: Kind) => number) =>
    kinds.reduce((sum, kind, at) => sum + ((weights[at] ?? 0) / total) * f(kind), 0);
  const estimate = mean(({ candidate, champion }) => candidate - factor * champion);
  const power = (to: number) =>
    mean(({ candidate, champion }) => (candidate - factor * champion - estimate) ** to);
  const [variance, third, fourth] = [power(2), power(3), power(4)];
  const [gains, losses] = [1, -1].map((side) =>
    mean(({ candidate, champion }) => max(0, side * (candidate - champion))),
  ) as [number, number];
  const size = mean(({ candidate, champion }) => (candidate - champion) ** 2) / (gains + losses);
  const own = mean(({ champion }) => champion);
  const ownVariance = mean(({ champion }) => (champion - own) ** 2);
  const residual = fourth - variance * variance - (third * third) / variance;
  return {
    moments: {
      ...{ samples: 1, estimate, stderr: sqrt(variance), size, isExact: false },
      counts: { gained: gains / size, lost: losses / size, samples: 1 },
      champion: { kind: 'measured', value: own, stderr: sqrt(ownVariance), samples: 1 },
    },
    deviation: sqrt(variance),
    skewness: third / variance ** 1.5,
    degrees: residual > 0 ? min(1, (2 * variance * variance) / residual) : 1,
    champion: own,
  };
}

/** A sample of so many pairs, whose differences are more spread by this factor. */
function enlarged(moments: Moments, samples: number, spread: number): Moments {
  const { size, counts, stderr, champion } = moments;
  const square = spread * spread;
  return {
    ...moments,
    samples,
    stderr: (stderr * spread) / sqrt(samples),
    size: size * square,
    counts: {
      gained: (counts.gained * samples) / square,
      lost: (counts.lost * samples) / square,
      samples,
    },
    champion: sampled(champion, samples),
  };
}

function sampled(reading: Reading, samples: number): Reading {
  return reading.kind === 'measured'
    ? { ...reading, stderr: reading.stderr / sqrt(samples), samples }
    : reading;
}
