import chanceOfBeta from '@stdlib/stats-base-dists-beta-cdf';
import quantileOfBeta from '@stdlib/stats-base-dists-beta-quantile';
import quantileOfT from '@stdlib/stats-base-dists-t-quantile';

/**
 * The two distributions that everything here rests on, from stdlib (a port of Boost's functions). The tests hold
 * them to scipy within 1e-9.
 */

/** The p-quantile of Student's t; `degrees` of freedom need not be whole. */
export function studentQuantile(p: number, degrees: number): number {
  return quantileOfT(p, degrees);
}

/** A beta distribution. A shape of 0 puts all of it at that end: at 0 for `a`, at 1 for `b`. */
export interface Beta {
  readonly a: number;
  readonly b: number;
}

/** The p-quantile of a beta distribution. */
export function betaQuantile(p: number, { a, b }: Beta): number {
  if (a === 0) return 0;
  if (b === 0) return 1;
  return quantileOfBeta(p, a, b);
}

/** The chance of at most x under a beta distribution. */
export function betaCdf(x: number, { a, b }: Beta): number {
  if (x >= 1) return 1;
  if (x < 0) return 0;
  if (a === 0) return 1;
  if (b === 0) return 0;
  return chanceOfBeta(x, a, b);
}
