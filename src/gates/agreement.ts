import type { Row } from '../statistics/pairs.js';
import { decimal } from './number.js';

/** How far a report may have rounded, as a part of how far apart the scores are: 0.9 stands for 0.895 to 0.905. */
const COARSEST = 0.005;

/** A sum of many doubles is off by more than the last digit of a value that was not rounded. */
const SUMMED = 1e-9;

export function meanOf(rows: readonly Row[]): number {
  return rows.reduce((sum, { score }) => sum + score, 0) / rows.length;
}

/**
 * Whether examples are those that a report's number is the mean of. The report may have rounded it by half a unit of
 * the last decimal that it shows, and no further than two decimals of the way from the least score to the greatest:
 * half a unit of `0.9`, or of `1`, would be any evaluation's. Of right and wrong, `1` says that all of them are right.
 * @param span how far apart the scores of both versions are
 */
export function agrees(rows: readonly Row[], reported: number, span: number): boolean {
  const rounded = Math.min(halfUnit(reported), COARSEST * span, halfExample(rows, reported));
  return Math.abs(meanOf(rows) - reported) <= rounded + SUMMED * Math.max(1, Math.abs(reported));
}

/** How far apart the scores are. */
export function spanOf(...sides: readonly (readonly Row[])[]): number {
  let [least, greatest] = [Infinity, -Infinity];
  for (const { score } of sides.flat())
    [least, greatest] = [Math.min(least, score), Math.max(greatest, score)];
  return greatest - least;
}

/** Half a unit of the last decimal that is shown. */
function halfUnit(reported: number): number {
  const written = decimal(reported);
  const decimals = Math.max(0, written.c.length - 1 - written.e);
  return Number(decimal(0.5).times(decimal(10).pow(-decimals)));
}

/** Where all or none are right, half of one example's share; else no limit. */
function halfExample(rows: readonly Row[], reported: number): number {
  const isRightOrWrong = rows.every(({ score }) => score === 0 || score === 1);
  return isRightOrWrong && Number.isInteger(reported) ? 0.5 / rows.length : Infinity;
}
