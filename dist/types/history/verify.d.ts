import { type ErrorCode } from '../errors.js';
import type { Snapshot } from '../model/registry.js';
import { type ArtifactReading } from './artifacts.js';
export interface Verification {
    readonly model: string;
    /** Number of history lines. */
    readonly lines: number;
    /** Where the registry and the history part. */
    readonly problems: readonly VerificationProblem[];
    /** What is taken as given: the stages that were there before the first line. */
    readonly notes: readonly string[];
    /** Where they parted before, and a person has taken that as it was, oldest first. */
    readonly acknowledged: readonly Acknowledgement[];
    /** Set when the model could not be read, and nothing is known of it: why. */
    readonly unread?: ErrorCode | undefined;
}
/** Differences that a person has acknowledged: what, who, when and why. */
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
export interface VerificationProblem {
    /** Null when it is about the whole model. */
    readonly version: string | null;
    readonly message: string;
    /** The history line concerned, or null when it is about the registry as it is now. */
    readonly file: string | null;
    readonly line: number | null;
    /** Set when it is about the version's files: the SHA-256 that was recorded, and theirs (null where they are missing). */
    readonly artifact?: {
        readonly recorded: string;
        readonly found: string | null;
    } | undefined;
}
/** A problem in words, with its place. */
export declare function tellProblem({ message, file, line }: VerificationProblem): string;
/**
 * Adds what was found at the sources of versions.
 * @param readings by version
 */
export declare function addArtifacts(verification: Verification, { versions }: Pick<Snapshot, 'versions'>, readings: ReadonlyMap<string, ArtifactReading>): Verification;
