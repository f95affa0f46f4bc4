import { describe, expect, test } from '@jest/globals';
import { at, fixtureText, rawAt, readFixture, readText, readValue, refusal } from './reading.js';

describe('what wandb wrote', () => {
  const report = readFixture('wandb/wandb-summary.json');

  test('the last values, and the least of a metric that was defined so', () => {
    expect(report.format).toBe('wandb');
    expect(at(report, 'val/accuracy')).toEqual({ value: 0.9, raw: '0.9' });
    expect(at(report, 'val/loss.min')).toEqual({ value: 0.4, raw: '0.4' });
    expect(at(report, 'test.f1')).toMatchObject({ value: expect.closeTo(0.9, 12) });
    expect(at(report, 'best_accuracy')).toMatchObject({ value: 0.9 });
  });

  test('NaN and an infinity are not numbers', () => {
    expect([rawAt(report, 'diverged'), rawAt(report, 'grown')]).toEqual(['NaN', 'Infinity']);
  });

  test('its time, and the version that the run logged', () => {
    const time = Number(/"_timestamp":([\d.e+]+)/.exec(fixtureText('wandb/wandb-summary.json'))?.[1]);
    expect(report.statement.time?.getTime()).toBe(Math.round(time * 1000));
    expect(report.statement.version).toBe('4');
  });

  test('cut off: it is refused', () => {
    const text = fixtureText('wandb/wandb-summary.json');
    for (const length of [1, 20, text.length - 1])
      expect(refusal(() => readText(text.slice(0, length)))).toMatch(/cut off|ends|line/);
  });
});

test.each<[string, string]>([
  ['a key twice', '{"_step": 1, "_timestamp": 1790000000, "a": 1, "a": 2}'],
  ['a key of a group twice', '{"_step": 1, "_timestamp": 1790000000, "a": {"min": 1, "min": 2}}'],
])('%s: it is refused', (_, text) => {
  expect(refusal(() => readText(text))).toMatch(/twice/);
});

test('a number that is too large for a double is an infinity', () => {
  expect(rawAt(readText('{"_step": 1, "_timestamp": 1790000000, "a": 1e400}'), 'a')).toBe('Infinity');
});

const logged = { _step: 2, _timestamp: 1_790_000_000.5, _runtime: 12, _wandb: { runtime: 12 } };

test('metrics by their paths, and the time of the last step', () => {
  const report = readValue({ ...logged, 'val/accuracy': 0.9, 'val/loss': { min: 0.4 } });
  expect(report.format).toBe('wandb');
  expect(at(report, 'val/accuracy')).toEqual({ value: 0.9, raw: '0.9' });
  expect(at(report, 'val/loss.min')).toEqual({ value: 0.4, raw: '0.4' });
  expect(report.statement.time).toEqual(new Date(1_790_000_000_500));
});

test('the older of two times counts', () => {
  const { statement } = readValue({ ...logged, timestamp: '2026-01-01T00:00:00Z' });
  expect(statement.time).toEqual(new Date('2026-01-01T00:00:00Z'));
});

test('what a run logged about the model is read as in a plain report', () => {
  expect(readValue({ ...logged, model_version: 4 }).statement).toMatchObject({ version: '4' });
});

test.each([
  ['"NaN"', '"NaN"'],
  ['"Infinity"', '"Infinity"'],
  ['NaN', 'NaN'],
])('%s is not a number', (value, raw) => {
  expect(rawAt(readText(`{"_step": 1, "_timestamp": 1790000000, "loss": ${value}}`), 'loss')).toBe(raw);
});

test("a Trainer's numbers in a summary are a summary's", () => {
  const trained = { 'train/train_runtime': 1, 'train/train_samples_per_second': 1 };
  expect(readValue({ ...logged, ...trained }).format).toBe('wandb');
  expect(readValue(trained).format).toBe('hf-trainer');
});

test.each<[string, object]>([
  ['steps alone', { _step: 2, a: 1 }],
  ['a time in words', { ...logged, _timestamp: 'now' }],
])('%s: it is another format', (_, value) => {
  expect(readValue(value).format).toBe('plain');
});
