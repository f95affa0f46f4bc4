import { describe, expect, test } from '@jest/globals';
import { pairedKey } from '../../../src/gates/paired.js';
import { describeGrouping, rowsKey } from '../../../src/gates/rows.js';
import { testsKey } from '../../../src/gates/tests.js';
import type { ExampleRows } from '../../../src/policy/schema.js';

const ROWS: ExampleRows = { file: 'p/{version}.jsonl', key: 'id', score: 'ok', cluster: 'talk' };

/* Two gates that read a file differently must not be given each other's examples. */
describe.each([
  ['pairs', pairedKey],
  ['rows', rowsKey],
])('the key of %s', (_told, keyOf) => {
  test.each<[string, Partial<ExampleRows>, string]>([
    ['file', { file: 'q/{version}.jsonl' }, '3'],
    ['key', { key: 'name' }, '3'],
    ['score', { score: 'f1' }, '3'],
    ['cluster', { cluster: 'speaker' }, '3'],
    ['lack of clusters', { cluster: undefined }, '3'],
    ['version', {}, '2'],
  ])('is another one for another %s', (_part, given, version) => {
    expect(keyOf({ ...ROWS, ...given }, version)).not.toBe(keyOf(ROWS, '3'));
    expect(keyOf({ ...ROWS, ...given }, version)).toBe(keyOf({ ...ROWS, ...given }, version));
  });

  test('is the same for the same examples, and parts are not mixed up', () => {
    expect(keyOf({ ...ROWS }, '3')).toBe(keyOf(ROWS, '3'));
    expect(keyOf({ ...ROWS, key: 'ok', score: 'id' }, '3')).not.toBe(keyOf(ROWS, '3'));
  });
});

test('two gates on different test files do not share their results', () => {
  expect(testsKey({ tests: ['a', 'bc'] })).not.toBe(testsKey({ tests: ['ab', 'c'] }));
  expect(testsKey({ tests: ['a'] })).toBe(testsKey({ tests: 'a' }));
});

test.each([
  [{ groups: 1, rows: 5, by: 'talk' }, '5 rows in 1 cluster by talk'],
  [{ groups: 80, rows: 1200, by: 'question_id' }, '1,200 rows in 80 clusters by question_id'],
])('%j reads: %s', (grouping, text) => {
  expect(describeGrouping(grouping)).toBe(text);
});
