import { describe, expect, test } from '@jest/globals';
import { oneSampleInterval } from '../../../src/statistics/one-sample.js';
import { pairedInterval } from '../../../src/statistics/paired.js';
import { twoSampleInterval } from '../../../src/statistics/two-samples.js';
import { judge } from '../../../src/statistics/interval.js';
import {
  neededForOneSample,
  neededForTwoSamples,
  neededForPairs,
} from '../../../src/statistics/sample-size.js';
import type { Sample } from '../../../src/statistics/sample.js';
import { expectInterval } from './support/intervals.js';

function share(value: number, size: number): Sample {
  const samples = Math.round(size);
  return { successes: Math.round(value * samples), samples };
}

const settled = (found: ReturnType<typeof oneSampleInterval>, required: Parameters<typeof judge>[1]) =>
  judge(expectInterval(found), required) !== 'inconclusive';

function samplesOf(need: ReturnType<typeof neededForOneSample>): number {
  if (need === null || !('samples' in need)) throw new Error('No number of examples is told.');
  return need.samples;
}

describe('what would settle an inconclusive verdict', () => {
  test.each([
    [0.92, { min: 0.9 }],
    [0.88, { min: 0.9 }],
    [0.08, { max: 0.1 }],
    [0.98, { min: 0.95 }],
  ])('of a proportion of %d', (value, required) => {
    const needed = samplesOf(neededForOneSample(share(value, 50), required, 0.95));
    expect(settled(oneSampleInterval(share(value, 1.05 * needed), 0.95), required)).toBe(true);
    expect(settled(oneSampleInterval(share(value, 0.8 * needed), 0.95), required)).toBe(false);
  });

  test.each([
    [{ value: 0.95, stderr: 0.04, samples: 3 }, { min: 0.9 }],
    [{ successes: 3, samples: 3 }, { min: 0.5 }],
    [{ successes: 1, samples: 4 }, { min: 0.7 }],
  ])('of few examples, it is a whole number of them: %j', (sample, required) => {
    const needed = samplesOf(neededForOneSample(sample, required, 0.95));
    expect(Number.isInteger(needed)).toBe(true);
    expect(needed).toBeGreaterThan(sample.samples);
  });

  test('of a comparison, on each side', () => {
    const sides = { candidate: share(0.912, 1000), champion: share(0.905, 2000) };
    const needed = samplesOf(neededForTwoSamples(sides, { confidence: 0.95 }, { min: 0 }));
    expect(needed).toBe(9500);
    const again = (samples: number) =>
      settled(twoSampleInterval(share(0.912, samples), share(0.905, samples), { confidence: 0.95 }), {
        min: 0,
      });
    expect(again(1.02 * needed)).toBe(true);
    expect(again(0.95 * needed)).toBe(false);
  });

  test('of pairs', () => {
    const pairs = (of: number) =>
      Array.from({ length: of }, (_, index) => {
        const part = index / of;
        if (part < 0.06) return { candidate: 1, champion: 0 };
        return part < 0.1 ? { candidate: 0, champion: 1 } : { candidate: 1, champion: 1 };
      });
    const needed = samplesOf(neededForPairs(pairs(100), { confidence: 0.95 }, { min: 0 }));
    const again = (of: number) => settled(pairedInterval(pairs(of), { confidence: 0.95 }), { min: 0 });
    expect(again(1.05 * needed)).toBe(true);
    expect(again(0.8 * needed)).toBe(false);
  });

  test('where the number of examples is not known, how many times as many', () => {
    // a reach of 1.729 · 0.02 must shrink to 0.01
    expect(neededForOneSample({ value: 5.01, stderr: 0.02 }, { min: 5 }, 0.95)).toEqual({ times: 12 });
    const sides = {
      candidate: { value: 5.01, stderr: 0.02 },
      champion: { value: 5, stderr: 0.02 },
    };
    expect(neededForTwoSamples(sides, { confidence: 0.95 }, { min: 0 })).toEqual({ times: 24 });
  });

  test('a smaller side that only has to catch up', () => {
    const sides = { candidate: share(0.93, 100), champion: share(0.9, 100000) };
    const needed = samplesOf(neededForTwoSamples(sides, { confidence: 0.95 }, { min: 0 }));
    expect(needed).toBeLessThan(1000);
    expect(
      settled(twoSampleInterval(share(0.93, 1000), share(0.9, 1000), { confidence: 0.95 }), { min: 0 }),
    ).toBe(true);
  });

  test.each([
    ['it passes', share(0.95, 5000), { min: 0.9 }],
    ['it fails', share(0.85, 5000), { min: 0.9 }],
    ['the value lies on the bound', share(0.9, 100), { min: 0.9 }],
    ['the value is all but on the bound', { value: 5.0000001, stderr: 0.1 }, { min: 5 }],
    ['nothing is known', { value: NaN, stderr: 0.1 }, { min: 5 }],
  ])('nothing, where %s', (_name, sample, required) => {
    expect(neededForOneSample(sample, required, 0.95)).toBeNull();
  });

  test('nothing, where a comparison or pairs are settled or say nothing', () => {
    const sides = { candidate: share(0.95, 5000), champion: share(0.9, 5000) };
    expect(neededForTwoSamples(sides, { confidence: 0.95 }, { min: 0 })).toBeNull();
    const broken = { candidate: { value: 1, stderr: NaN }, champion: share(0.9, 5000) };
    expect(neededForTwoSamples(broken, { confidence: 0.95 }, { min: 0 })).toBeNull();
    expect(neededForPairs([], { confidence: 0.95 }, { min: 0 })).toBeNull();
  });
});
