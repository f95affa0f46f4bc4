import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { StagegateError } from '../../../src/errors.js';
import { digestLine, parseHistory, sealEntry } from '../../../src/history/chain.js';
import type { HistoryEntry } from '../../../src/model/history-entry.js';
import { FILE, makeEntry, promotion, rollback, sealAll, toText } from '../support/history-builder.js';

const LINES = sealAll([promotion('1'), promotion('2', ['1']), promotion('3', ['2']), rollback('2', ['3'])]);
const [FIRST = '', SECOND = '', THIRD = '', FOURTH = ''] = LINES;

function read(lines: readonly string[], end = '\n'): HistoryEntry[] {
  return (parseHistory(FILE, toText(lines, end)).get('churn') ?? []).map(({ entry }) => entry);
}

/** The history error that reading the text gives; anything else that is thrown, or nothing, fails the test. */
function refusal(text: string): StagegateError {
  try {
    parseHistory(FILE, text);
  } catch (error) {
    if (error instanceof StagegateError && error.code === 'history') return error;
    throw error;
  }
  throw new Error(`accepted: ${text}`);
}

/** A line whose seal is right whatever the text. */
function sealText(body: string): string {
  const sha256 = createHash('sha256').update(body).digest('hex');
  return `${body.slice(0, -1)},"sha256":"${sha256}"}`;
}

function editSealed(line: string, edit: (text: string) => string): string {
  return sealText(edit(line.replace(/,"sha256":"[0-9a-f]{64}"\}$/, '}')));
}

describe('a sealed entry reads back', () => {
  test.each<[string, Partial<HistoryEntry>]>([
    ['the least', {}],
    ['a registration', { action: 'register', from: null, to: 'None' }],
    ['a beginning', { beginning: { '1': 'Production', '20': 'Staging' } }],
    ['a forced promotion with its reason', { forced: true, reason: 'now "or" never\\' }],
    ['line ends in a reason', { reason: 'one\ntwo\r\nthree\u2028four' }],
    ['a reason that looks like a seal', { reason: `,"sha256":"${'0'.repeat(64)}"}` }],
    ['a reason that looks like a conflict', { reason: '\n<<<<<<< HEAD\n=======\n' }],
    ['other scripts and half a surrogate', { model: 'чёрн', actor: '𝔞nn', reason: '\ud800' }],
    ['a model called __proto__', { model: '__proto__' }],
    [
      'gates with their numbers',
      {
        gates: [
          {
            gate: 'metric',
            metric: 'a.b',
            check: 'min',
            observed: 0.1 + 0.2,
            required: 'NaN',
            champion: null,
            verdict: 'fail',
            reason: 'x',
          },
        ],
      },
    ],
  ])('%s', (_name, parts) => {
    const entry = makeEntry(parts);
    const text = sealEntry(entry);
    expect(text).not.toMatch(/[\n\r]/);
    const [line] = parseHistory(FILE, `${text}\n`).get(entry.model) ?? [];
    expect(line).toEqual({
      entry: expect.objectContaining(entry) as unknown,
      sha256: digestLine(text),
      file: FILE,
      line: 1,
    });
  });

  test.each([
    ['no line at all', ''],
    ['empty lines only', '\n\n\r\n'],
  ])('%s is an empty history', (_name, text) => {
    expect(parseHistory(FILE, text).size).toBe(0);
  });

  test.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['empty lines between', '\n\n'],
  ])('line ends: %s', (_name, end) => {
    expect(read(LINES, end).map(({ version }) => version)).toEqual(['1', '2', '3', '2']);
  });

  test('the last line may lack its line end', () => {
    expect(parseHistory(FILE, LINES.join('\n')).get('churn')).toHaveLength(4);
  });

  test('lines know their place, also after empty ones', () => {
    const lines = parseHistory(FILE, `\n${FIRST}\r\n\n${SECOND}`).get('churn');
    expect(lines?.map(({ line }) => line)).toEqual([2, 4]);
  });

  test('keys that a later release adds are kept', () => {
    const line = editSealed(FIRST, (text) => text.replace('{', '{"approved-by":["bo"],'));
    expect(read([line])[0]).toMatchObject({ 'approved-by': ['bo'], version: '1' });
  });
});

describe('several models in one file', () => {
  const lines = sealAll([
    { ...promotion('1'), model: 'a' },
    { ...promotion('1'), model: 'b' },
    { ...promotion('2', ['1']), model: 'b' },
    { ...promotion('2', ['1']), model: 'a' },
    { ...promotion('3', ['2']), model: 'a' },
  ]);

  test('have a chain each', () => {
    const models = parseHistory(FILE, toText(lines));
    const places = [...models].map(([model, history]) => [model, history.map(({ line }) => line)]);
    expect(places).toEqual([
      ['a', [1, 4, 5]],
      ['b', [2, 3]],
    ]);
  });

  test('a line that is gone is missed by its own model only', () => {
    expect(refusal(toText(lines.toSpliced(3, 1)))).toMatchObject({
      message: expect.stringContaining('"a"') as unknown,
      place: { file: FILE, line: 4, column: 1 },
    });
  });

  test('a line of another model does not stand in', () => {
    const [first = ''] = lines;
    const stranger = sealEntry(makeEntry({ model: 'b', previous: digestLine(first) }));
    expect(refusal(toText([first, stranger])).place?.line).toBe(2);
  });
});

