import { betaChance, betaQuantile, type Beta } from './distributions.js';
import { expectUnder } from './expectation.js';
import { findRoot } from './solve.js';

/**
 * Melding: the limits of what is computed from two unknowns, from how sure each of them is (Fay, Proschan and
 * Brittain, Biometrics 71, 2015, 146–156). A limit of each unknown at every confidence makes a distribution, for
 * a proportion Clopper and Pearson's: beta(successes, failures + 1) for the lower limits, beta(successes + 1,
 * failures) for the upper ones. The melded limit is a quantile of the result, its two sides taken as independent.
 */

/** How sure the lower limits of a proportion make it; counts need not be whole. */
export function lowerBelief(successes: number, samples: number): Beta {
  return { a: successes, b: samples - successes + 1 };
}

/** How sure the upper limits of a proportion make it. */
export function upperBelief(successes: number, samples: number): Beta {
  return { a: successes + 1, b: samples - successes };
}

/** The p-quantile of first − factor · second. */
export function quantileOfDifference(p: number, first: Beta, second: Beta, factor: number): number {
  if (isPoint(first)) return betaQuantile(p, first) - factor * betaQuantile(factor > 0 ? 1 - p : p, second);
  if (isPoint(second)) return betaQuantile(p, first) - factor * betaQuantile(p, second);
  const chance = chanceOfDifference(first, second, factor);
  const [low, high] = [Math.min(0, -factor), Math.max(1, 1 - factor)];
  return findRoot((limit) => chance(limit) - p, { low, high });
}

/** The chance that first − factor · second is at most a limit; neither of them is a point. */
export function chanceOfDifference(first: Beta, second: Beta, factor: number): (limit: number) => number {
  // The mean is over the narrower of the two: for it, the other's chance is smooth. Its corners are where the other
  // reaches 0 or 1.
  if (variance(first) <= factor * factor * variance(second)) {
    const expect = expectUnder(first);
    const reaches = (x: number, limit: number) => {
      const below = betaChance((x - limit) / factor, second);
      return factor > 0 ? 1 - below : below;
    };
    return (limit) => {
      const [from, to] = factor > 0 ? [limit, limit + factor] : [limit + factor, limit];
      return betaChance(from, first) + expect((x) => reaches(x, limit), from, to);
    };
  }
  const expect = expectUnder(second);
  return (limit) => {
    const [at0, at1] = [-limit / factor, (1 - limit) / factor];
    const part = expect((x) => betaChance(limit + factor * x, first), Math.min(at0, at1), Math.max(at0, at1));
    return part + (factor > 0 ? 1 - betaChance(at1, second) : betaChance(at1, second));
  };
}

/** Of how many a difference is made, and how many of these favour the first side. */
export interface Swing {
  /** How sure the direction is: the part of the differing results that favour the first side. */
  readonly direction: Beta;
  /** How sure the share of differing results is, by its lower limits. */
  readonly more: Beta;
  /** The same by its upper limits. */
  readonly less: Beta;
}

/**
 * The p-quantile of share · (2 · direction − 1). The share's lower limits count where the result is above 0, its
 * upper ones where it is below, so that at 0 the direction alone decides.
 */
export function quantileOfSwing(p: number, { direction, more, less }: Swing): number {
  const isNegative = p <= betaChance(0.5, direction);
  const share = isNegative ? less : more;
  if (direction.a === 0) return -betaQuantile(1 - p, share);
  if (isPoint(share)) return 2 * betaQuantile(p, direction) - 1;
  const chance = chanceOfSwing(direction, share);
  const [low, high] = isNegative ? [-1, 0] : [0, 1];
  return findRoot((limit) => chance(limit) - p, { low, high });
}

/** How many times as narrow as the share the direction must be for the mean to be over it. */
const MUCH_NARROWER = 3;

/** The chance that share · (2 · direction − 1) is at most a limit; neither of them is a point. */
export function chanceOfSwing(direction: Beta, share: Beta): (limit: number) => number {
  const lean = 2 * mean(direction) - 1;
  const leanSpread = (2 * Math.sqrt(variance(direction))) / Math.abs(lean);
  const shareSpread = Math.sqrt(variance(share)) / mean(share);
  if (leanSpread * MUCH_NARROWER < shareSpread) {
    const expect = expectUnder(direction);
    return (limit) => {
      const corner = (1 + limit) / 2;
      const below = (x: number) => betaChance(limit / (2 * x - 1), share);
      if (limit < 0) return expect((x) => 1 - below(x), 0, corner);
      return betaChance(corner, direction) + expect(below, corner, 1);
    };
  }
  const expect = expectUnder(share);
  return (limit) => {
    // a smaller share cannot make so large a difference
    const corner = Math.abs(limit);
    const within = limit < 0 ? 0 : betaChance(corner, share);
    return within + expect((x) => betaChance((1 + limit / x) / 2, direction), corner, 1);
  };
}

function isPoint({ a, b }: Beta): boolean {
  return a === 0 || b === 0;
}

function mean({ a, b }: Beta): number {
  return a / (a + b);
}

function variance({ a, b }: Beta): number {
  const sum = a + b;
  return (a * b) / (sum * sum * (sum + 1));
}
