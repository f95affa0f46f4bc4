import type { Interval } from './interval.js';
/** What the true value must be: at least `min`, or at most `max`. */
export type Requirement = {
    readonly min: number;
} | {
    readonly max: number;
};
/**
 * `pass` when the whole interval meets the bound, `fail` when none of it does, else `inconclusive`. A limit that
 * lies on the bound meets it, as a value does.
 */
export declare function judge({ lower, upper }: Pick<Interval, 'lower' | 'upper'>, required: Requirement): 'pass' | 'fail' | 'inconclusive';
