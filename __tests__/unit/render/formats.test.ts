import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import type { Outcome } from '../../../src/promotion/outcome.js';
import { renderMarkdown } from '../../../src/render/markdown.js';
import { tellOutcome } from '../../../src/render/story.js';
import { chooseStyle, COLOURED, PLAIN } from '../../../src/render/terminal-parts.js';
import { renderTerminal } from '../../../src/render/terminal.js';
import { gateWith, manyGates, OUTCOMES, outcomeWith } from '../support/outcome-builder.js';

/** GitHub drops a larger step summary. */
const MIB = 1024 * 1024;

const markdown = (outcome: Outcome): string => renderMarkdown(tellOutcome(outcome));
const terminal = (outcome: Outcome, style = PLAIN): string => renderTerminal(tellOutcome(outcome), style);

describe.each(OUTCOMES)('%s', (_name, outcome) => {
  test('in a terminal', () => {
    expect(terminal(outcome)).toMatchSnapshot();
  });

  test('in a step summary', () => {
    expect(markdown(outcome)).toMatchSnapshot();
  });

  test('in colours it says the same', () => {
    const coloured = terminal(outcome, COLOURED);
    expect(coloured).not.toBe(terminal(outcome));
    expect(stripVTControlCharacters(coloured)).toBe(terminal(outcome));
  });
});

describe('a table in Markdown', () => {
  const tableLines = (text: string): string[] => text.split('\n').filter((line) => line.startsWith('|'));
  const cellsOf = (line: string): number => line.split(/(?<!\\)\|/).length - 2;

  test.each(OUTCOMES.filter(([, { gates }]) => gates.length > 0))(
    'has as many cells in each line: %s',
    (_name, outcome) => {
      const counts = tableLines(markdown(outcome)).map(cellsOf);
      expect(counts.length).toBeGreaterThan(2);
      expect(new Set(counts).size).toBe(1);
    },
  );

  test.each([
    [12, 0],
    [13, 11],
    [40, 36],
  ])('of %i gates folds %i that passed', (count, folded) => {
    const text = markdown(outcomeWith({ gates: manyGates(count) }));
    expect(/<summary>(\d+) (?:more )?gates passed<\/summary>/.exec(text)?.[1]).toBe(
      folded === 0 ? undefined : String(folded),
    );
    expect(text.includes('| ❌\u00a0`metric_0` | 0.5 |')).toBe(true);
  });
});

describe('a step summary stays below what GitHub takes', () => {
  const long = 'a reason that goes on, '.repeat(40);
  const failing = (count: number, reason: string) =>
    Array.from({ length: count }, (_, at) =>
      gateWith({ metric: `m${String(at)}`, verdict: 'fail', reason: `${reason} (${String(at)})` }),
    );
  const reports = Array.from({ length: 20_000 }, (_, at) => ({
    path: `reports/${'x'.repeat(80)}/${String(at)}.json`,
    sha256: 'a'.repeat(64),
    age: null,
    commit: null,
  }));

  test.each<[string, Partial<Outcome>, string]>([
    ['20,000 rows, a tenth of them failed', { gates: manyGates(20_000) }, 'more gates are not shown'],
    [
      '20,000 that passed',
      { gates: manyGates(20_000).map((gate) => ({ ...gate, verdict: 'pass' })) },
      'more gates are not shown',
    ],
    ['20,000 that failed', { gates: failing(20_000, 'it is too low') }, '20000 of 20000 gates failed'],
    ['20,000 that failed at length', { gates: failing(20_000, long) }, '20000 of 20000 gates failed'],
    [
      '2,000 that failed in characters that are escaped',
      { gates: failing(2_000, '&'.repeat(2_000)) },
      '2000 of 2000 gates failed',
    ],
    ['20,000 reports', { reports }, '\n- and '],
    ['20,000 notices', { notices: Array.from({ length: 20_000 }, () => long) }, '> ⚠️ and '],
    [
      '20,000 archived versions',
      { archivedVersions: Array.from({ length: 20_000 }, (_, at) => `${String(at)}00000000`) },
      'It came from',
    ],
  ])('%s', (_name, given, said) => {
    const text = markdown(outcomeWith({ forced: true, ...given }));
    expect(Buffer.byteLength(text)).toBeLessThan(MIB);
    expect(text).toContain(said);
    expect(text).toMatch(/^### (?:✅|⚠️) `churn` 4 is in Production/u);
  });

  test('what does not fit is counted', () => {
    const text = markdown(outcomeWith({ forced: true, gates: failing(20_000, long) }));
    expect(text).toContain('19800 more gates are not shown');
    expect(text).toContain('Shortened to fit a step summary. The outputs have every gate.');
    expect(text).toContain('\n100. ❌ `m99`: a reason');
    expect(text).toContain('\n101. and 19900 more');
    expect(text).not.toContain('\n101. ❌');
  });

  test('a terminal shows all of it', () => {
    const lines = terminal(outcomeWith({ gates: failing(130_000, 'it is too low') })).split('\n');
    expect(lines.filter((line) => line.includes('✖ m'))).toHaveLength(130_000);
  });
});

describe('chooseStyle', () => {
  test.each<[string, Record<string, string>, boolean, boolean]>([
    ['a terminal', {}, true, true],
    ['a file', {}, false, false],
    ['a dumb terminal', { TERM: 'dumb' }, true, false],
    ['NO_COLOR', { NO_COLOR: '1' }, true, false],
    ['an empty NO_COLOR', { NO_COLOR: '' }, true, true],
    ['NO_COLOR before FORCE_COLOR', { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
    ['FORCE_COLOR', { FORCE_COLOR: '1' }, false, true],
    ['FORCE_COLOR=0', { FORCE_COLOR: '0' }, true, false],
    ['FORCE_COLOR=false', { FORCE_COLOR: 'false' }, true, false],
  ])('%s', (_name, env, isTerminal, coloured) => {
    expect(chooseStyle(env, isTerminal)).toBe(coloured ? COLOURED : PLAIN);
  });
});
