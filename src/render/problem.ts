import { formatPlace, type StagegateError } from '../errors.js';
import { forMarkdown, toOneLine } from './safe.js';

/** An error as GitHub's Markdown: what, where, and how to mend it, with lines to paste as a block of code. */
export function renderProblem({
  message,
  place,
  hint,
}: Pick<StagegateError, 'message' | 'place' | 'hint'>): string {
  const blocks = [
    `### ⛔ stagegate: ${forMarkdown(message)}`,
    ...(place === undefined ? [] : [forMarkdown(formatPlace(place))]),
    ...groupLines(hint?.split('\n') ?? []).map(renderLines),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** Sentences each for itself; the indented lines between them together. */
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

function renderLines(lines: readonly string[]): string {
  const [first = ''] = lines;
  if (!isIndented(first)) return forMarkdown(first);
  const clean = lines.map((line) => toOneLine(line));
  // a fence is closed only by one as long: none of the lines has a run of so many backticks
  const longest = Math.max(
    2,
    ...clean.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length)),
  );
  const fence = '`'.repeat(longest + 1);
  return [fence, ...clean, fence].join('\n');
}
