import { describe, expect, test } from '@jest/globals';
import { at, rawAt, readFixture, readValue, refusal } from './reading.js';

describe('what promptfoo wrote', () => {
  test('columns of a table with two prompts', () => {
    const report = readFixture('promptfoo/promptfooconfig.json');
    expect(report.format).toBe('promptfoo');
    expect(at(report, '"[echo] {{text}}".pass_rate')).toEqual({
      value: 2 / 3,
      raw: expect.any(String),
      samples: 3,
      scale: 'proportion',
    });
    expect(at(report, '"[echo] {{text}}".contains')).toEqual({ value: 1, raw: '1', samples: 2 });
    expect(at(report, '"[echo] Again: {{text}}".score')).toMatchObject({ value: 0.5, samples: 3 });
    expect(report.tests).toEqual({
      passed: 3,
      failures: 3,
      errors: 0,
      skipped: 0,
      broken: ['repeats', 'is short', 'is short'],
    });
    expect(report.statement.time).toBeInstanceOf(Date);
  });

  test('a table with one column', () => {
    const report = readFixture('promptfoo/passes.json');
    expect(at(report, 'pass_rate')).toMatchObject({ value: 1, samples: 1 });
    expect(report.tests).toMatchObject({ passed: 1, failures: 0, errors: 0 });
  });

  test('a provider that breaks', () => {
    expect(readFixture('promptfoo/breaks.json').tests).toMatchObject({ passed: 0, failures: 0, errors: 1 });
  });
});

const evaluation = (results: object, more: object = {}) => ({
  results: { results: [], stats: { successes: 0 }, ...results },
  ...more,
});

describe('what counts', () => {
  test.each<[string, object, object]>([
    ['nothing', {}, {}],
    ['a pass', { results: [{ success: true }] }, { passed: 1 }],
    ['a failure', { results: [{ success: false }] }, { failures: 1 }],
    ['an error', { results: [{ success: false, failureReason: 2 }] }, { errors: 1 }],
    ['a pass in words', { results: [{ success: 'true' }] }, { failures: 1 }],
    [
      'failures that are not listed',
      { stats: { successes: 0, failures: 2, errors: 1 } },
      { failures: 2, errors: 1 },
    ],
    ['passes that are not listed', { stats: { successes: 2 } }, { passed: 2 }],
    [
      'passes beyond those that are listed',
      { results: [{ success: true }], stats: { successes: 9 } },
      { passed: 1, errors: 8 },
    ],
  ])('%s', (_, results, counts) => {
    expect(readValue(evaluation(results)).tests).toMatchObject({
      ...{ passed: 0, failures: 0, errors: 0, skipped: 0 },
      ...counts,
    });
  });

  test.each([-1, 1.5, '1', null])('%j successes', (successes) => {
    const read = () => readValue(evaluation({ stats: { successes } }));
    if (successes === null) expect(read().tests).toMatchObject({ passed: 0 });
    else expect(refusal(read)).toMatch(/^has .* as its number of successes, which is not a count$/);
  });
});

const column = (metrics: object) => evaluation({ prompts: [{ provider: 'p', label: 'l', metrics }] });

test.each<[string, object, string, string]>([
  ['no test', column({ testPassCount: 0 }), 'pass_rate', 'null'],
  ['a count in words', column({ testPassCount: '1' }), 'pass_rate', 'null'],
  [
    'more passes than tests',
    column({ testPassCount: 3, testFailCount: -1 }),
    'pass_rate',
    '1.5 (a proportion from 0 to 1 is expected)',
  ],
  [
    'a score in words',
    column({ testPassCount: 1, namedScores: { a: '1' }, namedScoresCount: { a: 1 } }),
    'a',
    'null',
  ],
  [
    'a score of nothing',
    column({ testPassCount: 1, namedScores: { a: 1 }, namedScoresCount: { a: 0 } }),
    'a',
    'null',
  ],
])('%s is no number', (_, value, path, raw) => {
  expect(rawAt(readValue(value), path)).toBe(raw);
});

test('what it is about can stand in the tags', () => {
  expect(readValue(evaluation({}, { config: { tags: { model_version: '4' } } })).statement).toMatchObject({
    version: '4',
    versionIsSpecific: true,
  });
});

test.each<[string, object]>([
  ['no statistics', { results: { results: [] } }],
  ['no results', { results: { stats: { successes: 1 } } }],
])('%s: it is another format', (_, value) => {
  expect(readValue({ n: 1, ...value }).format).toBe('plain');
});
