import type { HistoryEntry } from '../history/entry.js';
import type { Policy } from '../policy/load.js';
import type { Decision, DecisionBasis } from '../promotion/decision.js';
import type { EvidenceSettings } from '../promotion/gather.js';
import { type Done, type Outcome } from '../promotion/outcome.js';
import { type Pacing } from '../promotion/settle.js';
import type { Interest, Registry, Snapshot } from '../registry/registry.js';
import type { Setup, WorkspaceOptions } from '../workspace/open-workspace.js';
export interface StagegateOptions extends WorkspaceOptions {
    /** Whether a promotion or rollback is also recorded as a deployment on GitHub; it is not by default. */
    readonly deployment?: boolean | undefined;
    /** The clock; the system's by default. */
    readonly now?: (() => Date) | undefined;
}
/** What a request is about. */
export interface About {
    readonly model: string;
    /** Undefined for all that there is of the model. */
    readonly interest?: Interest;
    readonly done: Done;
    /** Only decide, as was asked for. */
    readonly dry: boolean;
}
/** Decides on what the registry holds now; called again after each lost race. */
export type Decide = (snapshot: Snapshot, basis: DecisionBasis, attempt: {
    readonly finished: HistoryEntry | null;
    readonly settings: EvidenceSettings;
}) => Promise<Decision>;
/** Decides a request and carries it out, by the rules of each attempt. */
export declare function settleFor(setup: Setup, options: StagegateOptions, { about, decide }: {
    readonly about: About;
    readonly decide: Decide;
}): Promise<Outcome>;
export declare function nowFor({ now }: StagegateOptions): Date;
/** @param policy that of the setup, or of an attempt */
export declare function requirePolicy(policy: Policy | null, { policyReading, commit }: Pick<Setup, 'policyReading' | 'commit'>, need: {
    readonly model: string;
    readonly stage: string;
}): Policy;
/** How to wait where others change the registry at the same time. */
export declare function pacingFor(registry: Registry, onProgress?: (message: string) => void): Pacing;
