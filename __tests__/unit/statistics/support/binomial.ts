/**
 * Exact binomial chances by summing, so that nothing in src/ judges itself. Loader's saddle-point form of the
 * probability (Fast and Accurate Computation of Binomial Probabilities, 2000) holds 13 digits for any n.
 */

// a global is slow to look up where tests run
const { PI, abs, exp, log, log1p, sqrt } = Math;

/** The chance of exactly k successes in n trials. */
export function binomialMass(k: number, n: number, p: number): number {
  if (k < 0 || k > n) return 0;
  if (p <= 0) return k === 0 ? 1 : 0;
  if (p >= 1) return k === n ? 1 : 0;
  if (k === 0) return exp(n * log1p(-p));
  if (k === n) return exp(n * log(p));
  const exponent =
    stirlingError(n) -
    stirlingError(k) -
    stirlingError(n - k) -
    deviance(k, n * p) -
    deviance(n - k, n * (1 - p));
  return exp(exponent) * sqrt(n / (2 * PI * k * (n - k)));
}

/** The chance of at least k successes in n trials. */
export function binomialTail(k: number, n: number, p: number): number {
  if (k <= 0) return 1;
  const above = k > n * p;
  // the smaller side is summed from its largest term outwards, until nothing is added
  let sum = 0;
  if (above) {
    for (let i = k; i <= n; i += 1) {
      const mass = binomialMass(i, n, p);
      sum += mass;
      if (mass < sum * 1e-17) break;
    }
    return sum;
  }
  for (let i = k - 1; i >= 0; i -= 1) {
    const mass = binomialMass(i, n, p);
    sum += mass;
    if (mass < sum * 1e-17) break;
  }
  return 1 - sum;
}

/** x ln(x/m) + m − x, without cancellation where x is near m. */
function deviance(x: number, m: number): number {
  const ratio = (x - m) / m;
  if (abs(ratio) > 0.1) return x * log(x / m) + m - x;
  // Loader's series in v = (x − m) / (x + m)
  const v = (x - m) / (x + m);
  let sum = (x - m) * v;
  let term = 2 * x * v;
  for (let j = 1; j < 1000; j += 1) {
    term *= v * v;
    const next = sum + term / (2 * j + 1);
    if (next === sum) break;
    sum = next;
  }
  return sum;
}

const ERRORS = Array.from({ length: 16 }, (_, n) => {
  let logFactorial = 0;
  for (let i = 2; i <= n; i += 1) logFactorial += log(i);
  return n === 0 ? 0 : logFactorial - (n + 0.5) * log(n) + n - 0.5 * log(2 * PI);
});

/** ln n! less Stirling's approximation of it. */
function stirlingError(n: number): number {
  const known = ERRORS[n];
  if (known !== undefined) return known;
  const square = n * n;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / n;
}
