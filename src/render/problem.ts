import { formatPlace, type StagegateError } from '../errors.js';
import { MAX_COMMENT, MAX_SUMMARY_BYTES } from './markdown.js';
import { cut, firstThatFits, makePen, type Pen } from './markdown-parts.js';
import type { Phrase } from './phrase.js';
import { forMarkdownBlock } from '../text/safe.js';

export type Problem = Pick<StagegateError, 'message' | 'place' | 'hint'>;

/** The request that failed, as it was given. */
interface Asked {
  readonly command: 'promote' | 'check' | 'rollback' | 'confirm' | 'register';
  readonly model: string;
  readonly version: string | undefined;
  readonly stage: string | undefined;
}

/** The comment that an error is shown in. */
interface ProblemComment {
  readonly marker: string;
  readonly asked: Asked;
  /** The workflow run's page, or null. */
  readonly run: string | null;
}

/** How many lines of the hint, and characters of each: fewer and fewer, until the text fits. */
const DETAILS = [
  { lines: Infinity, characters: 1_000 },
  { lines: 100, characters: 1_000 },
  { lines: 20, characters: 300 },
] as const;

/** An error as GitHub's Markdown: what, where, and how to fix it, with lines to paste as a block of code. */
export function renderProblem(problem: Problem): string {
  const render = (detail: Detail) => {
    const pen = makePen({ ...detail, refers: false });
    const blocks = [
      `### ⛔ stagegate: ${pen.text(problem.message)}`,
      ...tellPlaceAndHint(problem, detail, pen),
    ];
    return `${blocks.join('\n\n')}\n`;
  };
  return firstThatFits(DETAILS, render, (text) => Buffer.byteLength(text) <= MAX_SUMMARY_BYTES);
}

/** An error as a comment, instead of a verdict. */
export function renderProblemComment(problem: Problem, { marker, asked, run }: ProblemComment): string {
  const render = (detail: Detail) => {
    const pen = makePen({ ...detail, refers: true });
    const blocks = [
      `${marker}\n### ⛔ ${pen.phrase(tellAsked(asked))}`,
      pen.text(problem.message.trimStart()),
      ...tellPlaceAndHint(problem, detail, pen),
      ...(run === null ? [] : [`<sub>${pen.phrase([{ link: run, text: 'run' }])}</sub>`]),
    ];
    return `${blocks.join('\n\n')}\n`;
  };
  return firstThatFits(DETAILS, render, (text) => text.length <= MAX_COMMENT);
}

function tellAsked({ command, model, version, stage = '' }: Asked): Phrase {
  const which = version === undefined ? '' : ` ${version}`;
  const what = {
    promote: `${which} to ${stage}`,
    check: `${which} to ${stage}`,
    rollback: ` back${which === '' ? '' : ` to${which}`} in ${stage}`,
    confirm: `${which} in ${stage}, to be confirmed`,
    register: `${which}, to be registered`,
  };
  return [{ code: model }, `${what[command]}: stopped by an error`];
}

type Detail = (typeof DETAILS)[number];

function tellPlaceAndHint({ place, hint }: Problem, detail: Detail, pen: Pen): string[] {
  const lines = cut(hint?.split('\n') ?? [], detail, (line) => line);
  return [
    ...(place === undefined ? [] : [pen.code(formatPlace(place))]),
    ...groupLines(lines).map((group) => renderLines(group, pen)),
  ];
}

/** Groups a hint's lines: each sentence by itself, and indented lines between sentences together. */
function groupLines(lines: readonly string[]): string[][] {
  const groups: string[][] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (isIndented(line) && last?.every(isIndented)) last.push(line);
    else groups.push([line]);
  }
  return groups;
}

function isIndented(line: string): boolean {
  return line.startsWith(' ');
}

function renderLines(lines: readonly string[], pen: Pen): string {
  const [first = ''] = lines;
  return isIndented(first) ? forMarkdownBlock(lines) : pen.text(first);
}
