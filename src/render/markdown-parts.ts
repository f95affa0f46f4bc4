/** How much of a story is told. */
export interface Detail {
  /** Rows of the table. */
  readonly rows: number;
  /** Of failures, notices and reports each. */
  readonly lines: number;
  /** Of a single text. */
  readonly characters: number;
  /** Lines of what a pull request changes in the policy. */
  readonly diff: number;
}

/** A verdict where there is no room for a word, or beside one. */
export const MARKS = { pass: '✅', fail: '❌', inconclusive: '🟡', skip: '➖' } as const;

/** The first of them, and how many are left. */
export function cut<T>(
  all: readonly T[],
  { lines }: Pick<Detail, 'lines'>,
  render: (one: T) => string,
): string[] {
  const shown = all.slice(0, lines).map(render);
  return all.length <= lines ? shown : [...shown, `and ${all.length - lines} more`];
}

/**
 * A part that opens when somebody wants it.
 * @param summary our own words: it is HTML, where no Markdown is read and nothing escaped by it is safe
 * @param content whole Markdown, set off by empty lines
 */
export function fold(summary: string, content: string): string {
  return `<details><summary>${summary}</summary>\n\n${content}\n\n</details>`;
}
