import type { GateResult } from './gate-result.js';
export type HistoryAction = 'register' | 'promote' | 'rollback' | 'archive' | 'acknowledge' | 'unregister';
/** The model's files that a version stands for. */
export interface Artifact {
    readonly source: string | null;
    readonly sha256: string | null;
}
/**
 * One line of the history: one promotion, whatever it archives. The keys are the file's (JSON Lines),
 * in the order in which they are written. `acknowledge` is about all versions: `version` only names one of them, and
 * `from` and `to` are where that one is. `unregister` goes from `None` to `None`: the version is gone after it.
 */
export interface HistoryEntry {
    /** UTC, ISO 8601. */
    readonly time: string;
    readonly action: HistoryAction;
    readonly model: string;
    readonly version: string;
    /** Null for a version that did not exist before (`register`). */
    readonly from: string | null;
    readonly to: string;
    /** The versions that left `to` for `Archived` by this line. */
    readonly archived: readonly string[];
    /** By version: the files of those that the history meets here first; left out where there are none. */
    readonly artifacts?: Readonly<Record<string, Artifact>> | undefined;
    readonly actor: string | null;
    readonly reason: string | null;
    readonly forced: boolean;
    /** The commit that the decision was made at. */
    readonly commit: string | null;
    /** The workflow run, a URL. */
    readonly run: string | null;
    readonly 'policy-sha256': string | null;
    readonly 'report-sha256': string | null;
    /** By path: the SHA-256 of each report file, where `report-sha256` is not the digest of a single report file. */
    readonly reports?: Readonly<Record<string, string>> | undefined;
    readonly gates: readonly GateResult[];
    /** Only on `acknowledge`: where registry and history differed, in words. */
    readonly differed?: readonly string[] | undefined;
    /**
     * On a model's first line: the stages that its versions held before the history began (those in `None` left out), so
     * that a replay has a state to start from. On `acknowledge`: the stages from which it goes on.
     */
    readonly beginning?: Readonly<Record<string, string>> | undefined;
    /** SHA-256 (hex) of the model's line before this one, without its line end; null on the first. */
    readonly previous: string | null;
}
/** A line as it stands where the registry keeps it. */
export interface HistoryLine {
    readonly entry: HistoryEntry;
    /** SHA-256 (hex) of the line's text, without its line end. */
    readonly sha256: string;
    /** The file's path; on a server, what holds the line, for people. */
    readonly file: string;
    /** Counted from 1; null where the line is all there is. */
    readonly line: number | null;
}
