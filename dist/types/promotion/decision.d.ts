import type { Place } from '../errors.js';
import type { HistoryEntry } from '../model/history-entry.js';
import type { GateResult } from '../model/gate-result.js';
import type { Plan, Transition } from '../model/registry.js';
/** What was decided on one snapshot. A plan is there if and only if there is something to do. */
export type Decision = DecisionFacts & ({
    readonly verdict: 'go';
    readonly plan: Plan;
} | {
    readonly verdict: 'blocked' | 'unchanged';
    readonly plan: null;
} | {
    readonly verdict: 'repeated';
    readonly plan: null;
    readonly repeated: Repeated;
});
/** What an earlier attempt of this run did, and how its version stands now. */
export interface Repeated {
    /** The line that it wrote. */
    readonly entry: HistoryEntry;
    /** The change in a line, as its plan had it. */
    readonly title: string;
    readonly transitions: readonly Transition[];
    /** Null when the version is gone. */
    readonly stageNow: string | null;
}
export interface DecisionFacts {
    readonly model: string;
    readonly version: string;
    readonly stage: string;
    /** The stage that the version comes from; null for a version that did not exist. */
    readonly previousStage: string | null;
    /** The other versions that hold the stage before it, the latest last. */
    readonly holders: readonly string[];
    readonly gates: readonly GateResult[];
    /** Beside each result where people look: in a file of evidence, else at its gate in the policy. */
    readonly gatePlaces: readonly (Place | null)[];
    /** Digest of the evidence, or null when none was read. */
    readonly reportSha256: string | null;
    /** By path what the digest does not tell of each report; null where it tells all. */
    readonly reportFiles: Readonly<Record<string, string>> | null;
    /** The reports that were judged, for people. */
    readonly reports: readonly JudgedReport[];
    /** A gate blocked and was overridden. */
    readonly forced: boolean;
    /** Things to say that block nothing. */
    readonly notices: readonly string[];
}
/** A report as it was judged; null where it says nothing about itself. */
export interface JudgedReport {
    readonly path: string;
    readonly sha256: string;
    /** Milliseconds from when it was made to the decision; negative for one from the future. */
    readonly age: number | null;
    /** As it states it. */
    readonly commit: string | null;
}
