import type { BoundPower } from '../model/gate-power.js';
/** A question about what the gates of a stage are worth. */
export interface PowerRequest {
    readonly model: string;
    /** As given; matched against the policy's stages. */
    readonly stage: string;
    /**
     * The version whose reports show the evidence: a number, `latest` or `@alias`; by default the newest with a report.
     */
    readonly version?: string | null | undefined;
    /** How many examples each version has, in place of the number in its reports. A whole number from 1 on. */
    readonly samples?: number | null | undefined;
    /** A true difference in the metric's unit, positive for better: how many examples does it take? */
    readonly effect?: number | null | undefined;
    /** Reports of one version, evaluated several times: paths or globs. */
    readonly replay?: readonly string[] | undefined;
}
/** What the gates of a stage are worth. */
export interface Power {
    readonly model: string;
    /** The version whose reports were used. */
    readonly version: string;
    readonly stage: string;
    /** Newer versions than that, which have no report; empty where the version was named. */
    readonly withoutReport: readonly string[];
    /** The reports that the figures come from; empty where there are none, and `samples` says how many examples. */
    readonly reports: readonly string[];
    readonly effect: number | null;
    readonly gates: readonly PowerOfGate[];
    readonly replay: Replay | null;
    /** Evidence that is missing or can't be used, and what to do. */
    readonly problems: readonly string[];
}
export interface PowerOfGate extends BoundPower {
    /** The share of all pairs of replayed reports on which this bound decides differently; null without a replay. */
    readonly flips: number | null;
}
export interface Replay {
    readonly reports: readonly {
        readonly path: string;
        readonly verdict: 'allowed' | 'blocked';
    }[];
    /** The share of all pairs of reports that get different verdicts. */
    readonly flips: number;
}
