import type { HistoryLine } from '../model/history-entry.js';
import type { ModelVersion } from '../model/registry.js';
/** To judge a version for a stage, and to move it there. */
export interface PromotionRequest {
    readonly model: string;
    /** A version number, `latest` or `@alias`. */
    readonly version: string | number;
    /** The target stage, in any case. */
    readonly stage: string;
    /** For the history; needed with `force` and `allowTakenOut`. */
    readonly reason?: string | null | undefined;
    /** Promote past failed gates, unless the policy forbids it. */
    readonly force?: boolean | undefined;
    /** Let a version return to a stage that it was taken out of. */
    readonly allowTakenOut?: boolean | undefined;
}
/** A `PromotionRequest` with the names of MLflow's client. */
export interface TransitionRequest extends Omit<PromotionRequest, 'model'> {
    /** The model's name. */
    readonly name: string;
}
/** To go back to an earlier version of a stage. */
export interface RollbackRequest {
    readonly model: string;
    readonly stage: string;
    /** A version that held the stage earlier; by default, the one before the current one. */
    readonly version?: string | number | null | undefined;
    /** For the history. */
    readonly reason?: string | null | undefined;
    /** Decide and report, change nothing. */
    readonly dryRun?: boolean | undefined;
}
/** To judge the version in a stage by evidence from its use. */
export interface ConfirmRequest {
    readonly model: string;
    readonly stage: string;
    /** The version, which must hold the stage; by default, the one that holds it. */
    readonly version?: string | number | null | undefined;
    /** Decide and report, change nothing. */
    readonly dryRun?: boolean | undefined;
}
/** To add a version in stage `None`. */
export interface RegisterRequest {
    readonly model: string;
    /** The next number by default. */
    readonly version?: string | number | null | undefined;
    /** Where its files are: a URI, or a path in the workspace, whose SHA-256 is recorded. */
    readonly source?: string | null | undefined;
    /** SHA-256 of the source, in hex. */
    readonly sha256?: string | null | undefined;
    readonly tags?: Readonly<Record<string, string>> | undefined;
    readonly aliases?: readonly string[] | undefined;
    /** For the history. */
    readonly reason?: string | null | undefined;
    /** Start a model that is in neither the registry nor the policy. */
    readonly newModel?: boolean | undefined;
}
/** To learn the power of a stage's gates. */
export interface PowerRequest {
    readonly model: string;
    /** The stage, in any case. */
    readonly stage: string;
    /**
     * The version whose reports show what evidence the gates get: a number, `latest` or `@alias`. By default, the newest
     * version with a report.
     */
    readonly version?: string | number | null | undefined;
    /** Number of examples of each version to assume; by default, as many as the reports have. */
    readonly samples?: number | null | undefined;
    /** A true difference in the metric's unit, positive for better: how many examples are needed to detect it? */
    readonly effect?: number | null | undefined;
    /** Reports of one version, evaluated several times: paths or globs. */
    readonly replay?: readonly string[] | undefined;
}
/** To accept a registry that somebody changed by hand. */
export interface AcknowledgeRequest {
    readonly model: string;
    /** For the history. */
    readonly reason: string;
    /** Decide and report, change nothing. */
    readonly dryRun?: boolean | undefined;
}
/** To remove a version that was never promoted. */
export interface UnregisterRequest {
    readonly model: string;
    readonly version: string | number;
    /** For the history. */
    readonly reason?: string | null | undefined;
    /** Decide and report, change nothing. */
    readonly dryRun?: boolean | undefined;
}
/** Which lines of the history to return. */
export interface HistoryRequest {
    /** All models by default. */
    readonly model?: string | undefined;
    /** Only lines up to this time: a Date, or text such as `2026-11-17` (the end of that day, UTC). */
    readonly at?: Date | string | undefined;
    /** Only lines that moved a version into or out of this stage, or confirmed one in it. In any case. */
    readonly stage?: string | undefined;
    /** Only this many of the last lines. */
    readonly limit?: number | undefined;
}
/** Which past decisions to judge again. */
export interface BacktestRequest {
    /** All models by default. */
    readonly model?: string | undefined;
    /** Only what was decided at this time or later: a Date, or text such as `2026-11-17` (its start, UTC). */
    readonly since?: Date | string | undefined;
}
/** A model as its registry holds it now. */
export interface Snapshot {
    readonly model: string;
    /** False for a model that only the history knows. */
    readonly exists: boolean;
    /** By ascending number. */
    readonly versions: readonly ModelVersion[];
    /** Alias to version. */
    readonly aliases: Readonly<Record<string, string>>;
    /** Oldest first. Its chain of digests has been checked. */
    readonly history: readonly HistoryLine[];
}
/** A policy that was read and found to be valid. */
export interface Policy {
    readonly file: string;
    /** SHA-256 of the file's text, in hex. */
    readonly sha256: string;
    /** In the order of promotion. */
    readonly stages: readonly string[];
    /** The file's content, as `schema/policy.schema.json` describes it. */
    readonly content: Readonly<Record<string, unknown>>;
}
