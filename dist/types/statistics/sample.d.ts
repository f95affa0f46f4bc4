import type { Absence } from './interval.js';
/** A metric as it was measured on examples that are independent of each other. */
export type Sample = Proportion | Estimate;
/** How many of `samples` examples came out right: as a count, or as the share that a report gives. */
export type Proportion = {
    readonly samples: number;
    readonly stderr?: undefined;
} & ({
    readonly successes: number;
} | {
    readonly value: number;
});
/** A value with its standard error, and where it is known, how many examples both rest on. */
export interface Estimate {
    readonly value: number;
    readonly stderr: number;
    readonly samples?: number | undefined;
}
/** The estimate of a mean, from the standard deviation of its examples. */
export declare function estimateFromSpread(mean: {
    value: number;
    spread: number;
    samples: number;
}): Estimate;
/** What a sample was found to be. */
export type Reading = Counted | Measured;
/** Results that are right or wrong. Where a share was rounded, its count is one from `least` to `most`. */
export interface Counted {
    readonly kind: 'counted';
    readonly value: number;
    readonly samples: number;
    readonly least: number;
    readonly most: number;
}
/** A mean of anything else, or of something unknown. */
export interface Measured {
    readonly kind: 'measured';
    readonly value: number;
    readonly stderr: number;
    /** null where it is not known, which counts as SAMPLES_ASSUMED. */
    readonly samples: number | null;
}
/**
 * What a sample is, or why it says nothing.
 *
 * Right-or-wrong results are known by their standard error: among scores from 0 to 1 of one mean it is the largest
 * there is, and theirs alone (Bhatia and Davis, American Mathematical Monthly 107, 2000, 353–357).
 */
export declare function readSample(sample: Sample): Reading | Absence;
/** Degrees of freedom of a standard error. */
export declare function degreesOf({ samples }: Measured): number;
/** The same observed on so many times the examples, which need not be a whole number. */
export declare function enlarge(reading: Reading, times: number): Reading;
