import { describe, expect, test } from '@jest/globals';
import { at, rawAt, readFixture, readValue, refusal } from './reading.js';

describe('results that Great Expectations wrote', () => {
  test('a validation that held', () => {
    const report = readFixture('great-expectations/validation-good.json');
    expect(report.format).toBe('great-expectations');
    expect(report.tests).toEqual({ passed: 3, failures: 0, errors: 0, skipped: 0, broken: [] });
    expect(at(report, 'expect_column_mean_to_be_between.age.observed_value')).toEqual({
      value: 81,
      raw: '81',
    });
    expect(at(report, 'expect_table_row_count_to_be_between.observed_value')).toMatchObject({ value: 5 });
    expect(at(report, 'statistics.success_percent')).toMatchObject({ value: 100 });
    expect(report.statement.time).toBeInstanceOf(Date);
  });

  test('a validation that failed, and broke on a column that is not there', () => {
    const report = readFixture('great-expectations/validation-bad.json');
    expect(report.tests).toMatchObject({ passed: 1, failures: 3, errors: 1, skipped: 0 });
    expect(report.tests?.broken).toContain('expect_column_values_to_be_unique missing');
    expect(at(report, 'expect_column_values_to_be_between.age.unexpected_percent')).toMatchObject({
      value: 25,
    });
  });

  test('a validation of nothing, which succeeded', () => {
    const report = readFixture('great-expectations/validation-empty.json');
    expect(report.tests).toMatchObject({ passed: 0, failures: 0, errors: 0 });
    expect(rawAt(report, 'tests.pass_rate')).toBe('0 of 0 tests');
  });

  test('a checkpoint with two validations', () => {
    const report = readFixture('great-expectations/checkpoint-described.json');
    expect(report.tests).toMatchObject({ passed: 4, failures: 4 });
    expect(at(report, 'expect_column_values_to_not_be_null.age.unexpected_count')).toMatchObject({
      value: 1,
    });
  });
});

const expectation = (success: unknown, more: object = {}) => ({
  success,
  expectation_config: { type: 'e', kwargs: { column: 'c' } },
  result: {},
  ...more,
});
const validation = (success: boolean, results: object[], statistics: object = {}) => ({
  success,
  results,
  statistics: { evaluated_expectations: results.length, ...statistics },
});

/** What a checkpoint says of several; null for one that it counts and leaves out. */
const several = (...validations: (object | null)[]) => ({
  success: true,
  statistics: { evaluated_validations: validations.length },
  validation_results: validations.filter((one) => one !== null),
});

describe('what counts', () => {
  test.each<[string, object, object]>([
    ['one that held', validation(true, [expectation(true)]), { passed: 1 }],
    ['one that did not', validation(false, [expectation(false)]), { failures: 1 }],
    [
      'one that broke',
      validation(false, [expectation(false, { exception_info: { raised_exception: true } })]),
      { errors: 1 },
    ],
    [
      'one of which a metric broke',
      validation(false, [expectation(false, { exception_info: { m: { raised_exception: true } } })]),
      { errors: 1 },
    ],
    ['one that does not say', validation(false, [expectation(null)]), { failures: 1 }],
    ['one that says it in words', validation(true, [expectation('true')]), { failures: 1 }],
    [
      'a whole that failed of parts that held',
      validation(false, [expectation(true)]),
      { passed: 1, errors: 1 },
    ],
    [
      'failures alone, the others counted',
      validation(false, [expectation(false)], { successful_expectations: 20 }),
      { passed: 20, failures: 1 },
    ],
  ])('%s', (_, value, counts) => {
    expect(readValue(value).tests).toMatchObject({
      ...{ passed: 0, failures: 0, errors: 0, skipped: 0 },
      ...counts,
    });
  });

  test.each([-1, 0.5])('%j expectations that succeeded are refused', (count) => {
    expect(refusal(() => readValue(validation(true, [], { successful_expectations: count })))).toBe(
      `has ${count} as its number of successful_expectations, which is not a count`,
    );
  });

  test('a count in words is refused', () => {
    expect(refusal(() => readValue(validation(true, [], { successful_expectations: 'all' })))).toMatch(
      /not a count/,
    );
  });

  test.each<[string, object, object]>([
    [
      'evaluated',
      validation(true, [expectation(true)], { evaluated_expectations: 5, successful_expectations: 1 }),
      { passed: 1, errors: 4 },
    ],
    [
      'evaluated, of two validations',
      several(
        validation(true, [expectation(true)], { evaluated_expectations: 2 }),
        validation(true, [expectation(true), expectation(true)], { evaluated_expectations: 0 }),
      ),
      { passed: 3, errors: 1 },
    ],
    ['a validation', several(validation(true, [expectation(true)]), null), { passed: 1, errors: 1 }],
  ])('what is counted and not listed breaks: %s', (_name, value, counts) => {
    expect(readValue(value).tests).toMatchObject({ failures: 0, skipped: 0, ...counts });
  });

  test('more failures than are listed count', () => {
    const value = validation(true, [expectation(true)], { unsuccessful_expectations: 3 });
    expect(readValue(value).tests).toMatchObject({ passed: 1, failures: 3 });
  });
});

test.each<[string, object, string]>([
  ['null', expectation(true, { result: { observed_value: null } }), 'null'],
  ['infinity', expectation(true, { result: { observed_value: 1e999 } }), 'null'],
])('%s is no number', (_, one, raw) => {
  expect(rawAt(readValue(validation(true, [one])), 'e.c.observed_value')).toBe(raw);
});

test('an expectation twice has no number', () => {
  const one = (value: number) => expectation(true, { result: { observed_value: value } });
  expect(rawAt(readValue(validation(true, [one(1), one(2)])), 'e.c.observed_value')).toBe(
    '1 and 2 (given twice)',
  );
});

test.each<[string, object]>([
  ['no success', { results: [], statistics: { evaluated_expectations: 0 } }],
  ['no results', { success: true, statistics: { evaluated_expectations: 0 } }],
  ['no statistics', { success: true, results: [] }],
  ['statistics of another kind', { success: true, results: [], statistics: { n: 1 } }],
])('%s: it is another format', (_, value) => {
  expect(readValue({ n: 1, ...value }).format).toBe('plain');
});
