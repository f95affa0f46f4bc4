import type { App, User } from './users.js';
import type { Repository } from './repository.js';

/* What a repository holds besides git's objects. Times are ISO 8601, UTC. */

export interface Pull {
  readonly number: number;
  readonly id: number;
  title: string;
  body: string | null;
  readonly author: User;
  /** The fork's, or the same repository; null once the fork is gone. */
  readonly headRepository: Repository | null;
  readonly headBranch: string;
  headSha: string;
  baseBranch: string;
  /** Where the base branch stood when the pull request was opened or last looked at. */
  baseSha: string;
  draft: boolean;
  state: 'open' | 'closed';
  readonly createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  closedBy: User | null;
  mergedAt: string | null;
  mergedBy: User | null;
  /** While open the test merge, then what the base branch got. */
  mergeCommit: string | null;
  /** False: it conflicts. */
  mergeable: boolean | null;
}

export type ReviewState = 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING';

export interface Review {
  readonly id: number;
  readonly pull: number;
  readonly author: User;
  state: ReviewState;
  readonly body: string;
  readonly commit: string;
  readonly submittedAt: string;
}

export interface Comment {
  readonly id: number;
  readonly issue: number;
  readonly author: User;
  readonly app: App | null;
  body: string;
  readonly createdAt: string;
  updatedAt: string;
}

export type CheckStatus = 'queued' | 'in_progress' | 'completed' | 'waiting' | 'requested' | 'pending';
export type Conclusion =
  'action_required' | 'cancelled' | 'failure' | 'neutral' | 'success' | 'skipped' | 'stale' | 'timed_out';

export interface Annotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly start_column?: number;
  readonly end_column?: number;
  readonly annotation_level: 'notice' | 'warning' | 'failure';
  readonly message: string;
  readonly title?: string;
  readonly raw_details?: string;
}

export interface CheckRun {
  readonly id: number;
  readonly suite: number;
  name: string;
  readonly headSha: string;
  readonly app: App;
  status: CheckStatus;
  conclusion: Conclusion | null;
  detailsUrl: string | null;
  externalId: string;
  startedAt: string | null;
  completedAt: string | null;
  output: { title: string | null; summary: string | null; text: string | null };
  annotations: Annotation[];
}

export type StatusState = 'error' | 'failure' | 'pending' | 'success';

export interface Status {
  readonly id: number;
  readonly sha: string;
  readonly context: string;
  readonly state: StatusState;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly creator: User;
  readonly createdAt: string;
}

export type DeploymentState =
  'error' | 'failure' | 'inactive' | 'in_progress' | 'queued' | 'pending' | 'success';

export interface DeploymentStatus {
  readonly id: number;
  readonly state: DeploymentState;
  readonly description: string;
  readonly environment: string;
  readonly environmentUrl: string;
  readonly logUrl: string;
  readonly creator: User;
  readonly app: App | null;
  readonly createdAt: string;
}

export interface Deployment {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
  readonly task: string;
  readonly payload: unknown;
  readonly environment: string;
  readonly description: string | null;
  readonly transient: boolean;
  readonly production: boolean;
  readonly creator: User;
  readonly app: App | null;
  readonly createdAt: string;
  /** The oldest first. */
  readonly statuses: DeploymentStatus[];
}

export interface Job {
  readonly id: number;
  readonly name: string;
  status: CheckStatus;
  conclusion: Conclusion | null;
  readonly startedAt: string;
  completedAt: string | null;
  readonly attempt: number;
}

export interface WorkflowRun {
  readonly id: number;
  /** Its jobs' check runs are in a suite of their own. */
  readonly suite: number;
  readonly workflow: number;
  readonly name: string;
  /** `.github/workflows/promote.yml` */
  readonly path: string;
  readonly event: string;
  readonly headSha: string;
  readonly headBranch: string | null;
  readonly actor: User;
  attempt: number;
  status: CheckStatus;
  conclusion: Conclusion | null;
  readonly createdAt: string;
  readonly jobs: Job[];
}
