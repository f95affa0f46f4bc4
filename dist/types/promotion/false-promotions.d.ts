import type { Attempted } from '../model/history-entry.js';
/** Which attempt a promotion is, where the stage has `false-promotions`. */
export interface PromotionAttempt extends Attempted {
    /** What is left of the rate for later attempts: `1.9%`. */
    readonly left: string;
    /** As the policy writes it: `5%`. */
    readonly rate: string;
    /** The history already has it: the same version on the same evidence. */
    readonly isRecorded: boolean;
}
/** The part of an attempt that the history records. */
export declare function toRecord(attempt: PromotionAttempt): Attempted;
/**
 * The confidence that leaves at most this chance of an error, as text: `99.9964%`. The chance is rounded down, and the
 * gates read this same text, so it says exactly what was required.
 */
export declare function formatLevel(chance: number): string;
