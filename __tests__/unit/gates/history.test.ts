import { describe, expect, test } from '@jest/globals';
import { checkHistory } from '../../../src/gates/integrity.js';
import type { ModelVersion, Snapshot } from '../../../src/model/registry.js';
import { championWith, contextWith, snapshotWith, versionWith } from '../support/gate-context.js';
import { buildHistory, promotion, type EntryParts } from '../support/history-builder.js';

const CHAMPION = versionWith({
  version: '3',
  stage: 'Production',
  source: 'm/3',
  metrics: { accuracy: 0.9 },
});
const LINES: EntryParts[] = [promotion('2'), promotion('3', ['2'])];

function recorded(lines: EntryParts[], champion: ModelVersion | null = CHAMPION): Snapshot {
  const versions = [...(champion === null ? [] : [champion]), versionWith({ version: '4' })];
  return snapshotWith({ history: buildHistory(lines), versions });
}

function judge(base: Snapshot | null, own: Snapshot, champion: string | null = '3') {
  const context = contextWith({
    snapshot: own,
    base: { name: 'main', snapshot: base },
    champion: champion === null ? null : championWith({ version: champion }),
  });
  return checkHistory(context);
}

test.each([undefined, null])('without a proposal there is nothing to judge (%s)', (base) => {
  expect(checkHistory(contextWith({ base }))).toEqual([]);
});

describe('a pull request may', () => {
  test.each<[string, Snapshot, Snapshot]>([
    ['leave everything as it is', recorded(LINES), recorded(LINES)],
    ['add lines', recorded(LINES), recorded([...LINES, promotion('4', ['3'])])],
    ['begin a history', recorded([]), recorded(LINES)],
    ['change other versions', recorded(LINES), snapshotWith({ ...recorded(LINES), versions: [CHAMPION] })],
    ['bring the champion', recorded(LINES, null), recorded(LINES)],
  ])('%s', (_name, base, own) => {
    expect(judge(base, own)).toEqual([
      expect.objectContaining({
        ...{ gate: 'history', verdict: 'pass', required: 'continues the history of main' },
        reason: 'this branch leaves the history of main as it is',
      }),
    ]);
  });
});

test('a pull request may not cut off the last of many lines', () => {
  const longer = [promotion('1'), ...LINES];
  expect(judge(recorded(longer), recorded(longer.slice(0, 2)))).toMatchObject([
    { verdict: 'fail', reason: expect.stringContaining('models.history.jsonl:3') as unknown },
  ]);
});

describe('a pull request may not', () => {
  const forged = [promotion('2'), { ...promotion('3', ['2']), reason: 'better numbers' }];
  test.each<[string, Snapshot, RegExp]>([
    [
      'rewrite the last line',
      recorded(forged),
      /lacks the last line of main \(promote version 3 to Production, models\.history\.jsonl:2\): merge main/,
    ],
    [
      'rewrite an earlier line',
      recorded([{ ...promotion('2'), actor: 'eve' }, LINES[1]!]),
      /lacks the last line of main/,
    ],
    [
      'cut lines off',
      recorded(LINES.slice(0, 1)),
      /\(promote version 3 to Production, models\.history\.jsonl:2\): merge main into this branch/,
    ],
    ['take it all away', recorded([]), /lacks the last line of main/],
    ['put another line in', recorded([promotion('1'), ...LINES]), /lacks the last line of main/],
    [
      "change the champion's number",
      recorded(LINES, { ...CHAMPION, metrics: { accuracy: 0.5 } }),
      /^the metric accuracy of version 3/,
    ],
    ['take it away', recorded(LINES, { ...CHAMPION, metrics: {} }), /^the metric accuracy of version 3/],
    [
      'add one',
      recorded(LINES, { ...CHAMPION, metrics: { accuracy: 0.9, recall: 0 } }),
      /^the metric recall/,
    ],
    [
      'hide one behind a name that all objects have',
      recorded(LINES, { ...CHAMPION, metrics: { accuracy: 0.9, toString: 0 } }),
      /^the metric toString/,
    ],
    [
      'change where its files are',
      recorded(LINES, { ...CHAMPION, source: 'm/1' }),
      /^the source of version 3/,
    ],
    ['change their digest', recorded(LINES, { ...CHAMPION, sha256: 'ab' }), /^the SHA-256 of version 3/],
  ])('%s', (_name, own, reason) => {
    expect(judge(recorded(LINES), own)).toEqual([
      expect.objectContaining({ verdict: 'fail', reason: expect.stringMatching(reason) }),
    ]);
  });
});

test('an unreadable base is skipped with a reason', () => {
  expect(judge(null, recorded(LINES))).toEqual([
    expect.objectContaining({
      verdict: 'skip',
      reason: expect.stringContaining("the history on main can't be read"),
    }),
  ]);
});
