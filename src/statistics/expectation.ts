import { betaChance, type Beta } from './distributions.js';

// called tens of thousands of times a limit, and tests look a global up slowly
const { PI, ceil, cosh, exp, log, log1p, max, min, sinh, sqrt, tanh } = Math;

/** The mean of a function under a beta distribution, over the part of it between two values only. */
export type Expectation = (f: (x: number) => number, from: number, to: number) => number;

/** What lies below this part of the peak's height counts as nothing: e⁻³⁵. */
const NEGLIGIBLE_LOG = -35;

/** A weight below this is not worth the function's value. */
const NEGLIGIBLE = 1e-16;

/** Further from the peak than this, in log-odds, x is as good as 0 or 1, whatever lies there. */
const FAR = 40;

/** The largest distance of two nodes, in log-odds: a quarter of the width of odds themselves. */
const LARGEST_STEP = 0.25;

/** Beyond ±3 the weights of the tanh-sinh rule are below 1e-12. */
const REACH = 3;

/**
 * Means by the tanh-sinh rule (Takahasi and Mori, Publications of the RIMS 9, 1974, 721–741) in the log-odds, where
 * the density is smooth and falls off exponentially. A function with a corner is to be taken in parts that end there.
 * Dividing by the sum of the weights spares the beta function. Both shapes are above 0.
 */
export function expectUnder(beta: Beta): Expectation {
  const { a, b } = beta;
  const peak = log(a / b);
  const logDensity = (odds: number) => -a * softplus(-odds) - b * softplus(odds);
  const top = logDensity(peak);
  const scale = sqrt(1 / a + 1 / b);
  const edge = (direction: 1 | -1) => findEdge((far) => logDensity(peak + direction * far) - top, scale);
  const [first, last] = [peak - edge(-1), peak + edge(1)];
  const step = min(scale / 2, LARGEST_STEP);

  return (f, from, to) => {
    const low = max(first, from > 0 ? logOdds(from) : -Infinity);
    const high = min(last, to < 1 ? logOdds(to) : Infinity);
    if (!(low < high)) return 0;
    const [middle, half] = [(low + high) / 2, (high - low) / 2];
    const count = ceil(REACH * max(16, (half * PI) / (2 * step)));
    let [sum, weights] = [0, 0];
    for (let index = -count; index <= count; index += 1) {
      const t = (REACH * index) / count;
      const inner = (PI / 2) * sinh(t);
      const odds = middle + half * tanh(inner);
      const weight = (exp(logDensity(odds) - top) * cosh(t)) / cosh(inner) ** 2;
      weights += weight;
      if (weight < NEGLIGIBLE) continue;
      sum += weight * f(fromOdds(odds));
    }
    if (weights === 0) return 0;
    const [left, right] = [fromOdds(low), fromOdds(high)];
    const below = betaChance(left, beta) - betaChance(from, beta);
    const above = betaChance(to, beta) - betaChance(right, beta);
    const within = betaChance(right, beta) - betaChance(left, beta);
    return (within * sum) / weights + tail(f, left, below) + tail(f, right, above);
  };
}

/** What lies beyond the nodes. */
function tail(f: (x: number) => number, x: number, mass: number): number {
  return mass > NEGLIGIBLE ? mass * f(x) : 0;
}

/** How far from the peak the density becomes negligible. */
function findEdge(fall: (far: number) => number, scale: number): number {
  let far = min(scale, FAR);
  while (far < FAR && fall(far) > NEGLIGIBLE_LOG) far = min(1.5 * far, FAR);
  if (fall(far) > NEGLIGIBLE_LOG) return far;
  let near = 0;
  for (let halving = 0; halving < 20; halving += 1) {
    const middle = (near + far) / 2;
    if (fall(middle) > NEGLIGIBLE_LOG) near = middle;
    else far = middle;
  }
  return far;
}

function fromOdds(odds: number): number {
  return 1 / (1 + exp(-odds));
}

function logOdds(x: number): number {
  return log(x / (1 - x));
}

/** ln(1 + eˣ), without overflow. */
function softplus(x: number): number {
  return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x));
}
