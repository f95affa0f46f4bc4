import type { HistoryLine } from '../model/history-entry.js';
import { type GateResult } from '../model/gate-result.js';
/** A metric of the versions that were promoted to a stage. */
export interface Trend {
    readonly metric: string;
    /** In the order of their promotions; the candidate last. */
    readonly points: readonly {
        readonly version: string;
        readonly value: number;
    }[];
}
/** The parts of an outcome that trends are made from. */
interface Judged {
    readonly asked: string;
    readonly version: string;
    readonly stage: string;
    readonly gates: readonly GateResult[];
}
/**
 * How the judged metrics went from promotion to promotion, by the numbers that the history recorded. Only the metrics
 * that at least three versions have.
 * @param history may begin with a checkpoint: the promotions before it are left out
 */
export declare function trendsOf({ asked, version, stage, gates }: Judged, history: readonly HistoryLine[]): Trend[];
export {};
