import { binomialMass, binomialTail } from '../../unit/statistics/support/binomial.js';

// a global is slow to look up where tests run
const { PI, abs, ceil, cos, floor, max, min, sin, sqrt } = Math;

/** A first and a last count, between which all but 1e-10 of a binomial distribution lies. */
export function windowOf(n: number, p: number): [number, number] {
  const spread = 6.5 * sqrt(n * p * (1 - p)) + 12;
  return [max(0, floor(n * p - spread)), min(n, ceil(n * p + spread))];
}

/** The smallest count from 0 to n that passes; n + 1 where none does. Whatever passes, more passes too. */
export function smallest(n: number, passes: (count: number) => boolean): number {
  let [below, at] = [-1, n + 1];
  while (at - below > 1) {
    const middle = (below + at) >> 1;
    if (passes(middle)) at = middle;
    else below = middle;
  }
  return at;
}

/**
 * For every count from low to high, the smallest other count that passes. `leeway` is how far a limit lies above its
 * bound, for counts that need not be whole, and grows with the first. Where there are many, the line on which it is 0
 * is smooth: it is found at a few places, and the polynomial through them rounded up.
 */
export function thresholds(
  [low, high]: readonly [number, number],
  n: number,
  leeway: (count: number, other: number) => number,
): number[] {
  const others = Array.from({ length: high - low + 1 }, (_, index) => low + index);
  if (others.length <= MANY) return others.map((other) => smallest(n, (count) => leeway(count, other) >= 0));
  const places = Array.from({ length: PLACES }, (_, index) => {
    const at = cos((PI * (index + 0.5)) / PLACES);
    return low + ((1 + at) / 2) * (high - low);
  });
  const line = places.map((other) => crossing(n, (count) => leeway(count, other)));
  return others.map((other) => ceil(interpolate(places, line, other)));
}

const MANY = 60;
const NEAR = 1e-3;
const PLACES = 12;

/** Where leeway is 0: to a thousandth of a count. */
function crossing(n: number, leeway: (count: number) => number): number {
  let [below, above] = [0, n];
  if (leeway(below) >= 0) return below;
  if (leeway(above) < 0) return n + 1;
  while (above - below > NEAR) {
    const middle = (below + above) / 2;
    if (leeway(middle) >= 0) above = middle;
    else below = middle;
  }
  return above;
}

/** Barycentric, through Chebyshev's places (Berrut and Trefethen, SIAM Review 46, 2004, 501–517). */
function interpolate(places: readonly number[], values: readonly number[], at: number): number {
  let [above, below] = [0, 0];
  for (const [index, place] of places.entries()) {
    if (abs(at - place) < 1e-9) return values[index]!;
    const sign = index % 2 === 0 ? 1 : -1;
    const weight = (sign * sin((PI * (index + 0.5)) / places.length)) / (at - place);
    above += weight * values[index]!;
    below += weight;
  }
  return above / below;
}

/** How often the first of two independent counts reaches the threshold that the second sets. */
export function rateOf(
  [n, p]: readonly [number, number],
  [of, q]: readonly [number, number],
  { low, least }: { low: number; least: readonly number[] },
): number {
  let rate = 0;
  for (const [index, threshold] of least.entries()) {
    rate += binomialMass(low + index, of, q) * binomialTail(threshold, n, p);
  }
  return rate;
}
