/** Where and as whom a promotion runs. Nulls where it is not known. */
export interface RunContext {
    readonly actor: string | null;
    /** URL of the workflow run. */
    readonly run: string | null;
    /** The git ref, in full: `refs/heads/main`. */
    readonly ref: string | null;
    /**
     * The commits that count as "this commit", the checked-out one first: on a pull request its head as
     * well as the merge that GitHub makes of it.
     */
    readonly commits: readonly string[];
    /** It runs for a change that is not merged yet. */
    readonly beforeMerge?: boolean | undefined;
    /** On a pull request the branch that it goes to, in full: `refs/heads/main`. */
    readonly base?: string | undefined;
    /** Why the commits and the ref are not known, for people; where somebody can change that. */
    readonly problem?: string | undefined;
}
/** The variables of a process, or a copy of them. */
export type Environment = Readonly<Record<string, string | undefined>>;
