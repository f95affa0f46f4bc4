import { describe, expect, test } from '@jest/globals';
import { numberAttempt, type AttemptOf } from '../../../src/history/attempts.js';
import { digestLine, parseHistory, sealEntry, type ModelLines } from '../../../src/history/chain.js';
import { isComplete, needsEarlier, modelStateOf } from '../../../src/history/checkpoint.js';
import {
  heldEver,
  holders,
  lastHolders,
  confirmedAt,
  promotionOf,
  recordedNumbers,
  sinceWhen,
  takenOutBy,
} from '../../../src/history/holders.js';
import { respell, stagesAfter } from '../../../src/history/replay.js';
import { selectLines } from '../../../src/history/select.js';
import {
  closeSegment,
  isFull,
  parseSegments,
  SEGMENT_LIMIT,
  readFirst,
  type HistoryText,
} from '../../../src/history/segments.js';
import type { HistoryLine } from '../../../src/model/history-entry.js';
import { seededRandom } from '../evidence/random.js';
import {
  FILE,
  makeEntry,
  makeSnapshot,
  promotion,
  rollback,
  timeOf,
  type EntryParts,
} from '../support/history-builder.js';
import { randomEntries, STAGES } from './random-history.js';

const VERSIONS = Array.from({ length: 12 }, (_, at) => String(at + 1));
const nameOf = (number: number) => `models.history/${number}.jsonl`;

/** Writes a history in several files: closes the open segment after each of these numbers of lines. */
function writeSegments(entries: readonly EntryParts[], cuts: readonly number[]): HistoryText[] {
  const files: HistoryText[] = [];
  let text = '';
  let heads = new Map<string, string>();
  for (const [at, parts] of entries.entries()) {
    if (cuts.includes(at)) {
      const closed = { file: nameOf(files.length + 1), text };
      files.push(closed);
      const closing = closeSegment(text, parseSegments(files), files.length);
      text = closing.text;
      heads = new Map(closing.heads);
    }
    const entry = makeEntry({ time: timeOf(at + 1), ...parts });
    const line = sealEntry({ ...entry, previous: heads.get(entry.model) ?? null });
    heads.set(entry.model, digestLine(line));
    text += `${line}\n`;
  }
  return [...files, { file: FILE, text }];
}

function readOpen(files: readonly HistoryText[]): Map<string, ModelLines> {
  const { file, text } = files.at(-1)!;
  return new Map(
    [...parseHistory(file, text)].map(([model, lines]) => [model, { lines, head: lines.at(-1)! }]),
  );
}

/** Everything that a promotion asks of a history. */
function answers(lines: readonly HistoryLine[]) {
  const history = lines.map((line) => respell(line, STAGES));
  return {
    stages: Object.fromEntries(stagesAfter(history)),
    stages_: STAGES.map((stage) => ({
      held: [...heldEver(history, stage)].map((version) => [version, confirmedAt(history, version, stage)]),
      last: VERSIONS.map((version) => lastHolders(history, stage, version)),
      out: VERSIONS.map((version) => {
        const by = takenOutBy(history, version, stage);
        return by === null ? null : [by.action, by.version, by.to, by.actor, by.reason, by.time];
      }),
      // of those that a candidate can be compared with
      attempts: [null, ...VERSIONS.flatMap((except) => lastHolders(history, stage, except))].map((against) =>
        ['a', 'b'].map((set) => attemptsOf(history, { stage, against, 'test-set': set.repeat(64) })),
      ),
      numbers: VERSIONS.flatMap((except) => lastHolders(history, stage, except)).map((version) => {
        const promoted = promotionOf(history, version, stage);
        return [
          version,
          [...recordedNumbers(history, version, stage)],
          promoted?.commit,
          promoted?.['report-sha256'],
          promoted?.reports,
        ];
      }),
    })),
    since: [...STAGES, 'None', 'Archived'].map((stage) =>
      VERSIONS.map((version) => sinceWhen(history, version, stage)),
    ),
    artifacts: Object.fromEntries(modelStateOf(history).artifacts),
  };
}

/** What an attempt of each version would be. */
function attemptsOf(
  history: readonly HistoryLine[],
  family: Pick<AttemptOf, 'stage' | 'against' | 'test-set'>,
) {
  const snapshot = makeSnapshot({}, { history });
  return VERSIONS.map((version) => numberAttempt(snapshot, { ...family, version, evidence: 'c'.repeat(64) }));
}

