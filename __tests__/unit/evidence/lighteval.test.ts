import { describe, expect, test } from '@jest/globals';
import { at, rawAt, readFixture, readText, readValue, refusal } from './reading.js';

const metric = (name: unknown, more: object = {}) => ({
  ...{ metric_name: name, higher_is_better: true, corpus_level_fn: 'mean' },
  ...more,
});
const results = (byTask: object, metrics: object[] = [metric('em')], more: object = {}) => ({
  config_general: { model_name: 'example/model', start_time: 30.5, lighteval_sha: '?' },
  config_tasks: { 'gsm8k|5': { metrics, effective_num_docs: 100, ...more } },
  versions: { 'gsm8k|5': 0 },
  results: byTask,
});
const EM = { em: 0.5, em_stderr: Math.sqrt(0.25 / 99) };

test('what lighteval wrote: two tasks, their average and the average of all', () => {
  const report = readFixture('lighteval/results.json');
  expect(report.format).toBe('lighteval');
  expect(at(report, 'capitals:de|5.em')).toEqual({
    ...{ value: 0.75, raw: '0.75', stderr: 0.25, direction: 'higher' },
  });
  for (const task of ['capitals:_average|5', 'all'])
    expect(at(report, `${task}.em`)).toEqual({ value: 0.625, raw: '0.625' });
});

test('a mean over documents has its standard error, direction and number of documents', () => {
  const report = readValue(results({ 'gsm8k|5': EM }));
  expect(report.format).toBe('lighteval');
  expect(at(report, 'gsm8k|5.em')).toEqual({
    ...{ value: 0.5, raw: '0.5', samples: 100, stderr: EM.em_stderr },
    ...{ direction: 'higher', scale: 'proportion' },
  });
  expect(report.statement).toMatchObject({ evaluated: 'example/model', time: undefined, commit: undefined });
});

describe('a standard error that is none', () => {
  test.each<[string, object]>([
    ['of a metric over the corpus, divided by its number of draws', metric('em', { corpus_level_fn: 'x' })],
    ['of a metric that the configuration lacks', metric('f1')],
  ])('%s', (_, defined) => {
    const report = readValue(results({ 'gsm8k|5': EM }, [defined]));
    expect(at(report, 'gsm8k|5.em')).toMatchObject({ value: 0.5 });
    expect(at(report, 'gsm8k|5.em')).not.toHaveProperty('stderr');
  });

  test.each(['all', 'gsm8k:_average|5'])('the average of several tasks: %s', (task) => {
    const leaf = at(readValue(results({ 'gsm8k|5': EM, [task]: EM })), `${task}.em`);
    expect(leaf).toEqual({ value: 0.5, raw: '0.5' });
  });
});

test('a group of metrics says it by name', () => {
  const group = metric(['em', 'ed'], {
    higher_is_better: { em: true, ed: false },
    corpus_level_fn: { em: 'mean', ed: 'min' },
  });
  const report = readValue(results({ 'gsm8k|5': { ...EM, ed: 3, ed_stderr: 0.1 } }, [group]));
  expect(at(report, 'gsm8k|5.em')).toMatchObject({ stderr: EM.em_stderr, direction: 'higher' });
  expect(at(report, 'gsm8k|5.ed')).toEqual({ value: 3, raw: '3', samples: 100, direction: 'lower' });
});

test('documents that were not counted are unknown', () => {
  const leaf = at(readValue(results({ 'gsm8k|5': EM }, undefined, { effective_num_docs: -1 })), 'gsm8k|5.em');
  expect(leaf).not.toHaveProperty('samples');
});

test('older versions name the configuration without the number of few-shot examples', () => {
  const value = results({ 'lighteval|gsm8k|5': EM });
  const config_tasks = { 'lighteval|gsm8k': value.config_tasks['gsm8k|5'] };
  expect(at(readValue({ ...value, config_tasks }), 'lighteval|gsm8k|5.em')).toMatchObject({ samples: 100 });
});

test.each<[string, string, string]>([
  ['NaN', '{"em": NaN}', 'NaN'],
  ['a text', '{"em": "0.9"}', '"0.9"'],
  ['percent', '{"em": 50}', '50 (a proportion from 0 to 1 is expected)'],
  ['a standard error that is NaN', '{"em": 0.5, "em_stderr": NaN}', '0.5 (its standard error is NaN)'],
  ['a negative one', '{"em": 0.5, "em_stderr": -1}', '0.5 (its standard error is -1)'],
])('%s is not a number', (_, metrics, raw) => {
  const text = JSON.stringify(results({ 'gsm8k|5': 'HERE' })).replace('"HERE"', metrics);
  expect(rawAt(readText(text), 'gsm8k|5.em')).toBe(raw);
});

test('no metrics', () => {
  expect(refusal(() => readValue(results({ 'gsm8k|5': {} })))).toBe(
    'has no metrics in its "results": no task was evaluated',
  );
});

test.each<[string, object]>([
  ['no configuration', { results: { a: { em: 1 } }, config_general: {} }],
  ['a task without metrics', { ...results({ a: 1 }) }],
])('%s: it is another format', (_, value) => {
  expect(readValue(value).format).toBe('plain');
});
