import type { ModelVersion } from '../model/registry.js';
import type { Artifact, HistoryEntry, HistoryLine } from '../model/history-entry.js';
/** Another source or digest under a version's number than the history recorded for it. */
export interface Exchange {
    readonly message: string;
    readonly line: HistoryLine;
}
/** What is at a version's source now. */
export type ArtifactReading = {
    readonly kind: 'read';
    /** Of the file, or of the folder's list; hex. */
    readonly sha256: string;
    /** The branch that it was taken from; null for the workspace. */
    readonly branch: string | null;
}
/** Nothing there has a digest; the rest of a sentence after the source. */
 | {
    readonly kind: 'missing';
    readonly why: string;
}
/** Nothing could be compared: why, as a sentence. */
 | {
    readonly kind: 'unchecked';
    readonly why: string;
};
/** Reads the files of versions, for the gate `artifact` and for `verify`. */
export interface ArtifactReader {
    /**
     * Null where the version has neither a source nor a SHA-256.
     * @throws StagegateError `unavailable` where a branch can't be read
     */
    read(version: Artifact): Promise<ArtifactReading | null>;
}
/** What a version's files turned out to be. */
export interface JudgedArtifact {
    readonly state: 'same' | 'other' | 'missing' | 'unchecked';
    /** One sentence, without what to do. */
    readonly message: string;
}
/** Compares what is at a version's source with its recorded SHA-256. */
export declare function judgeArtifact({ version, source, sha256 }: Pick<ModelVersion, 'version'> & Artifact, reading: ArtifactReading): JudgedArtifact;
/**
 * What a line records of the files of the versions that it tells of: each version once, when the history first
 * meets it, since the files under a number never change.
 */
export declare function artifactsToRecord(versions: readonly Pick<ModelVersion, 'version' | 'source' | 'sha256'>[], history: readonly HistoryLine[]): Pick<HistoryEntry, 'artifacts'>;
/** How a version's files differ from those that were recorded for its number. */
export declare function findExchanges(held: ModelVersion, history: readonly HistoryLine[]): Exchange[];
