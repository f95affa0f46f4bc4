import { describe, expect, test } from '@jest/globals';
import { stagesAfter } from '../../../src/history/replay.js';
import { heldEver, holders, lastHolders, sinceWhen, takenOutBy } from '../../../src/history/holders.js';
import { seededRandom } from '../evidence/random.js';
import { buildHistory, promotion, rollback, timeOf, type EntryParts } from '../support/history-builder.js';

const archive = (version: string, to = 'Archived'): EntryParts => ({ action: 'archive', version, to });
const register = (version: string): EntryParts => ({ action: 'register', version, from: null, to: 'None' });

describe('stagesAfter', () => {
  const history = buildHistory([
    { ...promotion('2', ['1']), beginning: { '1': 'Production', '7': 'Staging' } },
    register('3'),
    promotion('3', [], 'Staging'),
    promotion('3', ['2']),
    rollback('2', ['3']),
    archive('7'),
  ]);
  const just = (line: number, milliseconds: number) => new Date(Date.parse(timeOf(line)) + milliseconds);
  const began = { '1': 'Production', '7': 'Staging' };
  const one = { '1': 'Archived', '7': 'Staging', '2': 'Production' };

  test.each<[string, Date | undefined, Record<string, string>]>([
    ['long before the first line', new Date(0), began],
    ['a millisecond before the first line', just(1, -1), began],
    ['at the first line', just(1, 0), one],
    ['a millisecond before the second', just(2, -1), one],
    ['after a registration', just(2, 0), { ...one, '3': 'None' }],
    ['after Staging', just(3, 0), { ...one, '3': 'Staging' }],
    ['after Production', just(4, 1), { ...one, '2': 'Archived', '3': 'Production' }],
    ['after the rollback', just(5, 0), { ...one, '3': 'Archived' }],
    ['after all of it', just(6, 0), { ...one, '3': 'Archived', '7': 'Archived' }],
    ['without a moment', undefined, { ...one, '3': 'Archived', '7': 'Archived' }],
  ])('%s', (_name, until, stages) => {
    expect(Object.fromEntries(stagesAfter(history, until))).toEqual(stages);
  });

  test('no history has no stages', () => {
    expect(stagesAfter([]).size).toBe(0);
  });
});

describe('sinceWhen', () => {
  test.each<[string, EntryParts[], string, string, number | null]>([
    ['the version was promoted', [promotion('1', [], 'Staging'), promotion('2')], '1', 'Staging', 1],
    ['it came back', [promotion('1'), promotion('2', ['1']), rollback('1', ['2'])], '1', 'Production', 3],
    ['it was archived by another', [promotion('1'), promotion('2', ['1'])], '1', 'Archived', 2],
    ['it was archived by itself', [promotion('1'), archive('1')], '1', 'Archived', 2],
    ['it was registered', [register('1'), promotion('2')], '1', 'None', 1],
    [
      'it was promoted to the stage again without leaving',
      [promotion('1'), { ...promotion('1', ['2']), from: 'Production' }],
      '1',
      'Production',
      1,
    ],
    ['it left by hand and was promoted again', [promotion('1'), promotion('1')], '1', 'Production', 2],
    ['it went through', [promotion('1', [], 'Staging'), promotion('1')], '1', 'Staging', null],
    ['it is in another stage', [promotion('1', [], 'Staging')], '1', 'Production', null],
    ['nothing is told of it', [promotion('1')], '2', 'Staging', null],
    ['it never left None', [promotion('1')], '2', 'None', null],
    [
      'it was there before the history began',
      [{ ...promotion('2'), beginning: { '1': 'Staging' } }],
      '1',
      'Staging',
      null,
    ],
    [
      'it left where it was before the history began, and came back',
      [{ ...archive('1'), beginning: { '1': 'Staging' } }, promotion('1', [], 'Staging')],
      '1',
      'Staging',
      2,
    ],
    ['there is no history', [], '1', 'None', null],
  ])('%s', (_name, entries, version, stage, line) => {
    const since = sinceWhen(buildHistory(entries), version, stage);
    expect(since?.toISOString() ?? null).toBe(line === null ? null : timeOf(line));
  });
});

describe('holders, the latest last', () => {
  test.each<[string, EntryParts[], string[]]>([
    ['nobody', [promotion('1', [], 'Staging')], []],
    ['one after the other', [promotion('1'), promotion('2', ['1']), promotion('3', ['2'])], ['1', '2', '3']],
    ['one again', [promotion('1'), promotion('2', ['1']), promotion('1', ['2'])], ['1', '2', '1']],
    ['one twice in a row', [promotion('1'), promotion('1', ['9'])], ['1']],
    ['a rollback', [promotion('1'), promotion('2', ['1']), rollback('1', ['2'])], ['1']],
    [
      'two rollbacks',
      [promotion('1'), promotion('2'), promotion('3'), rollback('2', ['3']), rollback('1', ['2'])],
      ['1'],
    ],
    ['a rollback over one', [promotion('1'), promotion('2'), promotion('3'), rollback('1', ['3'])], ['1']],
    [
      'a promotion after a rollback',
      [promotion('1'), promotion('2'), rollback('1'), promotion('3')],
      ['1', '3'],
    ],
    ['a rollback forward again', [promotion('1'), promotion('2'), rollback('1'), rollback('2')], ['1', '2']],
    ['an archive', [promotion('1'), archive('1')], ['1']],
    ['other stages', [promotion('1'), promotion('2', [], 'Staging'), rollback('3', [], 'Staging')], ['1']],
    [
      'the beginning, by number',
      [{ ...promotion('3'), beginning: { '10': 'Production', '9': 'Production', '8': 'Staging' } }],
      ['9', '10', '3'],
    ],
  ])('%s', (_name, entries, stack) => {
    expect(holders(buildHistory(entries), 'Production')).toEqual(stack);
  });
});

