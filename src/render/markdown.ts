import { formatPlace } from '../errors.js';
import type { PolicyChange } from '../policy/change.js';
import { drawMoves } from './chart.js';
import type { Failure } from './failures.js';
import { renderTable } from './markdown-table.js';
import { cut, fold, MARKS, type Detail } from './markdown-parts.js';
import { makePen, type Pen } from './pen.js';
import { join, type Phrase } from './phrase.js';
import { forMarkdownBlock, forMarkdownCommand, toOneLine } from '../text/safe.js';
import type { Story } from './story.js';

const TONES = { good: '✅', bad: '⛔', unsure: '🟡', neutral: '🟰' } as const;

/** GitHub drops a step summary that is larger than 1 MiB whole; the rest is for other steps' summaries. */
export const MAX_SUMMARY_BYTES = 900 * 1024;

/** Reports that are named in the last line; more of them fold. */
const FEW_REPORTS = 3;

/** From all to what fits anywhere: each is tried until one is short enough. */
const DETAILS: readonly Detail[] = [
  { rows: Infinity, lines: Infinity, characters: 1_000, diff: 1_000 },
  { rows: 1_000, lines: 1_000, characters: 1_000, diff: 200 },
  { rows: 200, lines: 100, characters: 1_000, diff: 100 },
  { rows: 100, lines: 50, characters: 1_000, diff: 60 },
  { rows: 60, lines: 30, characters: 500, diff: 40 },
  { rows: 20, lines: 20, characters: 200, diff: 0 },
  { rows: 0, lines: 10, characters: 100, diff: 0 },
];

/** Where a story is told. */
export interface Sheet {
  /** Whether GitHub makes references of `#12` and of a commit there. */
  readonly refers: boolean;
  readonly fits: (markdown: string) => boolean;
  /** Told where something was cut: that it was, and where the rest is. */
  readonly rest: Phrase;
}

/** A story as GitHub's Markdown, for the step summary. */
export function renderMarkdown(story: Story): string {
  return renderOn(story, {
    refers: false,
    fits: (markdown) => Buffer.byteLength(markdown) <= MAX_SUMMARY_BYTES,
    rest: ['Cut to what a step summary holds: the outputs have every gate.'],
  });
}

/** A story as GitHub's Markdown, with as much detail as fits on the sheet. */
export function renderOn(story: Story, sheet: Sheet): string {
  let text = '';
  for (const detail of DETAILS) {
    text = renderWith(detail, story, sheet);
    if (sheet.fits(text)) break;
  }
  return text;
}

function renderWith(detail: Detail, story: Story, { refers, rest }: Sheet): string {
  const pen = makePen({ characters: detail.characters, refers });
  const blocks = [
    `### ${TONES[story.tone]} ${pen.phrase(story.headline)}`,
    renderLead(story, pen),
    cut(story.failures, detail, (failure) => renderFailure(failure, pen))
      .map((line, at) => `${at + 1}. ${line}`)
      .join('\n'),
    story.next === null ? '' : `**To go on:** ${pen.text(story.next)}`,
    cut(story.notices, detail, (notice) => pen.phrase(notice))
      .map((line) => `> ⚠️ ${line}`)
      .join('\n>\n'),
    story.table === null ? '' : renderTable(story.table, detail, pen),
    renderExplanations(story, detail, pen),
    story.policyChange === null ? '' : renderDifference(story.policyChange, detail),
    drawMoves(story.moves),
    renderEvidence(story, detail, pen),
    isCut(story, detail) ? `_${pen.phrase(rest)}_` : '',
    `<sub>${pen.phrase(join([...fewReports(story), ...story.footer], ' · '))}</sub>`,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function isCut({ failures, notices, evidence, table }: Story, { lines, rows }: Detail): boolean {
  return (
    Math.max(failures.length, notices.length, evidence.length) > lines || (table?.rows.length ?? 0) > rows
  );
}

function renderLead({ lead, undo }: Story, pen: Pen): string {
  const toUndo = undo === null ? [] : [`To undo: ${forMarkdownCommand(undo)}`];
  return [...lead.map((line) => pen.phrase(line)), ...toUndo].join(' ');
}

function renderFailure({ verdict, subject, text, place }: Failure, pen: Pen): string {
  const name = subject === null ? '' : pen.code(subject);
  const where = place === null ? '' : ` <sub>${pen.code(formatPlace({ ...place, column: undefined }))}</sub>`;
  return `${MARKS[verdict]} ${name}${pen.text(text)}${where}`;
}

/** Of the gates that were judged with confidence: what the others say stands in the table. */
function renderExplanations({ explained }: Story, detail: Detail, pen: Pen): string {
  const sure = explained.filter(({ interval }) => interval !== null);
  if (sure.length === 0) return '';
  const lines = cut(
    sure,
    detail,
    ({ verdict, reason, margin, interval }) =>
      `- ${MARKS[verdict]} ${pen.text(reason)} <sub>${pen.text([margin, interval].filter((part) => part !== null).join('; '))}</sub>`,
  );
  return fold('How sure the numbers are', lines.join('\n'));
}

function renderDifference({ diff }: PolicyChange, detail: Detail): string {
  if (detail.diff === 0) return '';
  const lines = cut(diff.trimEnd().split('\n'), { ...detail, lines: detail.diff }, (line) =>
    toOneLine(line, detail.characters),
  );
  return fold('What it changes in the policy', forMarkdownBlock(lines, 'diff'));
}

function fewReports({ evidence }: Story): readonly Phrase[] {
  return evidence.length <= FEW_REPORTS ? evidence : [];
}

function renderEvidence({ evidence }: Story, detail: Detail, pen: Pen): string {
  if (evidence.length <= FEW_REPORTS) return '';
  const lines = cut(evidence, detail, (report) => pen.phrase(report));
  return fold(`Judged by ${evidence.length} reports`, lines.map((line) => `- ${line}`).join('\n'));
}
