import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { MetricLeaf, Report, Statement } from '../../../src/evidence/evidence.js';
import { findMetrics, parseMetricPath } from '../../../src/evidence/metric-path.js';
import { readReport } from '../../../src/evidence/read-report.js';
import { bytesOf, caught } from './caught.js';

const read = (text: string, path = 'report.json'): Report =>
  readReport({ path, bytes: bytesOf(text), sha256: 'ab' });

function leafAt(report: Report, path: string): MetricLeaf | null | undefined {
  return findMetrics(report.metrics, parseMetricPath(path))[0]?.leaf;
}

function readFixture(name: string): Report {
  const bytes = readFileSync(new URL(`../../fixtures/sklearn/${name}`, import.meta.url));
  return readReport({ path: name, bytes, sha256: 'ab' });
}

describe('plain reports', () => {
  test('path, digest and format are told', () => {
    expect(read('{"a": 1}')).toMatchObject({ path: 'report.json', sha256: 'ab', format: 'plain' });
  });

  test.each([
    ['a number', '0.25', 0.25, '0.25'],
    ['zero', '-0.0', -0, '0'],
    ['NaN', 'NaN', null, 'NaN'],
    ['infinity', '-Infinity', null, '-Infinity'],
    ['overflow', '1e999', null, 'Infinity'],
    ['a number in quotes', '"0.91"', null, '"0.91"'],
    ['a text', '"N/A"', null, '"N/A"'],
    ['null', 'null', null, 'null'],
    ['true', 'true', null, 'true'],
    ['a long text', `"${'x'.repeat(100)}"`, null, `"${'x'.repeat(38)}…`],
    ['a long text, cut before a surrogate pair', `"${'x'.repeat(37)}😀yyy"`, null, `"${'x'.repeat(37)}…`],
  ])('%s', (_, text, value, raw) => {
    expect(leafAt(read(`{"a": {"b": ${text}}}`), 'a.b')).toEqual({ kind: 'leaf', value, raw });
  });

  test('lists are groups by index', () => {
    expect(leafAt(read('{"folds": [{"f1": 0.5}, {"f1": 0.75}]}'), 'folds.1.f1')?.value).toBe(0.75);
  });

  test.each([
    ['[1]', 'holds a list, not an object of metrics'],
    ['0.9', 'holds a number, not an object of metrics'],
    ['"0.9"', 'holds a text, not an object of metrics'],
    ['true', 'holds true or false, not an object of metrics'],
    ['null', 'holds nothing (null), not an object of metrics'],
  ])('%s is no report', (text, message) => {
    expect(caught(() => read(text))).toMatchObject({ name: 'UnreadableReport', message });
  });
});

