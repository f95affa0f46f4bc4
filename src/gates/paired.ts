import type { Problem } from '../evidence/evidence.js';
import type { Examples } from '../evidence/reader.js';
import type { MetricGate } from '../policy/schema.js';
import type { Absence, Interval, Requirement } from '../statistics/interval.js';
import { joinByKey, pairedInterval } from '../statistics/paired.js';
import { neededForPairs, type NeededSamples } from '../statistics/sample-size.js';
import type { Comparison } from '../statistics/two-samples.js';
import { findDisagreement, spanOf, UNREAD } from './rows.js';
import { INCOMPARABLE } from './uncertainty.js';

/** Both versions' results, example by example, or why there are none. */
export interface PairedExamples {
  readonly candidate: Examples | Problem;
  readonly champion: Examples | Problem;
}

/** Stands for examples that were not read, so that nothing falls back to an unpaired comparison. */
export const NOT_READ: PairedExamples = { candidate: UNREAD, champion: UNREAD };

/** The key under which a gate's examples, compared with one champion's, are kept in the context. */
export function pairedKey(
  { file, key, score, cluster }: NonNullable<MetricGate['paired']>,
  champion: string,
): string {
  return JSON.stringify([file, key, score, cluster, champion]);
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
  return { absence: `${INCOMPARABLE}: ${why}` };
}
