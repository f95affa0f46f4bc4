import type { Place } from '../errors.js';
import type { RunContext } from '../model/run-context.js';
import type { GateResult } from '../model/gate-result.js';
import type { PolicyChange } from '../policy/change.js';
import type { Transition } from '../model/registry.js';
import type { JudgedReport } from './decision.js';
/** What a request can have done. */
export type Done = 'promoted' | 'rolled-back' | 'registered' | 'acknowledged' | 'unregistered';
/** What became of a request: the one value that everything people and programs see is rendered from. */
export interface Outcome {
    readonly decision: Done | 'unchanged' | 'allowed' | 'blocked';
    /** What was asked for. */
    readonly asked: Done;
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
    /** Of the policy that judged; null without one. */
    readonly policySha256: string | null;
    readonly reportSha256: string | null;
    readonly commit: string | null;
    /** The pull request that proposes the change: the registry is as it was until it is merged. */
    readonly pullRequest: number | null;
    readonly reports: readonly JudgedReport[];
    /** What was moved, or (check) would be. */
    readonly transitions: readonly Transition[];
    readonly forced: boolean;
    readonly notices: readonly string[];
    /** Where registry and history differed; only of what was acknowledged, or would be. */
    readonly differed?: readonly string[] | undefined;
    /** Aliases of the model that were removed, since they stood for no stage any more. */
    readonly removedAliases?: readonly string[] | undefined;
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
