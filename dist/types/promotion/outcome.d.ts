import type { Place } from '../errors.js';
import type { RunContext } from '../gates/context.js';
import type { GateResult } from '../gates/result.js';
import type { PolicyChange } from '../policy/change.js';
import type { Policy } from '../policy/load.js';
import type { Transition } from '../registry/registry.js';
import type { JudgedReport } from './decision.js';
import type { Settled } from './settle.js';
/** What became of a request: the one value that everything people and programs see is rendered from. */
export interface Outcome {
    readonly decision: 'promoted' | 'rolled-back' | 'registered' | 'unchanged' | 'allowed' | 'blocked';
    /** What was asked for. */
    readonly asked: 'promoted' | 'rolled-back' | 'registered';
    /** It was only to be decided (`check`, or a run for a change that is not merged yet). */
    readonly dry: boolean;
    /** Whether this run, in this attempt or an earlier one, changed the registry. */
    readonly promoted: boolean;
    /** Whether the version holds the stage at the end, whoever put it there; `None` is no stage. */
    readonly inStage: boolean;
    /** An earlier attempt of this run did it, and this one changed nothing. */
    readonly repeated: boolean;
    readonly model: string;
    readonly version: string;
    readonly stage: string;
    readonly previousStage: string | null;
    /** The version that held the stage before. */
    readonly previousVersion: string | null;
    /** All other versions that held the stage before, the latest (`previousVersion`) last. */
    readonly holders: readonly string[];
    readonly archivedVersions: readonly string[];
    readonly gates: readonly GateResult[];
    /** Beside each result where people look: in a file of evidence, else at its gate in the policy. */
    readonly gatePlaces: readonly (Place | null)[];
    readonly reportSha256: string | null;
    readonly commit: string | null;
    /** The pull request that proposes the change: the registry is as it was until it is merged. */
    readonly pullRequest: number | null;
    readonly reports: readonly JudgedReport[];
    /** What was moved, or (check) would be. */
    readonly transitions: readonly Transition[];
    readonly forced: boolean;
    readonly notices: readonly string[];
    /** Where the registry is, for people. */
    readonly registry: string;
    readonly policyFile: string | null;
    /** The branch that the policy comes from; null when it is the checkout's own. */
    readonly policySource: string | null;
    /** How the checkout's policy differs from the one that judged; null when it does not. */
    readonly policyChange: PolicyChange | null;
    /** Of the deployment that GitHub shows for it. */
    readonly deploymentId: string | null;
    /** Who ran it, where and at which commits. */
    readonly run: RunContext;
}
export interface OutcomeOptions {
    readonly done: 'promoted' | 'rolled-back' | 'registered';
    /** Decided only: nothing was to be applied. */
    readonly dry: boolean;
    readonly registry: string;
    readonly policy: JudgingPolicy;
    readonly run: RunContext;
}
/** The policy that judged. */
export interface JudgingPolicy {
    readonly policy: Policy | null;
    /** The branch that it comes from, for people; null when it is the workspace's own. */
    readonly source: string | null;
    /** How the checkout's policy differs from it; null when it does not, or is the one. */
    readonly change: PolicyChange | null;
    /** What is to be said about it. */
    readonly notices: readonly string[];
}
export declare function makeOutcome(settled: Settled, options: OutcomeOptions): Outcome;
