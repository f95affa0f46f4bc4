import type { ErrorCode, StagegateError } from '../errors.js';
import type { Snapshot } from '../registry/registry.js';
export interface Verification {
    readonly model: string;
    /** Number of history lines. */
    readonly lines: number;
    /** Where the registry and the history part. */
    readonly problems: readonly VerificationProblem[];
    /** What is taken as given: the stages that were there before the first line. */
    readonly notes: readonly string[];
    /** Set when the model could not be read, and nothing is known of it: why. */
    readonly unread?: ErrorCode | undefined;
}
export interface VerificationProblem {
    /** Null when it is about the whole model. */
    readonly version: string | null;
    readonly message: string;
    /** The history line concerned, or null when it is about the registry as it is now. */
    readonly file: string | null;
    readonly line: number | null;
}
/** Replays a model's history (its chain has been checked when it was read) and compares it with the registry. */
export declare function verifyModel(snapshot: Snapshot): Verification;
/** Of a model that could not be read: one bad model keeps back nothing about the others. */
export declare function failVerification(model: string, { code, message, place }: StagegateError): Verification;
