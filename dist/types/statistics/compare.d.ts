import { type Absence, type Interval } from './interval.js';
import { type Reading, type Sample } from './sample.js';
export interface Comparison {
    /** Of each limit; above 0.5 and below 1. */
    readonly confidence: number;
    /** By what the champion is multiplied before it is taken away: 0.995 for `no more than 0.5 % worse`. */
    readonly factor?: number | undefined;
}
/**
 * One-sided limits for candidate − factor · champion, where each was measured on examples of its own, or on shared
 * ones whose single results are not known (then they are wider than they need be, unless the two do well on
 * different examples).
 *
 * - Right or wrong: melded from both exact binomial limits. At 0, with a factor of 1, they agree with Fisher's exact
 *   test (Fay, Proschan and Brittain, Biometrics 71, 2015, 146–156).
 * - Else Welch's: the difference, and the root of both squared standard errors (Biometrika 34, 1947, 28–35), each
 *   multiplied by its own quantile of t. So they hold for any variances (Hájek, Selected Translations in Mathematical
 *   Statistics and Probability 2, 1962, 63–74); with Satterthwaite's degrees of freedom they would nearly. Between 0 and 1 they
 *   reach at least as far as the melded ones.
 *
 * The absence says whose sample tells nothing.
 *
 * @throws RangeError for a confidence that is not above 0.5 and below 1, or a factor of 0
 */
export declare function compare(candidate: Sample, champion: Sample, { confidence, factor }: Comparison): Interval | Absence;
export declare function checkFactor(factor: number): void;
export declare function compareReadings(first: Reading, second: Reading, options: Required<Comparison>): Interval | Absence;
