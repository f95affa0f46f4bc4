import type { Absence } from './interval.js';

/** One example's score under both versions. */
export interface Pair {
  readonly candidate: number;
  readonly champion: number;
}

/** A score under its example's key. */
export interface Row {
  readonly key: string;
  readonly score: number;
}

/** How many keys a message lists. */
const LISTED = 3;

/** How much of a key. */
const LONGEST = 60;

/**
 * Both versions' scores, joined by key, in the candidate's order. A key that stands twice, that only one side has, or
 * whose score is no number is an absence: a comparison on the rest would be one on other examples.
 */
export function joinByKey(
  candidate: readonly Row[],
  champion: readonly Row[],
): { readonly pairs: readonly Pair[] } | Absence {
  const [first, second] = [byKey(candidate), byKey(champion)];
  const faults = [
    tell("twice among the candidate's", first.twice),
    tell("twice among the champion's", second.twice),
    tell("without a number among the candidate's", first.unusable),
    tell("without a number among the champion's", second.unusable),
    tell("among the candidate's alone", without(first.scores, second.scores)),
    tell("among the champion's alone", without(second.scores, first.scores)),
  ].filter((fault) => fault !== null);
  if (faults.length > 0) return { absence: `has examples that stand ${faults.join('; ')}` };
  if (first.scores.size === 0) return { absence: 'has no examples' };
  const pairs = [...first.scores].map(([key, score]) => ({
    candidate: score,
    champion: second.scores.get(key) ?? NaN,
  }));
  return { pairs };
}

function byKey(rows: readonly Row[]): { scores: Map<string, number>; twice: string[]; unusable: string[] } {
  const scores = new Map<string, number>();
  const twice = new Set<string>();
  const unusable: string[] = [];
  for (const { key, score } of rows) {
    if (scores.has(key)) twice.add(key);
    if (!Number.isFinite(score)) unusable.push(key);
    scores.set(key, score);
  }
  return { scores, twice: [...twice], unusable };
}

function without(scores: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): string[] {
  return [...scores.keys()].filter((key) => !other.has(key));
}

function tell(where: string, keys: readonly string[]): string | null {
  if (keys.length === 0) return null;
  const listed = keys.slice(0, LISTED).map(shorten).join(', ');
  const more = keys.length > LISTED ? ` and ${keys.length - LISTED} more` : '';
  return `${where} (${listed}${more})`;
}

function shorten(key: string): string {
  return key.length > LONGEST ? `${key.slice(0, LONGEST)}…` : key;
}
