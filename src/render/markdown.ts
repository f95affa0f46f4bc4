import { formatPlace } from '../errors.js';
import type { PolicyChange } from '../policy/change.js';
import type { PolicyEffect } from '../promotion/past-decision.js';
import { forMarkdownBlock, forMarkdownCommand, toOneLine } from '../text/safe.js';
import { reasonsOf, shortTime, summarize, tellMore, tellWas } from './backtest.js';
import {
  cut,
  firstThatFits,
  type Detail,
  drawMoves,
  drawTrends,
  fold,
  makePen,
  MARKS,
  type Pen,
} from './markdown-parts.js';
import { join, type Phrase } from './phrase.js';
import type { Failure } from './reasons.js';
import type { GateRow } from './row.js';
import type { OutcomeView } from './outcome-view.js';
import type { GateTable } from './table.js';

const TONES = { good: '✅', forced: '⚠️', bad: '⛔', unsure: '🟡', neutral: '🟰' } as const;

/** GitHub drops a step summary that is larger than 1 MiB whole; the rest is for other steps' summaries. */
export const MAX_SUMMARY_BYTES = 900 * 1024;

/** Up to this many reports are named in the last line; more of them are folded. */
const FEW_REPORTS = 3;

/** From everything down to what fits anywhere, tried in turn until the text is short enough. */
const DETAILS: readonly Detail[] = [
  { rows: Infinity, lines: Infinity, characters: 1_000, diff: 1_000 },
  { rows: 1_000, lines: 1_000, characters: 1_000, diff: 200 },
  { rows: 200, lines: 100, characters: 1_000, diff: 100 },
  { rows: 100, lines: 50, characters: 1_000, diff: 60 },
  { rows: 60, lines: 30, characters: 500, diff: 40 },
  { rows: 20, lines: 20, characters: 200, diff: 0 },
  { rows: 0, lines: 10, characters: 100, diff: 0 },
];

/** Where an outcome is shown. */
interface Sheet {
  /** Whether GitHub turns `#12` and a commit into links there. */
  readonly refers: boolean;
  readonly fits: (markdown: string) => boolean;
  /** Shown if something was cut: says so, and where the rest is. */
  readonly rest: Phrase;
}

/** An outcome as GitHub's Markdown, for the step summary. */
export function renderMarkdown(view: OutcomeView): string {
  return renderOn(view, {
    refers: false,
    fits: (markdown) => Buffer.byteLength(markdown) <= MAX_SUMMARY_BYTES,
    rest: ['Shortened to fit a step summary. The outputs have every gate.'],
  });
}

/** An outcome as GitHub's Markdown, with as much detail as fits on the sheet. */
function renderOn(view: OutcomeView, sheet: Sheet): string {
  return firstThatFits(DETAILS, (detail) => renderWith(detail, view, sheet), sheet.fits);
}

