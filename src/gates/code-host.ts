import type { Clock } from '../model/clock.js';
import type { RunContext } from '../model/run-context.js';

/** A check run or a commit's status, as far as a gate looks at it. */
export interface CommitCheck {
  readonly kind: 'check run' | 'status';
  /** A status's context. */
  readonly name: string;
  /** The short name of the app that reported it; null where it is not known, as of a status. */
  readonly app: string | null;
  /** Check runs that were started together have the same suite; null if it isn't known. */
  readonly suite: number | null;
  /** Later check runs have higher ids; 0 for a status. */
  readonly id: number;
  /** `queued`, `in_progress`, `completed`, …; a status is `pending` or `completed`. */
  readonly status: string;
  /** `success`, `failure`, `skipped`, …; null before it has ended. */
  readonly conclusion: string | null;
  /** `job` if this very job reports by it, `run` if another job of the same workflow run does; null for all others. */
  readonly own: 'job' | 'run' | null;
}

/** A commit's checks. If they aren't known, `problem` says why. */
export interface CommitChecks {
  readonly commit: string | null;
  readonly checks: readonly CommitCheck[];
  readonly problem: string | null;
}

/** One review; a reviewer may have given several. */
export interface Review {
  /** Null for an account that is gone. */
  readonly reviewer: string | null;
  readonly isBot: boolean;
  /** Whether the reviewer may push to the repository: anybody may review what is public. */
  readonly mayWrite: boolean;
  /** `APPROVED`, `CHANGES_REQUESTED`, `COMMENTED`, `DISMISSED`. */
  readonly state: string;
}

export interface PullRequestReviews {
  readonly number: number;
  /** Null for an account that is gone. */
  readonly author: string | null;
  /** Oldest first. */
  readonly reviews: readonly Review[];
}

/** The pull request that counts; `problem` says why there is none. */
export interface Approvals {
  readonly pullRequest: PullRequestReviews | null;
  readonly problem: string | null;
}

/** The port to the service that hosts the code, for what it knows about a commit. */
export interface CodeHost {
  /** A commit's checks as they are now. @throws StagegateError `unavailable` */
  checks(commit: string): Promise<CommitChecks>;
  /**
   * The reviews of the pull request that the run is for, else of the merged one that its commit came from.
   * @throws StagegateError `unavailable`
   */
  approvals(run: RunContext): Promise<Approvals>;
  readonly clock: Pick<Clock, 'elapsed' | 'sleep'>;
  /** Called with a message for people that says what a gate waits for. */
  waiting(message: string): void;
}
