import type { GateResult } from '../gates/result.js';
import type { Transition } from '../registry/registry.js';
import type { Settled } from './settle.js';
/** What became of a request: the one value that everything people and programs see is rendered from. */
export interface Outcome {
    readonly decision: 'promoted' | 'rolled-back' | 'registered' | 'unchanged' | 'allowed' | 'blocked';
    /** What was asked for. */
    readonly asked: 'promoted' | 'rolled-back' | 'registered';
    /** Whether this run changed the registry. */
    readonly promoted: boolean;
    readonly model: string;
    readonly version: string;
    readonly stage: string;
    readonly previousStage: string | null;
    /** The version that held the stage before. */
    readonly previousVersion: string | null;
    readonly archivedVersions: readonly string[];
    readonly gates: readonly GateResult[];
    readonly reportSha256: string | null;
    readonly commit: string | null;
    readonly reports: readonly {
        readonly path: string;
        readonly sha256: string;
    }[];
    /** What was moved, or (check) would be. */
    readonly transitions: readonly Transition[];
    readonly forced: boolean;
    readonly notices: readonly string[];
    /** Where the registry is, for people. */
    readonly registry: string;
    readonly policyFile: string | null;
}
export interface OutcomeOptions {
    readonly done: 'promoted' | 'rolled-back' | 'registered';
    /** Decided only: nothing was to be applied. */
    readonly dry: boolean;
    readonly registry: string;
    readonly policyFile: string | null;
}
export declare function makeOutcome({ decision, applied, after, attempts }: Settled, options: OutcomeOptions): Outcome;
