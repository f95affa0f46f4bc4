import { describe, expect, test } from '@jest/globals';
import { respell, stagesAfter } from '../../../src/history/replay.js';
import {
  heldEver,
  holders,
  lastHolders,
  sinceWhen,
  stageEverHeld,
  takenOutBy,
} from '../../../src/history/holders.js';
import { verifyModel } from '../../../src/history/verify.js';
import type { Finding } from '../../../src/model/registry.js';
import {
  buildHistory,
  FILE,
  makeSnapshot,
  promotion,
  rollback,
  timeOf,
  type EntryParts,
} from '../support/history-builder.js';

const acknowledge = (beginning: Record<string, string>, differed = ['x']): EntryParts => ({
  action: 'acknowledge',
  version: '1',
  from: beginning['1'] ?? 'None',
  to: beginning['1'] ?? 'None',
  reason: 'on call',
  differed,
  beginning,
});
const unregister = (version: string): EntryParts => ({
  action: 'unregister',
  version,
  from: 'None',
  to: 'None',
});
const register = (version: string): EntryParts => ({ action: 'register', version, from: null, to: 'None' });

const lineOf = (at: number) => expect.objectContaining({ time: timeOf(at), action: 'acknowledge' });

describe('replay from what was acknowledged', () => {
  const replaced = [
    promotion('1'),
    acknowledge({ 1: 'Archived', 2: 'Production' }),
    promotion('3', ['2']),
    // put beside each other, or the test would prove nothing about the order
  ];

  test('the stages are those that the line has, and nothing else', () => {
    const history = buildHistory([
      promotion('1'),
      { ...promotion('2'), to: 'Staging' },
      acknowledge({ 3: 'Production' }),
    ]);
    expect([...stagesAfter(history)]).toEqual([['3', 'Production']]);
    expect(stagesAfter(history, new Date(timeOf(2)))).toEqual(
      new Map([
        ['1', 'Production'],
        ['2', 'Staging'],
      ]),
    );
  });

  test('the line does not start the history', () => {
    const history = buildHistory([promotion('1'), acknowledge({ 1: 'Archived', 2: 'Production' })]);
    expect([...stagesAfter(history, new Date(0))]).toEqual([]);
  });

  test.each<[string, EntryParts[], string[]]>([
    ['a newcomer took its place', replaced.slice(0, 2), ['1', '2']],
    ['and another one came after', replaced, ['1', '2', '3']],
    ['it was taken out', [promotion('1'), promotion('2', ['1']), acknowledge({ 1: 'Archived' })], ['1']],
    [
      'an earlier one came back, as by a rollback',
      [promotion('1'), promotion('2', ['1']), acknowledge({ 1: 'Production', 2: 'Archived' })],
      ['1'],
    ],
    [
      'one that nobody replaced left beside a holder',
      [promotion('1'), promotion('2'), acknowledge({ 1: 'Archived', 2: 'Production' })],
      ['2'],
    ],
    [
      'one moved down',
      [promotion('1'), promotion('2', ['1']), acknowledge({ 1: 'Archived', 2: 'Staging' })],
      ['1'],
    ],
    ['nothing moved', [promotion('1'), acknowledge({ 1: 'Production' })], ['1']],
  ])('a rollback goes back where %s', (_name, entries, expected) => {
    expect(holders(buildHistory(entries), 'Production')).toEqual(expected);
  });

  test.each<[string, string, EntryParts[], boolean]>([
    ['replaced by a newcomer', '1', replaced.slice(0, 2), false],
    ['in a stage that was emptied', '1', [promotion('1'), acknowledge({ 1: 'Archived' })], true],
    [
      'replaced by an earlier holder',
      '2',
      [promotion('1'), promotion('2', ['1']), acknowledge({ 1: 'Production', 2: 'Archived' })],
      true,
    ],
    ['moved down', '1', [promotion('1'), acknowledge({ 1: 'Staging' })], true],
    ['gone', '1', [promotion('1'), acknowledge({})], true],
    ['left where it was', '1', [promotion('1'), acknowledge({ 1: 'Production' })], false],
    ['allowed back since', '1', [promotion('1'), acknowledge({ 1: 'None' }), promotion('1')], false],
  ])('a version %s counts as taken out, or not', (_name, version, entries, isOut) => {
    const at = entries.findIndex(({ action }) => action === 'acknowledge') + 1;
    expect(takenOutBy(buildHistory(entries), version, 'Production')).toEqual(isOut ? lineOf(at) : null);
  });

  test('an emptied stage keeps its bar, and a version that was put there by hand has held it', () => {
    const history = buildHistory([promotion('1'), acknowledge({ 1: 'Archived' })]);
    expect(lastHolders(history, 'Production', '2')).toEqual(['1']);
    const other = buildHistory(replaced);
    expect([...heldEver(other, 'Production')]).toEqual(['1', '2', '3']);
    expect(stageEverHeld(other, '2')).toBe('Production');
    expect(stageEverHeld(other, '4')).toBeNull();
  });

  test.each<[string, string, string, EntryParts[], number | null]>([
    ['where it was already', '1', 'Production', [promotion('1'), acknowledge({ 1: 'Production' })], 1],
    ['where it was put by hand', '2', 'Staging', [promotion('1'), acknowledge({ 2: 'Staging' })], 2],
    ['where it is no longer', '1', 'Production', [promotion('1'), acknowledge({ 1: 'None' })], null],
    ['where a beginning has it', '1', 'None', [acknowledge({})], 1],
  ])('how long a version is in a stage: %s', (_name, version, stage, entries, line) => {
    const since = sinceWhen(buildHistory(entries), version, stage);
    expect(since?.toISOString() ?? null).toBe(line === null ? null : timeOf(line));
  });

  test('its stages are spelt as the policy has them', () => {
    const [line] = buildHistory([acknowledge({ 1: 'production' })]);
    expect(respell(line!, ['Production']).entry.beginning).toEqual({ 1: 'Production' });
  });

  test('a version that was unregistered is nowhere', () => {
    const history = buildHistory([register('1'), unregister('1')]);
    expect([...stagesAfter(history)]).toEqual([]);
    expect(stageEverHeld(history, '1')).toBeNull();
  });
});

