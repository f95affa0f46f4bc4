import type { ModelVersion } from '../model/registry.js';
import type { Artifact, HistoryEntry, HistoryLine } from '../model/history-entry.js';
/** A version's source or digest differs from what the history recorded for its number. */
interface Exchange {
    readonly version: string;
    readonly message: string;
    readonly line: HistoryLine;
}
/** What is at a version's source now. */
export type ArtifactReading = {
    readonly kind: 'read';
    /** Hex; of the file, or of the folder's list of files. */
    readonly sha256: string;
    /** The branch that it was read from; null for the workspace. */
    readonly branch: string | null;
}
/** Nothing at the source has a digest. `why` continues a sentence that begins with the source. */
 | {
    readonly kind: 'missing';
    readonly why: string;
}
/** The files can't be compared. `why` is a whole sentence. */
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
    /** Reads what is at a path whose SHA-256 isn't recorded. @throws StagegateError `unavailable` */
    digest?(source: string): Promise<ArtifactReading>;
}
/** How a version's files compare with what was recorded. */
interface JudgedArtifact {
    readonly state: 'same' | 'other' | 'missing' | 'unchecked';
    /** One sentence, without a remedy. */
    readonly message: string;
}
/** Compares what is at a version's source with its recorded SHA-256. */
export declare function judgeArtifact({ version, source, sha256 }: Pick<ModelVersion, 'version'> & Artifact, reading: ArtifactReading): JudgedArtifact;
/**
 * The `artifacts` of a new line. A version's files are recorded once, on the first line about it, since they never
 * change.
 */
export declare function artifactsToRecord(versions: readonly Pick<ModelVersion, 'version' | 'source' | 'sha256'>[], history: readonly HistoryLine[]): Pick<HistoryEntry, 'artifacts'>;
/** Finds the versions whose source or digest differs from what the history recorded for their number. */
export declare function findExchanges(versions: readonly ModelVersion[], history: readonly HistoryLine[]): Exchange[];
export {};
