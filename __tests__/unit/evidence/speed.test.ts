import { expect, test } from '@jest/globals';
import type { MetricGroup } from '../../../src/evidence/evidence.js';
import { flattenMetrics } from '../../../src/evidence/metric-tree.js';
import { findMetrics } from '../../../src/evidence/metric-path.js';
import { parseMetricPath } from '../../../src/evidence/path-syntax.js';
import { readReport } from '../../../src/evidence/read-report.js';
import { bytesOf } from './caught.js';
import { countLooks } from './counting-map.js';

const SLICES = 30_000;

/** The report's slices, each look at one of them counted. */
function readSlices(): { root: MetricGroup; looks: () => number } {
  const slices = Array.from({ length: SLICES }, (_, at) => `"slice ${at}": {"recall": 0.${at + 1}}`);
  const bytes = bytesOf(`{"slices": {${slices.join(', ')}}}`);
  const { metrics } = readReport({ path: 'r.json', bytes, sha256: '' });
  const read = metrics.children.get('slices');
  if (read?.kind !== 'group') throw new TypeError('the report has no slices');
  const { group, looks } = countLooks(read);
  return { root: { kind: 'group', children: new Map([['slices', group]]) }, looks };
}

test('each of thirty thousand slices is looked at once per search', () => {
  const { root, looks } = readSlices();
  const found = findMetrics(root, parseMetricPath('slices.*.recall'));
  expect(looks()).toBe(SLICES);
  const absent = findMetrics(root, parseMetricPath('slices.*.precision'));
  expect(looks()).toBe(2 * SLICES);
  const flat = flattenMetrics(root);
  expect(looks()).toBe(3 * SLICES);
  expect(found.filter(({ leaf }) => leaf !== null)).toHaveLength(SLICES);
  expect(absent.filter(({ leaf }) => leaf === null)).toHaveLength(SLICES);
  expect(flat).toHaveLength(SLICES);
});
