import { describe, expect, test } from '@jest/globals';
import { respell, stagesAfter } from '../../../src/history/replay.js';
import { holders } from '../../../src/history/holders.js';
import { verifyModel } from '../../../src/history/verify.js';
import { versionWith } from '../support/gate-context.js';
import {
  buildHistory,
  makeSnapshot,
  promotion,
  rollback,
  type EntryParts,
} from '../support/history-builder.js';

const withdrawal = (version: string, to = 'Archived'): EntryParts => ({
  action: 'archive',
  version,
  from: 'Production',
  to,
});

describe('what a rollback can go back to', () => {
  test.each<[string, EntryParts[], string[]]>([
    ['a withdrawn version is left out', [promotion('1'), promotion('2', ['1']), withdrawal('2')], ['1']],
    ['to None as well', [promotion('1'), promotion('2', ['1']), withdrawal('2', 'None')], ['1']],
    [
      'also where it had held the stage before',
      [promotion('2'), promotion('1', ['2']), promotion('2', ['1']), withdrawal('2')],
      ['1'],
    ],
    [
      'a version that was demoted by a line of its own',
      [promotion('1'), promotion('2', ['1']), { ...promotion('2', [], 'Staging'), from: 'Production' }],
      ['1'],
    ],
    [
      'one that is moved about in Archived stays',
      [promotion('1'), promotion('2', ['1']), { ...withdrawal('1', 'None'), from: 'Archived' }],
      ['1', '2'],
    ],
    ['and comes back when it is promoted again', [promotion('1'), withdrawal('1'), promotion('1')], ['1']],
    ['a rollback still walks back', [promotion('1'), promotion('2', ['1']), rollback('1', ['2'])], ['1']],
  ])('%s', (_name, entries, expected) => {
    expect(holders(buildHistory(entries), 'Production')).toEqual(expected);
  });
});

describe('the stages of a history', () => {
  test("are read in the policy's spelling of today", () => {
    const [first, second] = buildHistory([
      { ...promotion('1', [], 'staging'), beginning: { '2': 'PRODUCTION' } },
      { ...promotion('1', ['2'], 'PRODUCTION'), from: 'staging' },
    ]).map((line) => respell(line, ['Staging', 'Production']));
    expect(first?.entry).toMatchObject({ to: 'Staging', beginning: { '2': 'Production' } });
    expect(second?.entry).toMatchObject({ from: 'Staging', to: 'Production' });
  });

  test('that no policy knows any more stay as they are', () => {
    const [line] = buildHistory([promotion('1', [], 'Canary')]).map((each) => respell(each, ['Production']));
    expect(stagesAfter(line === undefined ? [] : [line]).get('1')).toBe('Canary');
  });
});

describe('the files of a version', () => {
  const artifact = { source: 's3://m/1', sha256: 'a'.repeat(64) };
  const history = buildHistory([{ ...promotion('1'), artifacts: { '1': artifact } }]);
  const verify = (held: { source: string | null; sha256: string | null }) =>
    verifyModel(
      makeSnapshot({}, { history, versions: [versionWith({ version: '1', stage: 'Production', ...held })] }),
    ).problems;

  test.each([
    ['are those that it was promoted with', artifact, []],
    [
      'have another source',
      { ...artifact, source: 's3://evil' },
      ['the source of version 1 is s3://evil, but this line has s3://m/1'],
    ],
    [
      'have lost their digest',
      { ...artifact, sha256: null },
      [`the sha256 of version 1 is gone, but this line has ${artifact.sha256}`],
    ],
  ])('%s', (_name, held, messages) => {
    expect(verify(held).map(({ message }) => message)).toEqual(messages);
    for (const problem of verify(held))
      expect(problem).toMatchObject({ file: 'models.history.jsonl', line: 1 });
  });
});