describe('what a report states of itself', () => {
  const moment = new Date('2026-11-01T10:00:00.000Z');
  const nothing = { versionIsSpecific: false };
  const cases: [string, string, Partial<Statement>][] = [
    ['nothing', '"accuracy": 1', {}],
    [
      'all of it',
      '"model": "m", "version": "v4", "commit": "abc", "time": "2026-11-01T10:00:00Z"',
      { model: 'm', version: 'v4', commit: 'abc', time: moment },
    ],
    [
      'other names',
      '"model_name": "m", "model_version": 4, "git_sha": "abc", "created_at": 1793527200',
      { model: 'm', version: '4', versionIsSpecific: true, commit: 'abc', time: moment },
    ],
    [
      'the more specific name counts',
      '"version": "2.1.0", "model_version": "4"',
      { version: '4', versionIsSpecific: true },
    ],
    [
      'two names that say the same',
      '"version": "v4", "model_version": 4',
      { version: '4', versionIsSpecific: true },
    ],
    [
      'two versions',
      '"version": 3, "model_version": "4"',
      { version: '4', versionIsSpecific: true, contradiction: 'model_version "4" and version "3"' },
    ],
    [
      'two models',
      '"model": "RandomForest", "model_name": "churn"',
      { model: 'churn', contradiction: 'model_name "churn" and model "RandomForest"' },
    ],
    ['a list for a version', '"version": [4]', { version: '(a list)' }],
    ['an object for a version', '"version": {"number": 4}', { version: '(an object)' }],
    ['a boolean for a version', '"version": true', { version: 'true' }],
    [
      'a number that no number can hold',
      '"model_version": 9007199254740993',
      { version: '(a number too large to be read exactly)', versionIsSpecific: true },
    ],
    ['the same digits as text', '"version": "9007199254740993"', { version: '9007199254740993' }],
    ['an unusable name is passed over', '"model_version": null, "version": 4', { version: '4' }],
    ['a fraction', '"version": 1.5', { version: '1.5' }],
    ['no text', '"model": {"name": "m"}, "version": "", "commit": "", "time": true', {}],
    ['a nested version is not read', '"info": {"version": 4}', {}],
    ["Python's isoformat", '"timestamp": "2026-11-01T11:00:00.000000+01:00"', { time: moment }],
    ['a space and a zone without colon', '"timestamp": "2026-11-01 09:30:00 -0030"', { time: moment }],
    ['minutes only', '"time": "2026-11-01T10:00Z"', { time: moment }],
    ['no zone', '"time": "2026-11-01T10:00:00"', {}],
    ['a date', '"time": "2026-11-01"', {}],
    ['no such day', '"time": "2026-02-30T10:00:00Z"', {}],
    ['no such hour', '"time": "2026-02-20T30:00:00Z"', {}],
    ['milliseconds', '"time": 1793527200000', {}],
    ['a duration', '"time": 12.5', {}],
    ['no time', '"time": NaN', {}],
  ];
  test.each(cases)('%s', (_, members, statement) => {
    expect(read(`{${members}}`).statement).toEqual({ ...nothing, ...statement });
  });

  test('YAML says the same', () => {
    expect(read('model: m\nversion: 4\ntime: 2026-11-01T10:00:00Z\n', 'report.yaml').statement).toEqual({
      ...nothing,
      model: 'm',
      version: '4',
      time: moment,
    });
  });
});

describe('classification reports of scikit-learn', () => {
  test('a real one: its own paths, with the support as samples', () => {
    const report = readFixture('classification-report.json');
    expect(report.format).toBe('sklearn');
    expect(leafAt(report, 'setosa.recall')).toEqual({
      kind: 'leaf',
      value: expect.any(Number),
      raw: expect.any(String),
      samples: 13,
    });
    expect(leafAt(report, 'macro avg.f1-score')?.samples).toBe(38);
    expect(leafAt(report, 'accuracy')?.samples).toBe(38);
    expect(leafAt(report, 'virginica.support')?.value).toBe(12);
  });

  test('a real one with a class that was never predicted', () => {
    const report = readFixture('classification-report-nan.json');
    expect(report.format).toBe('sklearn');
    expect(leafAt(report, 'setosa.precision')).toEqual({
      kind: 'leaf',
      value: null,
      raw: 'NaN',
      samples: 13,
    });
  });

  const row = (support: string) => `{"precision": 1, "recall": 1, "f1-score": 1, "support": ${support}}`;

  test('what it states of itself is read as well', () => {
    const report = read(`{"a": ${row('3')}, "version": 4, "weighted avg": ${row('3')}, "accuracy": 1}`);
    expect(report).toMatchObject({ format: 'sklearn', statement: { version: '4' } });
    expect(leafAt(report, 'accuracy')?.samples).toBe(3);
  });

  test.each([
    ['weights', '2.5'],
    ['NaN', 'NaN'],
    ['a negative number', '-1'],
  ])('%s count no samples', (_, support) => {
    const report = read(`{"a": ${row(support)}}`);
    expect(report.format).toBe('sklearn');
    expect(leafAt(report, 'a.recall')?.samples).toBeUndefined();
  });

  test('is a plain report where that is asked for', () => {
    const bytes = bytesOf(`{"a": ${row('3')}}`);
    const report = readReport({ path: 'r.json', bytes, sha256: 'ab', format: 'plain' });
    expect(report.format).toBe('plain');
    expect(leafAt(report, 'a.recall')).toEqual({ kind: 'leaf', value: 1, raw: '1' });
  });

  test.each([
    ['no rows', '{"accuracy": 0.9}'],
    ['a group that is no row', `{"a": ${row('3')}, "params": {"depth": 3}}`],
    ['a row without support', '{"a": {"precision": 1, "recall": 1, "f1-score": 1}}'],
    ['a row of texts', `{"a": ${row('"3"')}}`],
  ])('%s is a plain report', (_, text) => {
    expect(read(text).format).toBe('plain');
  });
});
