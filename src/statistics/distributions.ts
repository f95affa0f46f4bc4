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

/** The p-quantile of the beta distribution with shapes `a` and `b`, both above 0. */
export function betaQuantile(p: number, a: number, b: number): number {
  return quantileOfBeta(p, a, b);
}
