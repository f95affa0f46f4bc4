import { describe, expect, test } from '@jest/globals';
import { seedRandom } from '../unit/statistics/support/random.js';
import { DESIGNS, KINDS, measure, type Design, type Kind } from './support/clusters.js';

/** Few: bench/clusters.mjs runs the table of docs/reference/statistics.md. The fewer, the more rows a trial has. */
const runsOf = ({ clusters }: Design) => Math.round(20_000 / clusters);

/** How far a measured rate may lie above the stated one by chance: four of its own standard deviations. */
const atMost = (rate: number, runs: number) => rate + 4 * Math.sqrt((rate * (1 - rate)) / runs);

const named = (name: string): Kind => {
  const kind = KINDS.find((one) => one.name === name);
  if (kind === undefined) throw new Error(`There are no trials of ${name}.`);
  return kind;
};

describe('a true value on the bound passes at most as often as stated', () => {
  test.each(KINDS.map((kind) => [kind.name, kind] as const))('%s', (_name, kind) => {
    for (const [at, design] of DESIGNS.entries()) {
      const runs = runsOf(design);
      const { passes } = measure(kind, design, { random: seedRandom(at), runs });
      expect([design, passes <= atMost(0.05, runs), passes]).toEqual([design, true, passes]);
    }
  });

  test('five clusters, the fewest that are judged', () => {
    for (const correlation of [0, 0.2, 0.8])
      for (const kind of [named('one sample, normal'), named('one sample, 80 % right')]) {
        const design = { clusters: 5, correlation };
        const { passes } = measure(kind, design, { random: seedRandom(3), runs: 2000 });
        expect(passes).toBeLessThanOrEqual(atMost(0.05, 2000));
      }
  });
});

test('what it is for: rows as if independent, and the clustered standard error alone, pass far more often', () => {
  const design = { clusters: 10, correlation: 0.8 };
  const { passes, asRows, byCr2 } = measure(named('one sample, 95 % right'), design, {
    random: seedRandom(1),
    runs: 1000,
  });
  expect(asRows).toBeGreaterThan(0.4);
  expect(byCr2).toBeGreaterThan(0.4);
  expect(passes).toBeLessThan(0.02);
});

test('many clusters cost little: the limits pass nearly as often as stated', () => {
  const design = { clusters: 100, correlation: 0.2 };
  const { passes } = measure(named('one sample, normal'), design, { random: seedRandom(2), runs: 1000 });
  expect(passes).toBeGreaterThan(0.03);
});
