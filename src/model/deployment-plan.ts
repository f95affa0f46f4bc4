/** A finished promotion as GitHub deployments. The registry stays the source of truth. */
export interface DeploymentPlan {
  /** Tells one model's deployments from others' in the same environment. */
  readonly task: string;
  readonly model: string;
  /** The deployment to create; null where a version left a stage and no other took its place. */
  readonly create: NewDeployment | null;
  /** An earlier run or attempt may have created it; don't create it twice. */
  readonly mayExist: boolean;
  /** The versions that left a stage, whose deployments become inactive. */
  readonly retire: readonly { readonly environment: string; readonly version: string }[];
}

export interface NewDeployment {
  readonly version: string;
  /** The commit that recorded the promotion, else the checked-out one. */
  readonly ref: string;
  readonly environment: string;
  readonly production: boolean;
  readonly description: string;
  readonly payload: Readonly<Record<string, string | null>>;
  readonly run: string | null;
}
