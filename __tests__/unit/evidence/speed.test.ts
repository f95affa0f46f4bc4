import { expect, test } from '@jest/globals';
import { flattenMetrics } from '../../../src/evidence/metric-tree.js';
import { findMetrics, parseMetricPath } from '../../../src/evidence/metric-path.js';
import { readReport } from '../../../src/evidence/read-report.js';
import { bytesOf } from './caught.js';

const SLICES = 30_000;

/** Far above what a linear way takes, far below a quadratic one. */
const ENOUGH = 3_000;

test('a report of thirty thousand slices is read and searched in linear time', () => {
  const slices = Array.from({ length: SLICES }, (_, at) => `"slice ${at}": {"recall": 0.${at + 1}}`);
  const bytes = bytesOf(`{"slices": {${slices.join(', ')}}}`);
  const start = performance.now();
  const report = readReport({ path: 'r.json', bytes, sha256: '' });
  const found = findMetrics(report.metrics, parseMetricPath('slices.*.recall'));
  const absent = findMetrics(report.metrics, parseMetricPath('slices.*.precision'));
  const flat = flattenMetrics(report.metrics);
  expect(performance.now() - start).toBeLessThan(ENOUGH);
  expect(found.filter(({ leaf }) => leaf !== null)).toHaveLength(SLICES);
  expect(absent.filter(({ leaf }) => leaf === null)).toHaveLength(SLICES);
  expect(flat).toHaveLength(SLICES);
});
