import { describe, expect, test } from '@jest/globals';
import {
  isAlgorithm,
  isSafeName,
  isSafePath,
  nameModel,
  placeDated,
  templatePaths,
} from '../../../src/adopt/template.js';

const VERSION = '{version}';

describe('templatePaths', () => {
  test.each<[what: string, paths: readonly string[], found: readonly (readonly [string, string | null])[]]>([
    ['a whole name', ['reports/3.json'], [[`reports/${VERSION}.json`, '3']]],
    ['a name with two endings', ['out/3.junit.xml'], [[`out/${VERSION}.junit.xml`, '3']]],
    ['a folder', ['out/12/eval.json'], [[`out/${VERSION}/eval.json`, '12']]],
    ['a marked number', ['reports/churn-v3.json'], [[`reports/churn-v${VERSION}.json`, '3']]],
    ['a marked folder', ['runs/version_4/eval.json'], [[`runs/version_${VERSION}/eval.json`, '4']]],
    ['a number that no other path varies', ['reports/churn-3.json'], [['reports/churn-3.json', null]]],
    [
      'a number after a word for reports',
      ['reports/metrics_3.json', 'out/eval-report-4.json'],
      [
        [`reports/metrics_${VERSION}.json`, '3'],
        [`out/eval-report-${VERSION}.json`, '4'],
      ],
    ],
    [
      'no number that counts something else',
      ['reports/fold_3.json', 'ci/junit-1.xml', 'reports/resnet-50.json'],
      [
        ['reports/fold_3.json', null],
        ['ci/junit-1.xml', null],
        ['reports/resnet-50.json', null],
      ],
    ],
    [
      'a number that varies',
      ['reports/churn-3.json', 'reports/churn-12.json'],
      [
        [`reports/churn-${VERSION}.json`, '3'],
        [`reports/churn-${VERSION}.json`, '12'],
      ],
    ],
    [
      'the number that differs in most paths',
      ['out/1/fold-2.json', 'out/2/fold-2.json', 'out/3/fold-2.json'],
      [
        [`out/${VERSION}/fold-2.json`, '1'],
        [`out/${VERSION}/fold-2.json`, '2'],
        [`out/${VERSION}/fold-2.json`, '3'],
      ],
    ],
    ['a date', ['reports/2026-11-01.json'], [['reports/2026-11-01.json', null]]],
    ['a year', ['reports/2026/metrics.json'], [['reports/2026/metrics.json', null]]],
    ['a release', ['reports/v1.2.0.json'], [['reports/v1.2.0.json', null]]],
    ['a metric', ['reports/f1.json'], [['reports/f1.json', null]]],
    ['leading zeros', ['reports/007.json'], [['reports/007.json', null]]],
    [
      'a date and a hub folder beside the version',
      ['results/2/org__model/results_2026-11-01T10-00-00.123456.json'],
      [[`results/${VERSION}/*/results_*.json`, '2']],
    ],
  ])('finds the version: %s', (_what, paths, found) => {
    const read = templatePaths(paths).map(({ template, version }) => [template, version]);
    expect(read).toEqual(found);
  });
});

describe('placeDated', () => {
  test.each([
    ['metrics.json', null, null],
    ['eval_2026-11-01.json', `${VERSION}/eval_*.json`, '1/eval_2026-11-01.json'],
    ['out/2026-11-01/eval.json', `out/${VERSION}/*/eval.json`, 'out/1/2026-11-01/eval.json'],
    [
      'results/org__m/results_2026-11-01T10-00-00.123456.json',
      `results/${VERSION}/*/results_*.json`,
      'results/1/org__m/results_2026-11-01T10-00-00.123456.json',
    ],
  ])('of %s', (path, template, to) => {
    const place = placeDated(path);
    expect([place?.template ?? null, place?.path ?? null]).toEqual([template, to]);
  });
});

describe('isAlgorithm', () => {
  test.each([
    'LogisticRegression',
    'RandomForestClassifier',
    'random_forest',
    'XGBRegressor',
    'lightgbm',
    'SVC',
    'GaussianNB',
  ])('%s is one', (name) => {
    expect(isAlgorithm(name)).toBe(true);
  });
  test.each(['churn', 'ChurnClassifier', 'price-regression', 'fraud', 'forest', ''])('%j is not', (name) => {
    expect(isAlgorithm(name)).toBe(false);
  });
});

describe('nameModel', () => {
  test.each([
    [`reports/${VERSION}.json`, null],
    [`reports/churn/${VERSION}.json`, 'churn'],
    [`reports/churn-${VERSION}.json`, 'churn'],
    [`models/fraud-scores/v${VERSION}/metrics.json`, 'fraud'],
    [`churn_reports/${VERSION}/metrics.json`, 'churn'],
    ['metrics.json', null],
    ['models/fraud/metrics.json', 'fraud'],
    [`out/${VERSION}/*/results_*.json`, null],
  ])('of %s is %s', (template, name) => {
    expect(nameModel(template)).toBe(name);
  });
});

describe('names and paths', () => {
  test.each([
    '${{ secrets.X }}',
    'a"; rm -rf ~',
    'a\n::error::b',
    '\u001b[2J',
    '*',
    '__proto__',
    '-C',
    ' a',
    'a b ',
    '',
  ])('%j is no name', (name) => {
    expect(isSafeName(name)).toBe(false);
  });
  test.each(['churn', 'churn v2', 'models:churn', 'модель', 'org/model'])('%j is a name', (name) => {
    expect(isSafeName(name)).toBe(true);
  });
  test.each([
    '${{ x }}/1.json',
    'a/../../b.json',
    '-x.json',
    'a*.json',
    '{version}.json',
    'a\n.json',
    '!a.json',
  ])('%j is no path to propose', (path) => {
    expect(isSafePath(path)).toBe(false);
  });
});
