import type { CommitSetting } from '../run/target-branch.js';
export interface WorkspaceOptions {
    /**
     * Nothing outside this folder is read. By default it is the policy's folder, searched for from `cwd` upwards within
     * the git work tree; `cwd` itself without a policy.
     */
    readonly workspace?: string | undefined;
    /** Where the search for the policy starts; the process's current folder by default. Unused with `workspace`. */
    readonly cwd?: string | undefined;
    /**
     * The folder in the workspace that policy, registry and reports are relative to; the workspace itself by default. If
     * the policy is in a separate git work tree below it, that work tree is the repository.
     */
    readonly directory?: string | undefined;
    /** The policy's path; `.github/stagegate.yml` or `.yaml` by default. */
    readonly policy?: string | undefined;
    /** A manifest file or folder, or an MLflow server. By default from the policy, else `models.yaml`. */
    readonly registry?: string | undefined;
    /** Evaluation reports instead of the policy's: paths or globs, with `{version}` and `{model}`, or `mlflow`. */
    readonly reports?: readonly string[] | undefined;
    /**
     * How a changed manifest is committed: `none` (changes files on disk; the default), `push`, `api` or `pull-request`.
     * `auto` is `api` in a workflow that has a token, else `none`. By default and with `auto`, a run for an unmerged change
     * only decides. `none` moves the version anyway, also on a server.
     */
    readonly commit?: CommitSetting | undefined;
    /**
     * On MLflow: whether `promote`, `rollback` and `verify` remove aliases that the policy used for a stage before it named
     * others, if they point at a version that left the stage. By default they are only reported.
     */
    readonly pruneAliases?: boolean | undefined;
    /** A GitHub token; GITHUB_TOKEN or GH_TOKEN from the environment by default. */
    readonly token?: string | undefined;
    /** The variables of the workflow and of MLflow; the process's environment by default. */
    readonly env?: Readonly<Record<string, string | undefined>> | undefined;
    /**
     * Called when something takes longer than expected, with words for people. A `passing` message says how far the work
     * is, at most once a second, and can replace the one before.
     */
    readonly onProgress?: ((message: string, passing?: boolean) => void) | undefined;
}
export interface StagegateOptions extends WorkspaceOptions {
    /** Whether to also record a promotion or rollback as a GitHub deployment; false by default. */
    readonly deployment?: boolean | undefined;
    /** The clock; the system's by default. */
    readonly now?: (() => Date) | undefined;
}
