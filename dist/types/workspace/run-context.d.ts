import type { StagegateError } from '../errors.js';
import type { RunContext } from '../gates/context.js';
import type { WorkflowEvent } from '../github/event.js';
export type Environment = Readonly<Record<string, string | undefined>>;
/** What git knows of a checkout; asked only where the environment does not tell. */
export interface GitFacts {
    /** Full SHA, or null without a commit. */
    readonly head: string | null;
    /** `refs/heads/…`, or null when detached. */
    readonly ref: string | null;
    readonly userName: string | null;
    /** Why git told nothing, where somebody can change that. */
    readonly problem: StagegateError | null;
}
export interface RunSources {
    readonly env: Environment;
    readonly event: WorkflowEvent;
    readonly askGit: () => Promise<GitFacts>;
}
/** Who runs this, where, on which commit: from the workflow's environment, else from git. */
export declare function readRunContext({ env, event, askGit }: RunSources): Promise<RunContext>;
/** The workflow run's page, or null outside of a workflow. */
export declare function runUrl(env: Environment): string | null;
