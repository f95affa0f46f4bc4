import { describe, expect, test } from '@jest/globals';
import { findMetrics } from '../../../src/evidence/metric-path.js';
import { parseMetricPath } from '../../../src/evidence/path-syntax.js';
import { growRecorded, type Beside, type RecordedMetric } from '../../../src/evidence/recorded.js';

const number = (value: number, uncertainty: RecordedMetric['uncertainty'] = {}): RecordedMetric => ({
  value,
  raw: String(value),
  uncertainty,
});

/** What a path finds among recorded metrics: each path with its value. */
function find(
  metrics: Readonly<Record<string, RecordedMetric>>,
  path: string,
  gates: readonly Beside[] = [],
): Record<string, number | null> {
  const root = growRecorded(new Map(Object.entries(metrics)), gates);
  const found = findMetrics(root, parseMetricPath(path));
  return Object.fromEntries(found.map(({ path: at, leaf }) => [at, leaf?.value ?? null]));
}

describe('recorded metrics are found', () => {
  test.each([
    ['a name', { accuracy: number(0.9) }, 'accuracy', { accuracy: 0.9 }],
    ['a path', { 'a."b.c".d': number(1) }, 'a."b.c".d', { 'a."b.c".d': 1 }],
    ['by a star', { 's.eu.f': number(1), 's.us.f': number(2) }, 's.*.f', { 's.eu.f': 1, 's.us.f': 2 }],
    ['beside a group of the name', { loss: number(1), 'loss.eu': number(2) }, 'loss', { loss: 1 }],
    ['in a group of the name', { 'loss.eu': number(2), loss: number(1) }, 'loss.*', { 'loss.eu': 2 }],
    ['in a list', { 'r[set=a].f': number(1), 'r[set=b].f': number(2) }, 'r[set=b].f', { 'r[set=b].f': 2 }],
    [
      'in every element of a list',
      { 'r[set=a].f': number(1), 'r[set=b].f': number(2), 'r[set=a].g': number(3) },
      'r[set].*.f',
      { 'r[set=a].f': 1, 'r[set=b].f': 2 },
    ],
    ['not by another name', { accuracy: number(0.9) }, 'f1', { f1: null }],
  ] as const)('%s', (_name, metrics, path, expected) => {
    expect(find(metrics, path)).toEqual(expected);
  });
});

describe('what was recorded beside a metric', () => {
  test('stands where the gate looks for it', () => {
    const metrics = { 's.eu.f': number(0.9, { samples: 80, stderr: 0.1 }), 's.us.f': number(0.8) };
    const gate = { metric: 's.*.f', samples: 's.*.n', stderr: 'err.*' };
    expect(find(metrics, 's.eu.n', [gate])).toEqual({ 's.eu.n': 80 });
    expect(find(metrics, 'err.eu', [gate])).toEqual({ 'err.eu': 0.1 });
    expect(find(metrics, 's.us.n', [gate])).toEqual({ 's.us.n': null });
  });

  test('never replaces a recorded metric', () => {
    const metrics = { accuracy: number(0.9, { samples: 80 }), n: number(7) };
    expect(find(metrics, 'n', [{ metric: 'accuracy', samples: 'n' }])).toEqual({ n: 7 });
  });
});
