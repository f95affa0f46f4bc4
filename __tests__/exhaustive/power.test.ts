import { describe, expect, test } from '@jest/globals';
import { judge, type PassChance } from '../../src/statistics/interval.js';
import { intervalOfReading } from '../../src/statistics/one-sample.js';
import { intervalOfMoments, summarize } from '../../src/statistics/paired.js';
import { pairedChance } from '../../src/statistics/power-pairs.js';
import { oneSampleChance, twoSampleChance } from '../../src/statistics/power.js';
import { counted } from '../../src/statistics/sample.js';
import { intervalOfReadings } from '../../src/statistics/two-samples.js';
import { binomialMass } from '../unit/statistics/support/binomial.js';
import { IS_FULL } from '../support/full.js';
import { seedRandom } from '../unit/statistics/support/random.js';
import { drawVariance } from './support/chance.js';
import { comparePower, POWER_CASES } from './support/clusters.js';

const at = (required: { min: number } | { max: number }) => ({
  ...{ confidence: 0.95, factor: 1, isTolerated: false },
  required,
});

/** Every outcome with its chance, each decided on by the gate itself. */
function sumOf(n: number, truth: number, passes: (count: number) => boolean): number {
  let sum = 0;
  for (let count = 0; count <= n; count += 1) if (passes(count)) sum += binomialMass(count, n, truth);
  return sum;
}

describe('the chance to pass is that of all outcomes that the gate passes', () => {
  test.each([
    [0.9, at({ min: 0.9 })],
    [0.95, at({ min: 0.9 })],
    [0.05, at({ max: 0.1 })],
    [0.85, { ...at({ min: 0.9 }), isTolerated: true }],
  ])('a proportion of %d', (truth, rule) => {
    const exact = sumOf(100, truth, (count) => {
      const verdict = judge(intervalOfReading(counted(count, 100), 0.95), rule.required);
      return verdict === 'pass' || (rule.isTolerated && verdict === 'inconclusive');
    });
    expect(oneSampleChance(counted(90, 100), rule)(truth)).toBeCloseTo(exact, 9);
  });

  test('two proportions, within 0.01 points', () => {
    const rule = at({ min: 0 });
    const n = 30;
    const decided = (own: number, other: number) =>
      judge(
        intervalOfReadings(counted(own, n), counted(other, n), rule) as { lower: number; upper: number },
        rule.required,
      ) === 'pass';
    let exact = 0;
    for (let other = 0; other <= n; other += 1)
      exact += binomialMass(other, n, 0.5) * sumOf(n, 0.8, (own) => decided(own, other));
    expect(twoSampleChance(counted(15, n), counted(15, n), rule)(0.8)).toBeCloseTo(exact, 4);
  });

  test('right or wrong on the same examples, within 0.01 points', () => {
    const rule = at({ min: 0 });
    const n = 40;
    const kinds = [
      [1, 1, 24],
      [1, 0, 6],
      [0, 1, 6],
      [0, 0, 4],
    ] as const;
    const pairs = kinds.flatMap(([candidate, champion, count]) =>
      Array.from({ length: count }, () => ({ candidate, champion })),
    );
    const moments = summarize(pairs, 1);
    if ('absence' in moments) throw new Error(moments.absence);
    let exact = 0;
    for (let differing = 0; differing <= n; differing += 1)
      exact +=
        binomialMass(differing, n, 0.3) *
        sumOf(differing, 0.75, (gained) => {
          const counts = { gained, lost: differing - gained, samples: n };
          return judge(intervalOfMoments({ ...moments, counts }, rule), rule.required) === 'pass';
        });
    // 30 % differ, three in four for the candidate: a true difference of 0.15
    expect((pairedChance(pairs, { samples: n }, rule) as PassChance)(0.75 + 0.15)).toBeCloseTo(exact, 4);
  });

  test('a mean, within what chance leaves of 20,000 trials', () => {
    const random = seedRandom(7);
    const variance = drawVariance(random, 49);
    const rule = at({ max: 120 });
    const mean = { kind: 'measured', value: 120, stderr: 4, samples: 50 } as const;
    let passed = 0;
    for (let trial = 0; trial < 20_000; trial += 1) {
      const drawn = { ...mean, value: 111 + 4 * random.normal(), stderr: 4 * Math.sqrt(variance()) };
      passed += judge(intervalOfReading(drawn, 0.95), rule.required) === 'pass' ? 1 : 0;
    }
    // four standard deviations of the trials' share
    expect(Math.abs(oneSampleChance(mean, rule)(111) - passed / 20_000)).toBeLessThan(0.014);
  });
});

describe('in clusters, within what chance leaves of 500 trials', () => {
  test.each(
    POWER_CASES.filter(({ design }) => design.clusters === 30 && (IS_FULL || design.correlation === 0.2)).map(
      (one) => [one.name, one] as const,
    ),
  )('%s', (_name, one) => {
    const runs = 500;
    for (const { truth, told, simulated } of comparePower(one, { random: seedRandom(11), runs })) {
      // four standard deviations of both shares; what is told comes from a simulation, too
      const chance = 4 * Math.sqrt((told * (1 - told) + 0.001) * (1 / runs + 1 / 5000));
      expect([truth, Math.abs(told - simulated) <= chance, told, simulated]).toEqual([
        truth,
        true,
        told,
        simulated,
      ]);
    }
  });
});
