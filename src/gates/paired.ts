import type { Problem } from '../evidence/evidence.js';
import type { Examples } from '../evidence/reader.js';
import type { MetricGate } from '../policy/schema.js';
import { comparePairs } from '../statistics/compare-pairs.js';
import type { Comparison } from '../statistics/compare.js';
import type { Absence, Interval } from '../statistics/interval.js';
import type { Requirement } from '../statistics/judge.js';
import { needForPairs, type Need } from '../statistics/needed.js';
import { joinByKey } from '../statistics/pairs.js';
import { agrees, meanOf, spanOf } from './agreement.js';
import { formatPair } from './number.js';

export type Paired = NonNullable<MetricGate['paired']>;

/** Both versions' results, example by example, or why there are none. */
export interface PairedExamples {
  readonly candidate: Examples | Problem;
  readonly champion: Examples | Problem;
}

const UNREAD: Problem = { path: 'the examples', message: 'were not read' };

/** In place of examples that nobody looked for: they are no reason to compare in another way. */
export const NOT_READ: PairedExamples = { candidate: UNREAD, champion: UNREAD };

/** The key under which a gate's examples, compared with those of one champion, are kept in the context. */
export function pairedKey({ file, key, score }: Paired, champion: string): string {
  return JSON.stringify([file, key, score, champion]);
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
  if ('message' in candidate) return incomparable(`${candidate.path} ${candidate.message}`);
  if ('message' in champion) return incomparable(`${champion.path} ${champion.message}`);
  const span = spanOf(candidate.rows, champion.rows);
  for (const [{ path, rows }, value] of [
    [candidate, reported.candidate],
    [champion, reported.champion],
  ] as const)
    if (!agrees(rows, value, span)) return { absence: describeDisagreement(path, meanOf(rows), value) };
  const joined = joinByKey(candidate.rows, champion.rows);
  return 'pairs' in joined ? comparePairs(joined.pairs, at) : incomparable(`it ${joined.absence}`);
}

function incomparable(why: string): Absence {
  return { absence: `cannot be compared example by example: ${why}` };
}

function describeDisagreement(path: string, mean: number, reported: number): string {
  const [shown, other] = formatPair(mean, reported);
  return `is ${other}, but the mean of ${path} is ${shown}: they are not of one evaluation, or the report says too few digits`;
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
