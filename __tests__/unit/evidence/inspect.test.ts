import { describe, expect, test } from '@jest/globals';
import { at, fixtureText, names, rawAt, readFixture, readText, readValue, refusal } from './reading.js';

describe('logs that inspect_ai wrote', () => {
  const report = readFixture('inspect/success.json');

  test('metrics are named by scorer', () => {
    expect(report.format).toBe('inspect');
    expect(names(report)).toEqual([
      'match.accuracy',
      'match.stderr',
      'length.mean',
      'length.std',
      'length.stderr',
      'short.mean',
      'short.stderr',
      'polite.mean',
      'total_samples',
      'completed_samples',
    ]);
  });

  test('an accuracy of right and wrong answers', () => {
    expect(at(report, 'match.accuracy')).toEqual({
      value: 0.75,
      raw: '0.75',
      samples: 4,
      stderr: 0.25,
      scale: 'proportion',
    });
  });

  test('a mean with its error and spread', () => {
    expect(at(report, 'length.mean')).toEqual({
      value: 1.25,
      raw: '1.25',
      samples: 4,
      stderr: 0.25,
      spread: 0.5,
    });
    expect(at(report, 'polite.mean')).toEqual({ value: 0, raw: '0', samples: 4 });
    expect(at(report, 'match.stderr')).toEqual({ value: 0.25, raw: '0.25', samples: 4 });
  });

  test('it says what it is about by its metadata, and when and where it was made', () => {
    expect(report.statement).toMatchObject({
      model: undefined,
      version: '4',
      versionIsSpecific: true,
      commit: expect.stringMatching(/^[0-9a-f]{7,}$/),
      time: expect.any(Date),
      evaluated: 'mockllm/model',
    });
  });

  test('epochs: as many samples as were averaged, and no share of right and wrong answers', () => {
    expect(at(readFixture('inspect/epochs.json'), 'match.accuracy')).toEqual({
      value: 0.5,
      raw: '0.5',
      samples: 2,
      stderr: expect.closeTo(1 / 6),
    });
  });

  test('epochs of older logs, which count every epoch: as many samples as were reduced', () => {
    const older = fixtureText('inspect/epochs.json').replace(/"(?:un)?scored_samples": \d+,/g, '');
    expect(at(readText(older), 'match.accuracy')).toMatchObject({
      samples: 2,
      stderr: expect.closeTo(1 / 6),
    });
    const unreduced = older.replace('"reductions"', '"others"');
    expect(at(readText(unreduced), 'match.accuracy')).not.toHaveProperty('samples');
  });

  test('epochs without a standard error are no count of right and wrong answers', () => {
    const bare = fixtureText('inspect/epochs.json').replace('"stderr": {', '"spread": {');
    expect(at(readText(bare), 'match.accuracy')).toEqual({ value: 0.5, raw: '0.5', samples: 2 });
  });

  test('a clustered standard error rests on as many examples as there are clusters', () => {
    expect(at(readFixture('inspect/clustered.json'), 'match.accuracy')).toEqual({
      value: 0.75,
      raw: '0.75',
      samples: 2,
      stderr: 0.25,
    });
    const unlogged = fixtureText('inspect/clustered.json').replace('"samples": [', '"rows": [');
    expect(at(readText(unlogged), 'match.accuracy')).toEqual({ value: 0.75, raw: '0.75', stderr: 0.25 });
  });

  test('epochs that are reduced in two ways', () => {
    const reduced = readFixture('inspect/reducers.json');
    expect(at(reduced, 'match.accuracy.mean')).toMatchObject({ value: 0.5 });
    expect(at(reduced, 'match.accuracy.max')).toMatchObject({ value: 1 });
    expect(at(reduced, 'match.accuracy')).toBe('match.accuracy is a group, not a number. It has: mean, max');
  });

  test('metrics by group', () => {
    const grouped = readFixture('inspect/grouped.json');
    expect(at(grouped, 'includes.product')).toEqual({ value: 0.5, raw: '0.5', samples: 4 });
    expect(at(grouped, 'includes.all')).toMatchObject({ value: 0.75 });
  });
});

