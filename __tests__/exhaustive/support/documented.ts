import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { format } from 'prettier';
import { IS_FULL } from '../../support/full.js';
import { PROJECT } from '../../support/project.js';

const WRITES = process.env['STAGEGATE_UPDATE_DOCS'] === '1';

/** Whether rates come from as many trials as the docs say. */
export const ALL_TRIALS = IS_FULL || WRITES;

const FILE = join(PROJECT, 'docs', 'reference', 'statistics.md');

/** A table's rows by the names of its columns. A cell is null where it isn't measured well enough to be compared. */
export type Row = Readonly<Record<string, string | number | null>>;

/**
 * Holds a table of docs/reference/statistics.md to what was just measured. With STAGEGATE_UPDATE_DOCS=1 it is written there.
 */
export async function expectDocumented(name: string, rows: readonly Row[]): Promise<void> {
  const text = readFileSync(FILE, 'utf8');
  const [start, end] = [`<!-- measured: ${name} -->\n`, `\n<!-- /measured -->`];
  const from = text.indexOf(start);
  if (from === -1) throw new Error(`docs/reference/statistics.md has no place for the table ${name}.`);
  const to = text.indexOf(end, from);
  const written = text.slice(from + start.length, to).trim();
  if (ALL_TRIALS) {
    const table = await toMarkdown(rows);
    if (WRITES) writeFileSync(FILE, `${text.slice(0, from)}${start}\n${table}${text.slice(to)}`);
    else expect(written).toBe(table.trim());
    return;
  }
  const columns = Object.keys(rows[0]!).filter((column) => rows[0]![column] !== null);
  const measured = rows.map((row) => columns.map((column) => String(row[column])));
  expect(readRows(written).map((row) => columns.map((column) => row[column]))).toEqual(measured);
}

function readRows(table: string): Record<string, string>[] {
  const [head = [], , ...rows] = table.split('\n').map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  return rows.map((cells) => Object.fromEntries(cells.map((cell, at) => [head[at]!, cell])));
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

/** The same of a rate that trials found: null where they are too few to tell its last digit. */
export function percentOfTrials(rate: number): string | null {
  return ALL_TRIALS ? percent(rate) : null;
}
