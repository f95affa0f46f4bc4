/** Where a promotion runs, and who runs it. Null where unknown. */
export interface RunContext {
    readonly actor: string | null;
    /** URL of the workflow run. */
    readonly run: string | null;
    /** The git ref, in full: `refs/heads/main`. */
    readonly ref: string | null;
    /**
     * The commits that count as "this commit", the checked-out one first: on a pull request, its head and GitHub's merge
     * of it.
     */
    readonly commits: readonly string[];
    /** The run is for a change that isn't merged yet. */
    readonly beforeMerge?: boolean | undefined;
    /** On a pull request, its base branch in full: `refs/heads/main`. */
    readonly base?: string | undefined;
    /** Why the commits and the ref are unknown, if the user can fix it. */
    readonly problem?: string | undefined;
}
/** The environment variables of a process, or a copy of them. */
export type Environment = Readonly<Record<string, string | undefined>>;
