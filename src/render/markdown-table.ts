import { fold, MARKS, type Detail } from './markdown-parts.js';
import type { Pen } from './pen.js';
import type { StoryRow, StoryTable } from './table.js';

const WORDS = { pass: 'pass', fail: 'fail', inconclusive: 'inconclusive', skip: 'skipped' } as const;

/** Rows that are shown open before the passed ones fold. */
const OPEN_ROWS = 12;

/** A story's table; when it is long, what passed folds, and what is too much is counted. */
export function renderTable(table: StoryTable, detail: Pick<Detail, 'rows'>, pen: Pen): string {
  const shown = table.rows.slice(0, detail.rows);
  const left = table.rows.length - shown.length;
  const folds = ({ verdict }: StoryRow) => shown.length > OPEN_ROWS && verdict === 'pass';
  const open = shown.filter((row) => !folds(row));
  const folded = shown.filter(folds);
  const parts = [
    open.length === 0 ? '' : rowsOf(table, open, pen),
    folded.length === 0 ? '' : fold(`${folded.length} gates passed`, rowsOf(table, folded, pen)),
    left === 0 ? '' : `${left} more gates are not shown.`,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function rowsOf({ champion, candidate }: StoryTable, rows: readonly StoryRow[], pen: Pen): string {
  const compared = champion !== null;
  const cells = (row: StoryRow) => [
    pen.code(row.gate),
    ...(compared ? [pen.text(row.champion)] : []),
    pen.text(row.candidate),
    ...(compared ? [pen.text(row.change)] : []),
    pen.text(row.required),
    `${MARKS[row.verdict]} ${WORDS[row.verdict]}`,
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
