import { type WorkflowEvent } from '../github/event.js';
import type { Policy } from '../policy/load.js';
import type { Registry } from '../registry/registry.js';
import type { CommitMode, CommitSetting } from './commit-mode.js';
import { type GitHubAccess } from './open-github.js';
import { type Place } from './place.js';
import type { PolicyReading } from './policy-source.js';
import type { Environment } from './run-context.js';
import type { RulesSource } from './todays-rules.js';
export interface WorkspaceOptions {
    /** The folder outside of which nothing is read; the current one by default. */
    readonly workspace?: string | undefined;
    /**
     * The folder in it that policy, registry and reports are relative to; the workspace itself by default. Where the
     * policy lies in a git work tree of its own below it, that work tree is the repository.
     */
    readonly directory?: string | undefined;
    /** The policy's path; `.github/stagegate.yml` by default. */
    readonly policy?: string | undefined;
    /** A manifest file or folder, or an MLflow server; from the policy, else `models.yaml`, by default. */
    readonly registry?: string | undefined;
    /** Evaluation reports in place of the policy's: paths or globs, with `{version}` and `{model}`, or `mlflow`. */
    readonly reports?: readonly string[] | undefined;
    /**
     * How a changed manifest gets back: `none` (the files on disk, the default), `push`, `api` or `pull-request`;
     * `auto` is `api` in a workflow that has a token, else `none`. By default and with `auto`, a run for a change that is
     * not merged yet only decides; `none` moves the version all the same, also on a server.
     */
    readonly commit?: CommitSetting | undefined;
    /** GitHub's token; GITHUB_TOKEN or GH_TOKEN of the environment by default. */
    readonly token?: string | undefined;
    /** Where to look for the workflow's variables and MLflow's; the process's environment by default. */
    readonly env?: Environment | undefined;
    /** Told what takes longer than expected, for people. */
    readonly onProgress?: ((message: string) => void) | undefined;
}
/** What was read from the workspace for one command. */
export interface Setup {
    readonly place: Place;
    /** The place's: what paths in the policy are relative to. */
    readonly root: string;
    readonly policy: Policy | null;
    /** Where it comes from, and what is to be said about it. */
    readonly policyReading: PolicyReading;
    readonly stages: readonly string[];
    /** To be closed when the command ends. */
    readonly registry: Registry;
    /** What the branch that a pull request would go to has in its place; null where nothing is proposed. */
    readonly base: {
        readonly name: string;
        readonly registry: Registry;
    } | null;
    /** How a changed manifest gets back; null for a server. */
    readonly commit: CommitMode | null;
    /** The policy of each attempt, of which `policy` is the first, and how evidence is read for it. */
    readonly rules: RulesSource;
    readonly github: GitHubAccess;
    /** What started the workflow. */
    readonly event: WorkflowEvent;
}
/** Reads the policy and opens the registry that it names. @throws StagegateError */
export declare function openWorkspace(given: WorkspaceOptions): Promise<Setup>;
