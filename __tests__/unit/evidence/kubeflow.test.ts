import { describe, expect, test } from '@jest/globals';
import { at, names, rawAt, readFixture, readText, readValue, refusal } from './reading.js';

const metrics = (...list: object[]) => ({ metrics: list });
const metric = (name: string, numberValue: unknown, format = 'RAW') => ({ name, numberValue, format });

test('metrics by name, whatever format they are shown in', () => {
  const report = readValue(metrics(metric('accuracy-score', 0.91, 'PERCENTAGE'), metric('loss', 1.2)));
  expect(report.format).toBe('kubeflow');
  expect(at(report, 'accuracy-score')).toEqual({ value: 0.91, raw: '0.91' });
  expect(at(report, 'loss')).toEqual({ value: 1.2, raw: '1.2' });
});

test.each<[string, string, string]>([
  ['NaN', 'NaN', 'NaN'],
  ['null', 'null', 'null'],
  ['a text', '"0.9"', '"0.9"'],
])('%s is not a number', (_, value, raw) => {
  expect(rawAt(readText(`{"metrics": [{"name": "a", "numberValue": ${value}}]}`), 'a')).toBe(raw);
});

test('a metric twice', () => {
  expect(rawAt(readValue(metrics(metric('a', 1), metric('a', 2))), 'a')).toBe('1 and 2 (given twice)');
});

test('one metric without its number: the report is plain, and says what it lacks', () => {
  const report = readValue(metrics(metric('a', 1), { name: 'b', value: 2 }));
  expect(report.format).toBe('plain');
  expect(report.nearly).toBe('can\'t be read as kubeflow: it has no "name" and "numberValue" in metric 2');
});

describe('executor_output.json of version 2', () => {
  const report = readFixture('kubeflow/executor_output.json');

  test('the metrics of an output, and an output that is a number', () => {
    expect(report.format).toBe('kubeflow');
    expect(names(report).sort()).toEqual([
      ...['Output', 'metrics.accuracy', 'metrics.f1-score', 'metrics.model_version', 'metrics.rows'],
    ]);
    expect(at(report, 'metrics.accuracy')).toEqual({ value: 0.91, raw: '0.91' });
    expect(report.statement.version).toBe('4');
  });

  const output = (...metadata: unknown[]) => ({
    artifacts: { m: { artifacts: metadata.map((one) => ({ name: 'm', uri: '/m', metadata: one })) } },
  });

  test('two artifacts of one output', () => {
    expect(rawAt(readValue(output({ a: 1 }, { a: 2 })), 'm.a')).toBe('1 and 2 (given twice)');
  });

  test('an output and a number of the same name', () => {
    const report = readValue({ parameterValues: { m: 0.5 }, ...output({ a: 1 }) });
    expect([at(report, 'm'), at(report, 'm.a')]).toMatchObject([{ value: 0.5 }, { value: 1 }]);
  });

  test('two outputs that name different versions', () => {
    const report = readValue(output({ model_version: 1 }, { model_version: 2 }));
    expect(report.statement.contradiction).toBe('model_version "1" and model_version "2"');
  });

  test.each([
    ['null', 'null'],
    ['-Infinity', '-Infinity'],
    ['1e999', 'Infinity'],
  ])('%s is not a number', (value, raw) => {
    const text = JSON.stringify(output({ a: 'HERE' })).replace('"HERE"', value);
    expect(rawAt(readText(text), 'm.a')).toBe(raw);
  });

  test.each<[string, unknown]>([
    ['a text', '0.9'],
    ['a list', [0.9]],
    ['true', true],
  ])('%s is not a metric', (_, value) => {
    expect(at(readValue(output({ a: value, b: 1 })), 'm.a')).toBe('m has no a. It has: b');
  });

  test.each<[string, string]>([
    ['a key twice', '{"artifacts": {"m": {"artifacts": [{"uri": "/m", "metadata": {"a": 1, "a": 2}}]}}}'],
    ['cut off', '{"artifacts": {"m": {"artifacts": [{"uri": "/m", "metadata": {"a": 1'],
  ])('%s: it is refused', (_, text) => {
    expect(refusal(() => readText(text))).toMatch(/twice|cut off|ends/);
  });

  test.each<[string, object]>([
    ['an artifact without its place', { artifacts: { m: { artifacts: [{ metadata: { a: 1 } }] } } }],
    ['an output without its list', { artifacts: { m: { artifacts: 1 } } }],
    ['no metadata', { artifacts: { m: { artifacts: [{ uri: '/m' }] } }, n: 1 }],
    ['no artifacts', { artifacts: {}, n: 1 }],
  ])('%s: it is another format', (_, value) => {
    expect(readValue({ n: 1, ...value }).format).toBe('plain');
  });
});
