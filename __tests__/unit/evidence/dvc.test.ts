import { expect, test } from '@jest/globals';
import { at, names, rawAt, readFixture, readText, readValue, refusal } from './reading.js';

test('a diff that DVC wrote: the new values, by the names of its table', () => {
  const report = readFixture('dvc/diff.json');
  expect(report.format).toBe('dvc');
  expect(names(report).sort()).toEqual(['auc', 'test.accuracy', 'top5']);
  expect(at(report, 'test.accuracy')).toEqual({ value: 0.93, raw: '0.93' });
  expect(rawAt(report, 'rows')).toBe('null');
});

test('its metrics.json has the same names without a reader of its own', () => {
  const report = readFixture('dvc/metrics.json');
  expect(report.format).toBe('plain');
  expect(at(report, 'test.accuracy')).toMatchObject({ value: 0.93 });
});

test('a diff without differences is no evidence', () => {
  expect(refusal(() => readFixture('dvc/diff-unchanged.json'))).toMatch(/^has no number in it/);
  expect(refusal(() => readFixture('dvc/diff-unchanged.json', 'dvc'))).toMatch(
    /it has no files with metrics$/,
  );
});

test('a name in two files is no number, and found behind its file', () => {
  const change = (value: unknown) => ({ acc: { old: 0, new: value } });
  const report = readValue({ 'a/eval.json': change(1), 'train.json': change(2) });
  expect(rawAt(report, 'acc')).toBe('1 and 2 (given twice)');
  expect(at(report, '"a/eval.json".acc')).toMatchObject({ value: 1 });
  expect(at(report, 'train.json.acc')).toMatchObject({ value: 2 });
});

test.each<[string, unknown, string]>([
  ['a text', '0.9', '"0.9"'],
  ['true', true, 'true'],
  ['a list', [1], 'a list'],
])('%s is no number', (_, value, raw) => {
  expect(rawAt(readValue({ 'm.json': { a: { old: 1, new: value } } }), 'a')).toBe(raw);
});

test('NaN is no number', () => {
  expect(rawAt(readText('{"m.json": {"a": {"old": 1, "new": NaN, "diff": NaN}}}'), 'a')).toBe('NaN');
});

test.each<[string, object]>([
  ['another key', { 'm.json': { a: { old: 1, new: 2, more: 3 } } }],
  ['no new value', { 'm.json': { a: { old: 1 } } }],
  ['a bare number', { 'm.json': { a: 1 } }],
  ['a file without metrics', { 'm.json': {}, 'n.json': { a: { old: 1, new: 2 } } }],
])('with %s it is another format', (_, value) => {
  expect(readValue({ ...value, n: 1 }).format).toBe('plain');
});