function renderWith(detail: Detail, view: OutcomeView, { refers, rest }: Sheet): string {
  const pen = makePen({ characters: detail.characters, refers });
  const blocks = [
    `### ${TONES[view.tone]} ${pen.phrase(view.headline)}`,
    // after the verdict, what to do
    view.next === null ? '' : `**Next:** ${pen.text(view.next)}`,
    ...renderLead(view, pen),
    cut(view.failures, detail, (failure) => renderFailure(failure, pen))
      .map((line, at) => `${at + 1}. ${line}`)
      .join('\n'),
    cut(view.notices, detail, (notice) => pen.phrase(notice))
      .map((line) => `> ⚠️ ${line}`)
      .join('\n>\n'),
    view.table === null ? '' : renderTable(view.table, detail, pen),
    detail.rows === 0 ? '' : drawTrends(view.trends, pen),
    renderExplanations(view, detail, pen),
    view.policyChange === null ? '' : renderDifference(view.policyChange, detail),
    view.policyEffect === null ? '' : renderEffect(view.policyEffect, detail, pen),
    drawMoves(view.moves),
    renderEvidence(view, detail, pen),
    isCut(view, detail) ? `_${pen.phrase(rest)}_` : '',
    `<sub>${pen.phrase(join([...fewReports(view), ...view.footer], ' · '))}</sub>`,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function isCut({ failures, notices, evidence, table }: OutcomeView, { lines, rows }: Detail): boolean {
  return (
    Math.max(failures.length, notices.length, evidence.length) > lines || (table?.rows.length ?? 0) > rows
  );
}

/** Each command has a line of its own, so that it can be found and copied. */
function renderLead({ lead, undo }: OutcomeView, pen: Pen): string[] {
  const isCommand = (line: Phrase) => typeof line.at(-1) === 'object';
  return [
    lead
      .filter((line) => !isCommand(line))
      .map((line) => pen.phrase(line))
      .join(' '),
    ...lead.filter(isCommand).map((line) => pen.phrase(line)),
    undo === null ? '' : `To undo: ${forMarkdownCommand(undo)}`,
  ];
}

function renderFailure({ verdict, subject, text, place }: Failure, pen: Pen): string {
  const name = subject === null ? '' : pen.code(subject);
  const where = place === null ? '' : ` <sub>${pen.code(formatPlace({ ...place, column: undefined }))}</sub>`;
  return `${MARKS[verdict]} ${name}${pen.text(text)}${where}`;
}

/** Only for the gates that were judged with confidence: the table says all there is about the others. */
function renderExplanations({ explained }: OutcomeView, detail: Detail, pen: Pen): string {
  const sure = explained.filter(({ interval }) => interval !== null);
  if (sure.length === 0) return '';
  const lines = cut(
    sure,
    detail,
    ({ verdict, reason, margin, interval }) =>
      `- ${MARKS[verdict]} ${pen.text(reason)} <sub>${pen.text([margin, interval].filter((part) => part !== null).join('; '))}</sub>`,
  );
  return fold('Confidence intervals', lines.join('\n'));
}

function renderDifference({ diff }: PolicyChange, detail: Detail): string {
  if (detail.diff === 0) return '';
  const lines = cut(diff.trimEnd().split('\n'), { ...detail, lines: detail.diff }, (line) =>
    toOneLine(line, detail.characters),
  );
  return fold('Changes to the policy', forMarkdownBlock(lines, 'diff'));
}

/** One line, which unfolds into each decision. */
function renderEffect({ decisions }: PolicyEffect, detail: Detail, pen: Pen): string {
  const marks = { promoted: MARKS.pass, blocked: MARKS.fail, unknown: MARKS.skip };
  const lines = cut(decisions.toReversed(), detail, (decision) => {
    const { version, stage, time, would } = decision;
    const [reason = null] = reasonsOf(decision);
    const told = `version ${version} to ${stage} on ${shortTime(time)} (${tellWas(decision)})`;
    return `- ${marks[would]} ${pen.text(reason === null ? told : `${told}: ${reason}`)}`;
  });
  const how = `This goes by recorded numbers alone. To read the reports too, run ${forMarkdownCommand('stagegate backtest')} on this branch.`;
  const more = tellMore(decisions, 'last').map((line) => pen.text(line));
  return fold(
    `By this policy, ${summarize(decisions, 'last')}`,
    `${lines.join('\n')}\n\n${[...more, how].join(' ')}`,
  );
}

function fewReports({ evidence }: OutcomeView): readonly Phrase[] {
  return evidence.length <= FEW_REPORTS ? evidence : [];
}

function renderEvidence({ evidence }: OutcomeView, detail: Detail, pen: Pen): string {
  if (evidence.length <= FEW_REPORTS) return '';
  const lines = cut(evidence, detail, (report) => pen.phrase(report));
  return fold(`Judged by ${evidence.length} reports`, lines.map((line) => `- ${line}`).join('\n'));
}

/** GitHub refuses a longer comment (422). It counts characters; these are UTF-16 units, which are never fewer. */
export const MAX_COMMENT = 65_536;

/** An outcome as a comment, with its marker first. */
export function renderComment(view: OutcomeView, { marker, run }: CommentPlace, most = MAX_COMMENT): string {
  const text = renderOn(view, {
    refers: true,
    fits: (markdown) => markdown.length <= most - marker.length - 1,
    rest: ['Shortened to fit a comment. ', ...summaryOf(run), ' has more.'],
  });
  return `${marker}\n${text}`;
}

interface CommentPlace {
  readonly marker: string;
  /** The workflow run's page, which has the step summary; null where it is not known. */
  readonly run: string | null;
}

function summaryOf(run: string | null): Phrase {
  return run === null ? ['The step summary'] : [{ link: run, text: 'The step summary' }];
}

const WORDS = { pass: 'pass', fail: 'fail', inconclusive: 'inconclusive', skip: 'skipped' } as const;

/** With more rows than this, those that passed are folded. */
const OPEN_ROWS = 12;

/** Between a mark and its name, which would else break into two lines on a phone. */
const NO_BREAK = '\u00a0';

/** From this many on, passed rows without a number are folded. */
const WORTH_FOLDING = 3;

/**
 * An outcome's table. Rows that passed are folded where they would hide the rest; rows that don't fit are only counted.
 */
function renderTable(table: GateTable, detail: Pick<Detail, 'rows'>, pen: Pen): string {
  const shown = table.rows.slice(0, detail.rows);
  const left = countResults(table.rows.slice(detail.rows));
  const passed = shown.filter(({ verdict }) => verdict === 'pass');
  const plain = passed.filter(({ value }) => value === null);
  const folded = shown.length > OPEN_ROWS ? passed : plain.length >= WORTH_FOLDING ? plain : [];
  const isFolded = new Set(folded);
  const open = shown.filter((row) => !isFolded.has(row));
  const more = passed.length > folded.length ? 'more ' : '';
  const parts = [
    open.length === 0 ? '' : rowsOf(table, open, pen),
    folded.length === 0
      ? ''
      : fold(`${countResults(folded)} ${more}gates passed`, rowsOf(table, folded, pen)),
    left === 0 ? '' : `${left} more gates are not shown.`,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** A row may stand for several. */
function countResults(rows: readonly GateRow[]): number {
  return rows.reduce((sum, { results }) => sum + results, 0);
}

/** The mark stands with the name, since a phone shows the first columns only. */
function rowsOf({ champion, candidate }: GateTable, rows: readonly GateRow[], pen: Pen): string {
  const compared = champion !== null;
  const cells = (row: GateRow) => [
    `${MARKS[row.verdict]}${NO_BREAK}${pen.code(row.gate)}`,
    ...(compared ? [cell(row.champion, pen)] : []),
    cell(row.candidate, pen),
    ...(compared ? [cell(row.change, pen)] : []),
    cell(row.required, pen),
    WORDS[row.verdict],
  ];
  const head = [
    'gate',
    ...(compared ? [pen.text(champion)] : []),
    pen.text(candidate),
    ...(compared ? ['change'] : []),
    'required',
    'verdict',
  ];
  const rule = ['---', ...(compared ? ['---:'] : []), '---:', ...(compared ? ['---:'] : []), '---', '---'];
  return [head, rule, ...rows.map(cells)].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** A digest is shown as code: GitHub would take it for a commit. */
function cell(text: string, pen: Pen): string {
  return /^[0-9a-f]{7,64}$/i.test(text) && /[a-f]/i.test(text) ? pen.code(text) : pen.text(text);
}
