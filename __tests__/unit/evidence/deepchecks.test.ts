import { describe, expect, test } from '@jest/globals';
import { at, fixtureText, names, rawAt, readFixture, readText, readValue, refusal } from './reading.js';

describe('suites that deepchecks wrote', () => {
  test('conditions that held', () => {
    const report = readFixture('deepchecks/good.json');
    expect(report.format).toBe('deepchecks');
    expect(report.tests).toEqual({ passed: 2, failures: 0, errors: 0, skipped: 0, broken: [] });
    expect(at(report, '"Mixed Nulls - Train Dataset".n_samples')).toMatchObject({ value: 40 });
  });

  test('a warning fails, and a check that could not run breaks', () => {
    const report = readFixture('deepchecks/bad.json');
    expect(report.tests).toMatchObject({ passed: 4, failures: 4, errors: 1, skipped: 0 });
    expect(report.tests?.broken).toContain(
      'Data Duplicates - Train Dataset: Duplicate data ratio is less or equal to 5%',
    );
    expect(at(report, 'Data Duplicates - Test Dataset')).toMatchObject({ value: 0.65 });
    expect(at(report, '"Feature Label Correlation - Train Dataset"."b.c"')).toMatchObject({ value: 1 });
    expect(at(report, 'tests.failed')).toMatchObject({ value: 4 });
  });

  test('encoded twice it is the same', () => {
    const { metrics, tests } = readFixture('deepchecks/bad.json');
    expect(readFixture('deepchecks/bad-encoded-twice.json')).toMatchObject({
      format: 'deepchecks',
      metrics,
      tests,
    });
  });

  test('encoded twice and cut off within', () => {
    const inner = JSON.parse(fixtureText('deepchecks/bad-encoded-twice.json')) as string;
    expect(refusal(() => readText(JSON.stringify(inner.slice(0, 500))))).toMatch(
      /^is a JSON text that contains JSON, which is cut off at line 1, column \d+ of that text$/,
    );
  });

  test('a text that is no JSON is no report', () => {
    expect(refusal(() => readValue('all is well'))).toMatch(
      /^is a text, but a report is one object of numbers/,
    );
  });

  test('checks without conditions have passed no test', () => {
    expect(readFixture('deepchecks/no-conditions.json').tests).toMatchObject({
      passed: 0,
      failures: 0,
      errors: 0,
    });
  });

  test('a single check', () => {
    expect(readFixture('deepchecks/check.json').tests).toMatchObject({ passed: 0, failures: 1 });
  });

  test("a model's performance by dataset, class and metric", () => {
    const report = readFixture('deepchecks/performance.json');
    expect(at(report, 'Train Test Performance.Test.1.Recall')).toEqual({
      value: 0.9,
      raw: '0.9',
      samples: 20,
    });
    expect(names(report).filter((name) => name.startsWith('Train Test Performance.Test'))).toHaveLength(6);
  });
});

const suite = (...results: object[]) => ({ type: 'SuiteResult', results });
const check = (more: object) => ({ type: 'CheckResult', header: 'c', check: { name: 'n' }, ...more });

test.each<[string, object]>([
  ['PASS', { passed: 1 }],
  ['FAIL', { failures: 1 }],
  ['WARN', { failures: 1 }],
  ['ERROR', { errors: 1 }],
  ['pass', { errors: 1 }],
  ['toString', { errors: 1 }],
])('a condition with %s counts %j', (Status, counts) => {
  expect(readValue(suite(check({ conditions_results: [{ Status, Condition: 'x' }] }))).tests).toMatchObject({
    ...{ passed: 0, failures: 0, errors: 0, skipped: 0 },
    ...counts,
  });
});

test.each<[string, object]>([
  ['a result of an unknown kind', { type: 'Other', header: 'c' }],
  ['a condition without a status', check({ conditions_results: [{}] })],
])('%s is broken', (_, result) => {
  expect(readValue(suite(result)).tests).toMatchObject({ passed: 0, errors: 1 });
});

describe('numbers that can be none', () => {
  const rows = (...list: object[]) => check({ value: JSON.stringify(list) });
  test.each<[string, object, string, string]>([
    ['null', check({ value: { a: null } }), 'c.a', 'null'],
    [
      'a row without examples',
      rows({ Metric: 'F1', Value: 1, 'Number of samples': 0 }),
      'c.F1',
      '1 (its number of examples is 0)',
    ],
    ['a row with a text', rows({ Metric: 'F1', Value: '1' }), 'c.F1', '"1"'],
    [
      'a row twice',
      rows({ Metric: 'F1', Value: 1 }, { Metric: 'F1', Value: 2 }),
      'c.F1',
      '1 and 2 (given twice)',
    ],
    ['a check twice', check({ value: { a: 1 } }), 'c.a', '1 and 1 (given twice)'],
  ])('%s', (name, result, path, raw) => {
    const results = name === 'a check twice' ? [result, result] : [result];
    expect(rawAt(readValue(suite(...results)), path)).toBe(raw);
  });

  test.each([['[{"Metric": "F1"'], ['[1, 2]'], ['words'], ['[]']])('the text %s holds none', (value) => {
    expect(names(readValue(suite(check({ value })))).filter((name) => !name.startsWith('tests'))).toEqual([]);
  });
});

test.each<[string, object]>([
  ['no type', { results: [] }],
  ['another type', { type: 'Suite', results: [] }],
  ['a suite without results', { type: 'SuiteResult' }],
  ['a check without its name', { type: 'CheckResult' }],
])('%s: it is another format', (_, value) => {
  expect(readValue({ n: 1, ...value }).format).toBe('plain');
});
