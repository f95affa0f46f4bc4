import { type FollowedKey, type Found } from '../evidence/metric-path.js';
import type { Report } from '../evidence/evidence.js';
import type { MetricGate } from '../policy/schema.js';
/** What is known of how far a value may be off; all undefined where nothing is. */
export interface Uncertainty {
    /** Standard error of the value, more than 0. */
    readonly stderr?: number | undefined;
    /** Number of examples that the value rests on, at least 1. */
    readonly samples?: number | undefined;
    /** Standard deviation of the single examples, more than 0. */
    readonly spread?: number | undefined;
    /** The value is the share of `samples` examples of which each is right or wrong. */
    readonly proportion?: true | undefined;
}
/** One metric's value under one gate. */
export interface Measured {
    /** Concrete path, formatted. */
    readonly metric: string;
    /** What each `*` of the gate's path matched. */
    readonly bindings: readonly FollowedKey[];
    /** Why it can't be compared with another version's: it was found by its place in a list. */
    readonly unnamed?: string | undefined;
    readonly value: number;
    readonly uncertainty: Uncertainty | Unusable;
    /** Which direction is better, as the report itself says. */
    readonly direction?: 'higher' | 'lower' | undefined;
    /** The path of its number of examples in the report, where the format says it. */
    readonly samplesAt?: string | undefined;
}
/** What stands at a place beside a metric is no number that could serve, in words. */
export interface Unusable {
    readonly absence: string;
}
/**
 * How far a metric of a report may be off: by the places that the gate names, else by what the format says. With
 * a sample size alone, the metric is a proportion of so many examples: the policy's documentation says so.
 */
export declare function readUncertainty(gate: MetricGate, report: Report, found: Pick<Found, 'path' | 'bindings' | 'leaf'>): Uncertainty | Unusable;
/** The number of examples behind a metric; undefined where nothing says it. */
export declare function readSamples(gate: MetricGate, report: Report, found: Pick<Found, 'path' | 'bindings' | 'leaf'>): number | undefined | Unusable;
/** The number of examples, where it is known. */
export declare function samplesOf(uncertainty: Uncertainty | Unusable): number | undefined;
