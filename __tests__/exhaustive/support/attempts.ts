import { spendOn } from '../../../src/statistics/alpha-spending.js';
import type { Absence, Interval } from '../../../src/statistics/interval.js';
import { oneSampleInterval } from '../../../src/statistics/one-sample.js';
import { intervalOfMoments } from '../../../src/statistics/paired.js';
import { twoSampleInterval } from '../../../src/statistics/two-samples.js';
import { expectInterval } from '../../unit/statistics/support/intervals.js';
import { seedRandom, type Random } from '../../unit/statistics/support/random.js';
import { drawCounts } from './chance.js';

/*
 * Successive candidates, judged by the gates' own limits against one champion on one test set. Examples are drawn, or
 * what the limits need to know of them.
 */

export const KINDS = ['proportions', 'means', 'pairs'] as const;
export type Kind = (typeof KINDS)[number];

/** `equal`: as good as the champion, must be better. `on the bound`: exactly as good as the bound. */
export const TRUTHS = ['equal', 'on the bound'] as const;
export type Truth = (typeof TRUTHS)[number];

const CANDIDATES = 20;
const RATE = 0.05;
const ALONE = 0.95;

/** The confidence of each candidate's gates: the nth has the nth number that isn't kept for older versions. */
const LEVELS = Array.from({ length: CANDIDATES }, (_, at) =>
  Math.max(ALONE, 1 - spendOn(at + 1 + Math.floor(at / 9), RATE)),
);

/** Whether a candidate passes with a confidence. */
type Candidate = (confidence: number) => boolean;

/** One test set: draws candidates whose true value is better than the truth by `effect`. */
type TestSet = (random: Random) => (effect: number) => Candidate;

const SHARE = 0.9;
/** The candidate may be worse by this. */
const MARGIN = 0.01;

const { log, max, min, sqrt } = Math;

function testSetOf(kind: Kind, truth: Truth, n: number): TestSet {
  const lowest = remember();
  const draw = (random: Random, count: number, share: number) =>
    drawCounts(random, count, [share, 1 - share])()[0]!;
  if (kind === 'means') {
    // the mean of normal examples, and their variance by its chi-squared distribution
    const mean = (random: Random, value: number) => {
      const spread = sqrt(drawChiSquared(random, n - 1) / (n - 1));
      return { value: value + random.normal() / sqrt(n), stderr: spread / sqrt(n), samples: n };
    };
    return (random) => {
      const champion = mean(random, 100);
      return (effect) => {
        const candidate = mean(random, 100 + effect);
        if (truth === 'on the bound')
          return (confidence) => lower(oneSampleInterval(candidate, confidence)) >= 100;
        return (confidence) => lower(twoSampleInterval(candidate, champion, { confidence })) >= 0;
      };
    };
  }
  if (kind === 'proportions') {
    return (random) => {
      const champion = draw(random, n, SHARE);
      return (effect) => {
        const right = draw(random, n, min(1, SHARE + effect));
        const limit = (successes: number, confidence: number) =>
          truth === 'on the bound'
            ? lower(oneSampleInterval({ successes, samples: n }, confidence)) - SHARE
            : lower(
                twoSampleInterval(
                  { successes, samples: n },
                  { successes: champion, samples: n },
                  { confidence },
                ),
              );
        const key = truth === 'equal' ? champion : 0;
        return (confidence) =>
          right >= lowest([key, confidence], n, (count) => limit(count, confidence) >= 0);
      };
    };
  }
  // on a shared test set: the candidate loses some that the champion has right, and gains some others
  const bound = truth === 'equal' ? 0 : -MARGIN;
  return (random) => {
    const right = draw(random, n, SHARE);
    return (effect) => {
      const lost = draw(random, right, max(0, 0.02 - (bound + effect) / 2 / SHARE));
      const gained = draw(random, n - right, min(1, 0.18 + (bound + effect) / 2 / (1 - SHARE)));
      const limit = (count: number, confidence: number) =>
        intervalOfMoments(
          {
            ...{ samples: n, estimate: (count - lost) / n, stderr: 0, size: 1, isExact: true },
            counts: { gained: count, lost, samples: n },
            champion: { kind: 'counted', value: right / n, samples: n, least: right, most: right },
          },
          { confidence, factor: 1 },
        ).lower;
      return (confidence) =>
        gained >= lowest([lost, confidence], n - lost, (count) => limit(count, confidence) >= bound);
    };
  };
}

