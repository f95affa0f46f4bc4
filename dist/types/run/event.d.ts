import type { Environment } from '../model/run-context.js';
/** What started the workflow. */
export interface WorkflowEvent {
    /** `push`, `pull_request`, …; null outside of a workflow. */
    readonly name: string | null;
    /** The checkout may be a proposal, so its rules must come from the base. */
    readonly proposes: boolean;
    /** The change is not merged yet, so the run has no branch to commit to. */
    readonly beforeMerge: boolean;
    /** The proposal's base; null for other events, or if unknown. */
    readonly base: EventBase | null;
    readonly pullRequest: EventPullRequest | null;
    /** The event's pull request, also for a comment on one or a run for one; null without one. */
    readonly number: number | null;
}
export interface EventBase {
    /** Without `refs/heads/`: `main`. */
    readonly branch: string;
    /** The branch's head when the event was sent, 40 or 64 hex digits. */
    readonly sha: string | null;
}
interface EventPullRequest {
    readonly number: number;
    /** The author's login; null for a deleted account. */
    readonly author: string | null;
    readonly head: {
        readonly branch: string | null;
        readonly sha: string | null;
        /** owner/name; null when the fork is gone. */
        readonly repository: string | null;
    };
    /** Its branch is in another or a deleted repository, so the job's token can't write. */
    readonly fromFork: boolean;
}
/**
 * Reads the workflow's event. Never throws: a missing, huge or unexpected payload leaves nulls. `proposes` doesn't
 * depend on the payload.
 */
export declare function readEvent(env: Environment): Promise<WorkflowEvent>;
export {};
