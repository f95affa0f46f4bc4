export interface Column {
  readonly head: string;
  readonly align: 'left' | 'right';
}

/** Cells padded to columns, two spaces apart, lines without trailing spaces. Cells are safe text already. */
export function alignColumns(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): { head: string; lines: string[] } {
  const widths = columns.map(({ head }, at) =>
    rows.reduce((widest, row) => Math.max(widest, width(row[at] ?? '')), width(head)),
  );
  const line = (cells: readonly string[]) =>
    columns
      .map(({ align }, at) => {
        const cell = cells[at] ?? '';
        const space = ' '.repeat((widths[at] ?? 0) - width(cell));
        return align === 'right' ? space + cell : cell + space;
      })
      .join('  ')
      .trimEnd();
  return { head: line(columns.map(({ head }) => head)), lines: rows.map(line) };
}

/** Characters, not UTF-16 units; wide scripts are counted as one, which only costs alignment. */
function width(text: string): number {
  return [...text].length;
}
