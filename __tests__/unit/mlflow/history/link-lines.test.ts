import { describe, expect, test } from '@jest/globals';
import type { HistoryLine } from '../../../../src/model/history-entry.js';
import { linkLines } from '../../../../src/registry/mlflow/history/journal.js';
import { readLine, digestLine, sealEntry } from '../../../../src/history/chain.js';
import { makeEntry, promotion, timeOf, type EntryParts } from '../../support/history-builder.js';

function line(parts: EntryParts): HistoryLine {
  return readLine(sealEntry(makeEntry(parts)), { file: 'a tag', line: null, restore: '' });
}

/** Lines by name: each follows the one named, none or `gone`; the times are in the order given. */
function build(follows: Readonly<Record<string, string | null>>): Map<string, HistoryLine> {
  const lines = new Map<string, HistoryLine>();
  for (const [at, [version, before]] of Object.entries(follows).entries()) {
    const previous = before === null ? null : (lines.get(before)?.sha256 ?? digestLine(before));
    lines.set(version, line({ ...promotion(version), time: timeOf(at + 1), previous }));
  }
  return lines;
}

const versionsOf = (lines: readonly HistoryLine[]) => lines.map(({ entry }) => entry.version);

describe('lines from many places, in the order of the chain', () => {
  test.each<[string, Record<string, string | null>, string[], string[]]>([
    ['none', {}, [], []],
    ['one', { 1: null }, ['1'], []],
    ['a chain', { 1: null, 2: '1', 3: '2' }, ['1', '2', '3'], []],
    ['a gap: the line between is gone', { 1: null, 3: 'gone' }, ['1', '3'], ['3']],
    ['the first is gone', { 2: 'gone', 3: '2' }, ['2', '3'], ['2']],
    ['two gaps', { 1: null, 3: 'gone', 5: 'gone too' }, ['1', '3', '5'], ['3', '5']],
    [
      'a fork: the branch that goes on comes last',
      { 1: null, 2: '1', 3: '1', 4: '2' },
      ['1', '3', '2', '4'],
      ['1'],
    ],
    ['a fork where none goes on: by time', { 1: null, 2: '1', 3: '1' }, ['1', '2', '3'], ['1']],
  ])('%s', (_name, follows, order, problems) => {
    const lines = [...build(follows).values()];
    for (const given of [lines, lines.toReversed()]) {
      const linked = linkLines(given);
      expect(versionsOf(linked.lines)).toEqual(order);
      expect(linked.problems.map(({ version }) => version)).toEqual(problems);
    }
  });

  test('the chain decides the order, whatever the clocks said', () => {
    const first = line({ ...promotion('1'), time: timeOf(9) });
    const second = line({ ...promotion('2'), time: timeOf(5), previous: first.sha256 });
    const third = line({ ...promotion('3'), time: timeOf(1), previous: second.sha256 });
    const { lines, problems } = linkLines([third, second, first]);
    expect(versionsOf(lines)).toEqual(['1', '2', '3']);
    expect(problems).toEqual([]);
  });

  test('two beginnings are reported', () => {
    const { lines, problems } = linkLines([...build({ 1: null, 2: null }).values()]);
    expect(versionsOf(lines)).toEqual(['1', '2']);
    expect(problems).toEqual([
      { version: '1', message: expect.stringMatching(/^two runs changed the model/) },
    ]);
  });

  test('of the same time: in the same order for everybody', () => {
    const a = line({ ...promotion('1'), time: timeOf(1) });
    const b = line({ ...promotion('2'), time: timeOf(1) });
    expect(linkLines([a, b]).lines).toEqual(linkLines([b, a]).lines);
  });

  test.each([
    [
      'a gap',
      { 1: null, 3: 'gone' },
      /^the history line before the one that moved version 3 to Production at 2026-/,
    ],
    ['a fork', { 1: null, 2: '1', 3: '1' }, /they moved 2 to Production, 3 to Production$/],
  ])('%s is reported', (_name, follows: Record<string, string | null>, message) => {
    expect(linkLines([...build(follows).values()]).problems).toEqual([
      { version: expect.any(String), message: expect.stringMatching(message) },
    ]);
  });

  test('ten thousand lines', () => {
    const lines: HistoryLine[] = [];
    for (let at = 0; at < 10_000; at++)
      lines.push({
        entry: makeEntry({ version: String(at + 1), previous: at === 0 ? null : `digest ${at - 1}` }),
        sha256: `digest ${at}`,
        file: 'a tag',
        line: null,
      });
    expect(versionsOf(linkLines(lines.toReversed()).lines)).toEqual(versionsOf(lines));
  });
});
