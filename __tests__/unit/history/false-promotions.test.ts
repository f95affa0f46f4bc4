import { describe, expect, test } from '@jest/globals';
import { numberAttempt, type AttemptOf } from '../../../src/history/attempts.js';
import type { HistoryEntry } from '../../../src/model/history-entry.js';
import type { Snapshot } from '../../../src/model/registry.js';
import { seededRandom } from '../evidence/random.js';
import { versionWith } from '../support/gate-context.js';
import { buildHistory, makeSnapshot, promotion, type EntryParts } from '../support/history-builder.js';

/* Which attempt a version is. Numbers must never be shared: each is a part of the error rate. */

const T = 'aa'.repeat(32);
const OTHER = 'bb'.repeat(32);
const digest = (evidence: number) => String(evidence).padStart(64, '0');

function asked(version: number, given: Partial<AttemptOf> = {}): AttemptOf {
  return {
    ...{ version: String(version), stage: 'Production', against: '7', 'test-set': T, evidence: digest(1) },
    ...given,
  };
}

/** The line that a blocked promotion writes. */
function line(
  of: AttemptOf,
  { number, highest }: { number: number; highest: string | number },
  action: HistoryEntry['action'] = 'attempt',
): EntryParts {
  const { version, ...rest } = of;
  const attempt = { ...rest, number, level: '99%', highest: String(highest) };
  const to = action === 'attempt' ? 'Staging' : 'Production';
  return { action, version, from: 'Staging', to, attempt };
}

/** Versions 1 to `last` are registered, and 7 is in Production. */
function registry(last: number, lines: readonly EntryParts[] = [], parts: Partial<Snapshot> = {}): Snapshot {
  const stages = Object.fromEntries(
    Array.from({ length: last }, (_, at) => [String(at + 1), at === 6 ? 'Production' : 'None']),
  );
  const history = buildHistory([promotion('7'), ...lines]);
  return makeSnapshot(stages, { history, ...parts });
}

const numberOf = (snapshot: Snapshot, of: AttemptOf) => numberAttempt(snapshot, of).number;

describe.each([
  ['a manifest', undefined],
  ['a server, which gives the numbers', true as const],
])('in %s', (_, numbersVersions) => {
  const given = (last: number, lines: readonly EntryParts[] = []) =>
    registry(last, lines, { numbersVersions });

  test('versions newer than the champion are numbered as they were registered, judged or not', () => {
    expect([8, 9, 12].map((version) => numberOf(given(12), asked(version)))).toEqual([1, 2, 5]);
  });

  test('a later registration changes no number', () => {
    for (const last of [9, 10, 40]) expect(numberOf(given(last), asked(9))).toBe(2);
  });

  test('every tenth number is kept for versions older than the champion, the newest first', () => {
    expect([15, 16, 17, 25, 26].map((version) => numberOf(given(30), asked(version)))).toEqual([
      8, 9, 11, 19, 21,
    ]);
    expect([6, 5, 1].map((version) => numberOf(given(30), asked(version)))).toEqual([10, 20, 60]);
  });

  test('the same version on the same evidence is one attempt', () => {
    const snapshot = given(12, [line(asked(9), { number: 2, highest: 9 })]);
    expect(numberAttempt(snapshot, asked(9))).toEqual({ number: 2, highest: '9', isRecorded: true });
    expect(numberOf(snapshot, asked(10))).toBe(3);
  });

  test('on other evidence it is a new one, after all that there are', () => {
    const first = line(asked(9), { number: 2, highest: 9 });
    const again = asked(9, { evidence: digest(2) });
    expect(numberAttempt(given(12, [first]), again)).toEqual({
      number: 6,
      highest: '12',
      isRecorded: false,
    });
    const both = [first, line(again, { number: 6, highest: 12 })];
    expect(numberOf(given(13, both), asked(13))).toBe(7);
    expect(numberOf(given(13, both), asked(12))).toBe(5);
    expect(numberAttempt(given(13, both), again)).toMatchObject({ number: 6, isRecorded: true });
    expect(numberOf(given(13, both), asked(9, { evidence: digest(3) }))).toBe(8);
  });

  test('a new test set starts anew: versions recorded on another one do not count', () => {
    const lines = [8, 9, 10].map((version) =>
      line(asked(version), { number: version - 7, highest: version }),
    );
    const anew = (version: number) => asked(version, { 'test-set': OTHER });
    expect(numberOf(given(12, lines), anew(11))).toBe(1);
    expect(numberOf(given(12, lines), anew(12))).toBe(2);
    expect(numberOf(given(12, lines), asked(11))).toBe(4);
  });

  test('one of them comes after all that there are', () => {
    const before = [line(asked(8), { number: 1, highest: 8 })];
    const anew = asked(8, { 'test-set': OTHER });
    expect(numberOf(given(9, before), anew)).toBe(2);
    const lines = [...before, line(anew, { number: 2, highest: 9 })];
    expect(numberOf(given(10, lines), asked(9, { 'test-set': OTHER }))).toBe(1);
    expect(numberOf(given(10, lines), asked(10, { 'test-set': OTHER }))).toBe(3);
  });

  test('a test set that comes back goes on where it was', () => {
    const elsewhere = line(asked(9, { 'test-set': OTHER }), { number: 1, highest: 9 });
    const snapshot = given(10, [line(asked(8), { number: 1, highest: 8 }), elsewhere]);
    expect([9, 10].map((version) => numberOf(snapshot, asked(version)))).toEqual([2, 3]);
  });

  test('attempts against another champion, or for another stage, do not count', () => {
    const others = [
      line(asked(8, { against: '6' }), { number: 4, highest: 8 }),
      line(asked(8, { stage: 'Staging' }), { number: 3, highest: 8 }),
    ];
    expect(numberOf(given(8, others), asked(8))).toBe(1);
  });

  test('on a first promotion, all versions count', () => {
    expect(numberOf(given(4), asked(3, { against: null }))).toBe(3);
  });

  test('a promotion records its attempt as well', () => {
    const taken = { ...line(asked(8), { number: 1, highest: 8 }, 'promote'), archived: ['7'] };
    const back: EntryParts = {
      action: 'rollback',
      version: '7',
      from: 'Archived',
      to: 'Production',
      archived: ['8'],
    };
    const snapshot = given(9, [taken, back]);
    expect(numberAttempt(snapshot, asked(8))).toMatchObject({ number: 1, isRecorded: true });
    expect(numberOf(snapshot, asked(8, { evidence: digest(2) }))).toBe(3);
  });
});

