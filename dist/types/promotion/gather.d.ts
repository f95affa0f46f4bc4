import { type EvidenceReader } from '../evidence/reader.js';
import type { CodeHost } from '../gates/code-host.js';
import type { GateContext } from '../gates/context.js';
import { type StageRules } from '../policy/resolve.js';
import type { ModelVersion } from '../registry/registry.js';
import type { DecisionBasis } from './decision.js';
/** Where evidence comes from: the port, and the reports that were named in place of the policy's. */
export interface EvidenceSettings {
    readonly reader: EvidenceReader;
    /** Templates that replace the policy's `report`; empty for the policy's own. */
    readonly reports: readonly string[];
    readonly host: CodeHost;
    /** The registry's file or folder, where people can add a version's metrics; undefined on a server. */
    readonly manifest?: string | undefined;
}
export interface GatherOptions {
    readonly stage: string;
    readonly settings: EvidenceSettings;
    /** Nothing will be changed, whatever is decided. */
    readonly dry?: boolean | undefined;
    /** The candidate may come back to a stage that it was taken out of. */
    readonly allowTakenOut?: boolean | undefined;
}
/**
 * Reads what the gates of a stage will look at, and no more: a stage without gates needs no report. It waits for
 * checks before it reads anything else, so that nothing that was read gets old meanwhile.
 */
export declare function gatherContext(basis: DecisionBasis, candidate: ModelVersion, rules: StageRules, { stage, settings, dry, allowTakenOut }: GatherOptions): Promise<GateContext>;
