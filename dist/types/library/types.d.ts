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
/** The same in the words of MLflow's client. */
export interface TransitionRequest extends Omit<PromotionRequest, 'model'> {
    /** The model's. */
    readonly name: string;
}
/** To go back to an earlier version of a stage. */
export interface RollbackRequest {
    readonly model: string;
    readonly stage: string;
    /** One that held the stage earlier; the one before by default. */
    readonly version?: string | number | null | undefined;
    /** For the history. */
    readonly reason?: string | null | undefined;
    /** Decide and report, change nothing. */
    readonly dryRun?: boolean | undefined;
}
/** To judge the version in a stage by what it shows in use. */
export interface ConfirmRequest {
    readonly model: string;
    readonly stage: string;
    /** It must hold the stage; the one that does by default. */
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
    /** Of the source, in hex. */
    readonly sha256?: string | null | undefined;
    readonly tags?: Readonly<Record<string, string>> | undefined;
    readonly aliases?: readonly string[] | undefined;
    /** For the history. */
    readonly reason?: string | null | undefined;
    /** Start a model that is in neither the registry nor the policy. */
    readonly newModel?: boolean | undefined;
}
/** To learn what the gates of a stage are worth. */
export interface PowerRequest {
    readonly model: string;
    /** In any case. */
    readonly stage: string;
    /** The version whose reports show the evidence: a number, `latest` (the default) or `@alias`. */
    readonly version?: string | number | null | undefined;
    /** Examples of each version, in place of as many as the reports have. */
    readonly samples?: number | null | undefined;
    /** A true difference in the metric's unit, positive for better: how many examples does it take? */
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
/** Which lines of the history. */
export interface HistoryRequest {
    /** All models by default. */
    readonly model?: string | undefined;
    /** Only lines up to this time: a Date, or text such as `2026-11-17` (the end of that day, UTC). */
    readonly at?: Date | string | undefined;
    /** Only lines that moved a version into or out of this stage, in any case. */
    readonly stage?: string | undefined;
    /** Only the last so many lines. */
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
    /** Oldest first, its chain checked. */
    readonly history: readonly HistoryLine[];
}
/** A policy that was read and found to be sound. */
export interface Policy {
    readonly file: string;
    /** Of the file's text, in hex. */
    readonly sha256: string;
    /** In the order of promotion. */
    readonly stages: readonly string[];
    /** The file's content, as `schema/policy.schema.json` describes it. */
    readonly content: Readonly<Record<string, unknown>>;
}
