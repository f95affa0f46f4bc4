import { describe, expect, test } from '@jest/globals';
import type { MetricLeaf, Report, Statement } from '../../../src/evidence/evidence.js';
import { findMetrics } from '../../../src/evidence/metric-path.js';
import { parseMetricPath } from '../../../src/evidence/path-syntax.js';
import { FORMATS } from '../../../src/evidence/formats/index.js';
import { readReport } from '../../../src/evidence/read-report.js';
import { bytesOf, caught } from './caught.js';

const read = (text: string, path = 'report.json'): Report =>
  readReport({ path, bytes: bytesOf(text), sha256: 'ab' });

function leafAt(report: Report, path: string): MetricLeaf | null | undefined {
  return findMetrics(report.metrics, parseMetricPath(path))[0]?.leaf;
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
    expect(leafAt(read(`{"a": {"b": ${text}}, "n": 1}`), 'a.b')).toMatchObject({ kind: 'leaf', value, raw });
  });

  test('lists are groups by index', () => {
    expect(leafAt(read('{"folds": [{"f1": 0.5}, {"f1": 0.75}]}'), 'folds.1.f1')?.value).toBe(0.75);
  });

  test.each([
    ['[1]', 'is a list'],
    ['0.9', 'is a number'],
    ['"0.9"', 'is a text'],
    ['true', 'is true or false'],
    ['null', 'is null'],
  ])('%s is no report, and the formats that are known are told', (text, what) => {
    const known = FORMATS.map(({ name }) => name).join(', ');
    expect(caught(() => read(text))).toMatchObject({
      name: 'UnreadableReport',
      message: `${what}, but a report is one object of numbers, such as {"accuracy": 0.91}, or in a known format (${known})`,
    });
  });

  test.each([
    ['{}', ''],
    ['{"a": [{}]}', ''],
    ['{"a": {}, "b": {"c.d": "high"}, "e": null}', ' (b."c.d" is "high")'],
  ])('%s has no number', (text, example) => {
    const known = FORMATS.map(({ name }) => name).join(', ');
    expect(caught(() => read(text))).toMatchObject({
      name: 'UnreadableReport',
      message: `has no number in it${example}, and matches none of the known formats (${known})`,
    });
  });
});

test.each(['0.9', '91%', '0,91', '-3', '91 %'])('numbers as text are told how to write: %s', (text) => {
  expect(caught(() => read(JSON.stringify({ note: 'a', acc: text })))).toMatchObject({
    name: 'UnreadableReport',
    message: `has no number in it (acc is "${text}"): write numbers without quotes and without %, with a point`,
  });
});

describe('what a report states of itself', () => {
  const moment = new Date('2026-11-01T10:00:00.000Z');
  const nothing = { versionIsSpecific: false };
  const cases: [string, string, Partial<Statement>][] = [
    ['nothing', '"recall": 1', {}],
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
    [
      'no text',
      '"model": {"name": "m"}, "version": "", "commit": "", "time": true',
      { unclearTime: { said: 'time true' } },
    ],
    ['a nested version is not read', '"info": {"version": 4}', {}],
    ["Python's isoformat", '"timestamp": "2026-11-01T11:00:00.000000+01:00"', { time: moment }],
    ['a space and a zone without colon', '"timestamp": "2026-11-01 09:30:00 -0030"', { time: moment }],
    ['minutes only', '"time": "2026-11-01T10:00Z"', { time: moment }],
    [
      'no zone',
      '"time": "2026-11-01T10:00:00"',
      { unclearTime: { said: 'time "2026-11-01T10:00:00"', latest: new Date('2026-11-01T22:00:00Z') } },
    ],
    [
      'a date',
      '"time": "2026-11-01"',
      { unclearTime: { said: 'time "2026-11-01"', latest: new Date('2026-11-02T11:59:59Z') } },
    ],
    [
      'no such day',
      '"time": "2026-02-30T10:00:00Z"',
      { unclearTime: { said: 'time "2026-02-30T10:00:00Z"' } },
    ],
    [
      'no such hour',
      '"time": "2026-02-20T30:00:00Z"',
      { unclearTime: { said: 'time "2026-02-20T30:00:00Z"' } },
    ],
    ['milliseconds', '"time": 1793527200000', { time: moment }],
    ['milliseconds as a text', '"time": "1793527200000"', { time: moment }],
    ['an HTTP date', '"time": "Sun, 01 Nov 2026 10:00:00 GMT"', { time: moment }],
    [
      'two times: the older',
      '"timestamp": "2026-11-02T10:00:00Z", "created_at": "2026-11-01T10:00:00Z", "time": "2026-11-03T10:00:00Z"',
      { time: moment },
    ],
    [
      'an older time without a zone, at its latest',
      '"created_at": "2026-10-31T22:00:00", "timestamp": "2026-11-02T10:00:00Z"',
      { time: moment },
    ],
    ['a duration beside a time', '"time": 12.5, "timestamp": 1793527200', { time: moment }],
    [
      'what may be an older time beside a time',
      '"created_at": "01/02/2020 10:00:00", "time": "2026-11-01T10:00:00Z"',
      { time: moment, unclearTime: { said: 'created_at "01/02/2020 10:00:00"' } },
    ],
    [
      'a number that is no duration by its key beside a time',
      '"created_at": 12.5, "time": "2026-11-01T10:00:00Z"',
      { time: moment, unclearTime: { said: 'created_at 12.5' } },
    ],
    [
      'a number that is no duration by its size beside a time',
      '"time": 20261101100000, "timestamp": 1793527200',
      { time: moment, unclearTime: { said: 'time 20261101100000' } },
    ],
    [
      'an object beside a time',
      '"created_at": {"$date": "2020-01-01T00:00:00Z"}, "time": 1793527200',
      { time: moment, unclearTime: { said: 'created_at an object' } },
    ],
    ['nothing beside a time', '"created_at": "", "timestamp": null, "time": 1793527200', { time: moment }],
    [
      'an older time in nanoseconds beside a time',
      '"created_at": 1793527200000000000, "time": 1793700000',
      { time: moment },
    ],
    [
      'an older time in microseconds beside a time',
      '"created_at": 1793527200000000, "time": 1793700000',
      { time: moment },
    ],
    [
      'a short commit and the same in full',
      '"git_commit": "ABCDEF0", "commit": "abcdef01"',
      { commit: 'abcdef01' },
    ],
    [
      'two commits',
      '"git_commit": "abcdef0", "commit": "abcdef1"',
      { commit: 'abcdef0', commitContradiction: 'git_commit "abcdef0" and commit "abcdef1"' },
    ],
    ['a duration', '"time": 12.5', { unclearTime: { said: 'time 12.5', isDuration: true } }],
    ['no time', '"time": NaN', { unclearTime: { said: 'time NaN' } }],
  ];
  test.each(cases)('%s', (_, members, statement) => {
    expect(read(`{"accuracy": 1, ${members}}`).statement).toEqual({ ...nothing, ...statement });
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
