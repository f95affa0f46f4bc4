import { describe, expect, test } from '@jest/globals';
import { at, names, rawAt, readFixture, readText, readValue, refusal } from './reading.js';

describe('what MLflow wrote', () => {
  test('a classifier', () => {
    const report = readFixture('mlflow-evaluate/classifier.json');
    expect(report.format).toBe('mlflow-evaluate');
    expect(names(report)).toContain('recall_score');
    expect(at(report, 'accuracy_score')).toEqual({
      value: 0.8,
      raw: '0.8',
      samples: 30,
      scale: 'proportion',
    });
    expect(at(report, 'f1_score')).toEqual({ value: 0.8, raw: '0.8', samples: 30 });
    expect(at(report, 'example_count')).toEqual({ value: 30, raw: '30' });
  });

  test('a regressor', () => {
    const report = readFixture('mlflow-evaluate/regressor.json');
    expect(report.format).toBe('mlflow-evaluate');
    expect(at(report, 'mean_absolute_error')).toEqual({ value: 0.5, raw: '0.5', samples: 30 });
  });

  test('scores by example', () => {
    const report = readFixture('mlflow-evaluate/text.json');
    expect(report.format).toBe('mlflow-evaluate');
    expect(at(report, 'length/mean')).toEqual({ value: 4, raw: '4', spread: 1 });
    expect(at(report, 'exact_match/v1')).toEqual({ value: 0.5, raw: '0.5' });
  });
});

test.each<[string, object, string, string]>([
  [
    'percent',
    { example_count: 30, accuracy_score: 97 },
    'accuracy_score',
    '97 (a proportion from 0 to 1 is expected)',
  ],
  [
    'an F1 in percent',
    { example_count: 3, f1_score: 97 },
    'f1_score',
    '97 (a proportion from 0 to 1 is expected)',
  ],
  [
    'no examples',
    { example_count: 0, accuracy_score: 1 },
    'accuracy_score',
    '1 (its number of examples is 0)',
  ],
  ['a text', { example_count: 3, accuracy_score: '1' }, 'accuracy_score', '"1"'],
  ['a negative variance', { 'a/mean': 1, 'a/variance': -1 }, 'a/mean', '1 (its standard deviation is NaN)'],
  ['a variance in words', { 'a/mean': 1, 'a/variance': '1' }, 'a/mean', '1 (its standard deviation is "1")'],
])('%s', (_, value, path, raw) => {
  const report = readValue(value);
  expect(report.format).toBe('mlflow-evaluate');
  expect(rawAt(report, path)).toBe(raw);
});

test('NaN', () => {
  expect(rawAt(readText('{"example_count": 3, "accuracy_score": NaN}'), 'accuracy_score')).toBe('NaN');
});

test.each<[string, object]>([
  ['a count alone', { example_count: 3 }],
  ['a score alone', { accuracy_score: 1 }],
  ['a variance without its mean', { 'a/variance': 1 }],
])('%s is another format', (_, value) => {
  expect(readValue(value).format).toBe('plain');
});

test('one that the Trainer could have written too is refused with both names', () => {
  const both = { 'a/mean': 1, 'a/variance': 1, eval_runtime: 1, eval_samples_per_second: 1 };
  expect(refusal(() => readValue(both))).toBe(
    'matches two formats, mlflow-evaluate and hf-trainer: name the right one in the policy (format: mlflow-evaluate)',
  );
  expect(at(readValue(both, 'mlflow-evaluate'), 'a/mean')).toMatchObject({ spread: 1 });
  expect(at(readValue(both, 'hf-trainer'), 'a/mean')).toEqual({ value: 1, raw: '1' });
  expect(readValue(both, 'plain').format).toBe('plain');
});
