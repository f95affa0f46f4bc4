import { describe, expect, test } from '@jest/globals';
import { findChampions, findHolders } from '../../../src/promotion/find-champions.js';
import { buildHistory, makeSnapshot, promotion, type EntryParts } from '../support/history-builder.js';

const left: EntryParts = { action: 'archive', version: '3', from: 'Production', to: 'Archived' };

describe('the versions that a candidate is compared with', () => {
  const find = (stages: Record<string, string>, lines: readonly EntryParts[], skipWhenEmpty = false) =>
    findChampions(makeSnapshot(stages, { history: buildHistory(lines) }), 'Production', {
      candidate: '4',
      rules: { skipWhenEmpty },
    });

  test.each<[string, Record<string, string>, EntryParts[], boolean, object[]]>([
    [
      'hold the stage',
      { 2: 'Production', 3: 'Production', 4: 'Staging' },
      [promotion('3'), promotion('2')],
      true,
      [
        { version: '3', holds: true },
        { version: '2', holds: true },
      ],
    ],
    [
      'held it last, where it is empty: it keeps its bar',
      { 2: 'Archived', 3: 'Archived', 4: 'Staging' },
      [promotion('2'), promotion('3', ['2']), left],
      false,
      [{ version: '3', holds: false }],
    ],
    ['are none where the policy skips', { 3: 'Archived', 4: 'Staging' }, [promotion('3'), left], true, []],
    ['are none at first', { 4: 'Staging' }, [], false, []],
    ['are never the candidate itself', { 4: 'Production' }, [promotion('4')], false, []],
  ])('%s', (_name, stages, lines, skipWhenEmpty, champions) => {
    expect(find(stages, lines, skipWhenEmpty)).toEqual(champions);
  });
});

test('holders that the history does not know come first, by number', () => {
  const history = buildHistory([promotion('2')]);
  const snapshot = makeSnapshot({ 1: 'Production', 2: 'Production', 3: 'Production' }, { history });
  expect(findHolders(snapshot, 'Production', '')).toEqual(['1', '3', '2']);
});
