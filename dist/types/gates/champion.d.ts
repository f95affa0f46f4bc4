import type { Evidence } from '../evidence/evidence.js';
import { type MetricPath } from '../evidence/metric-path.js';
import type { HistoryLine } from '../history/entry.js';
/** What is known of the version that holds the stage. */
export interface ChampionEvidence {
    readonly version: string;
    /** Numbers by metric path, from the history line that promoted it. */
    readonly recorded: ReadonlyMap<string, number>;
    /** Its own report, by the policy's template; null when none tells versions apart, or none was needed. */
    readonly evidence: Evidence | null;
    /** Its run's metrics, where nothing else told and the registry has runs; null when it was not read. */
    readonly run: Evidence | null;
    /** Numbers that were registered with it. */
    readonly registered: Readonly<Record<string, number>>;
}
/** A champion's value for a metric and where it comes from, or why there is none. */
export type ChampionValue = {
    readonly value: number;
    readonly source: string;
} | {
    readonly absence: string;
};
/** The numbers on the last line that brought a version to a stage with metrics judged (a rollback judges none). */
export declare function recordedNumbers(history: readonly HistoryLine[], version: string, stage: string): Map<string, number>;
/**
 * In the order: recorded when it was promoted, its own report, registered with it, its run.
 * @param metric a concrete metric path, formatted
 */
export declare function championValue(champion: ChampionEvidence, metric: string): ChampionValue;
/** The concrete metrics that a path with `*` stands for in what is known of the champion. */
export declare function championMetrics(champion: ChampionEvidence, path: MetricPath): Set<string>;
