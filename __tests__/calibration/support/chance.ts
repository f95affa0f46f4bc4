import type { Random } from '../../unit/statistics/support/random.js';
import { binomialMass } from '../../unit/statistics/support/binomial.js';
import { windowOf } from './exact.js';

/** As many as the requirement says. */
export const TRIALS = 100_000;

/** How far a measured rate may lie above the stated one by chance: four of its own standard deviations. */
export function atMostByChance(rate: number): number {
  return rate + 4 * Math.sqrt((rate * (1 - rate)) / TRIALS);
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

/** Draws of chi-square divided by its degrees of freedom, by Marsaglia and Tsang (ACM TOMS 26, 2000, 363–372). */
export function drawVariance(random: Random, degrees: number): () => number {
  const d = degrees / 2 - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  return () => {
    for (;;) {
      const x = random.normal();
      const v = (1 + c * x) ** 3;
      if (v <= 0) continue;
      if (Math.log(1 - random.uniform()) < 0.5 * x * x + d * (1 - v + Math.log(v)))
        return (2 * d * v) / degrees;
    }
  };
}
