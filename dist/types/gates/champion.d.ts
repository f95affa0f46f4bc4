import type { Evidence } from '../evidence/evidence.js';
import { type FollowedKey, type MetricPath } from '../evidence/metric-path.js';
import type { HistoryEntry, HistoryLine } from '../history/entry.js';
import type { MetricGate } from '../policy/schema.js';
import { type Uncertainty, type Unusable } from './measured.js';
/** What is known of a version that holds the stage, or held it last. */
export interface ChampionEvidence {
    readonly version: string;
    /** It holds the stage now; false when the stage is empty and it held it last. */
    readonly holds: boolean;
    /** Numbers by metric path, from the history line that promoted it. */
    readonly recorded: ReadonlyMap<string, RecordedNumber>;
    /** Its own report, by the policy's template; null when none tells versions apart, or none was needed. */
    readonly evidence: Evidence | null;
    /**
     * Reports of one name for all versions, as they were at the commit that promoted it; null when they were not
     * read, or there is no git to ask.
     */
    readonly atCommit: Evidence | null;
    /** Its run's metrics, where nothing else told and the registry has runs; null when it was not read. */
    readonly run: Evidence | null;
    /** Numbers that were registered with it. */
    readonly registered: Readonly<Record<string, number>>;
    /** Where people can write its numbers besides a report: a manifest (its path) or an MLflow server. */
    readonly registry?: {
        readonly manifest: string;
    } | 'mlflow' | undefined;
}
/** A metric's value as a history line has it. */
export interface RecordedNumber {
    readonly value: number;
    readonly uncertainty: Uncertainty;
}
/** A champion's value for a metric and where it comes from, or why there is none. */
export type ChampionValue = {
    readonly value: number;
    readonly uncertainty: Uncertainty | Unusable;
    readonly source: string;
} | {
    readonly absence: string;
};
/** The numbers on the last line that brought a version to a stage with metrics judged (a rollback judges none). */
export declare function recordedNumbers(history: readonly HistoryLine[], version: string, stage: string): Map<string, RecordedNumber>;
/** The line that last promoted the version to the stage (a rollback's commit has the reports of others). */
export declare function promotionOf(history: readonly HistoryLine[], version: string, stage: string): HistoryEntry | null;
/** A metric to look for: its concrete path, what each `*` of the gate's path matched, and the gate. */
export interface Sought {
    readonly metric: string;
    readonly bindings: readonly FollowedKey[];
    readonly gate: MetricGate;
}
/**
 * In the order: recorded when it was promoted, its own report (one that is there and can't be used ends the search: the
 * number that it hides may be a better one), registered with it, the report at the commit that
 * promoted it, its run.
 */
export declare function championValue(champion: ChampionEvidence, sought: Sought): ChampionValue;
/** Whether a recorded number can be judged with confidence. */
export declare function isSure(number: {
    readonly value: number;
    readonly uncertainty: Uncertainty | Unusable;
}): boolean;
/** The concrete metrics that a path with `*` stands for in what is known of the champion. */
export declare function championMetrics(champion: ChampionEvidence, path: MetricPath): Set<string>;
