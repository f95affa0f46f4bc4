import type { CommitSetting } from '../run/target-branch.js';

export interface WorkspaceOptions {
  /**
   * The folder outside of which nothing is read. By default it is the folder of the policy, looked for from `cwd`
   * upwards within the git work tree; `cwd` itself where there is none.
   */
  readonly workspace?: string | undefined;
  /** Where to look for the policy from; the process's current folder by default. Unused with `workspace`. */
  readonly cwd?: string | undefined;
  /**
   * The folder in it that policy, registry and reports are relative to; the workspace itself by default. Where the
   * policy lies in a git work tree of its own below it, that work tree is the repository.
   */
  readonly directory?: string | undefined;
  /** The policy's path; `.github/stagegate.yml`, or the same with `.yaml`, by default. */
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
  /**
   * On MLflow: whether `promote`, `rollback` and `verify` remove the aliases that stood for a stage until the policy named
   * others, once they point at a version that left the stage. By default they are only told.
   */
  readonly pruneAliases?: boolean | undefined;
  /** GitHub's token; GITHUB_TOKEN or GH_TOKEN of the environment by default. */
  readonly token?: string | undefined;
  /** Where to look for the workflow's variables and MLflow's; the process's environment by default. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Told what takes longer than expected, for people. */
  readonly onProgress?: ((message: string) => void) | undefined;
}

export interface StagegateOptions extends WorkspaceOptions {
  /** Whether a promotion or rollback is also recorded as a deployment on GitHub; it is not by default. */
  readonly deployment?: boolean | undefined;
  /** The clock; the system's by default. */
  readonly now?: (() => Date) | undefined;
}
