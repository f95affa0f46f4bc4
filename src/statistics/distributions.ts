/**
 * The two distributions that everything here rests on, by the incomplete beta function. The tests compare them with
 * scipy, within 1e-9.
 */

/** A beta distribution. A shape of 0 puts all of it at that end: at 0 for `a`, at 1 for `b`. */
export interface Beta {
  readonly a: number;
  readonly b: number;
}

/** The chance of at most x under a beta distribution. */
export function betaCdf(x: number, { a, b }: Beta): number {
  if (x >= 1) return 1;
  if (x < 0) return 0;
  if (a === 0) return 1;
  if (b === 0 || x === 0) return 0;
  const y = 1 - x;
  return a * y > b * x ? exp(logTail(x, y, a, b)) : -expm1(logTail(y, x, b, a));
}

/** The p-quantile of a beta distribution. */
export function betaQuantile(p: number, { a, b }: Beta): number {
  if (a === 0) return 0;
  if (b === 0) return 1;
  return fromOdds(logOddsOfQuantile(p, a, b));
}

/** The p-quantile of Student's t; `degrees` of freedom need not be whole. */
export function studentQuantile(p: number, degrees: number): number {
  if (p === 0.5) return 0;
  // t² / (degrees + t²) has a beta distribution with the shapes 1/2 and degrees/2 (DLMF 8.17.(v))
  const tail = 2 * min(p, 1 - p);
  const odds = -logOddsOfQuantile(tail, degrees / 2, 0.5);
  return (p < 0.5 ? -1 : 1) * sqrt(degrees * exp(odds));
}

// a limit takes tens of thousands of calls, and jest looks up a global slowly
const { PI, abs, exp, expm1, log, log1p, max, min, sqrt } = Math;

/** Newton's steps double the digits; none of the tests takes more than 40. */
const STEPS = 100;

/**
 * The log-odds of a quantile. In them, the logarithm of a tail is concave and its slope is the density over the tail,
 * so that Newton's method finds the root from everywhere.
 */
function logOddsOfQuantile(p: number, a: number, b: number): number {
  if (p > 0.5) return -logOddsOfQuantile(1 - p, b, a);
  if (p <= 0) return -Infinity;
  const wanted = log(p);
  let odds = log(a / b);
  for (let step = 0; step < STEPS; step += 1) {
    const [x, y] = [fromOdds(odds), fromOdds(-odds)];
    const density = logDensity(x, y, a, b);
    const isLower = a * y > b * x;
    const tail = isLower ? logTail(x, y, a, b) : log(-expm1(logTail(y, x, b, a)));
    const next = max(SMALLEST_ODDS, odds - (tail - wanted) / exp(density - tail));
    if (abs(next - odds) <= 100 * PRECISION * max(1, abs(odds))) return next;
    odds = next;
  }
  return odds;
}

/** Further out, x would underflow: quantiles below 1e-304 are given as that. */
const SMALLEST_ODDS = -700;

const PRECISION = 2e-15;
const FRACTIONS = 100_000;

/**
 * The logarithm of the chance of at most x, for x below the mean: the continued fraction of DiDonato and Morris
 * (ACM Transactions on Mathematical Software 18, 1992, 360–373, equation 9), by Lentz's method.
 * @param y 1 - x
 */
function logTail(x: number, y: number, a: number, b: number): number {
  const beta = { a, b };
  let value = fractionTerm(0, x, y, beta);
  let [c, d] = [value, 0];
  for (let m = 1; m < FRACTIONS; m += 1) {
    const at = a + 2 * m - 1;
    const numerator = ((a + m - 1) / at) * ((a + b + m - 1) / at) * m * (b - m) * x * x;
    const term = fractionTerm(m, x, y, beta);
    d = 1 / (term + numerator * d);
    c = term + numerator / c;
    const factor = c * d;
    value *= factor;
    if (abs(factor - 1) <= PRECISION) break;
  }
  return logDensity(x, y, a, b) - log(value);
}

function fractionTerm(m: number, x: number, y: number, { a, b }: Beta): number {
  const at = a + 2 * m;
  const first = m === 0 ? 0 : (m * (b - m) * x) / (at - 1);
  return m + first + ((a + m) * (a * y - b * x + 1 + m * (1 + y))) / (at + 1);
}

/**
 * ln xᵃyᵇ/B(a, b), the density in log-odds. Large terms cancel beforehand, as in Loader, “Fast and accurate computation
 * of binomial probabilities”, 2000.
 */
function logDensity(x: number, y: number, a: number, b: number): number {
  const n = a + b;
  const off = a * y - b * x;
  return (
    log((a / n) * (b / (2 * PI))) / 2 -
    a * deviance(-off / a, (n * x) / a) -
    b * deviance(off / b, (n * y) / b) -
    stirlingError(a) -
    stirlingError(b) +
    stirlingError(n)
  );
}

/** u - ln(1 + u), given both u and 1 + u: each is exact where the other has lost digits. */
function deviance(u: number, ratio: number): number {
  if (abs(u) > 0.1) return u - log(ratio);
  // ln(1 + u) = 2 artanh(r)
  const r = u / (2 + u);
  const square = r * r;
  let [sum, power] = [0, 1];
  for (let odd = 3; odd < 27; odd += 2) {
    power *= square;
    sum += power / odd;
  }
  return r * (u - 2 * sum);
}

/** What Stirling's formula lacks of ln Γ(z): DLMF 5.11.1, for small z by recurrence. */
function stirlingError(z: number): number {
  let sum = 0;
  let at = z;
  for (; at < 12; at += 1) sum += (at + 0.5) * log1p(1 / at) - 1;
  const square = 1 / (at * at);
  const series = 1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188)));
  return sum + series / at;
}

function fromOdds(odds: number): number {
  return 1 / (1 + exp(-odds));
}
