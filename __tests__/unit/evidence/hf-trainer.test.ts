import { describe, expect, test } from '@jest/globals';
import { at, rawAt, readFixture, readText, readValue } from './reading.js';

test('what the Trainer wrote of all its runs: each number with the examples of its own', () => {
  const report = readFixture('hf-trainer/all_results.json');
  expect(report.format).toBe('hf-trainer');
  expect(at(report, 'eval_accuracy')).toEqual({ value: 0.35, raw: '0.35', samples: 20 });
  expect(at(report, 'train_loss')).toMatchObject({ samples: 64 });
  expect(at(report, 'predict_accuracy')).toEqual({ value: 0.35, raw: '0.35' });
  for (const cost of [
    'eval_runtime',
    'eval_samples_per_second',
    'eval_steps_per_second',
    'eval_samples',
    'epoch',
  ]) {
    expect(at(report, cost)).not.toHaveProperty('samples');
  }
});

test.each(['eval', 'train', 'predict'])('%s_results.json', (name) => {
  expect(readFixture(`hf-trainer/${name}_results.json`).format).toBe('hf-trainer');
});

const run = (prefix: string, more: object) => ({
  [`${prefix}_runtime`]: 1,
  [`${prefix}_samples_per_second`]: 1,
  ...more,
});

test.each<[string, object, string, string]>([
  ['no examples', { eval_f1: 1, eval_samples: 0 }, 'eval_f1', '1 (its number of examples is 0)'],
  [
    'a fraction of examples',
    { eval_f1: 1, eval_samples: 0.5 },
    'eval_f1',
    '1 (its number of examples is 0.5)',
  ],
  ['a text', { eval_f1: '0.9', eval_samples: 3 }, 'eval_f1', '"0.9"'],
  ['a text that is long', { eval_f1: 'x'.repeat(99), eval_samples: 3 }, 'eval_f1', `"${'x'.repeat(38)}…`],
])('%s', (_, more, path, raw) => {
  expect(rawAt(readValue(run('eval', more)), path)).toBe(raw);
});

test('each number tells where its count of examples stands, for a gate to name it', () => {
  const report = readValue(run('eval', { eval_f1: 1, eval_samples: 3 }));
  expect(report.metrics.children.get('eval_f1')).toMatchObject({ samplesAt: 'eval_samples' });
  const without = readValue(run('eval', { eval_f1: 1 }));
  expect(without.metrics.children.get('eval_f1')).not.toHaveProperty('samplesAt');
});

test('NaN', () => {
  const text = '{"eval_loss": NaN, "eval_runtime": 1, "eval_samples_per_second": 1}';
  expect(rawAt(readText(text), 'eval_loss')).toBe('NaN');
});

test('a prefix that begins another', () => {
  const report = readValue({
    ...run('eval', { eval_samples: 3, eval_f1: 1 }),
    ...run('eval_ood', { eval_ood_samples: 5, eval_ood_f1: 1 }),
  });
  expect(at(report, 'eval_f1')).toMatchObject({ samples: 3 });
  expect(at(report, 'eval_ood_f1')).toMatchObject({ samples: 5 });
});

test('what it is about can be written into it', () => {
  expect(readValue(run('eval', { model_version: 4 })).statement).toMatchObject({ version: '4' });
});

test.each<[string, object]>([
  ['a time alone', { eval_runtime: 1 }],
  ['a speed alone', { eval_samples_per_second: 1 }],
  ['those of two runs', { eval_runtime: 1, train_samples_per_second: 1 }],
])('%s is another format', (_, value) => {
  expect(readValue(value).format).toBe('plain');
});

describe('trainer_state.json', () => {
  const state = (log: unknown, more: object = {}) => ({
    ...{ best_metric: 0.8, global_step: 24, log_history: log },
    ...more,
  });

  test('each number that was logged is a list of its values, beside the best metric', () => {
    const report = readFixture('hf-trainer/trainer_state.json');
    expect(report.format).toBe('hf-trainer');
    expect(at(report, 'best_metric')).toEqual({ value: 0.8, raw: '0.8' });
    expect(at(report, 'eval_loss.0')).toMatchObject({ value: 0.5645315647125244 });
    expect(at(report, 'eval_loss.2')).toMatchObject({ value: 0.5643393397331238 });
    expect(at(report, 'train_loss.0')).toMatchObject({ value: 0.5908239583174387 });
  });

  test('a training without a best metric', () => {
    expect(rawAt(readValue(state([{ loss: 1 }], { best_metric: null })), 'best_metric')).toBe('null');
  });

  test('a NaN in the log', () => {
    const text = '{"best_metric": 1, "global_step": 1, "log_history": [{"loss": NaN}]}';
    expect(rawAt(readText(text), 'loss.0')).toBe('NaN');
  });

  test("what is logged doesn't say what the state is about", () => {
    const { statement } = readValue(state([{ model_version: 3 }], { model_version: 4 }));
    expect(statement.version).toBe('4');
  });

  test.each<[string, object]>([
    ['a log of numbers', state([1, 2])],
    ['a log alone', { log_history: [{ loss: 1 }] }],
  ])('%s is another format', (_, value) => {
    expect(readValue(value).format).toBe('plain');
  });
});
