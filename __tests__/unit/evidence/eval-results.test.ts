import { describe, expect, test } from '@jest/globals';
import { at, rawAt, readFixture, readText, readValue, refusal } from './reading.js';

test('results that huggingface_hub wrote, as old as the oldest of them', () => {
  const report = readFixture('model-index/eval_results.yaml');
  expect(report.format).toBe('eval-results');
  expect(at(report, 'cais/hle.default')).toEqual({ value: 20.9, raw: '20.9' });
  expect(at(report, 'Idavidrein/gpqa.gpqa_diamond')).toMatchObject({ value: 0.412 });
  expect(report.statement).toEqual({ time: new Date('2026-01-14T10:30:00Z') });
});

const entry = (value: unknown, more: object = {}) => ({ dataset: { id: 'd', task_id: 't' }, value, ...more });

describe('results that are none', () => {
  test.each<[string, unknown[], string]>([
    ['a text', [entry('0.9')], '"0.9"'],
    ['nothing', [entry(null)], 'null'],
    ['one twice', [entry(1), entry(2)], '1 and 2 (given twice)'],
    ['one three times', [entry(1), entry(2), entry(3)], '1 and 2 (given twice)'],
  ])('%s', (_, entries, raw) => {
    expect(rawAt(readValue(entries), 'd.t')).toBe(raw);
  });

  test('NaN', () => {
    expect(rawAt(readText('- {dataset: {id: d, task_id: t}, value: .nan}', 'auto', 'r.yaml'), 'd.t')).toBe(
      'NaN',
    );
  });

  test.each<[string, unknown[], string]>([
    ['an empty list', [], 'is a list, but a report is one object of numbers, such as {"accuracy": 0.91}'],
    ['a list of numbers', [1, 2], 'is a list, but a report is one object of numbers'],
    [
      'one without a value',
      [entry(1), { dataset: { id: 'd' } }],
      "can't be read as eval-results: it has no dataset with its id and value in result 2",
    ],
    [
      'no one with a dataset',
      [{ value: 1 }, { value: 2 }],
      'is a list of 2 objects, but a report is one object: choose what counts in the policy',
    ],
  ])('%s is refused as what it is', (_, entries, words) => {
    expect(refusal(() => readValue(entries)).startsWith(words)).toBe(true);
  });
});

test.each<[string, object[], Date | undefined]>([
  ['a day', [{ date: '2026-01-14' }], undefined],
  ['one without', [{ date: '2026-01-14T10:00:00Z' }, {}], undefined],
  ['the first without', [{}, { date: '2026-01-14T10:00:00Z' }], undefined],
  [
    'the second is older',
    [{ date: '2026-01-14T10:00:00Z' }, { date: '2026-01-14T10:00:00+01:00' }],
    new Date('2026-01-14T09:00:00Z'),
  ],
])('the time of %s', (_, entries, time) => {
  expect(readValue(entries.map((more) => entry(1, more))).statement.time).toEqual(time);
});
