import type { Problem } from '../evidence/evidence.js';
import type { Examples } from '../evidence/reader.js';
import type { MetricGate } from '../policy/schema.js';
import type { Comparison } from '../statistics/compare.js';
import type { Absence, Interval } from '../statistics/interval.js';
import type { Requirement } from '../statistics/judge.js';
import { type Need } from '../statistics/needed.js';
export type Paired = NonNullable<MetricGate['paired']>;
/** Both versions' results, example by example, or why there are none. */
export interface PairedExamples {
    readonly candidate: Examples | Problem;
    readonly champion: Examples | Problem;
}
/** In place of examples that nobody looked for: they are no reason to compare in another way. */
export declare const NOT_READ: PairedExamples;
/** The key under which a gate's examples, compared with those of one champion, are kept in the context. */
export declare function pairedKey({ file, key, score }: Paired, champion: string): string;
/** What the reports say of both versions, which their examples have to agree with. */
export interface Reported {
    readonly candidate: number;
    readonly champion: number;
}
/**
 * Limits for the candidate's mean less the champion's, on the same examples.
 * @returns an absence, as the end of a sentence about the metric, also where the examples are of another evaluation
 */
export declare function comparePaired({ candidate, champion }: PairedExamples, reported: Reported, at: Comparison): Interval | Absence;
/** What would tell, of examples that could be compared. */
export declare function needOfPaired({ candidate, champion }: PairedExamples, at: Comparison, required: Requirement): Need;