/**
 * Remembers the least count that fits; all greater ones fit as well. It looks around the last one found with the same
 * confidence first: an interval takes long.
 */
function remember() {
  const known = new Map<string, number>();
  const last = new Map<number, number>();
  return (
    [given, confidence]: readonly [number, number],
    most: number,
    fits: (count: number) => boolean,
  ): number => {
    const name = `${given} ${confidence}`;
    const found = known.get(name);
    if (found !== undefined) return found;
    let [below, above] = [-1, most + 1];
    const hint = min(most, last.get(confidence) ?? most >> 1);
    for (let step = 1, at = hint; at > below && at < above; step *= 2) {
      if (fits(at)) above = at;
      else below = at;
      at += above === at ? -step : step;
      if (below !== -1 && above !== most + 1) break;
    }
    while (above - below > 1) {
      const middle = (below + above) >> 1;
      if (fits(middle)) above = middle;
      else below = middle;
    }
    known.set(name, above);
    last.set(confidence, above);
    return above;
  };
}

function lower(interval: Interval | Absence): number {
  return expectInterval(interval).lower;
}

/** By Marsaglia and Tsang (ACM TOMS 26, 2000, 363–372), twice a gamma number. */
function drawChiSquared(random: Random, degrees: number): number {
  const d = degrees / 2 - 1 / 3;
  for (;;) {
    const normal = random.normal();
    const v = (1 + normal / sqrt(9 * d)) ** 3;
    if (v > 0 && log(1 - random.uniform()) < 0.5 * normal ** 2 + d - d * v + d * log(v)) return 2 * d * v;
  }
}

/** The difference that a gate at 95 % finds about 80 % of the time. */
function detectable(kind: Kind, truth: Truth, n: number): number {
  const z = 1.645 + 0.842;
  const both = truth === 'equal' && kind !== 'pairs' ? 2 : 1;
  const variance = kind === 'means' ? 1 : kind === 'pairs' ? 0.036 : SHARE * (1 - SHARE);
  return z * sqrt((both * variance) / n);
}

export interface Simulated {
  /** The chance that any of the candidates is promoted, all of which shouldn't be. */
  readonly any: number;
  /** The same with 95 % for each. */
  readonly without: number;
  /** The chance that a better candidate passes at 95 %, and as the 1st, 5th and 20th attempt. */
  readonly power: readonly [alone: number, first: number, fifth: number, last: number];
}

export function simulateAttempts(
  kind: Kind,
  truth: Truth,
  { n, trials }: { n: number; trials: number },
): Simulated {
  const random = seedRandom(n + KINDS.indexOf(kind) * 7 + TRUTHS.indexOf(truth) * 3);
  const open = testSetOf(kind, truth, n);
  const effect = detectable(kind, truth, n);
  const counts = { any: 0, without: 0 };
  const power: [number, number, number, number] = [0, 0, 0, 0];
  const asked = [ALONE, LEVELS[0]!, LEVELS[4]!, LEVELS[19]!];
  for (let trial = 0; trial < trials; trial += 1) {
    const draw = open(random);
    let [any, without] = [false, false];
    for (const level of LEVELS) {
      const passes = draw(0);
      if (!passes(ALONE)) continue; // it fails at more, too
      without = true;
      any ||= passes(level);
    }
    counts.any += any ? 1 : 0;
    counts.without += without ? 1 : 0;
    const better = draw(effect);
    for (const [at, confidence] of asked.entries()) power[at]! += better(confidence) ? 1 : 0;
  }
  const rate = (count: number) => count / trials;
  const [alone, first, fifth, last] = power;
  return {
    any: rate(counts.any),
    without: rate(counts.without),
    power: [rate(alone), rate(first), rate(fifth), rate(last)],
  };
}
