import type { MetricGroup } from '../evidence.js';
import { describeRaw, spreadOf, toMeasuredLeaf } from '../formats/leaf.js';
import { growTree, type Placed } from '../metric-tree.js';
import type { JsonValue } from '../python-json.js';
import type { Rows } from './logs.js';
import { columnsOf } from './pick.js';

/**
 * The mean of each column that scores examples, one a row. A row without a score counts against its column: the mean
 * of the others would hide the examples that broke.
 */
export function readMeans(table: Rows): MetricGroup {
  return growTree(columnsOf(table).flatMap((column) => placeMean(table, column)));
}

function placeMean({ rows, place, columns }: Rows, column: string): Placed[] {
  const isTable = columns !== undefined;
  const cells = rows.map((row) => row.get(column));
  const scores = cells.map((cell) => toScore(cell, isTable));
  const known = scores.filter((score) => score !== null);
  // pandas writes its index without a name
  if (column === '' || !cells.some((cell, row) => typeof cell === 'number' || scores[row] !== null))
    return [];
  const mean = known.reduce((sum, score) => sum + score, 0) / known.length;
  const isVerdict = known.every((score) => score === 0 || score === 1);
  const leaf = toMeasuredLeaf(mean, {
    samples: known.length,
    spread: spreadOf(known),
    share: isVerdict ? 'of examples' : undefined,
  });
  const missing = scores.findIndex((score) => score === null);
  if (missing === -1) return [[[column], leaf]];
  const cell = cells[missing];
  const raw = `unknown (${cell === undefined ? 'empty' : describeRaw(cell)} in ${place(missing)})`;
  return [
    [[column], { kind: 'leaf', value: null, raw, remedy: 'score every example, or leave the row out' }],
  ];
}

function toScore(cell: JsonValue | undefined, isTable: boolean): number | null {
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : null;
  if (typeof cell === 'boolean') return cell ? 1 : 0;
  if (!isTable || typeof cell !== 'string') return null;
  const word = cell.toLowerCase();
  return word === 'true' ? 1 : word === 'false' ? 0 : null;
}
