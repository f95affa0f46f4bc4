import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { format } from 'prettier';
import { PROJECT } from '../../support/project.js';

const FILE = join(PROJECT, 'docs', 'reference', 'statistics.md');

/** A table's rows by the names of its columns. */
export type Row = Readonly<Record<string, string | number>>;

/**
 * Holds a table of docs/reference/statistics.md to what was just measured. With STAGEGATE_UPDATE_DOCS=1 it is written there.
 */
export async function expectDocumented(name: string, rows: readonly Row[]): Promise<void> {
  const text = readFileSync(FILE, 'utf8');
  const [start, end] = [`<!-- measured: ${name} -->\n`, `\n<!-- /measured -->`];
  const from = text.indexOf(start);
  if (from === -1) throw new Error(`docs/reference/statistics.md has no place for the table ${name}.`);
  const to = text.indexOf(end, from);
  const table = await toMarkdown(rows);
  if (process.env['STAGEGATE_UPDATE_DOCS'] === '1') {
    writeFileSync(FILE, `${text.slice(0, from)}${start}\n${table}${text.slice(to)}`);
    return;
  }
  expect(text.slice(from + start.length, to).trim()).toBe(table.trim());
}

function toMarkdown(rows: readonly Row[]): Promise<string> {
  const columns = Object.keys(rows[0]!);
  const lines = [
    columns,
    columns.map(() => '---'),
    ...rows.map((row) => columns.map((column) => row[column]!)),
  ];
  return format(lines.map((cells) => `| ${cells.join(' | ')} |\n`).join(''), { parser: 'markdown' });
}

/** A rate as a percentage, two decimals: the last one is a hundredth of a percent. */
export function percent(rate: number): string {
  return `${(100 * rate).toFixed(2)} %`;
}
