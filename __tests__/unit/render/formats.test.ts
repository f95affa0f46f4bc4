import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import type { Outcome } from '../../../src/promotion/outcome.js';
import { renderMarkdown } from '../../../src/render/markdown.js';
import { viewOf } from '../../../src/render/outcome-view.js';
import { chooseStyle, COLOURED, PLAIN } from '../../../src/render/terminal-parts.js';
import { renderTerminal } from '../../../src/render/terminal.js';
import { manyGates, OUTCOMES, outcomeWith } from '../support/outcome-builder.js';

const markdown = (outcome: Outcome): string => renderMarkdown(viewOf(outcome));
const terminal = (outcome: Outcome, style = PLAIN): string => renderTerminal(viewOf(outcome), style);

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
