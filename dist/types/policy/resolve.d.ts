import type { Policy } from './load.js';
import type { Gate } from './schema.js';
/** What one model needs for one stage, defaults filled in. Durations are in milliseconds. */
export interface StageRules {
    /** Report templates as written; empty when the policy names none. */
    readonly report: readonly string[];
    readonly format: 'auto' | 'plain';
    /** Canonical; null when any stage will do. */
    readonly from: readonly string[] | null;
    readonly soak: Duration | null;
    readonly refs: readonly string[] | null;
    readonly archiveExisting: boolean;
    readonly allowForce: boolean;
    readonly gateRollbacks: boolean;
    readonly gates: readonly Gate[];
    readonly evidence: EvidenceRules;
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
/**
 * @param stage canonical
 * @throws StagegateError `policy` with the lines to add when the policy does not name the model or stage
 */
export declare function resolveRules(policy: Policy, model: string, stage: string): StageRules;
