import type { Problem } from '../evidence/evidence.js';
import type { Examples } from '../evidence/reader.js';
import type { MetricGate } from '../policy/schema.js';
import type { Absence, Interval, Requirement } from '../statistics/interval.js';
import { joinByKey, pairedInterval, type Row } from '../statistics/paired.js';
import { neededForPairs, type NeededSamples } from '../statistics/sample-size.js';
import type { Comparison } from '../statistics/two-samples.js';
import { decimal, formatPair } from './number.js';

/** Both versions' results, example by example, or why there are none. */
export interface PairedExamples {
  readonly candidate: Examples | Problem;
  readonly champion: Examples | Problem;
}

const UNREAD: Problem = { path: 'the examples', message: 'were not read' };

/** Stands for examples that were not read: they must not be compared in another way instead. */
export const NOT_READ: PairedExamples = { candidate: UNREAD, champion: UNREAD };

/** The key under which a gate's examples, compared with one champion's, are kept in the context. */
export function pairedKey({ file, key, score }: NonNullable<MetricGate['paired']>, champion: string): string {
  return JSON.stringify([file, key, score, champion]);
}

/**
 * Limits for the candidate's mean minus the champion's, on the same examples.
 * @param reported both versions' values in their reports, which the examples must agree with
 * @returns an absence, as the end of a sentence about the metric, also where the examples are of another evaluation
 */
export function comparePaired(
  { candidate, champion }: PairedExamples,
  reported: { readonly candidate: number; readonly champion: number },
  at: Comparison,
): Interval | Absence {
  if ('message' in candidate) return incomparable(`${candidate.path} ${candidate.message}`);
  if ('message' in champion) return incomparable(`${champion.path} ${champion.message}`);
  const span = spanOf([...candidate.rows, ...champion.rows]);
  const absence =
    findDisagreement(candidate, reported.candidate, span) ??
    findDisagreement(champion, reported.champion, span);
  if (absence !== null) return { absence };
  const joined = joinByKey(candidate.rows, champion.rows);
  return 'pairs' in joined ? pairedInterval(joined.pairs, at) : incomparable(`it ${joined.absence}`);
}

/** How many examples would settle the verdict, where the examples can be compared. */
export function neededForExamples(
  { candidate, champion }: PairedExamples,
  at: Comparison,
  required: Requirement,
): NeededSamples {
  if ('message' in candidate || 'message' in champion) return null;
  const joined = joinByKey(candidate.rows, champion.rows);
  return 'pairs' in joined ? neededForPairs(joined.pairs, at, required) : null;
}

function incomparable(why: string): Absence {
  return { absence: `can't be compared example by example: ${why}` };
}

/** A report may round by this part of the scores' span: 0.9 stands for 0.895 to 0.905. */
const COARSEST = 0.005;

/** A sum of many doubles is off by more than the last digit of an unrounded value. */
const SUM_ERROR = 1e-9;

/**
 * Why the report's number can't be the mean of these examples; null where it can. The report may have rounded it by
 * half a unit of its last decimal, but by no more than COARSEST: half a unit of `0.9`, or of `1`, would fit any
 * evaluation. With right and wrong, `1` means that all are right.
 * @param span how far apart the scores of both versions are
 */
function findDisagreement({ path, rows }: Examples, reported: number, span: number): string | null {
  const mean = rows.reduce((sum, { score }) => sum + score, 0) / rows.length;
  const rounding = Math.min(halfUnit(reported), COARSEST * span, halfExample(rows, reported));
  if (Math.abs(mean - reported) <= rounding + SUM_ERROR * Math.max(1, Math.abs(reported))) return null;
  const [shown, other] = formatPair(mean, reported);
  return `is ${other}, but the mean of ${path} is ${shown}: the examples are from another evaluation, or the report has too few digits`;
}

function spanOf(rows: readonly Row[]): number {
  let [least, greatest] = [Infinity, -Infinity];
  for (const { score } of rows) [least, greatest] = [Math.min(least, score), Math.max(greatest, score)];
  return greatest - least;
}

/** Half a unit of the last decimal. */
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
