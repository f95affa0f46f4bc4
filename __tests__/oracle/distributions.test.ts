import { beforeAll, describe, test } from '@jest/globals';
import { betaCdf, betaQuantile, studentQuantile } from '../../src/statistics/distributions.js';
import { askOracle } from './support/ask.js';
import { expectAgreement, grid } from './support/grid.js';

const CHANCES = [
  ...[1e-9, 1e-6, 1e-4, 0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5],
  ...[0.7, 0.8, 0.9, 0.95, 0.975, 0.99, 0.995, 0.999, 0.9999, 0.999999],
];
const DEGREES = [
  ...[1, 1.3, 2, 2.7, 3, 4, 5, 7.5, 9.99, 10, 19, 20, 30.5, 49, 50, 99, 100, 250, 499, 999],
  ...[1999, 1e4, 19999, 99999, 123456, 1e6, 1e8],
];
const SIZES = [1, 2, 3, 5, 10, 20, 37, 100, 500, 1000, 5000, 20000, 100000, 1e6, 1e7];

/** Counts of a sample, at its ends and between. */
function countsOf(samples: number): number[] {
  const parts = [0.01, 0.1, 1 / 3, 0.5, 0.9, 0.99].map((part) => Math.floor(part * samples));
  const counts = new Set([0, 1, 2, ...parts, samples - 3, samples - 2, samples - 1]);
  return [...counts].filter((count) => count >= 0 && count < samples);
}

/** The shapes of limits: of whole counts, and of parts of one. */
const SHAPES = [
  ...SIZES.flatMap((samples) => countsOf(samples).map((count) => [count + 1, samples - count] as const)),
  ...grid([0.01, 0.3, 1.7, 25.5], [0.02, 0.9, 12.25, 3000.5]),
];

const quantilesOfT = grid(CHANCES, DEGREES);
const quantiles = CHANCES.flatMap((p) => SHAPES.map(([a, b]) => [p, a, b] as const));
const chances = SHAPES.flatMap(([a, b]) => {
  const middle = a / (a + b);
  const near = [-4, -2, -1, 0, 1, 2, 4].map(
    (by) => middle + by * Math.sqrt((middle * (1 - middle)) / (a + b)),
  );
  return [1e-6, 0.001, 0.1, 0.5, 0.9, 0.999, ...near]
    .filter((x) => x > 0 && x < 1)
    .map((x) => [x, a, b] as const);
});

let answers: ReturnType<typeof ask>;
const ask = () => askOracle({ t_quantile: quantilesOfT, beta_quantile: quantiles, beta_chance: chances });
beforeAll(() => {
  answers = ask();
});

describe('scipy agrees within 1e-9 on', () => {
  test("the quantiles of Student's t", () => {
    expectAgreement('relative', quantilesOfT, ([p, degrees], index) => [
      studentQuantile(p, degrees),
      answers.t_quantile[index]![0]!,
    ]);
  });

  test('the quantiles of beta distributions', () => {
    expectAgreement('relative', quantiles, ([p, a, b], index) => [
      betaQuantile(p, { a, b }),
      answers.beta_quantile[index]![0]!,
    ]);
  });

  test('the chances of beta distributions', () => {
    expectAgreement('absolute', chances, ([x, a, b], index) => [
      betaCdf(x, { a, b }),
      answers.beta_chance[index]![0]!,
    ]);
  });
});
