/**
 * An error rate for any number of attempts together: Alpha-Spending, that is, Bonferroni's correction with unequal parts
 * (Tian & Ramdas, "Online control of the familywise error rate", Statistical Methods in Medical Research 30, 2021,
 * 976–993; arXiv:1910.04900). Attempt k may err with the chance rate · γ(k), where all γ together are 1, so the chance that any
 * attempt errs is at most the rate, by the union bound: no matter how many attempts there are, how they depend on each
 * other (all are judged on the same examples), or what was decided after looking at earlier ones.
 *
 * γ(k) is proportional to k^−1.6, as Ramdas and others chose for online tests (SAFFRON, ICML 2018): the first attempts get
 * most, and later ones don't starve.
 */
const EXPONENT = 1.6;

/** Riemann's ζ(1.6), by which the parts add up to 1 (DLMF 25.2.1). */
const ZETA = 2.28576566568013;

/**
 * The least chance: a confidence of 1 minus it is still below 1 in double arithmetic. It takes 10^8 attempts to get
 * there.
 */
const LEAST = 1e-15;

/**
 * The chance with which an attempt may err.
 * @param rate of all attempts together, above 0 and below 1
 * @param attempt counted from 1
 * @throws RangeError
 */
export function spendOn(attempt: number, rate: number): number {
  requireAttempt(attempt, rate);
  return Math.max(LEAST, (rate * attempt ** -EXPONENT) / ZETA);
}

/** From here on, Euler and Maclaurin's formula has more digits than a double. */
const SUMMED = 50;

/**
 * What is left of the rate for all attempts after this one.
 * @throws RangeError
 */
export function leftAfter(attempt: number, rate: number): number {
  requireAttempt(attempt, rate);
  let tail = 0;
  const from = Math.max(SUMMED, attempt + 1);
  for (let k = attempt + 1; k < from; k += 1) tail += k ** -EXPONENT;
  // the sum from `from` on: integral, half the first term, and the first two corrections (DLMF 25.2.9)
  const s = EXPONENT;
  const rest =
    from ** (1 - s) / (s - 1) +
    from ** -s / 2 +
    (s * from ** (-s - 1)) / 12 -
    (s * (s + 1) * (s + 2) * from ** (-s - 3)) / 720;
  return (rate * (tail + rest)) / ZETA;
}

function requireAttempt(attempt: number, rate: number): void {
  if (!Number.isInteger(attempt) || attempt < 1)
    throw new RangeError(`There can't be an attempt ${attempt}.`);
  if (!(rate > 0 && rate < 1)) throw new RangeError(`The rate must be above 0 and below 1, not ${rate}.`);
}
