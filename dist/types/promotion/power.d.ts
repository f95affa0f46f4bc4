import type { BoundPower } from '../model/gate-power.js';
/** A question about what the gates of a stage are worth. */
export interface PowerRequest {
    readonly model: string;
    /** As given; matched against the policy's stages. */
    readonly stage: string;
    /** The version whose reports show the evidence: a number, `latest` or `@alias`; the newest with a report. */
    readonly version?: string | null | undefined;
    /** Examples of each version, in place of as many as the reports have. A whole number from 1 on. */
    readonly samples?: number | null | undefined;
    /** A true difference in the metric's unit, positive for better: how many examples does it take? */
    readonly effect?: number | null | undefined;
    /** Reports of one version, evaluated several times: paths or globs. */
    readonly replay?: readonly string[] | undefined;
}
/** What the gates of a stage are worth. */
export interface Power {
    readonly model: string;
    /** The version whose reports told of the evidence. */
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
    /** Of all pairs of replayed reports, the part on which this bound decides otherwise; null without a replay. */
    readonly flips: number | null;
}
export interface Replay {
    readonly reports: readonly {
        readonly path: string;
        readonly verdict: 'allowed' | 'blocked';
    }[];
    /** Of all pairs of reports, the part with another verdict. */
    readonly flips: number;
}
