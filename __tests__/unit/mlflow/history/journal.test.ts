import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { digestLine } from '../../../../src/history/chain.js';
import { exitStatus, StagegateError } from '../../../../src/errors.js';
import { countRecorded, readJournal } from '../../../../src/registry/mlflow/history/journal.js';
import { toTags } from '../../../../src/registry/mlflow/history/tags.js';
import { promotion, rollback } from '../../support/history-builder.js';
import { alter, seal, versionOf, type Tags } from '../support/tagged.js';

const [ONE = '', TWO = '', BACK = ''] = seal(promotion('1'), promotion('2', ['1']), rollback('1', ['2']));
const [TAMPERED, OTHER = ''] = [alter(ONE), seal({ ...promotion('1'), model: 'other' })[0]];
const REGISTRATION = seal({ action: 'register', version: '4', from: null, to: 'None' })[0] ?? '';

function read(byVersion: Readonly<Record<string, Tags>>) {
  return readJournal(
    'churn',
    Object.entries(byVersion).map(([version, tags]) => versionOf(version, { tags })),
  );
}

function caught(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

describe('the history in tags', () => {
  test.each<[string, Record<string, Tags>, string[]]>([
    ['none', { 1: {}, 2: { team: 'risk' } }, []],
    ['one line', { 1: { 'stagegate.history.1': ONE } }, ['1']],
    [
      'lines of several versions, each in its place',
      { 1: { 'stagegate.history.2': BACK, 'stagegate.history.1': ONE }, 2: { 'stagegate.history.1': TWO } },
      ['1', '2', '1'],
    ],
    [
      'places that are not next to each other',
      { 1: { 'stagegate.history.1': ONE, 'stagegate.history.12': BACK }, 2: { 'stagegate.history.1': TWO } },
      ['1', '2', '1'],
    ],
    [
      'keys that only look like ours',
      {
        1: {
          'stagegate.history.0': 'x',
          'stagegate.history.01': 'x',
          'stagegate.history.1x': 'x',
          'stagegate.history': 'x',
        },
      },
      [],
    ],
    ['a line of another version', { 3: { 'stagegate.history.1': ONE } }, []],
    [
      'the same beside the original',
      { 1: { 'stagegate.history.1': ONE }, 3: { 'stagegate.history.1': ONE } },
      ['1'],
    ],
  ])('%s', (_name, tags, versions) => {
    const journal = read(tags);
    expect(journal.lines.map(({ entry }) => entry.version)).toEqual(versions);
    expect(journal.problems).toEqual([]);
    expect([...journal.intents, ...journal.staleIntents, ...journal.registrations]).toEqual([]);
  });

  test("a line of another model: MLflow's copy of a version has its tags too", () => {
    const copy = versionOf('1', { source: 'models:/other/1', tags: { 'stagegate.history.1': OTHER } });
    expect(readJournal('churn', [copy])).toMatchObject({ lines: [], problems: [] });
  });

  test("a line of another model on a version that isn't a copy: the model was renamed", () => {
    const { lines, problems } = read({ 1: { 'stagegate.history.1': OTHER } });
    expect(lines).toEqual([]);
    expect(problems).toEqual([
      {
        version: '1',
        message: expect.stringContaining('history lines of the model "other": it was renamed'),
      },
    ]);
  });

  test('a line in several parts', () => {
    const [text = ''] = seal({ ...promotion('1'), reason: randomBytes(9_000).toString('base64') });
    const tags = toTags('stagegate.history.1', text, 5_000);
    expect(tags.length).toBeGreaterThan(2);
    const whole = Object.fromEntries(tags.map(({ key, value }) => [key, value]));
    expect(read({ 1: whole }).lines.map(({ sha256 }) => sha256)).toEqual([digestLine(text)]);
    const missing = Object.fromEntries(Object.entries(whole).filter(([key]) => !key.endsWith('.part2')));
    expect(caught(() => read({ 1: missing }))).toMatchObject({ code: 'history' });
  });

  test.each<[string, string, string]>([
    ['a word of it was altered', 'stagegate.history.1', TAMPERED],
    ['it is empty', 'stagegate.history.1', ''],
    ['it is no line at all', 'stagegate.history.1', 'hello'],
    ['it is packed and damaged', 'stagegate.history.1', 'gzip:1:AAAA'],
    ['the second of two', 'stagegate.history.2', TAMPERED],
    ['the registration', 'stagegate.registered', TAMPERED],
    ['a kept line', 'stagegate.kept.run-1', TAMPERED],
  ])('an altered line is refused, with its place: %s', (_name, key, value) => {
    const error = caught(() => read({ 1: { 'stagegate.history.1': ONE, [key]: value } }));
    expect(error).toBeInstanceOf(StagegateError);
    expect(exitStatus(error)).toBe(2);
    expect(error).toMatchObject({
      code: 'history',
      place: { file: `version 1 of churn, tag ${key}` },
      hint: expect.stringContaining("Restore the tag's value"),
    });
  });

  test.each<[string, Record<string, Tags>, string[], RegExp[]]>([
    [
      'a version was deleted, and nothing kept its line',
      { 1: { 'stagegate.history.1': ONE, 'stagegate.history.2': BACK } },
      ['1', '1'],
      [/is missing: the version that kept it was deleted/],
    ],
    [
      'a version was deleted, and the line before kept a copy',
      { 1: { 'stagegate.history.1': ONE, 'stagegate.history.2': BACK, 'stagegate.next.r2': TWO } },
      ['1', '2', '1'],
      [/moved version 2 to Production .* is missing from its tags; the copy/],
    ],
    [
      'the last line, kept for good when its version was deleted',
      { 1: { 'stagegate.history.1': ONE, 'stagegate.kept.r2': TWO } },
      ['1', '2'],
      [],
    ],
  ])('%s', (_name, tags, versions, messages) => {
    const { lines, problems, intents, staleIntents } = read(tags);
    expect(lines.map(({ entry }) => entry.version)).toEqual(versions);
    expect(problems.map(({ message }) => message)).toEqual(
      messages.map((message) => expect.stringMatching(message)),
    );
    expect([...intents, ...staleIntents]).toEqual([]);
  });
});

describe('intents', () => {
  const history = { 'stagegate.history.1': ONE };
  const [, , OTHERS = ''] = seal(promotion('1'), promotion('2'), promotion('3'));
  const [FIRST = ''] = seal(promotion('2'));
  test.each<[string, Tags, string[], string[]]>([
    ['what follows the last line', { 'stagegate.next.r1': TWO }, ['r1'], []],
    [
      'in the order of the runs',
      { 'stagegate.next.r2': TWO, 'stagegate.next.r1': alterSafely() },
      ['r1', 'r2'],
      [],
    ],
    ['what follows an earlier line is stale', { 'stagegate.next.r1': FIRST }, [], ['r1']],
    ['what follows a line that is gone is stale', { 'stagegate.next.r1': OTHERS }, [], ['r1']],
    ['what is recorded', { 'stagegate.next.r1': ONE }, [], []],
    ['what was withdrawn', { 'stagegate.next.r1': 'withdrawn' }, [], []],
    ['what was altered', { 'stagegate.next.r1': alter(TWO) }, [], []],
    ['what is empty', { 'stagegate.next.r1': '' }, [], []],
    ['what has no run', { 'stagegate.next.': TWO }, [], []],
    ['a further part', { 'stagegate.next.r1.part2': TWO }, [], []],
    ['what was announced for another model', { 'stagegate.next.r1': OTHER }, [], []],
  ])('%s', (_name, tags, intents, stale) => {
    const journal = read({ 1: { ...history, ...tags } });
    expect(journal.intents.map(({ run }) => run)).toEqual(intents);
    expect(journal.staleIntents.map(({ run }) => run)).toEqual(stale);
    expect(journal.lines).toHaveLength(1);
  });

  test('has its anchor and its exact text', () => {
    const { intents } = read({ 1: { ...history, 'stagegate.next.r1': TWO } });
    expect(intents).toMatchObject([{ run: 'r1', anchor: '1', text: TWO, line: { sha256: digestLine(TWO) } }]);
  });

  test('may be on any version before the first line', () => {
    expect(read({ 3: { 'stagegate.next.r1': ONE } }).intents.map(({ anchor }) => anchor)).toEqual(['3']);
  });
});

/** Another line that follows the first one. */
function alterSafely(): string {
  return seal(promotion('1'), promotion('3', ['1']))[1] ?? '';
}

describe('registrations', () => {
  test('are not part of the chain', () => {
    const { registrations, lines } = read({ 4: { 'stagegate.registered': REGISTRATION } });
    expect(registrations.map(({ entry }) => entry.version)).toEqual(['4']);
    expect(lines).toEqual([]);
  });

  test('of another version count for nothing', () => {
    expect(read({ 5: { 'stagegate.registered': REGISTRATION } }).registrations).toEqual([]);
  });
});

describe("the number of a version's own lines", () => {
  test.each<[string, Tags, number]>([
    ['none', {}, 0],
    ['two', { 'stagegate.history.1': 'a', 'stagegate.history.2': 'b' }, 2],
    ['up to the first that is missing', { 'stagegate.history.1': 'a', 'stagegate.history.3': 'c' }, 1],
    ['parts are none', { 'stagegate.history.1': 'a', 'stagegate.history.1.part2': 'b' }, 1],
  ])('%s', (_name, tags, count) => {
    expect(countRecorded({ tags })).toBe(count);
  });
});
