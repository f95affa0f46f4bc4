import { atLeast, findTurn, likelyCounts, likelySpreads, normalCdf, type Weighted } from './chance.js';
import { findFrontier, leastWhole } from './frontier.js';
import { impliedSamples, intervalOfReading } from './one-sample.js';
import { slackOf, type PassChance, type Rule } from './interval.js';
import { counted, degreesOf, type Counted, type Reading } from './sample.js';
import { intervalOfReadings } from './two-samples.js';

const { floor, hypot, max, sqrt } = Math;

/** The chance that the gate of one sample passes, with as many examples and as much spread as this sample has. */
export function oneSampleChance(reading: Reading, rule: Rule): PassChance {
  const isUpward = 'min' in rule.required;
  const slackAt = (of: Reading) => slackOf(rule, intervalOfReading(of, rule.confidence));
  if (reading.kind === 'counted') {
    const { samples } = reading;
    // count what helps to pass: right results, or wrong ones if the bound is a maximum
    const least = leastCount(
      (count) => slackAt(counted(isUpward ? count : samples - count, samples)),
      samples,
    );
    return (truth) => atLeast(least, samples, isUpward ? truth : 1 - truth);
  }
  const turns = likelySpreads(degreesOf(reading)).map(({ value: spread, weight }) => {
    const sample = { ...reading, stderr: reading.stderr * spread };
    return { value: turnOf((value) => slackAt({ ...sample, value }), sample, { rule, other: 0 }), weight };
  });
  return (truth) =>
    expect(turns, (turn) => normalCdf((isUpward ? truth - turn : turn - truth) / reading.stderr));
}

/**
 * The chance that a comparison of two samples passes, each as large and as spread as these.
 * @param champion its value is taken as its true value
 */
export function twoSampleChance(candidate: Reading, champion: Reading, rule: Rule): PassChance {
  if (rule.factor === 0) return oneSampleChance(candidate, rule);
  if (candidate.kind === 'counted' && champion.kind === 'counted')
    return twoShares(candidate, champion, rule);
  return twoMeans(candidate, champion, rule);
}

/** Exact: every pair of counts is decided as the gate does. */
function twoShares(candidate: Counted, champion: Counted, rule: Rule): PassChance {
  const isUpward = 'min' in rule.required;
  const { samples } = candidate;
  const options = { confidence: rule.confidence, factor: rule.factor };
  const slack = (other: number, count: number) => {
    const first = counted(isUpward ? count : samples - count, samples);
    return slackOf(rule, intervalOfReadings(first, counted(other, champion.samples), options));
  };
  const rows = likelyCounts(champion.samples, champion.value);
  const bound = 'min' in rule.required ? rule.required.min : rule.required.max;
  const shareAt = (other: number) => bound + (rule.factor * other) / champion.samples;
  const frontier = findFrontier(slack, {
    ...endsOf(rows),
    most: champion.samples,
    columns: () => samples,
    guess: (other) => samples * (isUpward ? shareAt(other) : 1 - shareAt(other)),
    step: sqrt(samples) / 4 + 1,
  });
  const least = rows.map(({ value: row }) => leastWhole(frontier(row), (column) => slack(row, column)));
  return (truth) =>
    rows.reduce(
      (sum, { weight }, at) =>
        sum + weight * atLeast(least[at] as number, samples, isUpward ? truth : 1 - truth),
      0,
    );
}

/** With this many degrees of freedom or more, a sample's spread is certain enough to need few nodes. */
const MANY_DEGREES = 30;

/**
 * Two means, or a mean and a share: the values are normal, and the candidate's value at which passing begins is linear
 * in the champion's within its few standard errors. Each spread is independent of its value.
 */
