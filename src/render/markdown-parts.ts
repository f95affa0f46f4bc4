import { formatNumber } from '../gates/number.js';
import type { Transition } from '../model/registry.js';
import type { Trend } from '../promotion/trend.js';
import { forMarkdown, forMarkdownBlock, forMarkdownCode } from '../text/safe.js';
import { type Phrase, type Piece, SHORT } from './phrase.js';

/** How much of an outcome is shown. */
export interface Detail {
  /** How many rows of the table. */
  readonly rows: number;
  /** How many failures, notices and reports each. */
  readonly lines: number;
  /** How many characters of a single text. */
  readonly characters: number;
  /** How many lines of what a pull request changes in the policy. */
  readonly diff: number;
}

/** A verdict where there is no room for a word, or beside one. */
export const MARKS = { pass: '✅', fail: '❌', inconclusive: '🟡', skip: '➖' } as const;

/** The first lines, and how many more there are. */
export function cut<T>(
  all: readonly T[],
  { lines }: Pick<Detail, 'lines'>,
  render: (one: T) => string,
): string[] {
  const shown = all.slice(0, lines).map(render);
  return all.length <= lines ? shown : [...shown, `and ${all.length - lines} more`];
}

/**
 * A part that is folded until somebody opens it.
 * @param summary only our own words: it is HTML, in which Markdown and its escapes have no effect
 * @param content whole Markdown, set off by empty lines
 */
export function fold(summary: string, content: string): string {
  return `<details><summary>${summary}</summary>\n\n${content}\n\n</details>`;
}

/** Writes raw text as Markdown. */
export interface Pen {
  text(raw: string): string;
  code(raw: string): string;
  phrase(phrase: Phrase): string;
}

interface PenOptions {
  /** A single text is cut to so many characters. */
  readonly characters: number;
  /** Whether GitHub turns `#12` and a commit into links there: in comments it does, in summaries it doesn't. */
  readonly refers: boolean;
}

export function makePen({ characters, refers }: PenOptions): Pen {
  const text = (raw: string) => forMarkdown(raw, characters);
  const code = (raw: string) => forMarkdownCode(raw, Math.min(characters, 200));
  const piece = (given: Piece): string => {
    if (typeof given === 'string') return text(given);
    if ('code' in given) return code(given.code);
    if ('strong' in given) return `**${text(given.strong)}**`;
    if ('pull' in given) return refers ? `#${given.pull}` : code(`#${given.pull}`);
    if ('commit' in given)
      return refers && isCommit(given.commit) ? given.commit : code(given.commit.slice(0, SHORT));
    return isAddress(given.link) ? `[${text(given.text)}](${given.link})` : text(given.text);
  };
  return { text, code, phrase: (phrase) => phrase.map(piece).join('') };
}

/** Whether this is a commit in full, which GitHub links wherever it stands alone. */
function isCommit(text: string): boolean {
  return /^[0-9a-f]{40}$/.test(text);
}

/** Whether nothing in it can end the link's parentheses. It comes from the runner's variables, which people can set. */
function isAddress(text: string): boolean {
  return /^https?:\/\/[\w.:-]+(?:\/[\w./~-]*)?$/.test(text) && text.length < 1_000;
}

const BARS = '▁▂▃▄▅▆▇█';

/**
 * Metrics over the versions that were promoted, folded: bars that every phone shows, and their numbers. Empty without a
 * metric.
 */
export function drawTrends(trends: readonly Trend[], pen: Pen): string {
  if (trends.length === 0) return '';
  const lines = trends.map(({ metric, points }) => {
    const numbers = points.map(({ version, value }) => `${version}: ${formatNumber(value)}`).join(', ');
    return `- ${pen.code(metric)} ${barsOf(points.map(({ value }) => value))} ${pen.text(numbers)}`;
  });
  const how =
    'Version: value, in the order of promotion, this version last. The lowest bar is the lowest value, not 0.';
  return fold('Metrics over the last promotions', `${lines.join('\n')}\n\n<sub>${how}</sub>`);
}

/** From the least to the greatest value; all in the middle where they are the same. */
function barsOf(values: readonly number[]): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const heightOf = (value: number) => (most === least ? 0.5 : (value - least) / (most - least));
  return values.map((value) => BARS.charAt(Math.round(heightOf(value) * (BARS.length - 1)))).join('');
}

/** What may stand in a label: enough for every stage that a policy can name, and nothing that Mermaid acts on. */
const LABEL = /^[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}$/;

/** A diagram of more moves than this is hard to read. */
const MOST_MOVES = 5;

/**
 * The moves as a flowchart, folded: it says nothing that the text does not. The versions stand in the boxes, since
 * GitHub can't draw labels on arrows in a folded part. Empty if there is nothing to draw, or a label isn't safe.
 */
export function drawMoves(moves: readonly Transition[]): string {
  const isDrawable = moves.every((move) =>
    [move.version, move.from, move.to].every((text) => LABEL.test(text)),
  );
  if (moves.length === 0 || moves.length > MOST_MOVES || !isDrawable) return '';
  const lines = moves.map(
    ({ version, from, to }, at) =>
      `  from${at}["version ${version}: ${from}"] --> to${at}["version ${version}: ${to}"]`,
  );
  return fold('Diagram of the moves', forMarkdownBlock(['flowchart LR', ...lines], 'mermaid'));
}

/** The text with the most detail that fits, else the one with the least. Details are ordered from most to least. */
export function firstThatFits<T>(
  details: readonly T[],
  render: (detail: T) => string,
  fits: (text: string) => boolean,
): string {
  let text = '';
  for (const detail of details) {
    text = render(detail);
    if (fits(text)) break;
  }
  return text;
}