describe('tampering is found', () => {
  test('each character of a line, changed', () => {
    const accepted = [...SECOND].flatMap((character, at) => {
      const other = String.fromCharCode(character.charCodeAt(0) ^ 1);
      const text = toText([FIRST, `${SECOND.slice(0, at)}${other}${SECOND.slice(at + 1)}`, THIRD]);
      return refusal(text).place?.line === 2 ? [] : [at];
    });
    expect(accepted).toEqual([]);
  });

  test('each character of the last line, changed, removed or doubled', () => {
    for (let at = 0; at < FOURTH.length; at++) {
      const [head, tail] = [FOURTH.slice(0, at), FOURTH.slice(at + 1)];
      const flipped = String.fromCharCode(FOURTH.charCodeAt(at) ^ 0x20);
      for (const middle of [flipped, '', `${FOURTH.charAt(at)}${FOURTH.charAt(at)}`]) {
        expect(refusal(toText([FIRST, SECOND, THIRD, `${head}${middle}${tail}`])).place?.line).toBe(4);
      }
    }
  });

  test.each<[string, string[], number]>([
    ['the first line removed', [SECOND, THIRD, FOURTH], 1],
    ['a line removed from the middle', [FIRST, THIRD, FOURTH], 2],
    ['two lines swapped', [FIRST, THIRD, SECOND, FOURTH], 2],
    ['the first two swapped', [SECOND, FIRST, THIRD, FOURTH], 1],
    ['the last two swapped', [FIRST, SECOND, FOURTH, THIRD], 3],
    ['a line doubled', [FIRST, SECOND, SECOND, THIRD], 3],
    ['the first line doubled', [FIRST, FIRST, SECOND], 2],
    ['an old line appended again', [...LINES, SECOND], 5],
    ['two lines joined', [FIRST + SECOND, THIRD], 1],
    ['a line cut in two', [FIRST, SECOND.slice(0, 40), SECOND.slice(40), THIRD], 2],
    ['the last line cut off', [FIRST, SECOND, THIRD.slice(0, -20)], 3],
    ['a line without its seal', [FIRST, JSON.stringify(makeEntry({ previous: digestLine(FIRST) }))], 2],
    ['a line of another program', [FIRST, 'promoted churn to Production', SECOND], 2],
    ['a space before a line', [FIRST, ` ${SECOND}`], 2],
    ['a space after a line', [FIRST, `${SECOND} `], 2],
    ['a byte order mark', [`\ufeff${FIRST}`], 1],
    [
      'an edited line, sealed anew',
      [FIRST, editSealed(SECOND, (text) => text.replace('ann', 'eve')), THIRD],
      3,
    ],
    [
      'an inserted line, sealed and chained',
      [FIRST, sealAll([promotion('1'), promotion('9', ['1'])])[1] ?? '', SECOND],
      3,
    ],
    ['a line that starts anew', [FIRST, SECOND, sealEntry(makeEntry({ version: '9' }))], 3],
    ['a first line that follows another', [sealEntry(makeEntry({ previous: '0'.repeat(64) }))], 1],
  ])('%s', (_name, lines, line) => {
    expect(refusal(toText(lines))).toMatchObject({
      place: { file: FILE, line, column: 1 },
      hint: expect.stringMatching(/git log --|run the other promotion again/) as unknown,
    });
  });

  test('a seal in capitals is not taken for the same', () => {
    const seal = /[0-9a-f]{64}"\}$/.exec(FIRST)?.[0] ?? '';
    expect(refusal(FIRST.replace(seal, seal.toUpperCase())).place?.line).toBe(1);
  });
});

describe('a merge of branches is detected', () => {
  const theirs = sealAll([promotion('1'), promotion('5', ['1'])])[1] ?? '';

  test('two promotions that follow the same line', () => {
    const error = refusal(toText([FIRST, SECOND, theirs]));
    expect(error.message).toBe('lines 2 and 3 both follow line 1: two promotions of "churn" were merged');
    expect(error.hint).toContain('run the other promotion again');
  });

  test('two promotions that both are the first', () => {
    const error = refusal(toText([FIRST, sealEntry(makeEntry({ version: '5' }))]));
    expect(error.message).toBe('lines 1 and 2 both begin the history of "churn": two promotions were merged');
    expect(error.hint).toContain('run the other promotion again');
  });

  test.each([
    ['<<<<<<< HEAD', 2],
    ['||||||| base', 2],
    ['=======', 2],
    ['>>>>>>> theirs', 2],
    ['<<<<<<< HEAD\r', 2],
  ])('the marker %j', (marker, line) => {
    const error = refusal(toText([FIRST, marker, SECOND]));
    expect(error).toMatchObject({
      message: 'the history has conflict markers of a git merge',
      place: { line },
    });
  });
});

describe('a sealed line that is not an entry', () => {
  test.each<[string, (text: string) => string]>([
    ['no JSON', (text) => text.replace('"action":', '"action"')],
    ['a list', () => '["a"}'],
    ['an action that there is not', (text) => text.replace('"promote"', '"demote"')],
    ['a version that is none', (text) => text.replace('"version":"1"', '"version":"01"')],
    ['a version that is a number', (text) => text.replace('"version":"1"', '"version":1')],
    ['an archived version that is none', (text) => text.replace('"archived":[]', '"archived":["latest"]')],
    ['no model', (text) => text.replace('"model":"churn",', '')],
    ['a time that is none', (text) => text.replace(/"time":"[^"]*"/, '"time":"yesterday"')],
    ['a time without its zone', (text) => text.replace(/"time":"[^"]*"/, '"time":"2026-11-01T10:00:00"')],
    [
      'a beginning of no versions',
      (text) => text.replace('"previous"', '"beginning":{"x":"Staging"},"previous"'),
    ],
  ])('%s', (_name, edit) => {
    expect(refusal(toText([editSealed(FIRST, edit)])).place).toEqual({ file: FILE, line: 1, column: 1 });
  });
});
