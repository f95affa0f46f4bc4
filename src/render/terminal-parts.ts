import { styleText } from 'node:util';

/** How text is set off in a terminal. */
export interface Style {
  good(text: string): string;
  bad(text: string): string;
  caution(text: string): string;
  strong(text: string): string;
  faint(text: string): string;
}

const asIs = (text: string): string => text;

export const PLAIN: Style = { good: asIs, bad: asIs, caution: asIs, strong: asIs, faint: asIs };

type Format = Parameters<typeof styleText>[0];
// whether to colour has been decided by then, and styleText would ask the stream again
const paint = (format: Format) => (text: string) => styleText(format, text, { validateStream: false });

export const COLOURED: Style = {
  good: paint('green'),
  bad: paint('red'),
  caution: paint('yellow'),
  strong: paint('bold'),
  faint: paint('dim'),
};

/** By NO_COLOR (https://no-color.org) and FORCE_COLOR, else by whether the output is a terminal. */
export function chooseStyle(env: Readonly<Record<string, string | undefined>>, isTerminal: boolean): Style {
  if (env['NO_COLOR']) return PLAIN;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced === '0' || forced === 'false' ? PLAIN : COLOURED;
  return isTerminal && env['TERM'] !== 'dumb' ? COLOURED : PLAIN;
}

/** Blocks of lines with an empty line between them. Empty blocks are left out. */
export function joinBlocks(blocks: readonly (readonly string[])[]): string {
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

export interface Column {
  readonly head: string;
  readonly align: 'left' | 'right';
}

/** Cells padded to columns, two spaces apart, lines without trailing spaces. Cells are safe text already. */
export function alignColumns(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): { head: string; lines: string[] } {
  const [head = '', ...lines] = alignEach(columns, rows, (row) => row);
  return { head, lines };
}

/** Yields the head, then a line for each item: with many items, no array holds all lines. */
export function* alignEach<T>(
  columns: readonly Column[],
  items: readonly T[],
  cellsOf: (item: T) => readonly string[],
): Generator<string, void> {
  const heads = columns.map(({ head }) => head);
  const widths = heads.map(width);
  for (const item of items)
    for (const [at, cell] of cellsOf(item).entries()) widths[at] = Math.max(widths[at] ?? 0, width(cell));
  const line = (cells: readonly string[]) =>
    columns
      .map(({ align }, at) => {
        const cell = cells[at] ?? '';
        const space = ' '.repeat((widths[at] ?? 0) - width(cell));
        return align === 'right' ? space + cell : cell + space;
      })
      .join('  ')
      .trimEnd();
  yield line(heads);
  for (const item of items) yield line(cellsOf(item));
}

/** Characters, not UTF-16 units; wide scripts are counted as one, which only costs alignment. */
function width(text: string): number {
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
}
