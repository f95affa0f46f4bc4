import { type WorkflowEvent } from '../github/event.js';
import type { Policy } from '../policy/load.js';
import type { EvidenceSettings } from '../promotion/gather.js';
import type { Registry } from '../registry/registry.js';
import type { CommitSetting } from './commit-mode.js';
import { type GitHubAccess } from './open-github.js';
import { type PolicyReading } from './policy-source.js';
import type { Environment } from './run-context.js';
export interface WorkspaceOptions {
    /** The folder that all paths are relative to and inside of; the current one by default. */
    readonly workspace?: string | undefined;
    /** The policy's path; `.github/stagegate.yml` by default. */
    readonly policy?: string | undefined;
    /** A manifest file or folder, or an MLflow server; from the policy, else `models.yaml`, by default. */
    readonly registry?: string | undefined;
    /** Evaluation reports in place of the policy's: paths or globs, with `{version}` and `{model}`, or `mlflow`. */
    readonly reports?: readonly string[] | undefined;
    /**
     * How a changed manifest gets back: `none` (the files on disk, the default), `push`, `api` or `pull-request`;
     * `auto` is `api` in a workflow that has a token, else `none`. Not for a server.
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
    readonly settings: EvidenceSettings;
    readonly github: GitHubAccess;
    /** What started the workflow. */
    readonly event: WorkflowEvent;
}
/** Reads the policy and opens the registry that it names. @throws StagegateError */
export declare function openWorkspace(options: WorkspaceOptions): Promise<Setup>;
