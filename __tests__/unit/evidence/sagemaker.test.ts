import { describe, expect, test } from '@jest/globals';
import { at, rawAt, readFixture, readText, readValue, refusal } from './reading.js';

describe('an evaluation step', () => {
  test('a classifier: the accuracy counts the examples of the confusion matrix', () => {
    const report = readFixture('sagemaker/binary.json');
    expect(report.format).toBe('sagemaker');
    const accuracy = at(report, 'binary_classification_metrics.accuracy.value');
    expect(accuracy).toMatchObject({ samples: 143, scale: 'proportion' });
    expect(accuracy).not.toHaveProperty('stderr');
    const auc = at(report, 'binary_classification_metrics.auc.value');
    expect(auc).toMatchObject({ samples: 143 });
    expect(auc).not.toHaveProperty('scale');
    expect(at(report, 'binary_classification_metrics.confusion_matrix.0.1')).toMatchObject({ value: 5 });
  });

  test("a regressor: the deviation of the residuals isn't a standard error", () => {
    const report = readFixture('sagemaker/regression.json');
    expect(report.format).toBe('sagemaker');
    const mse = at(report, 'regression_metrics.mse.value');
    expect(mse).toMatchObject({ value: 3180.159648155844 });
    for (const key of ['stderr', 'spread', 'samples']) expect(mse).not.toHaveProperty(key);
  });
});

/** As AWS's documentation shows them. */
const monitored = {
  version: 0,
  dataset: { item_count: 2100, evaluation_time: '2026-11-01T10:00:00.000Z' },
  regression_metrics: { mae: { value: 0.37, standard_deviation: 0.0037 }, r2: { value: -1.4 } },
};

describe('statistics of Model Monitor', () => {
  const report = readValue(monitored);

  test('each metric with the examples of the data set', () => {
    expect(at(report, 'regression_metrics.mae.value')).toEqual({ value: 0.37, raw: '0.37', samples: 2100 });
    expect(at(report, 'regression_metrics.mae.standard_deviation')).toMatchObject({ value: 0.0037 });
  });

  test("the time is the evaluation's, and the version that of the layout", () => {
    expect(report.statement).toMatchObject({ time: new Date('2026-11-01T10:00:00Z') });
    expect(report.statement.version).toBeUndefined();
  });
});

test('what people write into an evaluation step says what it is about', () => {
  const { regression_metrics } = monitored;
  expect(readValue({ regression_metrics, model: 'churn', version: 4 }).statement).toMatchObject({
    model: 'churn',
    version: '4',
  });
});

const classified = (accuracy: unknown, matrix: unknown) => ({
  multiclass_classification_metrics: { accuracy: { value: accuracy }, confusion_matrix: matrix },
});
const ACCURACY = 'multiclass_classification_metrics.accuracy.value';

describe('a confusion matrix that does not go with the accuracy', () => {
  const matrix = { a: { a: 3, b: 1 }, b: { a: 0, b: 4 } };

  test('one that does', () => {
    expect(at(readValue(classified(7 / 8, matrix)), ACCURACY)).toMatchObject({ scale: 'proportion' });
  });

  test.each<[string, number, unknown]>([
    ['another accuracy', 0.9, matrix],
    ['fractions', 7 / 8, { a: { a: 3.5, b: 1 }, b: { a: 0, b: 4 } }],
    ['a class without a row', 7 / 8, { a: { a: 3, b: 1 } }],
    ['other classes', 7 / 8, { a: { c: 3, b: 1 }, b: { c: 0, b: 4 } }],
    ['negative counts', 7 / 8, { a: { a: 3, b: -1 }, b: { a: 2, b: 4 } }],
    ['no examples', 0, { a: { a: 0 } }],
    ['a list', 7 / 8, [[3, 1]]],
  ])('%s', (_, accuracy, other) => {
    expect(at(readValue(classified(accuracy, other)), ACCURACY)).not.toHaveProperty('scale');
  });
});

test.each<[string, string, string]>([
  ['the text NaN', '"NaN"', '"NaN"'],
  ['NaN', 'NaN', 'NaN'],
  ['null', 'null', 'null'],
])('%s is not a number', (_, value, raw) => {
  const text = `{"regression_metrics": {"mse": {"value": ${value}, "standard_deviation": "NaN"}}}`;
  expect(rawAt(readText(text), 'regression_metrics.mse.value')).toBe(raw);
});

test('a data set without examples', () => {
  const report = readValue({ ...monitored, dataset: { item_count: 0 } });
  expect(rawAt(report, 'regression_metrics.mae.value')).toBe('0.37 (its number of examples is 0)');
});

test("a deviation that AWS writes as the text NaN doesn't take the value away", () => {
  const report = readFixture('sagemaker/binary.json');
  expect(at(report, ACCURACY.replace('multiclass', 'binary'))).toMatchObject({
    value: expect.closeTo(134 / 143, 12),
  });
  expect(rawAt(report, 'binary_classification_metrics.accuracy.standard_deviation')).toBe('"NaN"');
});

test('a value that is too large for a double is an infinity', () => {
  const report = readText('{"regression_metrics": {"mse": {"value": 1e999}}}');
  expect(rawAt(report, 'regression_metrics.mse.value')).toBe('Infinity');
});

test.each<[string, string]>([
  ['a metric twice', '{"regression_metrics": {"mse": {"value": 1}, "mse": {"value": 2}}}'],
  ['a value twice', '{"regression_metrics": {"mse": {"value": 1, "value": 2}}}'],
  ['cut off', '{"regression_metrics": {"mse": {"value": 1'],
])('%s: it is refused', (_, text) => {
  expect(refusal(() => readText(text))).toMatch(/twice|cut off|ends/);
});

test.each<[string, object]>([
  ['numbers without a value', { regression_metrics: { mse: 150.25 } }],
  ['another section', { classification_metrics: { auc: { value: 0.9 } } }],
])('%s: it is another format', (_, value) => {
  expect(readValue(value).format).toBe('plain');
});
