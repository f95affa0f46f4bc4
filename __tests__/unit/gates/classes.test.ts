import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Evidence } from '../../../src/evidence/evidence.js';
import { readReport } from '../../../src/evidence/read-report.js';
import { checkMetric } from '../../../src/gates/metric.js';
import type { MetricGate } from '../../../src/policy/schema.js';
import { championWith, contextWith, recordedOf } from '../support/gate-context.js';

const row = (recall: number | string, support: number) =>
  `{"precision": 0.9, "recall": ${String(recall)}, "f1-score": 0.9, "support": ${String(support)}}`;

/** Two classes, of which the second is given, and averages that are worse than both. */
const reportWith = (second: string, more = '"accuracy": 0.9') =>
  `{"cat": ${row(0.9, 300)}, "dog": ${second}, ${more}, "macro avg": ${row(0.1, 320)}, "weighted avg": ${row(0.1, 320)}}`;

function read(text: string): Evidence {
  const bytes = new TextEncoder().encode(text);
  const report = readReport({ path: 'reports/4.json', bytes, sha256: 'ab', format: 'auto' });
  return { patterns: ['reports/4.json'], reports: [report], problems: [] };
}

const RECALL: MetricGate = { metric: 'classes.*.recall', min: 0.8 };
const lines = (gate: MetricGate, text: string, champion: Record<string, number> | null = null) =>
  checkMetric(
    gate,
    contextWith({
      evidence: read(text),
      champion: champion === null ? null : championWith({ recorded: recordedOf(champion) }),
    }),
  ).map(({ metric, check, verdict }) => `${String(metric)} ${String(check)} ${verdict}`);

describe("a gate on the classes of scikit-learn's report", () => {
  test('passes over its accuracy and its averages', () => {
    const passing = ['classes.cat.recall min pass', 'classes.dog.recall min pass'];
    expect(lines(RECALL, reportWith(row(0.95, 20)))).toEqual(passing);
    expect(lines(RECALL, reportWith(row(0.95, 20), `"micro avg": ${row(0.1, 320)}`))).toEqual(passing);
  });

  test('is not in the way of a gate on every row of a report without an accuracy', () => {
    const report = `{"cat": ${row(0.9, 300)}, "dog": ${row(0.95, 20)}, "samples avg": ${row(0.85, 320)}}`;
    const gate: MetricGate = { metric: '*.recall', min: 0.8 };
    expect(lines(gate, report)).toEqual([
      'cat.recall min pass',
      'dog.recall min pass',
      'samples avg.recall min pass',
    ]);
    expect(lines(gate, report.replace('0.95', '0.1'))).toContain('dog.recall min fail');
    expect(lines({ ...gate, metric: '*.*.recall' }, report)).not.toContain('classes.cat.recall min pass');
  });

  test('finds the class that is bad', () => {
    expect(lines(RECALL, reportWith(row(0.05, 20)))).toContain('classes.dog.recall min fail');
    expect(lines(RECALL, reportWith(row('NaN', 20)))).toContain('classes.dog.recall min fail');
  });

  test('averages are still there by their names', () => {
    expect(lines({ metric: 'macro avg.recall', min: 0.05 }, reportWith(row(0.95, 20)))).toEqual([
      'macro avg.recall min pass',
    ]);
  });

  test('a missing class is gone, a recorded average is not', () => {
    const gate: MetricGate = { metric: 'classes.*.recall', goal: 'higher', 'max-regression': 0.1 };
    const champion = { 'classes.cat.recall': 0.9, 'classes.dog.recall': 0.9, 'macro avg.recall': 0.9 };
    expect(lines(gate, reportWith(row(0.95, 20)), champion)).toEqual([
      'classes.cat.recall max-regression pass',
      'classes.dog.recall max-regression pass',
    ]);
    expect(lines(gate, reportWith(row(0.95, 20)), { ...champion, 'classes.owl.recall': 0.9 })).toContain(
      'classes.owl.recall max-regression fail',
    );
  });

  test.each([0, 'NaN'])('a class of no examples whose recall is %s is one with too few', (recall) => {
    const report = reportWith(row(recall, 0));
    const gate: MetricGate = { ...RECALL, 'min-samples': 10 };
    expect(lines(gate, report)).toEqual([
      'classes.cat.recall min pass',
      'classes.cat.recall min-samples pass',
      'classes.dog.recall min fail',
      'classes.dog.recall min-samples fail',
    ]);
    expect(lines({ ...gate, 'too-few': 'skip' }, report).slice(2)).toEqual([
      'classes.dog.recall min skip',
      'classes.dog.recall min-samples skip',
    ]);
    expect(lines(RECALL, report)).toContain('classes.dog.recall min fail');
  });

  test('where there is nothing but averages, none is a class', () => {
    const report = `{"macro avg": ${row(1, 3)}, "weighted avg": ${row(1, 3)}}`;
    expect(lines(RECALL, report)).toEqual(['classes.*.recall min fail']);
  });

  test('the gate of the documentation judges the classes of a real report', () => {
    const text = readFileSync('__tests__/fixtures/sklearn/classification-report.json', 'utf8');
    const gate: MetricGate = { metric: 'classes.*.recall', min: 0.8, 'min-samples': 10, 'too-few': 'skip' };
    expect(lines(gate, text)).toEqual([
      'classes.setosa.recall min pass',
      'classes.setosa.recall min-samples pass',
      'classes.versicolor.recall min fail',
      'classes.versicolor.recall min-samples pass',
      'classes.virginica.recall min fail',
      'classes.virginica.recall min-samples pass',
    ]);
  });
});
