/** Where a function crosses 0, and what it is at both ends; the signs there differ. */
interface Bracket {
  readonly low: number;
  readonly high: number;
}

const STEPS = 200;
const PRECISION = 1e-13;

/**
 * The root of a continuous function between two values where its signs differ, by Chandrupatla's method (Advances
 * in Engineering Software 28, 1997, 145–149): as sure as halving, mostly as quick as the secant. An end at which the
 * function is 0 is the root; without a change of sign, it is the end nearer to one.
 */
export function findRoot(f: (x: number) => number, { low, high }: Bracket): number {
  let [a, b] = [high, low];
  let [fa, fb] = [f(a), f(b)];
  if (Math.sign(fa) * Math.sign(fb) > 0) return Math.abs(fa) < Math.abs(fb) ? a : b;
  let [c, fc] = [a, fa];
  let part = 0.5;
  for (let step = 0; step < STEPS; step += 1) {
    const x = a + part * (b - a);
    const fx = f(x);
    if (Math.sign(fx) === Math.sign(fa)) [c, fc] = [a, fa];
    else [c, b, fc, fb] = [b, a, fb, fa];
    [a, fa] = [x, fx];
    const [best, fbest] = Math.abs(fa) < Math.abs(fb) ? [a, fa] : [b, fb];
    const tolerance = PRECISION / Math.abs(b - a);
    if (fbest === 0 || tolerance > 0.5) return best;
    const xi = (a - b) / (c - b);
    const phi = (fa - fb) / (fc - fb);
    // inverse quadratic interpolation where it is safe, else the middle
    const safe = phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi;
    const inverse =
      (fa / (fb - fa)) * (fc / (fb - fc)) + ((c - a) / (b - a)) * (fa / (fc - fa)) * (fb / (fc - fb));
    part = Math.min(1 - tolerance, Math.max(tolerance, safe ? inverse : 0.5));
  }
  return a;
}
