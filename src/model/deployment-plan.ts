/** What a finished promotion looks like as deployments: a projection of the registry, which stays the truth. */
export interface DeploymentPlan {
  /** What tells one model's deployments from those of others in the same environment. */
  readonly task: string;
  readonly model: string;
  /** The one to make; null where a version left a stage and none came. */
  readonly create: NewDeployment | null;
  /** An earlier run, or attempt, may have made it: then it is not made twice. */
  readonly mayExist: boolean;
  /** The versions that left a stage, whose deployments there are over. */
  readonly retire: readonly { readonly environment: string; readonly version: string }[];
}

export interface NewDeployment {
  readonly version: string;
  /** The commit that recorded it, else the one that was checked out. */
  readonly ref: string;
  readonly environment: string;
  readonly production: boolean;
  readonly description: string;
  readonly payload: Readonly<Record<string, string | null>>;
  readonly run: string | null;
}
