/**
 * Everything that can go wrong: every error that reaches a user has one of these codes, and each code has one
 * exit status. A blocked promotion is not an error but a decision.
 */
export type ErrorCode = 
/** A wrong flag, input, model, version or stage. */
'input' | 'policy' | 'manifest' | 'history'
/** A valid request that this release doesn't support. */
 | 'unsupported'
/** Files, git or a server could not be reached, or refused. */
 | 'unavailable'
/** The registry changed between reading and writing; the promotion loop decides again. */
 | 'conflict';
/** Where in a file, counted from 1. */
export interface Place {
    readonly file: string;
    readonly line?: number | null | undefined;
    readonly column?: number | undefined;
}
export interface ErrorDetails {
    /** What to do: whole sentences or lines to paste. Starts with a verb. */
    readonly hint?: string | undefined;
    readonly place?: Place | undefined;
    readonly cause?: unknown;
}
/** The one error class. `message` says what is wrong, `place` where, `hint` what to do. */
export declare class StagegateError extends Error {
    readonly name = "StagegateError";
    readonly code: ErrorCode;
    readonly hint: string | undefined;
    readonly place: Place | undefined;
    constructor(code: ErrorCode, message: string, details?: ErrorDetails);
}
/**
 * Runs `work`. If it fails, throws what `explain` makes of the error. A StagegateError already says what is wrong, so
 * it is thrown unchanged.
 */
export declare function explained<T>(work: () => Promise<T>, explain: (cause: unknown) => unknown): Promise<T>;
/** Exit statuses of the command line. The action's step fails on all of them except 0. */
export declare const EXIT: {
    readonly done: 0;
    readonly blocked: 1;
    readonly badInput: 2;
    readonly unavailable: 3;
    readonly lostRace: 4;
};
/** The exit status for an error. An error that isn't a StagegateError is a defect of ours, and counts as 3. */
export declare function exitStatus(error: unknown): number;
/** `file:line:column`, as editors and GitHub understand it. */
export declare function formatPlace(place: Place): string;
