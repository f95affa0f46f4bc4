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
/**
 * Both versions' scores, joined by key, in the candidate's order. A key that stands twice, that only one side has, or
 * whose score is no number is an absence: a comparison on the rest would be one on other examples.
 */
export declare function joinByKey(candidate: readonly Row[], champion: readonly Row[]): {
    readonly pairs: readonly Pair[];
} | Absence;
