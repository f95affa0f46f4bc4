import type { Place } from '../errors.js';
import type { RunContext } from '../model/run-context.js';
import { type GateResult } from '../model/gate-result.js';
import type { PolicyChange } from '../policy/change.js';
import type { Transition } from '../model/registry.js';
import type { PromotionAttempt } from './false-promotions.js';
import type { Trend } from './trend.js';
import type { Confirmation, JudgedReport } from './decision.js';
import type { PolicyEffect } from './past-decision.js';
/** What a request does when it succeeds. */
export type Done = 'promoted' | 'rolled-back' | 'confirmed' | 'registered' | 'acknowledged' | 'unregistered';
/** The result of a request. Everything that people and programs see is rendered from it. */
export interface Outcome {
    readonly decision: Done | 'unchanged' | 'allowed' | 'blocked' | 'unconfirmed';
    /** What was asked for. */
    readonly asked: Done;
    /** Why somebody asked for it, in their own words. */
    readonly reason?: string | null;
    /** Only decided: `check`, `--dry-run`, or a run for a change that isn't merged yet. */
    readonly dry: boolean;
    /** Whether this run, in this attempt or an earlier one, changed the registry. */
    readonly promoted: boolean;
    /** Whether the version holds the stage now, whichever run put it there. `None` doesn't count as a stage. */
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
    /** For each result the place to look at: in a report, else at the gate in the policy. */
    readonly gatePlaces: readonly (Place | null)[];
    /** SHA-256 of the policy that judged; null without a policy. */
    readonly policySha256: string | null;
    /** Which attempt it was, where the policy counts them. */
    readonly attempt?: PromotionAttempt | undefined;
    /** It was blocked, and this run recorded the attempt in the history. */
    readonly attemptWritten?: true | undefined;
    readonly reportSha256: string | null;
    readonly commit: string | null;
    /** The pull request that proposes the change. The registry changes when it is merged. */
    readonly pullRequest: number | null;
    readonly reports: readonly JudgedReport[];
    /** What moved, or would move in a dry run. */
    readonly transitions: readonly Transition[];
    readonly forced: boolean;
    readonly notices: readonly string[];
    /** For `acknowledge`: where registry and history differed. */
    readonly differed?: readonly string[] | undefined;
    /** Aliases that were removed because they no longer stand for a stage. */
    readonly removedAliases?: readonly string[] | undefined;
    /** Where the registry is, for people. */
    readonly registry: string;
    readonly policyFile: string | null;
    /** The branch that the policy was read from; null for the checkout. */
    readonly policySource: string | null;
    /** How the checkout's policy differs from the one that judged; null when it doesn't. */
    readonly policyChange: PolicyChange | null;
    /** What the checkout's policy would have decided about past promotions, where it differs. */
    readonly policyEffect?: PolicyEffect | undefined;
    /** How the judged metrics went from promotion to promotion. */
    readonly trends?: readonly Trend[] | undefined;
    /** Where the stage has `live` rules: whether the version is confirmed in use, or by when it should be. */
    readonly confirmation?: Confirmation | undefined;
    /** Id of the GitHub deployment, if one was recorded. */
    readonly deploymentId: string | null;
    /** Who ran this, where, and at which commits. */
    readonly run: RunContext;
}
/** Whether the command's exit status, or the step, says that it failed. */
export declare function isFailure({ decision, asked }: Pick<Outcome, 'decision' | 'asked'>): boolean;
