import { fold, MARKS, type Detail } from './markdown-parts.js';
import type { Pen } from './pen.js';
import type { StoryRow } from './row.js';
import type { StoryTable } from './table.js';

const WORDS = { pass: 'pass', fail: 'fail', inconclusive: 'inconclusive', skip: 'skipped' } as const;

/** Rows that are shown open before the passed ones fold. */
const OPEN_ROWS = 12;

/** Between a mark and its name, which would else break into two lines on a phone. */
const NO_BREAK = '\u00a0';

/** Passed rows without a number fold, once they are so many. */
const WORTH_FOLDING = 3;

/** A story's table: what passed folds where it would hide the rest, and what is too much is counted. */
export function renderTable(table: StoryTable, detail: Pick<Detail, 'rows'>, pen: Pen): string {
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
function countResults(rows: readonly StoryRow[]): number {
  return rows.reduce((sum, { results }) => sum + results, 0);
}

/** The mark stands with the name, since a phone shows the first columns only. */
function rowsOf({ champion, candidate }: StoryTable, rows: readonly StoryRow[], pen: Pen): string {
  const compared = champion !== null;
  const cells = (row: StoryRow) => [
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

/** A digest is no number, and GitHub would take it for a commit. */
function cell(text: string, pen: Pen): string {
  return /^[0-9a-f]{7,64}$/i.test(text) && /[a-f]/i.test(text) ? pen.code(text) : pen.text(text);
}
