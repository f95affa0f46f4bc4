import { describe, expect, test } from '@jest/globals';
import { explainAbsence, suggestPaths } from '../../../src/evidence/metric-hints.js';
import { findMetrics } from '../../../src/evidence/metric-path.js';
import { parseMetricPath } from '../../../src/evidence/path-syntax.js';
import { readText, readValue } from './reading.js';

const row = { precision: 1, recall: 1, 'f1-score': 1, support: 3 };

function explain(value: unknown, text: string): string | null {
  const { metrics } = readValue(value);
  const path = parseMetricPath(text);
  const found = findMetrics(metrics, path).find(({ leaf }) => leaf === null);
  return found === undefined ? null : explainAbsence(metrics, path, found);
}

describe('what was meant by a path that leads nowhere', () => {
  const yolo = { train: { loss: 1 }, metrics: { 'mAP50(B)': 0.9, 'mAP50-95(B)': 0.7 }, val: { loss: 2 } };
  const slices = { slices: { eu: { recall: 1, n: 3 }, us: { recall: 1, n: 3 } }, other: { f1: 1 } };

  test.each<[string, object, string, string[]]>([
    ['a part of a key, a level below', yolo, 'mAP50', ['metrics.mAP50(B)', 'metrics.mAP50-95(B)']],
    ['a key without its signs', yolo, 'metrics.mAP5095B', ['metrics.mAP50-95(B)']],
    ['a key in another case', { eval: { Accuracy: 1 } }, 'accuracy', ['eval.Accuracy']],
    ['a key with a dot', { eval: { 'p95.9': 1 } }, 'p959', ['eval."p95.9"']],
    ['a slip', { accuracy: 1, f1: 1 }, 'acuracy', ['accuracy']],
    ['a slip on the way', slices, 'slcies.eu.recall', ['slices.eu.recall', 'slices.us.recall']],
    ['a slip before a star', slices, 'slice.*.recall', ['slices.*.recall']],
    ['a slip behind a star', slices, 'slices.*.recal', ['slices.*.recall']],
    ['a star at the end', { ValueDrift: { age: 1 } }, 'ValueDrfit.*', ['ValueDrift.*']],
    [
      'several alike: the nearest three',
      { a: { f1: 1 }, b: { f1: 1 }, c: { f1: 1 }, d: { f1: 1 } },
      'a.x.f1',
      ['a.f1', 'b.f1', 'c.f1'],
    ],
    [
      'the classes',
      { cat: row, dog: row, 'macro avg': row },
      'clases.*.recall',
      ['classes.*.recall', 'cat.recall', 'dog.recall'],
    ],
    ['nothing like it', slices, 'latency', []],
    ['a short key', { a: 1, b: 1 }, 'c', []],
  ])('%s', (_name, value, path, expected) => {
    expect(suggestPaths(readValue(value).metrics, parseMetricPath(path))).toEqual(expected);
  });

  test.each<[string, object, string, string]>([
    [
      'one level only',
      yolo,
      'mAP50',
      'the report has no metric mAP50. It has: train, metrics, val. Did you mean metrics.mAP50(B) or metrics.mAP50-95(B)?',
    ],
    ['nothing near', slices, 'latency', 'the report has no metric latency. It has: slices, other'],
    [
      'a key with dots',
      { 'a.b': 1 },
      'a.b',
      'the report has no metric a. It has a key with dots: write "a.b" in quotes',
    ],
    ['a group', slices, 'slices.eu', 'slices.eu is a group, not a number. It has: recall, n'],
    [
      "a star on every row of scikit-learn's report",
      { cat: row, accuracy: 0.5, 'macro avg': row },
      '*.f1-score',
      'accuracy is 0.5 and has no f1-score; write classes.*.f1-score for the classes alone',
    ],
    [
      'a star on every row, for what no class has',
      { cat: row, accuracy: 0.5, 'macro avg': row },
      '*.auc',
      'cat has no auc. It has: precision, recall, f1-score, support',
    ],
  ])('in words: %s', (_name, value, path, words) => {
    expect(explain(value, path)).toBe(words);
  });

  test('a report that is huge, deep or has endless names costs no more than its limits', () => {
    const names = Array.from({ length: 100_000 }, (_, at) => `"recall of ${at}": 0.5`).join(', ');
    const deep = `${'{"a": '.repeat(150)}{"recal": 1}${'}'.repeat(150)}`;
    const { metrics } = readText(
      `{"${'recall'.repeat(200_000)}": 1, "deep": ${deep}, "many": {${names}}, "z": {"recal": 1}}`,
    );
    expect(suggestPaths(metrics, parseMetricPath('recall'))[0]).toMatch(/^many\./);
    expect(suggestPaths(metrics, parseMetricPath('x'.repeat(100_000)))).toEqual([]);
  });
});
