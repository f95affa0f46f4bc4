import type { Random } from '../../unit/statistics/support/random.js';
import { binomialMass } from '../../unit/statistics/support/binomial.js';
import { ALL_TRIALS } from './documented.js';
import { windowOf } from './exact.js';

// a global is slow to look up where tests run
const { floor, log, min, sqrt } = Math;

/** As many as the docs say; a tenth of them finds a rate that is off by a point. */
export const TRIALS = ALL_TRIALS ? 100_000 : 10_000;

/** How far a measured rate may lie above the stated one by chance: four of its own standard deviations. */
export function atMostByChance(rate: number): number {
  return rate + 4 * sqrt((rate * (1 - rate)) / TRIALS);
}

/** How often in all trials something happens. */
export function simulate(happens: () => boolean): number {
  let count = 0;
  for (let trial = 0; trial < TRIALS; trial += 1) count += happens() ? 1 : 0;
  return count / TRIALS;
}

/** Draws of a binomial count: example by example where they are few, else by inverting its distribution. */
export function drawBinomial(random: Random, n: number, p: number): () => number {
  if (n <= 100) {
    return () => {
      let count = 0;
      for (let example = 0; example < n; example += 1) count += random.uniform() < p ? 1 : 0;
      return count;
    };
  }
  const [low, high] = windowOf(n, p);
  const chances: number[] = [];
  let sum = 0;
  for (let count = low; count <= high; count += 1) chances.push((sum += binomialMass(count, n, p)));
  return () => {
    const at = random.uniform() * sum;
    let [below, above] = [-1, chances.length - 1];
    while (above - below > 1) {
      const middle = (below + above) >> 1;
      if (chances[middle]! >= at) above = middle;
      else below = middle;
    }
    return low + above;
  };
}

/** Draws of how often each of several things happens in n trials: one by one, what is left among what is left. */
export function drawCounts(random: Random, n: number, chances: readonly number[]): () => number[] {
  return () => {
    let [left, chance] = [n, 1];
    return chances.map((part, at) => {
      const count = at === chances.length - 1 ? left : drawOneBinomial(random, left, min(1, part / chance));
      left -= count;
      chance -= part;
      return count;
    });
  };
}

/**
 * A binomial count: while trials are many, the middle one of so many uniform numbers tells of half of them at once
 * (Relles, Communications of the ACM 15, 1972, 1069–1072).
 */
function drawOneBinomial(random: Random, n: number, p: number): number {
  let [count, left, chance] = [0, n, p];
  while (left > 40) {
    const middle = 1 + floor(left / 2);
    const above = drawGamma(random, left + 1 - middle);
    const below = drawGamma(random, middle);
    const at = below / (below + above);
    if (at >= chance) [left, chance] = [middle - 1, chance / at];
    else [count, left, chance] = [count + middle, left - middle, (chance - at) / (1 - at)];
  }
  for (; left > 0; left -= 1) count += random.uniform() < chance ? 1 : 0;
  return count;
}

/** A gamma number of a shape of 1 or more, by Marsaglia and Tsang (ACM TOMS 26, 2000, 363–372). */
function drawGamma(random: Random, shape: number): number {
  const d = shape - 1 / 3;
  const c = 1 / sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && log(1 - random.uniform()) < 0.5 * x * x + d * (1 - v + log(v))) return d * v;
  }
}

/** Draws of chi-square divided by its degrees of freedom. */
export function drawVariance(random: Random, degrees: number): () => number {
  return () => (2 * drawGamma(random, degrees / 2)) / degrees;
}
