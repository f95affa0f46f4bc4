import { describe, expect, test } from '@jest/globals';
import { KINDS, simulateAttempts, TRUTHS } from './support/attempts.js';
import { percent } from './support/documented.js';

/** Few, since `node bench/false-promotions.mjs` takes 100,000 and prints the table of the documentation. */
const TRIALS = Number(process.env['STAGEGATE_TRIALS'] ?? 1_000);
const PRINTS = process.env['STAGEGATE_TRIALS'] !== undefined;
/** The limits of two large proportions take long. */
const SIZES = PRINTS ? [100, 1_000, 10_000] : [100];

describe('20 candidates with false-promotions: 5%, none of which should be promoted', () => {
  test.each(KINDS.flatMap((kind) => TRUTHS.flatMap((truth) => SIZES.map((n) => [kind, truth, n] as const))))(
    '%s, %s, of %i examples',
    (kind, truth, n) => {
      const { any, without, power } = simulateAttempts(kind, truth, { n, trials: TRIALS });
      // four standard deviations of a rate of 5 %
      expect(any).toBeLessThanOrEqual(0.05 + 4 * Math.sqrt((0.05 * 0.95) / TRIALS));
      expect(without).toBeGreaterThanOrEqual(any);
      expect(power[3]).toBeLessThanOrEqual(power[1]);
      if (!PRINTS) return;
      const cells = [kind, truth, String(n), percent(any), percent(without), ...power.map(percent)];
      process.stderr.write(`| ${cells.join(' | ')} |\n`);
    },
  );
});
