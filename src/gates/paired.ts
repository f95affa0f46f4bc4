import type { Problem } from '../evidence/evidence.js';
import type { Examples } from '../evidence/reader.js';
import type { MetricGate } from '../policy/schema.js';
import { comparePairs } from '../statistics/compare-pairs.js';
import type { Comparison } from '../statistics/compare.js';
import type { Absence, Interval } from '../statistics/interval.js';
import type { Requirement } from '../statistics/judge.js';
import { needForPairs, type Need } from '../statistics/needed.js';
import { joinByKey, type Row } from '../statistics/pairs.js';
import { decimal, formatNumber } from './number.js';

export type Paired = NonNullable<MetricGate['paired']>;

/** Both versions' results, example by example, or why there are none. */
export interface PairedExamples {
  readonly candidate: Examples | Problem;
  readonly champion: Examples | Problem;
}

const UNREAD: Problem = { path: 'the examples', message: 'were not read' };

/** In place of examples that nobody looked for: they are no reason to compare in another way. */
export const NOT_READ: PairedExamples = { candidate: UNREAD, champion: UNREAD };

/** The key under which a gate's examples are kept in the context. */
export function pairedKey({ file, key, score }: Paired): string {
  return JSON.stringify([file, key, score]);
}

/** What the reports say of both versions, which their examples have to agree with. */
export interface Reported {
  readonly candidate: number;
  readonly champion: number;
}

/**
 * Limits for the candidate's mean less the champion's, on the same examples.
 * @returns an absence, as the end of a sentence about the metric, also where the examples are of another evaluation
 */
export function comparePaired(
  { candidate, champion }: PairedExamples,
  reported: Reported,
  at: Comparison,
): Interval | Absence {
  for (const [examples, value] of [
    [candidate, reported.candidate],
    [champion, reported.champion],
  ] as const) {
    if ('message' in examples)
      return { absence: `cannot be compared example by example: ${examples.path} ${examples.message}` };
    const mean = meanOf(examples.rows);
    if (!agrees(mean, value)) {
      const [shown, other] = [formatNumber(mean), formatNumber(value)];
      return {
        absence: `is ${other}, but the mean of ${examples.path} is ${shown}: they are not of one evaluation`,
      };
    }
  }
  if ('message' in candidate || 'message' in champion) throw new TypeError('a problem was not told');
  const joined = joinByKey(candidate.rows, champion.rows);
  if ('pairs' in joined) return comparePairs(joined.pairs, at);
  return { absence: `cannot be compared example by example: it ${joined.absence}` };
}

/** What would tell, of examples that could be compared. */
export function needOfPaired(
  { candidate, champion }: PairedExamples,
  at: Comparison,
  required: Requirement,
): Need {
  if ('message' in candidate || 'message' in champion) return null;
  const joined = joinByKey(candidate.rows, champion.rows);
  return 'pairs' in joined ? needForPairs(joined.pairs, at, required) : null;
}

function meanOf(rows: readonly Row[]): number {
  return rows.reduce((sum, { score }) => sum + score, 0) / rows.length;
}

/** A report may have rounded: the mean has to lie within half a unit of its last decimal. */
function agrees(mean: number, reported: number): boolean {
  const written = decimal(reported);
  const decimals = Math.max(0, written.c.length - 1 - written.e);
  const half = decimal(0.5).times(decimal(10).pow(-decimals));
  // a sum of many doubles is off by more than the last digit of a value that was not rounded
  const slack = Number(half) + 1e-9 * Math.max(1, Math.abs(reported));
  return Math.abs(mean - reported) <= slack;
}
