import { type ErrorCode } from '../errors.js';
import type { Snapshot } from '../model/registry.js';
import { type ArtifactReading } from './artifacts.js';
/** The result of verifying one model. */
export interface Verification {
    readonly model: string;
    /** Number of history lines. */
    readonly lines: number;
    /** Where the registry and the history differ. */
    readonly problems: readonly VerificationProblem[];
    /** Assumptions, such as the stages before the first line. */
    readonly notes: readonly string[];
    /** Earlier differences that a person has acknowledged, oldest first. */
    readonly acknowledged: readonly Acknowledgement[];
    /** Set when the model could not be read: why. */
    readonly unread?: ErrorCode | undefined;
}
/** Differences that a person has acknowledged. */
export interface Acknowledgement {
    readonly differed: readonly string[];
    readonly actor: string | null;
    /** UTC, ISO 8601. */
    readonly time: string;
    readonly reason: string | null;
    /** The history line that says so. */
    readonly file: string;
    readonly line: number | null;
}
/** A difference between the registry and the history. */
export interface VerificationProblem {
    /** Null when it is about the whole model. */
    readonly version: string | null;
    readonly message: string;
    /** The history line that it is about; null when it is about the registry now. */
    readonly file: string | null;
    readonly line: number | null;
    /**
     * Set when it is about the version's files: the recorded SHA-256, and the one found (null where they are missing).
     */
    readonly artifact?: {
        readonly recorded: string;
        readonly found: string | null;
    } | undefined;
}
/** A problem with its place. */
export declare function tellProblem({ message, file, line }: VerificationProblem): string;
/**
 * Adds what the files at the versions' sources show.
 * @param readings by version
 */
export declare function addArtifacts(verification: Verification, { versions }: Pick<Snapshot, 'versions'>, readings: ReadonlyMap<string, ArtifactReading>): Verification;