describe('where people choose the numbers', () => {
  test('a version that is written below a recorded one does not take its number', () => {
    const recorded = line(asked(100), { number: 1, highest: 100 });
    const snapshot = makeSnapshot(
      { '7': 'Production', '99': 'None', '100': 'None' },
      { history: buildHistory([promotion('7'), recorded]) },
    );
    expect(numberOf(snapshot, asked(99))).toBe(3);
    expect(numberOf(snapshot, asked(100))).toBe(1);
  });

  test('skipped numbers do not count', () => {
    const stages = { '7': 'Production', '20261101': 'None', '20261128': 'None' };
    const snapshot = makeSnapshot(stages, { history: buildHistory([promotion('7')]) });
    expect(numberOf(snapshot, asked(20_261_128))).toBe(2);
  });

  test('an unregistered version still counts', () => {
    const gone = [
      { action: 'register', version: '8', from: null, to: 'None' },
      { action: 'unregister', version: '8', from: 'None', to: 'None' },
    ] as const;
    const snapshot = makeSnapshot(
      { '7': 'Production', '9': 'None' },
      { history: buildHistory([promotion('7'), ...gone]) },
    );
    expect(numberOf(snapshot, asked(9))).toBe(2);
  });

  test('a number that is registered late comes after all that there are', () => {
    const at = (hour: number) => new Date(Date.UTC(2026, 10, 2, hour)).toISOString();
    const held = (version: string, hour: number, stage = 'None') =>
      versionWith({ version, stage, registeredAt: at(hour) });
    const snapshot = makeSnapshot(
      {},
      {
        history: buildHistory([promotion('7')]),
        versions: [held('7', 1, 'Production'), held('8', 2), held('9', 4), held('10', 3)],
      },
    );
    expect([8, 10, 9].map((version) => numberOf(snapshot, asked(version)))).toEqual([1, 2, 3]);
  });
});

test('a server counts deleted versions, and need not list the others', () => {
  const snapshot = makeSnapshot(
    { '7': 'Production', '12': 'None', '15': 'None' },
    { history: buildHistory([promotion('7')]), complete: false, numbersVersions: true },
  );
  expect(numberOf(snapshot, asked(12))).toBe(5);
});

/** Registers, checks and promotes at random, and notes which version and evidence got which number. */
describe.each(Array.from({ length: 12 }, (_, seed) => seed))('at random (seed %i)', (seed) => {
  test.each([undefined, true as const])(
    'no number is shared by two attempts (server: %s)',
    (numbersVersions) => {
      const random = seededRandom(seed);
      const lines: EntryParts[] = [];
      let last = 8;
      const reports = new Map<number, number>();
      const seen = new Map<number, string>();
      for (let step = 0; step < 60; step += 1) {
        if (random() < 0.3) last += 1;
        const version = 1 + Math.floor(random() * last);
        if (version === 7) continue;
        const promotes = random() < 0.5;
        // only a promotion tells that a version was judged by another report before
        const isTold = lines.some((entry) => entry.version === String(version));
        if (promotes && isTold && random() < 0.5) reports.set(version, (reports.get(version) ?? 0) + 1);
        const of = asked(version, { evidence: digest(reports.get(version) ?? 0) });
        const { number, highest, isRecorded } = numberAttempt(registry(last, lines, { numbersVersions }), of);
        const name = `${of.version} ${of.evidence}`;
        expect(seen.get(number) ?? name).toBe(name);
        seen.set(number, name);
        if (promotes && !isRecorded) lines.push(line(of, { number, highest }));
      }
    },
  );
});
