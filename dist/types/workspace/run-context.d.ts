import type { RunContext } from '../gates/context.js';
export type Environment = Readonly<Record<string, string | undefined>>;
/** What git knows of a checkout; asked only where the environment does not tell. */
export interface GitFacts {
    /** Full SHA, or null without a commit. */
    readonly head: string | null;
    /** `refs/heads/…`, or null when detached. */
    readonly ref: string | null;
    readonly userName: string | null;
}
/** Who runs this, where, on which commit: from the workflow's environment, else from git. */
export declare function readRunContext(env: Environment, askGit: () => Promise<GitFacts>): Promise<RunContext>;