describe('heldEver', () => {
  test('knows also those that a rollback walked back over, each once', () => {
    const history = buildHistory([
      { ...promotion('2', ['1']), beginning: { '1': 'Production', '5': 'Staging' } },
      promotion('3', ['2']),
      rollback('2', ['3']),
      promotion('4', [], 'Staging'),
    ]);
    expect([...heldEver(history, 'Production')]).toEqual(['1', '2', '3']);
  });
});

const leave = (version: string, from = 'Production', to = 'Archived'): EntryParts => ({
  ...archive(version, to),
  from,
});

describe('lastHolders', () => {
  test.each<[string, EntryParts[], string[]]>([
    ['nothing happened', [], []],
    ['it never held the stage', [promotion('1', [], 'Staging')], []],
    ['one holds it', [promotion('1'), promotion('2', ['1'])], ['2']],
    ['it was withdrawn', [promotion('1'), promotion('2', ['1']), leave('2')], ['2']],
    [
      'a rollback, then a withdrawal: not the one that came first last',
      [promotion('1'), promotion('2', ['1']), rollback('1', ['2']), leave('1')],
      ['1'],
    ],
    ['two hold it', [promotion('1'), promotion('2')], ['1', '2']],
    ['two left it, one after the other', [promotion('2'), promotion('1'), leave('2'), leave('1')], ['1']],
    [
      'it went on to another stage',
      [promotion('1'), { ...promotion('1', [], 'Live'), from: 'Production' }],
      ['1'],
    ],
    ['it was there before the history', [{ ...leave('1'), beginning: { '1': 'Production' } }], ['1']],
    ['the candidate alone ever held it', [promotion('9'), leave('9')], []],
    ['the candidate held it last', [promotion('1'), promotion('9', ['1']), leave('9')], ['1']],
  ])('%s', (_name, entries, versions) => {
    expect(lastHolders(buildHistory(entries), 'Production', '9')).toEqual(versions);
  });
});

describe('takenOutBy', () => {
  const both = [promotion('1'), promotion('2', ['1'])];
  test.each<[string, EntryParts[], number | null]>([
    ['nobody: it holds the stage', both, null],
    ['nobody: a newer version took its place', [...both, promotion('3', ['2'])], null],
    ['nobody: it never held the stage', [promotion('1'), leave('2', 'Staging')], null],
    [
      'nobody: it went on to another stage',
      [...both, { ...promotion('2', [], 'Live'), from: 'Production' }],
      null,
    ],
    ['a rollback', [...both, rollback('1', ['2'])], 3],
    ['a rollback of another stage', [...both, rollback('1', ['2'], 'Staging')], null],
    ['a rollback, and another version came since', [...both, rollback('1', ['2']), promotion('3', ['1'])], 3],
    ['a withdrawal', [...both, leave('2')], 3],
    ['a withdrawal to None', [...both, leave('2', 'Production', 'None')], 3],
    ['the later of two', [...both, rollback('1', ['2']), rollback('2', ['1']), leave('2')], 5],
    ['nobody any more: it was let back', [...both, rollback('1', ['2']), promotion('2', ['1'])], null],
    ['nobody any more: a rollback went to it', [...both, rollback('1', ['2']), rollback('2', ['1'])], null],
  ])('%s', (_name, entries, line) => {
    const history = buildHistory(entries);
    expect(takenOutBy(history, '2', 'Production')).toBe(line === null ? null : history[line - 1]?.entry);
  });
});

describe('repeated rollbacks', () => {
  test.each(Array.from({ length: 40 }, (_, seed) => seed))(
    'walk back and end, whatever was promoted (seed %i)',
    (seed) => {
      const random = seededRandom(seed);
      const versions = Array.from({ length: 1 + Math.floor(random() * 12) }, () =>
        String(1 + Math.floor(random() * 5)),
      );
      const entries = versions.map((version) => promotion(version));
      const walked: string[] = [];
      for (;;) {
        const stack = holders(buildHistory(entries), 'Production');
        const target = stack.at(-2);
        if (target === undefined) break;
        walked.push(target);
        expect(walked.length).toBeLessThan(versions.length);
        entries.push(rollback(target));
      }
      const held = versions.filter((version, at) => version !== versions[at - 1]);
      expect(walked).toEqual(held.slice(0, -1).toReversed());
    },
  );
});
