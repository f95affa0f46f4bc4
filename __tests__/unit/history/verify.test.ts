import { describe, expect, test } from '@jest/globals';
import { verifyModel } from '../../../src/history/verify.js';
import {
  buildHistory,
  FILE,
  makeSnapshot,
  promotion,
  rollback,
  type EntryParts,
} from '../support/history-builder.js';

type Stages = Readonly<Record<string, string>>;

function verify(stages: Stages, entries: readonly EntryParts[]): ReturnType<typeof verifyModel> {
  return verifyModel(makeSnapshot(stages, { history: buildHistory(entries) }));
}

const register = (version: string): EntryParts => ({ action: 'register', version, from: null, to: 'None' });
const from = (stage: string | null, parts: EntryParts): EntryParts => ({ ...parts, from: stage });
const between = 'it was moved without stagegate in between';

describe('registry and history agree', () => {
  test.each<[string, Stages, EntryParts[]]>([
    ['nothing has happened', { '1': 'None' }, []],
    ['stages without any history', { '1': 'Production' }, []],
    ['a promotion', { '1': 'Production' }, [promotion('1')]],
    ['a registration', { '1': 'None' }, [register('1')]],
    ['a registration and a promotion', { '1': 'Production' }, [register('1'), promotion('1')]],
    ['an archived champion', { '1': 'Archived', '2': 'Production' }, [promotion('1'), promotion('2', ['1'])]],
    [
      'a rollback',
      { '1': 'Production', '2': 'Archived' },
      [promotion('1'), promotion('2', ['1']), rollback('1', ['2'])],
    ],
    ['versions that no line tells of, in None', { '1': 'Production', '2': 'None' }, [promotion('1')]],
    [
      'a withdrawal to None',
      { '1': 'None' },
      [promotion('1'), from('Production', { version: '1', action: 'archive', to: 'None' })],
    ],
    [
      'a beginning',
      { '1': 'Archived', '2': 'Production', '3': 'Staging' },
      [{ ...promotion('2', ['1']), beginning: { '1': 'Production', '3': 'Staging' } }],
    ],
    [
      'one of two holders archived by the other',
      { '1': 'Archived', '2': 'Production' },
      [{ ...from('Production', promotion('2', ['1'])), beginning: { '1': 'Production', '2': 'Production' } }],
    ],
  ])('%s', (_name, stages, entries) => {
    expect(verify(stages, entries)).toMatchObject({ model: 'churn', lines: entries.length, problems: [] });
  });
});

describe('the registry parts from the history', () => {
  test.each<[string, Stages, EntryParts[], string, string]>([
    [
      'a version moved on',
      { '1': 'Archived' },
      [promotion('1')],
      '1',
      'version 1 is in Archived, but the history has it in Production',
    ],
    [
      'a version moved back',
      { '1': 'None' },
      [promotion('1')],
      '1',
      'version 1 is in None, but the history has it in Production',
    ],
    [
      'a version that no line tells of, in a stage',
      { '1': 'Production', '2': 'Staging' },
      [promotion('1')],
      '2',
      'version 2 is in Staging, but the history has it in None',
    ],
    ['a version gone', {}, [promotion('1')], '1', 'version 1 is gone, but the history has it in Production'],
    [
      'a registered version gone',
      {},
      [register('1')],
      '1',
      'version 1 is gone, but the history has it in None',
    ],
    [
      'the last line of the history cut off',
      { '1': 'Archived', '2': 'Production' },
      [promotion('1'), promotion('3', [], 'Staging')].slice(0, 1),
      '1',
      'version 1 is in Archived, but the history has it in Production',
    ],
    [
      'a beginning edited away',
      { '1': 'None', '2': 'Production' },
      [{ ...promotion('2'), beginning: { '1': 'Staging' } }],
      '1',
      'version 1 is in None, but the history has it in Staging',
    ],
  ])('%s', (_name, stages, entries, version, message) => {
    expect(verify(stages, entries).problems[0]).toEqual({ version, message, file: null, line: null });
  });

  test('every version that differs is reported', () => {
    const { problems } = verify({ '1': 'Staging', '3': 'Production', '4': 'None' }, [
      promotion('1'),
      promotion('2', ['1']),
    ]);
    expect(problems.map(({ version }) => version)).toEqual(['1', '3', '2']);
  });
});

describe('the history parts from itself', () => {
  test.each<[string, Stages, EntryParts[], string, string]>([
    [
      'a candidate moved in between',
      { '1': 'Production' },
      [promotion('1', [], 'Staging'), from('None', promotion('1'))],
      '1',
      `this line moves version 1 from None, but the lines before have it in Staging: ${between}`,
    ],
    [
      'a candidate brought to Staging past stagegate',
      { '1': 'Production', '2': 'Archived' },
      [promotion('2', [], 'Archived'), from('Staging', promotion('1'))],
      '1',
      `this line moves version 1 from Staging, but the lines before have it in None: ${between}`,
    ],
    [
      'a champion put there past stagegate',
      { '1': 'Archived', '2': 'Production' },
      [promotion('1', [], 'Staging'), promotion('2', ['1'])],
      '1',
      `this line moves version 1 from Production, but the lines before have it in Staging: ${between}`,
    ],
    [
      'a champion that no line tells of',
      { '1': 'Archived', '2': 'Production' },
      [register('2'), promotion('2', ['1'])],
      '1',
      `this line moves version 1 from Production, but the lines before have it in None: ${between}`,
    ],
    [
      'a version registered a second time',
      { '1': 'None' },
      [promotion('1', [], 'Archived'), register('1')],
      '1',
      `this line moves version 1 from nowhere, but the lines before have it in Archived: ${between}`,
    ],
  ])('%s', (_name, stages, entries, version, message) => {
    expect(verify(stages, entries).problems).toEqual([{ version, message, file: FILE, line: 2 }]);
  });
});

describe('notes on assumptions', () => {
  const given = (list: string) => [`before the first history line: ${list}. The history starts from there`];

  test.each<[string, Stages, EntryParts[], string[]]>([
    ['nothing', { '1': 'Production' }, [promotion('1')], []],
    ['nothing, and no history', { '1': 'None' }, [], []],
    [
      'the stages of a first line',
      { '1': 'Archived', '2': 'Production', '3': 'Staging' },
      [{ ...promotion('2', ['1']), beginning: { '1': 'Production', '3': 'Staging' } }],
      given('1 in Production, 3 in Staging'),
    ],
    [
      'the stages of a registry without history',
      { '1': 'Production', '2': 'None' },
      [],
      given('1 in Production'),
    ],
  ])('%s', (_name, stages, entries, notes) => {
    expect(verify(stages, entries).notes).toEqual(notes);
  });
});
