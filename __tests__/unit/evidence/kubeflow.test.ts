import { expect, test } from '@jest/globals';
import { at, rawAt, readText, readValue } from './reading.js';

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
