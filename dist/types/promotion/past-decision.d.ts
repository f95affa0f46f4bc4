import type { GateResult } from '../model/gate-result.js';
export interface BacktestRequest {
    /** Null for all models. */
    readonly model: string | null;
    /** Only what was decided at this time or later; null for everything. */
    readonly since: Date | null;
}
/** What a policy would have decided about the past. */
export interface Backtest {
    /** The policy's file. */
    readonly policy: string;
    readonly policySha256: string;
    /** Oldest first. */
    readonly decisions: readonly PastDecision[];
    /** How many promotions it would have decided differently. */
    readonly changed: number;
}
/** What a policy says about the past: `blocked` if a gate fails for certain, whatever else is unknown. */
export interface PastVerdict {
    readonly would: 'promoted' | 'blocked' | 'unknown';
    /** A gate that can't be judged any more has the verdict `skip`, and `unknown` as its observed value. */
    readonly gates: readonly GateResult[];
}
/** A promotion in the history, or a version that was never promoted to its next stage with gates. */
export interface PastDecision extends PastVerdict {
    readonly model: string;
    readonly version: string;
    readonly stage: string;
    /** UTC, ISO 8601: when it was promoted, or the time as of which the version is judged. */
    readonly time: string;
    readonly was: 'promoted' | 'not-promoted';
    /** A gate had failed, and force overrode it. */
    readonly forced: boolean;
    /** A rollback took the version out of the stage later. */
    readonly rolledBack: boolean;
}
/** What a proposed policy would have decided. It never changes a verdict. */
export interface PolicyEffect {
    /** About the last promotions of a model, oldest first, by recorded numbers alone. */
    readonly decisions: readonly PastDecision[];
}
/** Whether the policy would have decided a promotion differently. A forced one had been blocked by gates. */
export declare function isChanged({ was, forced, would }: PastDecision): boolean;
