import { describe, expect, test } from '@jest/globals';
import { findMetrics } from '../../../src/evidence/metric-path.js';
import { parseMetricPath } from '../../../src/evidence/path-syntax.js';
import { at, names, rawAt, readFixture, readText } from './reading.js';

const row = (support: string) => `{"precision": 1, "recall": 1, "f1-score": 1, "support": ${support}}`;

describe('classification reports of scikit-learn', () => {
  test('a real one: its own paths, with the support as samples', () => {
    const report = readFixture('sklearn/classification-report.json');
    expect(report.format).toBe('sklearn');
    expect(at(report, 'setosa.recall')).toEqual({
      value: expect.any(Number),
      raw: expect.any(String),
      samples: 13,
      scale: 'proportion',
    });
    expect(at(report, 'macro avg.f1-score')).toMatchObject({ samples: 38 });
    expect(at(report, 'accuracy')).toMatchObject({ samples: 38 });
    expect(at(report, 'virginica.support')).toMatchObject({ value: 12 });
  });

  test('the classes, without averages and accuracy, stand together', () => {
    const report = readFixture('sklearn/classification-report.json');
    const found = findMetrics(report.metrics, parseMetricPath('classes.*.recall'));
    expect(found.map(({ bindings }) => bindings[0])).toEqual(['setosa', 'versicolor', 'virginica']);
    expect(found.map(({ leaf }) => leaf?.samples)).toEqual([13, 13, 12]);
  });

  test('no star matches them there, no list of keys has them, and they are numbers all the same', () => {
    const report = readText(`{"a": ${row('3')}, "b": ${row('4')}}`);
    const found = findMetrics(report.metrics, parseMetricPath('*.recall'));
    expect(found.map(({ path, absence }) => [path, absence])).toEqual([
      ['a.recall', null],
      ['b.recall', null],
    ]);
    expect(at(report, 'c.recall')).toBe('the report has no metric c. It has: a, b');
    expect(at(report, 'classes')).toBe('classes is a group, not a number. It has: a, b');
    expect(names(report)).toEqual(expect.arrayContaining(['a.recall', 'classes.a.recall']));
  });

  test('what stands beside the rows is no class, and keeps its path', () => {
    const beside = '"params": {"C": 1}, "conversation_accuracy": {"accuracy": 0.5, "correct": 1, "total": 2}';
    const report = readText(`{"a": ${row('3')}, "macro avg": ${row('3')}, ${beside}, "accuracy": 1}`);
    expect(report.format).toBe('sklearn');
    const found = findMetrics(report.metrics, parseMetricPath('classes.*.recall'));
    expect(found.map(({ path, leaf }) => [path, leaf?.samples])).toEqual([['classes.a.recall', 3]]);
    expect(at(report, 'params.C')).toEqual({ value: 1, raw: '1' });
    expect(at(report, 'conversation_accuracy.accuracy')).toEqual({ value: 0.5, raw: '0.5' });
    expect(at(report, 'accuracy')).toMatchObject({ samples: 3 });
  });

  test.each([
    ['an empty class', '{}', '"macro avg"'],
    ['a class without its support', '{"precision": 1, "recall": 1, "f1-score": 1}', '"macro avg"'],
    ['a class with a text', '{"precision": 1, "recall": "1", "f1-score": 1, "support": 3}', '"micro avg"'],
  ])('%s could be missed among the classes: then nothing is read as one', (_, wrong, average) => {
    const report = readText(`{"a": ${row('3')}, "b": ${wrong}, ${average}: ${row('3')}}`);
    expect(report).toMatchObject({
      format: 'plain',
      nearly: 'can\'t be read as sklearn: it has no precision, recall, f1-score and support in "b"',
    });
  });

  test('an object beside rows without averages can be anything', () => {
    expect(readText(`{"a": ${row('3')}, "params": {"C": 1}}`)).toMatchObject({ format: 'plain' });
  });

  test('a class with that name is left alone', () => {
    const report = readText(`{"classes": ${row('3')}, "a": ${row('4')}}`);
    expect(at(report, 'classes.recall')).toMatchObject({ samples: 3 });
  });

  test('a real one with a class that was never predicted', () => {
    const report = readFixture('sklearn/classification-report-nan.json');
    expect(report.format).toBe('sklearn');
    expect(at(report, 'setosa.precision')).toEqual({
      value: null,
      raw: 'NaN',
      samples: 13,
    });
  });

  test('what it states of itself is read as well', () => {
    const report = readText(`{"a": ${row('3')}, "version": 4, "weighted avg": ${row('3')}, "accuracy": 1}`);
    expect(report).toMatchObject({ format: 'sklearn', statement: { version: '4' } });
    expect(at(report, 'accuracy')).toMatchObject({ samples: 3 });
  });

  test.each([
    ['weights', '2.5'],
    ['NaN', 'NaN'],
    ['a negative number', '-1'],
  ])('%s count no samples', (_, support) => {
    const report = readText(`{"a": ${row(support)}}`);
    expect(report.format).toBe('sklearn');
    expect(at(report, 'a.recall')).toEqual({ value: 1, raw: '1' });
  });

  test('is a plain report where that is asked for', () => {
    const report = readText(`{"a": ${row('3')}}`, 'plain');
    expect(report.format).toBe('plain');
    expect(at(report, 'a.recall')).toEqual({ value: 1, raw: '1' });
  });

  test.each([
    ['no rows', '{"accuracy": 0.9}'],
    ['a group that is no row', `{"a": ${row('3')}, "params": {"depth": 3}}`],
    ['a row without support', '{"a": {"precision": 1, "recall": 1, "f1-score": 1}}'],
    ['a row of texts', `{"a": ${row('"3"')}}`],
  ])('%s is a plain report', (_, text) => {
    expect(readText(text).format).toBe('plain');
  });

  test.each([
    ['an accuracy', 'accuracy', `{"a": ${row('3')}, "macro avg": ${row('3')}, "accuracy": 97}`],
    ['a recall', 'a.recall', `{"a": ${row('3').replace('"recall": 1', '"recall": 97')}}`],
    ['a precision', 'a.precision', `{"a": ${row('3').replace('"precision": 1', '"precision": 97')}}`],
  ])('%s in percent is no number to judge by', (_, path, text) => {
    expect(rawAt(readText(text), path)).toBe('97 (a proportion from 0 to 1 is expected)');
  });

  test('a class without examples has no numbers to judge by', () => {
    const report = readText(`{"a": ${row('0')}}`);
    expect(rawAt(report, 'a.recall')).toBe('1 (its number of examples is 0)');
    expect(at(report, 'a.recall')).toMatchObject({ value: null, samples: 0 });
    expect(at(report, 'a.support')).toEqual({ value: 0, raw: '0' });
  });

  test('averages and precisions are shares of no examples', () => {
    const report = readFixture('sklearn/classification-report.json');
    for (const path of ['macro avg.recall', 'weighted avg.recall', 'setosa.precision', 'setosa.f1-score']) {
      expect(at(report, path)).not.toHaveProperty('scale');
    }
    expect(at(report, 'accuracy')).toMatchObject({ scale: 'proportion' });
  });
});
