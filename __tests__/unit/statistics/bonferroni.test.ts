import { expect, test } from '@jest/globals';
import { bonferroniConfidence } from '../../../src/statistics/interval.js';

test.each([
  [0.95, 1, 0.95],
  [0.95, 2, 0.975],
  [0.95, 5, 0.99],
  [0.9, 10, 0.99],
])('at %d, each of %d ways must have %d', (confidence, ways, each) => {
  expect(bonferroniConfidence(confidence, ways)).toBeCloseTo(each, 14);
});

test.each([
  [0.5, 2],
  [1, 2],
  [NaN, 2],
  [0.95, 0],
  [0.95, 1.5],
  [0.95, NaN],
])('a confidence of %d with %d ways is refused', (confidence, ways) => {
  expect(() => bonferroniConfidence(confidence, ways)).toThrow(RangeError);
});