describe('a log that is no evidence', () => {
  test.each([
    ['error.json', 'is the log of an evaluation with the status "error": only "success" counts as evidence'],
    [
      'cancelled.json',
      'is the log of an evaluation with the status "cancelled": only "success" counts as evidence',
    ],
    ['some-errors.json', 'is the log of an evaluation without scores: none of its samples was scored'],
  ])('%s', (name, reason) => {
    expect(refusal(() => readFixture(`inspect/${name}`))).toBe(reason);
  });

  const log = (more: object) => ({
    status: 'success',
    eval: { task: 't' },
    plan: {},
    results: { scores: [{ name: 's', metrics: { accuracy: { value: 1 } } }] },
    ...more,
  });

  test.each<[string, object, RegExp]>([
    ['that is going on', { status: 'started' }, /the status "started"/],
    ['with another word', { status: 'Success' }, /the status "Success"/],
    ['that was invalidated', { invalidated: true }, /^is the log of an evaluation that was invalidated$/],
    ['without results', { results: null }, /without scores/],
    ['with no score', { results: { scores: [] } }, /without scores/],
    ['with scores of another kind', { results: { scores: 1 } }, /without scores/],
  ])('%s', (_, more, reason) => {
    expect(readValue(log({})).format).toBe('inspect');
    expect(refusal(() => readValue(log(more)))).toMatch(reason);
  });

  test('every cut of it is refused', () => {
    const whole = fixtureText('inspect/success.json').trimEnd();
    for (let end = 1; end < whole.length; end += 997) {
      expect(refusal(() => readText(whole.slice(0, end)))).toMatch(/^is cut off at line \d+, column \d+$/);
    }
  });

  const scored = (metrics: object, samples: unknown = 4) =>
    log({ results: { scores: [{ name: 's', scored_samples: samples, metrics }] } });

  test.each<[string, object, string, string]>([
    [
      'percent',
      scored({ accuracy: { value: 97 } }),
      's.accuracy',
      '97 (a proportion from 0 to 1 is expected)',
    ],
    [
      'a negative error',
      scored({ mean: { value: 3 }, stderr: { value: -1 } }),
      's.mean',
      '3 (its standard error is -1)',
    ],
    [
      'a negative spread',
      scored({ mean: { value: 3 }, std: { value: -1 } }),
      's.mean',
      '3 (its standard deviation is -1)',
    ],
    ['no sample', scored({ accuracy: { value: 0 } }, 0), 's.accuracy', '0 (its number of examples is 0)'],
    ['a text', scored({ accuracy: { value: '0.9' } }), 's.accuracy', '"0.9"'],
    ['no value', scored({ accuracy: {} }), 's.accuracy', 'null'],
    ['a bare number', scored({ accuracy: 0.9 }), 's.accuracy', 'null'],
    [
      'a scorer twice',
      log({
        results: {
          scores: [0.5, 0.75].map((value) => ({
            name: 's',
            scored_samples: 4,
            metrics: { accuracy: { value } },
          })),
        },
      }),
      's.accuracy',
      '0.5 and 0.75 (given twice)',
    ],
  ])('%s', (_, value, path, raw) => {
    expect(rawAt(readValue(value), path)).toBe(raw);
  });

  test('NaN', () => {
    const text = JSON.stringify(scored({ accuracy: { value: 12345 } })).replace('12345', 'NaN');
    expect(rawAt(readText(text), 's.accuracy')).toBe('NaN');
  });

  test('older logs count samples for all scorers, unless there are epochs', () => {
    const older = (config: object) =>
      log({ eval: { task: 't', config }, results: { ...log({}).results, completed_samples: 8 } });
    expect(at(readValue(older({})), 's.accuracy')).toMatchObject({ samples: 8 });
    expect(at(readValue(older({ epochs: 2 })), 's.accuracy')).not.toHaveProperty('samples');
  });
});