describe.each(Array.from({ length: 60 }, (_, seed) => seed))(
  'a random history in segments (seed %i)',
  (seed) => {
    const random = seededRandom(seed);
    const entries = randomEntries(seed, 5 + (seed % 50)).map((parts, at) =>
      at > 0 && random() < 0.2 ? { ...promotion('1'), model: 'digits' } : parts,
    );
    const cuts = entries.flatMap((_, at) => (at > 0 && random() < 0.15 ? [at] : []));
    const files = writeSegments(entries, cuts);
    const whole = parseSegments(files);

    test('has the same lines', () => {
      const [single] = writeSegments(entries, []);
      const told = [...parseHistory(FILE, single!.text)].map(([model, lines]) => [model, lines.length]);
      expect([...whole].map(([model, { lines }]) => [model, lines.length])).toEqual(told);
    });

    test('answers from the last checkpoint on as from the first line on', () => {
      for (const [model, { lines, head }] of readOpen(files)) {
        if (!isComplete(modelStateOf(lines))) continue;
        expect(answers(lines)).toEqual(answers(whole.get(model)!.lines));
        expect(head.sha256).toBe(whole.get(model)!.head.sha256);
      }
    });

    test('makes the same checkpoint from the last one on as from the first line on', () => {
      const open = readOpen(files);
      if (![...open.values()].every(({ lines }) => isComplete(modelStateOf(lines)))) return;
      const { text } = files.at(-1)!;
      expect(closeSegment(text, open, files.length)).toEqual(closeSegment(text, whole, files.length));
    });
  },
);

test('most random histories can be continued from their last checkpoint', () => {
  const complete = Array.from({ length: 60 }, (_, seed) => {
    const files = writeSegments(randomEntries(seed, 30), [10, 20]);
    return isComplete(modelStateOf(readOpen(files).get('churn')!.lines));
  });
  expect(complete.filter(Boolean).length).toBeGreaterThan(30);
  expect(complete.filter((each) => !each).length).toBeGreaterThan(0);
});

const THREE = [promotion('1'), promotion('2', ['1']), promotion('3', ['2'])];

describe('earlier lines are needed', () => {
  const held = (stages: Record<string, string>) =>
    Object.entries(stages).map(([version, stage]) => ({ version, stage }));
  const open = (entries: readonly EntryParts[], cuts: readonly number[]) =>
    readOpen(writeSegments(entries, cuts)).get('churn')!.lines;
  const judged = (version: string, archived: readonly string[]): EntryParts => ({
    ...promotion(version, archived),
    commit: 'c'.repeat(40),
  });
  const back = [
    ...['1', '2', '3', '4', '5'].map((v, at) => judged(v, at === 0 ? [] : [String(at)])),
    rollback('1', ['5']),
  ];

  test.each<[string, HistoryLine[] | readonly HistoryLine[], Record<string, string>, boolean]>([
    ['without a checkpoint', open(THREE, []), { 1: 'Production' }, false],
    ['as the checkpoint has it', open(THREE, [2]), { 1: 'Archived', 2: 'Archived', 3: 'Production' }, false],
    ['a new version', open(THREE, [2]), { 1: 'Archived', 2: 'Archived', 3: 'Production', 4: 'None' }, false],
    ['moved by hand', open(THREE, [2]), { 1: 'Production', 2: 'Archived', 3: 'Archived' }, true],
    ['removed by hand', open(THREE, [2]), { 2: 'Archived', 3: 'Production' }, true],
    [
      'back after others',
      open(back, [5]),
      { 1: 'Production', 2: 'Archived', 3: 'Archived', 4: 'Archived', 5: 'Archived' },
      true,
    ],
    [
      'back after others, and closed again',
      open([...back, judged('6', ['1'])], [5, 6]),
      { 1: 'Archived', 2: 'Archived', 3: 'Archived', 4: 'Archived', 5: 'Archived', 6: 'Production' },
      false,
    ],
  ])('%s', (_name, lines, stages, needed) => {
    expect(needsEarlier(lines, held(stages))).toBe(needed);
  });
});

test('what needs every line refuses a history that begins with a checkpoint', () => {
  const { lines } = readOpen(writeSegments(THREE, [2])).get('churn')!;
  expect(() => holders(lines, 'Production')).toThrow('whole history');
  expect(() => stagesAfter(lines, new Date())).toThrow('whole history');
  expect(() => selectLines(lines, {}, [])).toThrow('whole history');
});

describe('a segment is full', () => {
  test('by its own lines, not by its checkpoints', () => {
    const [, open] = writeSegments(THREE, [2]);
    const before = readFirst(open!)?.entry.segment ?? null;
    const top = open!.text.indexOf('\n') + 1;
    const fill = (length: number) => `${open!.text.slice(0, top)}${'x'.repeat(length)}`;
    expect(isFull(fill(SEGMENT_LIMIT), before)).toBe(false);
    expect(isFull(fill(SEGMENT_LIMIT + 1), before)).toBe(true);
    expect(isFull('x'.repeat(SEGMENT_LIMIT + 1), null)).toBe(true);
  });
});

