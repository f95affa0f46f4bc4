import type { GateResult } from './gate-result.js';
export type HistoryAction = 'register' | 'promote' | 'rollback' | 'archive' | 'acknowledge' | 'unregister';
/** A version's files. */
export interface Artifact {
    readonly source: string | null;
    readonly sha256: string | null;
}
/**
 * One line of the history: one promotion, including what it archives. The keys are those of the file (JSON Lines), in
 * the order in which they are written. `acknowledge` is about all versions: `version` names one of them, and `from` and
 * `to` are its stage. `unregister` goes from `None` to `None`, and the version is gone afterwards.
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
    /** The versions that this line moved from `to` to `Archived`. */
    readonly archived: readonly string[];
    /** By version: the files of versions that the history mentions here first; omitted where there are none. */
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
    /** By path: the SHA-256 of each report file, where `report-sha256` isn't the digest of one report file. */
    readonly reports?: Readonly<Record<string, string>> | undefined;
    readonly gates: readonly GateResult[];
    /** Only on `acknowledge`: where registry and history differed, in words. */
    readonly differed?: readonly string[] | undefined;
    /**
     * On a model's first line: the stages of its versions before the history began (without those in `None`), from which
     * a replay starts. On `acknowledge`: the stages from which it continues.
     */
    readonly beginning?: Readonly<Record<string, string>> | undefined;
    /** SHA-256 (hex) of the model's line before this one, without its line end; null on the first. */
    readonly previous: string | null;
}
/** A line, and where the registry keeps it. */
export interface HistoryLine {
    readonly entry: HistoryEntry;
    /** SHA-256 (hex) of the line's text, without its line end. */
    readonly sha256: string;
    /** The file's path; on a server, the name of what holds the line. */
    readonly file: string;
    /** Counted from 1; null where there is only this line. */
    readonly line: number | null;
}
