import { formatPlace } from '../errors.js';
import { summarize } from './backtest.js';
import { alignColumns, joinBlocks, type Column, type Style } from './terminal-parts.js';
import { type Explanation, type Failure, sentenceOf } from './reasons.js';
import { join, plain } from './phrase.js';
import { forTerminal } from '../text/safe.js';
import type { OutcomeView } from './outcome-view.js';
import type { GateRow } from './row.js';
import type { GateTable } from './table.js';

const MARKS = { pass: '✔', fail: '✖', inconclusive: '?', skip: '–' } as const;

/**
 * An outcome for a terminal, with a line end after each line.
 * @param explain whether every gate tells its reason, also those that passed
 */
export function renderTerminal(view: OutcomeView, style: Style, { explain = false } = {}): string {
  return joinBlocks([
    [
      headline(view, style),
      ...view.lead.map((line) => `  ${forTerminal(plain(line))}`),
      ...(view.undo === null ? [] : [`  To undo: ${forTerminal(view.undo)}`]),
    ],
    [
      ...view.failures.map((failure, at) => failureLine(failure, at, style)),
      ...(view.next === null ? [] : [`  Next: ${forTerminal(view.next)}`]),
    ],
    view.table === null ? [] : table(view.table, style),
    explain ? view.explained.flatMap((one) => explanation(one, style)) : [],
    view.notices.map((notice) => `  ${style.caution('!')} ${forTerminal(plain(notice))}`),
    view.policyEffect === null
      ? []
      : [`  By the changed policy, ${summarize(view.policyEffect.decisions, 'last')}.`],
    [`  ${style.faint(forTerminal(plain(join([...view.evidence, ...view.footer], ' · '))))}`],
  ]);
}

function headline({ tone, headline: text }: OutcomeView, style: Style): string {
  const safe = style.strong(forTerminal(plain(text)));
  if (tone === 'bad') return `${style.bad('✖')} ${safe}`;
  if (tone === 'forced') return `${style.caution('!')} ${safe}`;
  if (tone === 'unsure') return `${style.caution('?')} ${safe}`;
  return tone === 'good' ? `${style.good('✔')} ${safe}` : `${style.faint('=')} ${safe}`;
}

function failureLine(failure: Failure, at: number, style: Style): string {
  const { place, verdict } = failure;
  const number = `${at + 1}.`;
  const where = place === null ? '' : ` ${style.faint(`(${forTerminal(formatPlace(place))})`)}`;
  const mark = verdict === 'inconclusive' ? style.caution(number) : style.bad(number);
  return `  ${mark} ${forTerminal(sentenceOf(failure))}${where}`;
}

function explanation({ verdict, reason, margin, interval }: Explanation, style: Style): string[] {
  const line = `  ${paintOf(style)[verdict](MARKS[verdict])} ${forTerminal(reason)}`;
  const below = [margin, interval].filter((part) => part !== null).join('; ');
  return below === '' ? [line] : [line, `      ${style.faint(forTerminal(below))}`];
}

/** How each verdict looks. */
function paintOf(style: Style) {
  return { pass: style.good, fail: style.bad, inconclusive: style.caution, skip: style.faint };
}

function table({ champion, candidate, rows }: GateTable, style: Style): string[] {
  const columns: Column[] = [
    { head: 'gate', align: 'left' },
    ...(champion === null ? [] : [{ head: shorten(forTerminal(champion)), align: 'right' } as const]),
    { head: shorten(forTerminal(candidate)), align: 'right' },
    { head: 'required', align: 'left' },
  ];
  const cells = (row: GateRow) =>
    [row.gate, ...(champion === null ? [] : [row.champion]), row.candidate, row.required].map((cell) =>
      shorten(forTerminal(cell)),
    );
  const { head, lines } = alignColumns(columns, rows.map(cells));
  const paint = paintOf(style);
  return [
    style.faint(`    ${head}`),
    ...lines.map((line, at) => {
      const verdict = rows[at]?.verdict ?? 'fail';
      return `  ${paint[verdict](MARKS[verdict])} ${line}`;
    }),
  ];
}

/** A long cell must not widen the table. Its full text stands above. */
function shorten(cell: string): string {
  const characters = [...cell];
  return characters.length <= 48 ? cell : `${characters.slice(0, 47).join('')}…`;
}
