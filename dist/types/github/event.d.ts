import type { Environment } from '../workspace/run-context.js';
/** What started the workflow, as far as anything here needs it. */
export interface WorkflowEvent {
    /** `push`, `pull_request`, …; null outside of a workflow. */
    readonly name: string | null;
    /** What is checked out may be somebody's proposal: what judges it has to come from the base. */
    readonly proposes: boolean;
    /** It is not merged yet: there is no branch that the run is on and could commit to. */
    readonly beforeMerge: boolean;
    /** Where the proposal would go; null for other events, and where nothing says so. */
    readonly base: EventBase | null;
    readonly pullRequest: EventPullRequest | null;
    /** The pull request that it is about, also of a comment on one or a run for one; null without one. */
    readonly number: number | null;
}
export interface EventBase {
    /** Without `refs/heads/`: `main`. */
    readonly branch: string;
    /** The branch's head when the event was sent, 40 or 64 hex digits. */
    readonly sha: string | null;
}
export interface EventPullRequest {
    readonly number: number;
    /** The login of who opened it; null for a deleted account. */
    readonly author: string | null;
    readonly head: {
        readonly branch: string | null;
        readonly sha: string | null;
        /** owner/name; null when the fork is gone. */
        readonly repository: string | null;
    };
    /** Its branch is in another repository, or in none any more: the job's token can't write. */
    readonly fromFork: boolean;
}
/**
 * The one reading of the workflow's event. It never throws: a payload that is missing, huge or not what GitHub
 * sends leaves nulls, and `proposes` does not depend on it.
 */
export declare function readEvent(env: Environment): Promise<WorkflowEvent>;