describe('verify', () => {
  const words = 'version 1 is in Archived, but the history has it in Production';
  const verify = (stages: Record<string, string>, entries: readonly EntryParts[], problems: Finding[] = []) =>
    verifyModel(makeSnapshot(stages, { history: buildHistory(entries), problems }));

  test('is green after what was acknowledged, and still shows it', () => {
    const found = verify({ 1: 'Archived' }, [promotion('1'), acknowledge({ 1: 'Archived' }, [words])]);
    expect(found.problems).toEqual([]);
    expect(found.acknowledged).toEqual([
      { differed: [words], actor: 'ann', time: timeOf(2), reason: 'on call', file: FILE, line: 2 },
    ]);
  });

  test('is green for a line that moves from elsewhere, where that was before', () => {
    const moved = [promotion('1'), { ...promotion('1'), from: 'Archived' }];
    expect(verify({ 1: 'Production' }, moved).problems).toHaveLength(1);
    expect(verify({ 1: 'Production' }, [...moved, acknowledge({ 1: 'Production' })]).problems).toEqual([]);
  });

  test.each<[string, Record<string, string>, EntryParts[], string]>([
    ['a move', { 1: 'Production' }, [], 'version 1 is in Production, but the history has it in Archived'],
    ['a version that is gone', {}, [], 'version 1 is gone, but the history has it in Archived'],
    ['a move before a line', { 1: 'Staging' }, [{ ...promotion('1', [], 'Staging'), from: 'None' }], 'moved'],
  ])('finds %s after it', (_name, stages, more, message) => {
    const entries = [promotion('1'), acknowledge({ 1: 'Archived' }, [words]), ...more];
    expect(verify(stages, entries).problems).toMatchObject([{ message: expect.stringContaining(message) }]);
  });

  test('takes for acknowledged what the registry found, by its words', () => {
    const finding = { version: '1', message: 'a line is gone' };
    const other = { version: '1', message: 'another line is gone' };
    const entries = [promotion('1'), acknowledge({ 1: 'Production' }, [finding.message])];
    expect(verify({ 1: 'Production' }, entries, [finding, other]).problems).toMatchObject([other]);
  });

  test('reports a finding about the holders of a stage again once one of them has moved', () => {
    const finding = { version: '2', message: 'the alias points elsewhere', stage: 'Production' };
    const entries = [promotion('1'), acknowledge({ 1: 'Production' }, [finding.message])];
    expect(verify({ 1: 'Production' }, entries, [finding]).problems).toEqual([]);
    const later = [...entries, promotion('2', ['1']), rollback('1', ['2'])];
    const stages = { 1: 'Production', 2: 'Archived' };
    expect(verify(stages, later, [finding]).problems).toMatchObject([{ message: finding.message }]);
    const again = [...entries, acknowledge({ 1: 'Production' }, ['something else'])];
    expect(verify({ 1: 'Production' }, again, [finding]).problems).toEqual([]);
  });

  test('agrees with a registration that was taken back', () => {
    expect(verify({ 1: 'None' }, [register('1'), register('2'), unregister('2')]).problems).toEqual([]);
    expect(verify({ 2: 'None' }, [register('2'), unregister('2')]).problems).toEqual([]);
  });
});