describe('a history in segments that was tampered with is refused', () => {
  const entries = [
    ...THREE,
    { ...promotion('1'), model: 'digits' },
    promotion('4', ['3']),
    promotion('5', ['4']),
    promotion('6', ['5']),
  ];
  const files = writeSegments(entries, [4, 5]);
  const [first, second, open] = files as [HistoryText, HistoryText, HistoryText];
  const edit = (file: HistoryText, change: (lines: string[]) => string[]) => ({
    ...file,
    text: change(file.text.trimEnd().split('\n'))
      .map((line) => `${line}\n`)
      .join(''),
  });
  /** Seals a line again, as somebody who knows the form would. */
  const forge = (line: string, change: (entry: Record<string, unknown>) => void) => {
    const entry = JSON.parse(line) as Record<string, unknown>;
    delete entry['sha256'];
    change(entry);
    return sealEntry(entry as never);
  };

  test('as it is, it is read', () => {
    expect(
      parseSegments(files)
        .get('churn')!
        .lines.map(({ entry }) => entry.version),
    ).toEqual(['1', '2', '3', '4', '5', '6']);
    const crlf = files.map((file) => ({ ...file, text: file.text.replaceAll('\n', '\r\n') }));
    expect(parseSegments(crlf).get('churn')!.lines).toHaveLength(6);
  });

  test.each<[string, HistoryText[], RegExp]>([
    ['an altered segment', [{ ...first, text: first.text.replace('ann', 'bob') }, second, open], /altered/],
    ['a truncated segment', [edit(first, (lines) => lines.slice(0, -1)), second, open], /has lines 3, but/],
    ['a line too many', [edit(first, (l) => [...l, '', 'x']), second, open], /altered/],
    ['a blank line more', [{ ...first, text: `${first.text}\n` }, second, open], /SHA-256/],
    [
      'a segment of another history',
      [writeSegments([promotion('7'), ...entries.slice(1)], [4])[0]!, second, open],
      /SHA-256/,
    ],
    ['two segments swapped', [second, first, open], /only belongs at the top/],
    ['a segment left out', [first, open], /number 1, but this checkpoint has 2/],
    ['the first segment left out', [second, open], /only belongs at the top/],
    [
      'an altered checkpoint, sealed again',
      [
        first,
        second,
        edit(open, ([top = '', ...rest]) => [
          forge(top, (entry) => (entry['beginning'] = { 1: 'Production' })),
          ...rest,
        ]),
      ],
      /does not follow from the lines/,
    ],
    [
      'numbers of a champion in it',
      [
        first,
        edit(second, ([top = '', ...rest]) => [
          forge(top, (entry) => {
            const { stages } = entry['past'] as { stages: { Production: { held: object[] } } };
            Object.assign(stages.Production.held.at(-1)!, {
              judged: [{ metric: 'accuracy', value: 0.1, uncertainty: {} }],
            });
          }),
          ...rest,
        ]),
        open,
      ],
      /does not follow from the lines/,
    ],
    ['a checkpoint of one model removed', [first, second, edit(open, (lines) => lines.slice(1))], /2 models/],
    [
      'all checkpoints removed',
      [first, second, edit(open, (lines) => lines.slice(2))],
      /checkpoint is missing/,
    ],
    [
      'a checkpoint twice',
      [first, second, edit(open, (l) => [l[0]!, l[0]!, ...l.slice(2)])],
      /a checkpoint of "churn" too many/,
    ],
  ])('%s', (_name, texts, message) => {
    expect(() => parseSegments(texts)).toThrow(message);
  });

  test.each<[string, HistoryText, RegExp]>([
    ['an altered checkpoint', { ...open, text: open.text.replace('"lines":', '"lines": ') }, /altered/],
    ['a checkpoint of one model removed', edit(open, (lines) => lines.slice(1)), /2 models/],
    ['only checkpoints left, and one missing', edit(open, (lines) => lines.slice(0, 1)), /2 models/],
    ['all checkpoints removed', edit(open, (lines) => lines.slice(2)), /does not follow/],
    ['a checkpoint below', edit(open, (l) => [...l, l[0]!]), /top of a file/],
    [
      'another branch appended to what was closed',
      edit(open, (lines) => [
        ...lines.slice(0, 2),
        sealEntry(
          makeEntry({
            ...promotion('9'),
            previous: (JSON.parse(lines[0]!) as { previous: string }).previous,
          }),
        ),
      ]),
      /were merged/,
    ],
    [
      'an altered checkpoint, sealed again',
      edit(open, ([top = '', ...rest]) => [forge(top, (entry) => (entry['beginning'] = {})), ...rest]),
      /does not follow/,
    ],
  ])('where only the open file is read: %s', (_name, { file, text }, message) => {
    expect(() => parseHistory(file, text)).toThrow(message);
  });
});