function twoMeans(candidate: Reading, champion: Reading, rule: Rule): PassChance {
  const isUpward = 'min' in rule.required;
  const { confidence, factor } = rule;
  const [own, others] = [stderrOf(candidate), stderrOf(champion)];
  const at = (value: number, spread: number, of: Reading): Reading =>
    of.kind === 'counted'
      ? counted(value * of.samples, of.samples)
      : { ...of, value, stderr: of.stderr * spread };
  const isCostly = [candidate, champion].every((of) => of.kind === 'counted' || impliedSamples(of) !== null);
  const nodes = [spreadsOf(candidate, isCostly), spreadsOf(champion, isCostly)] as const;
  const turns = nodes[0].flatMap((first) =>
    nodes[1].map((second) => {
      const [low, high] = [-1, 1].map((side) => {
        const other = within(champion.value + (side * others) / 2, champion);
        const slack = (value: number) =>
          slackOf(
            rule,
            intervalOfReadings(at(value, first.value, candidate), at(other, second.value, champion), {
              confidence,
              factor,
            }),
          );
        const sample = { stderr: hypot(own, factor * others), kind: candidate.kind };
        return { other, turn: turnOf(slack, sample, { rule, other: factor * other }) };
      });
      if (low === undefined || high === undefined) throw new TypeError('two sides were not solved');
      const slope = high.other === low.other ? factor : (high.turn - low.turn) / (high.other - low.other);
      const turn = (high.turn + low.turn) / 2 + slope * (champion.value - (high.other + low.other) / 2);
      return { turn, slope, weight: first.weight * second.weight };
    }),
  );
  return (truth) => {
    const stderr = candidate.kind === 'counted' ? sqrt((truth * (1 - truth)) / candidate.samples) : own;
    return turns.reduce((sum, { turn, slope, weight }) => {
      const beyond = isUpward ? truth - turn : turn - truth;
      return sum + weight * normalCdf(beyond / hypot(stderr, slope * others));
    }, 0);
  };
}

function spreadsOf(reading: Reading, isCostly: boolean): Weighted[] {
  if (reading.kind === 'counted') return [{ value: 1, weight: 1 }];
  const degrees = degreesOf(reading);
  if (!isCostly) return likelySpreads(degrees);
  return likelySpreads(degrees, degrees < MANY_DEGREES ? 1 : 1.5);
}

/** A share stays between 0 and 1. */
function within(value: number, { kind }: Reading): number {
  return kind === 'counted' ? Math.min(1, max(0, value)) : value;
}

export function stderrOf(reading: Reading): number {
  if (reading.kind === 'measured') return reading.stderr;
  return sqrt((reading.value * (1 - reading.value)) / reading.samples);
}

/** The value at which passing begins, on the way in the direction of the bound. */
function turnOf(
  slack: (value: number) => number,
  { stderr, kind }: { stderr: number; kind: Reading['kind'] },
  { rule, other }: { rule: Rule; other: number },
): number {
  const isUpward = 'min' in rule.required;
  const bound = (isUpward ? rule.required.min : (rule.required as { max: number }).max) + other;
  const sign = isUpward ? 1 : -1;
  const [low, high] = kind === 'counted' ? (isUpward ? [0, 1] : [-1, 0]) : [-Infinity, Infinity];
  const away = rule.isTolerated ? -1 : 1;
  const guess = sign * bound + 1.5 * away * stderr;
  return sign * findTurn((at) => slack(sign * at), { guess, step: stderr, low, high });
}

/** The first and the last of some rows. */
export function endsOf(rows: readonly Weighted[]): { first: number; last: number } {
  return { first: rows[0]?.value ?? 0, last: rows.at(-1)?.value ?? 0 };
}

/** By bisection, with the gate's own function: exact. */
function leastCount(slack: (count: number) => number, samples: number): number {
  let [fails, passes] = [-1, samples + 1];
  while (passes - fails > 1) {
    const middle = floor((fails + passes) / 2);
    if (slack(middle) >= 0) passes = middle;
    else fails = middle;
  }
  return passes;
}

function expect(nodes: readonly Weighted[], f: (value: number) => number): number {
  return nodes.reduce((sum, { value, weight }) => sum + weight * f(value), 0);
}

/** The same sample with another number of examples: with the same spread, or the same share of right results. */
export function resize(reading: Reading, samples: number): Reading {
  if (reading.kind === 'counted') return counted(reading.value * samples, samples);
  const stderr = reading.samples === null ? reading.stderr : reading.stderr * sqrt(reading.samples / samples);
  return { ...reading, stderr, samples };
}
