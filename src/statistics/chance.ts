import { betaCdf } from './distributions.js';

// a chance takes thousands of calls, and jest looks up a global slowly
const { PI, abs, ceil, exp, floor, log, max, min, sqrt } = Math;

/* Chances of counts, normal numbers and spreads, for telling how often a gate passes. */

/** The chance of at least `count` successes in `samples` trials of a chance. */
export function atLeast(count: number, samples: number, chance: number): number {
  if (count <= 0) return 1;
  if (count > samples) return 0;
  return betaCdf(chance, { a: count, b: samples - count + 1 });
}

/** A value and its part of the whole. */
export interface Weighted {
  readonly value: number;
  readonly weight: number;
}

/** Counts of less than this part of the likeliest count's chance are left out: together less than 1e-9. */
const NEGLIGIBLE = 1e-12;

/** If there are more counts than this, every second (or third, …) stands for its neighbours. */
const MOST_ROWS = 1000;

/** The likely counts of successes with their chances. */
export function likelyCounts(samples: number, chance: number): Weighted[] {
  if (chance <= 0 || chance >= 1) return [{ value: chance <= 0 ? 0 : samples, weight: 1 }];
  const mode = min(samples, floor((samples + 1) * chance));
  const odds = chance / (1 - chance);
  const counts: Weighted[] = [{ value: mode, weight: 1 }];
  for (let [value, weight] = [mode, 1]; value < samples && weight > NEGLIGIBLE; value += 1) {
    weight *= ((samples - value) / (value + 1)) * odds;
    counts.push({ value: value + 1, weight });
  }
  for (let [value, weight] = [mode, 1]; value > 0 && weight > NEGLIGIBLE; value -= 1) {
    weight *= value / ((samples - value + 1) * odds);
    counts.push({ value: value - 1, weight });
  }
  counts.sort((a, b) => a.value - b.value);
  const stride = ceil(counts.length / MOST_ROWS);
  return normalize(counts.filter((_, at) => at % stride === 0));
}

/** Further out, the chance is as good as 0 or 1. */
const FAR = 8;

/** The chance of at most z under the normal distribution, by Marsaglia's series (J. Statistical Software 11, 2004). */
export function normalCdf(z: number): number {
  if (z > FAR) return 1;
  if (!(z > -FAR)) return 0;
  let [sum, term, before] = [z, z, NaN];
  for (let at = 3; sum !== before; at += 2) {
    before = sum;
    term *= (z * z) / at;
    sum += term;
  }
  return max(0, min(1, 0.5 + sum * normalDensity(z)));
}

function normalDensity(z: number): number {
  return exp(-(z * z) / 2) / sqrt(2 * PI);
}

/** Nodes with less weight are left out. */
const LIGHT = 1e-5;

/**
 * The likely standard deviations of a sample of normal numbers, as parts of the true one, by the trapezoidal rule in
 * their logarithm. Steps of one standard deviation are exact to 1e-8 for a normal density, and this density is nearly
 * normal there.
 * @param step in standard deviations
 */
export function likelySpreads(degrees: number, step = 1): Weighted[] {
  const logDensity = (x: number) => degrees * (x - (exp(2 * x) - 1) / 2);
  const width = step / sqrt(2 * degrees);
  const nodes: Weighted[] = [{ value: 1, weight: 1 }];
  for (const direction of [-1, 1]) {
    for (let x = direction * width; ; x += direction * width) {
      const weight = exp(logDensity(x));
      if (weight < LIGHT) break;
      nodes.push({ value: exp(x), weight });
    }
  }
  return normalize(nodes);
}

/** A standard normal number, by Gauss and Hermite's rule with three nodes. */
export const NORMAL_NODES: readonly Weighted[] = [
  { value: -sqrt(3), weight: 1 / 6 },
  { value: 0, weight: 2 / 3 },
  { value: sqrt(3), weight: 1 / 6 },
];

function normalize(nodes: readonly Weighted[]): Weighted[] {
  const sum = nodes.reduce((total, { weight }) => total + weight, 0);
  return nodes.map(({ value, weight }) => ({ value, weight: weight / sum }));
}

/** The log-odds of a chance, for finding roots where a chance is nearly 0 or 1. */
export function logOdds(chance: number): number {
  const inside = min(1 - 1e-15, max(1e-300, chance));
  return log(inside / (1 - inside));
}

/** The most steps of the secant method. */
const STEPS = 60;

interface TurnOptions {
  readonly guess: number;
  /** The first step from the guess. */
  readonly step: number;
  readonly low: number;
  readonly high: number;
  /** How near to the root it ends, as a part of the first step. */
  readonly close?: number;
}

/**
 * Where an increasing function turns from negative to positive, by the secant method within a bracket that begins at a
 * guess: `low` if the function is positive there already, Infinity if it is still negative at `high`.
 */
export function findTurn(
  f: (x: number) => number,
  { guess, step, low, high, close = 1e-6 }: TurnOptions,
): number {
  const inside = (x: number) => min(high, max(low, x));
  let a = inside(guess);
  let fa = f(a);
  let [b, fb] = [a, fa];
  for (let width = step; fa >= 0 ? fb >= 0 : fb < 0; width *= 3) {
    [a, fa] = [b, fb];
    if (fa >= 0 ? a <= low : a >= high) return fa >= 0 ? low : Infinity;
    b = inside(fa >= 0 ? a - width : a + width);
    fb = f(b);
  }
  let [under, over] =
    fa < 0
      ? [
          { x: a, y: fa },
          { x: b, y: fb },
        ]
      : [
          { x: b, y: fb },
          { x: a, y: fa },
        ];
  let isStuck = false;
  for (let at = 0; at < STEPS && over.x - under.x > close * step; at += 1) {
    const secant = under.x + ((over.x - under.x) * -under.y) / (over.y - under.y);
    const edge = (over.x - under.x) * 0.01;
    const usual = min(over.x - edge, max(under.x + edge, Number.isFinite(secant) ? secant : under.x));
    const x = isStuck ? (under.x + over.x) / 2 : usual;
    const y = f(x);
    if (abs(y) === 0) return x;
    const width = over.x - under.x;
    if (y < 0) under = { x, y };
    else over = { x, y };
    isStuck = !isStuck && over.x - under.x > 0.5 * width;
  }
  return over.x;
}
