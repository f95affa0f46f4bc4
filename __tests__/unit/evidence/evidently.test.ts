import { describe, expect, test } from '@jest/globals';
import { at, fixtureText, names, rawAt, readFixture, readText, readValue, refusal } from './reading.js';

describe('the newer layout, as Evidently 0.7 wrote it', () => {
  test('metrics by kind and column, and the tests', () => {
    const report = readFixture('evidently/new-classification.json');
    expect(report.format).toBe('evidently');
    expect(at(report, 'Accuracy')).toEqual({ value: 0.8, raw: '0.8' });
    expect(at(report, 'F1ByLabel.1')).toEqual({ value: 0.8, raw: '0.8' });
    expect(report.tests).toEqual({
      passed: 7,
      failures: 2,
      errors: 0,
      skipped: 0,
      broken: ['FPR metric: Equal 0.000 ± 0.000', 'FNR metric: Equal 0.000 ± 0.000'],
    });
    expect(at(report, 'tests.pass_rate')).toMatchObject({ value: 7 / 9, samples: 9, scale: 'proportion' });
  });

  test('drift without tests: a column with dots, and nothing that passed', () => {
    const report = readFixture('evidently/new-drift.json');
    expect(at(report, 'DriftedColumnsCount.share')).toMatchObject({ value: 0.25 });
    expect(at(report, 'ValueDrift."height.cm"')).toMatchObject({ value: 1 });
    expect(report.tests).toMatchObject({ passed: 0, failures: 0, errors: 0 });
    expect(rawAt(report, 'tests.pass_rate')).toBe('0 of 0 tests');
  });

  test('two metrics of one kind and column are found by their full names only', () => {
    const report = readFixture('evidently/new-tests.json');
    expect(rawAt(report, 'ValueDrift.age')).toMatch(/ and 14\.4.* \(given twice\)$/);
    expect(at(report, '"ValueDrift(column=age,method=psi,threshold=0.1)"')).toMatchObject({
      value: expect.closeTo(14.49, 2),
    });
    expect(report.tests).toMatchObject({ passed: 2, failures: 3 });
  });

  test('0.6 has no configuration beside the names', () => {
    const report = readFixture('evidently/middle-tests.json');
    expect(at(report, 'ValueDrift."height.cm"')).toMatchObject({ value: 1 });
    expect(at(report, 'DriftedColumnsCount.count')).toMatchObject({ value: 1 });
    expect(report.tests).toMatchObject({ passed: 4, failures: 1 });
  });
});

describe('the older layout, as Evidently 0.4 wrote it', () => {
  test('a report: numbers by metric and column, no lists and no words', () => {
    const report = readFixture('evidently/old-report.json');
    expect(report.format).toBe('evidently');
    expect(names(report)).toContain('ClassificationQualityMetric.current.accuracy');
    expect(at(report, 'ColumnDriftMetric."height.cm".drift_score')).toEqual({ value: 1, raw: '1' });
    expect(rawAt(report, 'ClassificationQualityMetric.current.roc_auc')).toBe('null');
    expect(names(report).filter((name) => name.includes('small_distribution'))).toEqual([]);
    // its time has no zone, its version is Evidently's
    expect(report.statement.time).toBeUndefined();
    expect(report.statement.version).toBeUndefined();
  });

  test('a suite: what was tested and how it went', () => {
    const report = readFixture('evidently/old-tests.json');
    expect(at(report, 'Accuracy Score')).toMatchObject({ value: 0.8 });
    expect(report.tests).toEqual({
      passed: 1,
      failures: 2,
      errors: 0,
      skipped: 0,
      broken: ['Accuracy Score', 'Number of Drifted Features'],
    });
  });

  test('a suite without tests, of which all passed', () => {
    expect(fixtureText('evidently/old-no-tests.json')).toContain('"all_passed": true');
    expect(readFixture('evidently/old-no-tests.json').tests).toMatchObject({
      passed: 0,
      failures: 0,
      errors: 0,
    });
  });
});

const suite = (tests: unknown, summary: object = {}) => ({ tests, summary: { total_tests: 1, ...summary } });

describe('how tests went', () => {
  test.each<[string, object, object]>([
    ['SUCCESS', { passed: 1 }, {}],
    ['FAIL', { failures: 1 }, {}],
    ['ERROR', { errors: 1 }, {}],
    ['WARNING', { skipped: 1 }, {}],
    ['SKIPPED', { skipped: 1 }, {}],
    ['success', { errors: 1 }, {}],
    ['constructor', { errors: 1 }, {}],
    ['SUCCESS', { passed: 1, failures: 2 }, { failed_tests: 2 }],
    ['SUCCESS', { passed: 1, errors: 4 }, { success_tests: 5 }],
    ['SUCCESS', { passed: 1, errors: 4 }, { total_tests: 5 }],
    ['SUCCESS', { passed: 1, errors: 4 }, { by_status: { SUCCESS: 1, ERROR: 4 } }],
    ['SUCCESS', { passed: 1, failures: 2, errors: 2 }, { total_tests: 5, failed_tests: 2 }],
    ['SUCCESS', { passed: 1 }, { total_tests: 0, success_tests: 1 }],
  ])('%s counts %j with a summary of %j', (status, counts, summary) => {
    expect(readValue(suite([{ name: 'a', status }], summary)).tests).toMatchObject({
      ...{ passed: 0, failures: 0, errors: 0, skipped: 0 },
      ...counts,
    });
  });

  test('those that are counted and not listed are named', () => {
    const value = suite([{ name: 'a', status: 'ERROR' }], { total_tests: 3 });
    expect(readValue(value).tests?.broken).toEqual(['2 tests counted but not listed', 'a']);
  });

  test('a summary counts in the newer layout, too', () => {
    const value = { metrics: [], ...suite([{ name: 'a', status: 'SUCCESS' }], { total_tests: 2 }) };
    expect(readValue(value).tests).toMatchObject({ passed: 1, errors: 1 });
  });

  test.each([-1, 0.5, '3', true])('a summary of %j failed tests is refused', (failed) => {
    expect(refusal(() => readValue(suite([], { failed_tests: failed })))).toBe(
      `has ${JSON.stringify(failed)} as its number of failed_tests, which is not a count`,
    );
  });
});

describe('numbers that can be none', () => {
  const metric = (value: unknown) => ({
    metrics: [{ metric_name: 'Accuracy()', config: { type: 'evidently:metric_v2:Accuracy' }, value }],
    tests: [],
  });

  test('null is one that was not to be had', () => {
    expect(rawAt(readValue(metric(null)), 'Accuracy')).toBe('null');
  });

  test.each<[string, unknown]>([
    ['a text', '0.9'],
    ['a list', [0.9]],
    ['true', true],
  ])('%s is no metric', (_, value) => {
    expect(at(readValue(metric(value)), 'Accuracy')).toMatch(/^the report has no metric Accuracy/);
  });

  test('NaN', () => {
    expect(rawAt(readText(JSON.stringify(metric(12345)).replace('12345', 'NaN')), 'Accuracy')).toBe('NaN');
  });
});

test.each<[string, object]>([
  ['metrics alone', { metrics: [{ metric: 'a', result: {} }] }],
  ['metrics without names', { metrics: [{ value: 1 }], tests: [] }],
  ['metrics that are numbers', { metrics: [1], tests: [] }],
  ['tests without a status', { metrics: [], tests: [{ name: 'a' }] }],
  ['tests alone', { tests: [{ status: 'FAIL' }] }],
])('%s: it is another format', (_, value) => {
  expect(readValue({ n: 1, ...value }).format).toBe('plain');
});
