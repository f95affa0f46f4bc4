import { forMarkdown, forMarkdownCode, forMarkdownCommand } from './safe.js';
import type { Story, StoryRow, StoryTable } from './story.js';

const VERDICTS = {
  pass: '✅ pass',
  fail: '❌ fail',
  inconclusive: '❔ inconclusive',
  skip: '➖ skipped',
} as const;
const TONES = { good: '✅', bad: '⛔', neutral: '🟰' } as const;

/** GitHub drops a step summary that is larger than 1 MiB whole; the rest is for other steps' summaries. */
const MAX_SUMMARY_BYTES = 900 * 1024;

/** Rows that are shown open before the passed ones fold. */
const OPEN_ROWS = 12;

/** Of failures, notices and reports, when nothing else is short enough. */
const FEWEST_LINES = 20;

/** A story as GitHub's Markdown, for the step summary. */
export function renderMarkdown(story: Story): string {
  for (const most of [Infinity, 1_000, 100, FEWEST_LINES]) {
    const text = renderWith(shorten(story, most), most);
    if (Buffer.byteLength(text) <= MAX_SUMMARY_BYTES) return text;
  }
  return renderWith(shorten(story, FEWEST_LINES), 0);
}

function shorten(story: Story, most: number): Story {
  const cut = (lines: readonly string[]) =>
    lines.length <= most ? lines : [...lines.slice(0, most), `and ${lines.length - most} more`];
  return { ...story, failures: cut(story.failures), notices: cut(story.notices), footer: cut(story.footer) };
}

function renderWith(story: Story, mostRows: number): string {
  const blocks = [
    `### ${TONES[story.tone]} ${forMarkdown(story.headline)}`,
    [
      ...story.lead.map((line) => forMarkdown(line)),
      ...(story.undo === null ? [] : [`To undo: ${forMarkdownCommand(story.undo)}`]),
    ].join(' '),
    story.failures.map((reason, at) => `${at + 1}. ${forMarkdown(reason)}`).join('\n'),
    story.table === null ? '' : renderTable(story.table, mostRows),
    story.notices.map((notice) => `> ⚠️ ${forMarkdown(notice)}`).join('\n>\n'),
    `<sub>${story.footer.map((part) => forMarkdown(part)).join(' · ')}</sub>`,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function renderTable(table: StoryTable, mostRows: number): string {
  const shown = table.rows.slice(0, mostRows);
  const left = table.rows.length - shown.length;
  const folds = ({ verdict }: StoryRow) => shown.length > OPEN_ROWS && verdict === 'pass';
  const open = shown.filter((row) => !folds(row));
  const folded = shown.filter(folds);
  const parts = [
    open.length === 0 ? '' : rowsOf(table, open),
    folded.length === 0
      ? ''
      : `<details><summary>${folded.length} checks passed</summary>\n\n${rowsOf(table, folded)}\n\n</details>`,
    left === 0 ? '' : `${left} more checks are not shown: the outputs have them all.`,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function rowsOf({ champion, candidate }: StoryTable, rows: readonly StoryRow[]): string {
  const compared = champion !== null;
  const cells = (row: StoryRow) => [
    forMarkdownCode(row.gate),
    ...(compared ? [forMarkdown(row.champion)] : []),
    forMarkdown(row.candidate),
    ...(compared ? [forMarkdown(row.change)] : []),
    forMarkdown(row.required),
    VERDICTS[row.verdict],
  ];
  const head = [
    'check',
    ...(compared ? [forMarkdown(champion)] : []),
    forMarkdown(candidate),
    ...(compared ? ['change'] : []),
    'required',
    'verdict',
  ];
  const rule = ['---', ...(compared ? ['---:'] : []), '---:', ...(compared ? ['---:'] : []), '---', '---'];
  return [head, rule, ...rows.map(cells)].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
