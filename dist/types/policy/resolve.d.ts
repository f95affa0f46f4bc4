import type { FormatChoice } from '../evidence/formats/index.js';
import { type FreezeWindow } from './freeze-window.js';
import type { Policy } from './load.js';
import type { DataPath } from '../yaml-source.js';
import type { AnyOfGate, Gate } from './schema.js';
/** What one model needs for one stage, defaults filled in. Durations are in milliseconds. */
export interface StageRules {
    /** Where they stand in the policy. */
    readonly path: DataPath;
    /** Report templates as written; empty when the policy names none. */
    readonly report: readonly string[];
    readonly format: FormatChoice;
    /** Canonical; null when any stage will do. */
    readonly from: readonly string[] | null;
    readonly soak: Duration | null;
    readonly refs: readonly string[] | null;
    readonly archiveExisting: boolean;
    readonly allowForce: boolean;
    readonly gateRollbacks: boolean;
    /** A version that was taken out of the stage may come back. */
    readonly allowTakenOut: boolean;
    /** Comparisons are skipped while no version holds the stage. */
    readonly skipWhenEmpty: boolean;
    readonly gates: readonly Gate[];
    readonly evidence: EvidenceRules;
    readonly freeze: readonly FreezeWindow[];
}
export interface Duration {
    readonly text: string;
    readonly milliseconds: number;
}
export interface EvidenceRules {
    readonly maxAge: Duration | null;
    readonly version: boolean;
    readonly commit: boolean;
}
/** All gates, also those that are alternatives of another. */
export declare function everyGate({ gates }: StageRules): Exclude<Gate, AnyOfGate>[];
/**
 * @param stage canonical
 * @throws StagegateError `policy` with the lines to add when the policy does not name the model or stage
 */
export declare function resolveRules(policy: Policy, model: string, stage: string): StageRules;
