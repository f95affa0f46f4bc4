import { describe, expect, test } from '@jest/globals';
import { at, names, rawAt, readFixture, readText, readValue } from './reading.js';

test('what MTEB wrote: metrics by task, split and subset', () => {
  const report = readFixture('mteb/ColourClassification.json');
  expect(report.format).toBe('mteb');
  expect(at(report, 'ColourClassification.test.main_score')).toMatchObject({ value: expect.any(Number) });
  expect(at(report, 'ColourClassification.test.de.accuracy')).toMatchObject({ value: expect.any(Number) });
  expect(names(report).join()).not.toMatch(/evaluation_time|scores_per_experiment|languages/);
  expect(report.statement.time).toBeInstanceOf(Date);
});

describe('before 1.11', () => {
  const result = (more: object) => ({
    ...{ mteb_version: '1.1.1', mteb_dataset_name: 'Banking77', dataset_revision: '0fd18e25' },
    ...more,
  });

  test('splits at the top level', () => {
    const test = { accuracy: 0.8, accuracy_stderr: 0.01, evaluation_time: 14.4, main_score: 0.8 };
    const report = readValue(result({ test }));
    expect(report.format).toBe('mteb');
    // its deviation is over training sets
    expect(at(report, 'Banking77.test.accuracy')).toEqual({ value: 0.8, raw: '0.8' });
    expect(names(report)).toEqual([
      'Banking77.test.accuracy',
      'Banking77.test.accuracy_stderr',
      'Banking77.test.main_score',
    ]);
  });

  test('subsets and distances in a split', () => {
    const report = readValue(result({ test: { en: { accuracy: 0.8 }, cos_sim: { ap: 0.7 } } }));
    expect(at(report, 'Banking77.test.en.accuracy')).toMatchObject({ value: 0.8 });
    expect(at(report, 'Banking77.test.cos_sim.ap')).toMatchObject({ value: 0.7 });
  });
});

const scored = (test: unknown) => ({ mteb_version: '2', task_name: 't', scores: { test } });

test('a subset twice', () => {
  const subset = { hf_subset: 'en', main_score: 1 };
  expect(rawAt(readValue(scored([subset, subset])), 't.test.en.main_score')).toBe('1 and 1 (given twice)');
});

test('NaN and a missing main score', () => {
  const text = '{"mteb_version": "1", "mteb_dataset_name": "t", "test": {"f1": NaN, "main_score": null}}';
  expect(rawAt(readText(text), 't.test.f1')).toBe('NaN');
  expect(rawAt(readText(text), 't.test.main_score')).toBe('null');
});

test.each<[string, object]>([
  ['no splits', { mteb_version: '2', task_name: 't', scores: {}, n: 1 }],
  ['scores without a subset', scored([{ main_score: 1 }])],
  ['a split that is no list', scored({ main_score: 1 })],
  ['no task', { mteb_version: '2', scores: { test: [{ hf_subset: 'en', main_score: 1 }] } }],
])('%s: it is another format', (_, value) => {
  expect(readValue(value).format).toBe('plain');
});
