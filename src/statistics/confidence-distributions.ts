import type { Limits } from './interval.js';
import { betaCdf, betaQuantile, type Beta } from './distributions.js';
import { expectationUnder, findRoot } from './numerics.js';

/**
 * Melding: limits for a function of two unknowns (Fay, Proschan and Brittain, Biometrics 71, 2015, 146–156). The limits
 * of one unknown at every confidence make a confidence distribution. Clopper and Pearson's, for a proportion, are
 * beta(successes, failures + 1) for the lower limits and beta(successes + 1, failures) for the upper ones. A melded
 * limit is a quantile of the function's result, with both unknowns taken as independent.
 */

/** The distribution of a proportion's lower limits; counts need not be whole. */
export function lowerDistribution(successes: number, samples: number): Beta {
  return { a: successes, b: samples - successes + 1 };
}

/** The distribution of a proportion's upper limits. */
export function upperDistribution(successes: number, samples: number): Beta {
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

/** Whether `quantileOfDifference` is at least a limit, without solving for it. */
export function differenceReaches(
  limit: number,
  p: number,
  { first, second, factor }: { first: Beta; second: Beta; factor: number },
): boolean {
  if (isPoint(first) || isPoint(second)) return quantileOfDifference(p, first, second, factor) >= limit;
  return chanceOfDifference(first, second, factor)(limit) <= p;
}

/** The chance that first − factor · second is at most a limit; neither of them is a point. */
export function chanceOfDifference(first: Beta, second: Beta, factor: number): (limit: number) => number {
  // integrate over the narrower one, for which the other's CDF is smooth; it has corners where the other is 0 or 1
  if (variance(first) <= factor * factor * variance(second)) {
    const expect = expectationUnder(first);
    const reaches = (x: number, limit: number) => {
      const below = betaCdf((x - limit) / factor, second);
      return factor > 0 ? 1 - below : below;
    };
    return (limit) => {
      const [from, to] = factor > 0 ? [limit, limit + factor] : [limit + factor, limit];
      return betaCdf(from, first) + expect((x) => reaches(x, limit), from, to);
    };
  }
  const expect = expectationUnder(second);
  return (limit) => {
    const [at0, at1] = [-limit / factor, (1 - limit) / factor];
    const part = expect((x) => betaCdf(limit + factor * x, first), Math.min(at0, at1), Math.max(at0, at1));
    return part + (factor > 0 ? 1 - betaCdf(at1, second) : betaCdf(at1, second));
  };
}

/** A difference between paired proportions: the share of results that differ, and which side they favour. */
interface PairedDifference {
  /** The distribution of the share of differing results that favours the first side. */
  readonly direction: Beta;
  /** The lower and the upper distribution of the share of results that differ. */
  readonly more: Beta;
  readonly less: Beta;
}

/**
 * The p-quantile of share · (2 · direction − 1). The lower distribution of the share counts where the result is
 * above 0, the upper one where it is below, so that at 0 only the direction decides.
 */
export function quantileOfPairedDifference(p: number, { direction, more, less }: PairedDifference): number {
  const isNegative = p <= betaCdf(0.5, direction);
  const share = isNegative ? less : more;
  if (direction.a === 0) return -betaQuantile(1 - p, share);
  if (isPoint(share)) return 2 * betaQuantile(p, direction) - 1;
  const chance = chanceOfPairedDifference(direction, share);
  const [low, high] = isNegative ? [-1, 0] : [0, 1];
  return findRoot((limit) => chance(limit) - p, { low, high });
}

/** Whether `quantileOfPairedDifference` is at least a limit, or is beyond it, without solving for it. */
function pairedDifferenceReaches(
  limit: number,
  p: number,
  { isBeyond, ...difference }: PairedDifference & { isBeyond: boolean },
): boolean {
  const { direction, more, less } = difference;
  const isNegative = p <= betaCdf(0.5, direction);
  // the sign decides, unless both are on one side of 0
  if (limit === 0 || isNegative !== limit < 0) return !isNegative;
  const share = isNegative ? less : more;
  if (direction.a === 0 || isPoint(share)) {
    const quantile = quantileOfPairedDifference(p, difference);
    return isBeyond ? quantile > limit : quantile >= limit;
  }
  return chanceOfPairedDifference(direction, share)(limit) <= p;
}

/** The direction must be this many times narrower than the share to integrate over it. */
const MUCH_NARROWER = 3;

/** The chance that share · (2 · direction − 1) is at most a limit; neither of them is a point. */
export function chanceOfPairedDifference(direction: Beta, share: Beta): (limit: number) => number {
  const lean = 2 * mean(direction) - 1;
  const leanSpread = (2 * Math.sqrt(variance(direction))) / Math.abs(lean);
  const shareSpread = Math.sqrt(variance(share)) / mean(share);
  if (leanSpread * MUCH_NARROWER < shareSpread) {
    const expect = expectationUnder(direction);
    return (limit) => {
      const corner = (1 + limit) / 2;
      const below = (x: number) => betaCdf(limit / (2 * x - 1), share);
      if (limit < 0) return expect((x) => 1 - below(x), 0, corner);
      return betaCdf(corner, direction) + expect(below, corner, 1);
    };
  }
  const expect = expectationUnder(share);
  return (limit) => {
    // a smaller share cannot make so large a difference
    const corner = Math.abs(limit);
    const within = limit < 0 ? 0 : betaCdf(corner, share);
    return within + expect((x) => betaCdf((1 + limit / x) / 2, direction), corner, 1);
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

/** On how many of the same examples one version does better and worse. Counts need not be whole. */
export interface PairedCounts {
  readonly gained: number;
  readonly lost: number;
  readonly samples: number;
}

/**
 * One-sided limits for the difference of two proportions on the same examples, by Fay and Lumbard (Statistics in
 * Medicine 40, 2021, 1147–1159): the examples on which the versions differ give the direction, their number the size.
 * At 0 the limits agree with McNemar's exact test (Psychometrika 12, 1947, 153–157), which tests no other bound.
 */
export function fayLumbardLimits(counts: PairedCounts, alpha: number): Limits {
  const { gained, lost } = differencesOf(counts);
  return {
    lower: quantileOfPairedDifference(alpha, gained),
    upper: -quantileOfPairedDifference(alpha, lost),
  };
}

/** Whether a limit of `fayLumbardLimits` is at least this, or is beyond it, without solving for it. */
export function fayLumbardReaches(
  limit: number,
  side: keyof Limits,
  { counts, alpha, isBeyond }: { counts: PairedCounts; alpha: number; isBeyond: boolean },
): boolean {
  const { gained, lost } = differencesOf(counts);
  return side === 'lower'
    ? pairedDifferenceReaches(limit, alpha, { ...gained, isBeyond })
    : !pairedDifferenceReaches(-limit, alpha, { ...lost, isBeyond: !isBeyond });
}

function differencesOf({ gained, lost, samples }: PairedCounts): Record<'gained' | 'lost', PairedDifference> {
  const differing = gained + lost;
  const share = { more: lowerDistribution(differing, samples), less: upperDistribution(differing, samples) };
  return {
    gained: { direction: lowerDistribution(gained, differing), ...share },
    lost: { direction: lowerDistribution(lost, differing), ...share },
  };
}
