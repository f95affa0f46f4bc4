import { RepositoryContent } from './repository-content.js';
import { suiteOf } from './world/checks.js';
import { closePull, makeMerge, markMerged, openPull, type MergeMethod } from './world/pulls.js';
import type {
  CheckRun,
  CheckStatus,
  Comment,
  Conclusion,
  Deployment,
  Pull,
  Review,
  ReviewState,
  Status,
  StatusState,
  WorkflowRun,
} from './world/records.js';
import { addRun, finishRun, type NewJob } from './world/runs.js';
import { startRun, type RunContext, type RunOptions } from './workflow-run.js';

export interface PullOptions {
  readonly branch: string;
  readonly base?: string;
  readonly title?: string;
  readonly body?: string | null;
  readonly by?: string;
  readonly draft?: boolean;
  /** The fork that the branch is in. */
  readonly fork?: RepositoryHandle;
}

/** What a test does to a repository as the world around the action does: no token, no request, no permission. */
export class RepositoryHandle extends RepositoryContent {
  /** Opens a pull request. */
  async openPull(options: PullOptions): Promise<Pull> {
    const {
      branch,
      base = 'main',
      title = `Merge ${branch}`,
      body = null,
      by = 'octocat',
      draft = false,
    } = options;
    const headRepository = options.fork?.state ?? this.state;
    const author = this.world.user(by);
    return this.state.inTurn(() =>
      openPull(this.world, this.state, {
        ...{ title, body, author, headRepository, headBranch: branch, baseBranch: base, draft },
      }),
    );
  }

  pull(number: number): Pull {
    const pull = this.state.pull(number);
    if (pull === undefined) throw new Error(`there is no pull request ${number}`);
    return pull;
  }

  /** Merges as somebody who may. Answers with the commit that the base branch got. */
  mergePull(
    number: number,
    { method = 'merge', by = 'octocat' }: { readonly method?: MergeMethod; readonly by?: string } = {},
  ): Promise<string> {
    return this.state.inTurn(async () => {
      const pull = this.pull(number);
      const user = this.world.user(by);
      const sha = await makeMerge(this.world, this.state, pull, { method, by: user });
      if (sha === null) throw new Error(`pull request ${number} conflicts`);
      const { baseSha } = pull;
      markMerged(this.world, pull, { sha, by: user });
      await this.force(`refs/heads/${pull.baseBranch}`, baseSha, sha);
      return sha;
    });
  }

  /** Closes as somebody who may. */
  closePull(number: number, { by = 'octocat' }: { readonly by?: string } = {}): void {
    closePull(this.world, this.pull(number), this.world.user(by));
  }

  reopenPull(number: number): void {
    Object.assign(this.pull(number), { state: 'open', closedAt: null, closedBy: null });
  }

  /** Reviews the pull request's head, or another commit. */
  review(
    number: number,
    options: {
      readonly by: string;
      readonly state?: ReviewState;
      readonly commit?: string;
      readonly body?: string;
    },
  ): Review {
    const { by, state = 'APPROVED', body = '' } = options;
    const review: Review = {
      id: this.world.nextId(),
      pull: number,
      author: this.world.user(by),
      state,
      body,
      commit: options.commit ?? this.pull(number).headSha,
      submittedAt: this.world.now(),
    };
    this.state.reviews.push(review);
    return review;
  }

  dismissReview(id: number): void {
    this.state.reviews.find((review) => review.id === id)!.state = 'DISMISSED';
  }

  /** Adds a check run; completed with `success` unless said otherwise. */
  checkRun(options: {
    readonly sha: string;
    readonly name: string;
    readonly status?: CheckStatus;
    readonly conclusion?: Conclusion | null;
    /** The app's slug; `github-actions` by default. */
    readonly app?: string;
    readonly detailsUrl?: string | null;
  }): CheckRun {
    const { sha, name, status = 'completed', app: slug = 'github-actions', detailsUrl = null } = options;
    const app = this.world.app(slug);
    const done = status === 'completed';
    const now = this.world.now();
    const run: CheckRun = {
      id: this.world.nextId(),
      suite: suiteOf(this.world, this.state, { headSha: sha, app }),
      name,
      headSha: sha,
      app,
      status,
      conclusion: done ? (options.conclusion ?? 'success') : null,
      detailsUrl,
      externalId: '',
      startedAt: now,
      completedAt: done ? now : null,
      output: { title: null, summary: null, text: null },
      annotations: [],
    };
    this.state.checkRuns.push(run);
    return run;
  }

  /** Starts a run of a workflow with a job in progress, and tells what the job would be told. */
  run(options: RunOptions = {}): Promise<RunContext> {
    return startRun(this.world, this.state, options);
  }

  /** Adds a run of another workflow. Its jobs passed unless said otherwise; each has its check run. */
  workflowRun(options: {
    readonly sha: string;
    readonly name: string;
    readonly jobs: readonly NewJob[];
    readonly event?: string;
    readonly branch?: string | null;
  }): WorkflowRun {
    const { sha: headSha, name, jobs, event = 'push', branch: headBranch = 'main' } = options;
    const path = `.github/workflows/${name}.yml`;
    const actor = this.world.user('octocat');
    return addRun(this.world, this.state, { name, path, event, headSha, headBranch, actor, jobs });
  }

  /** Ends the jobs of a run that still go on. */
  finishRun(run: WorkflowRun, conclusion: Conclusion = 'success'): void {
    finishRun(this.world, this.state, run, conclusion);
  }

  status(options: {
    readonly sha: string;
    readonly context: string;
    readonly state?: StatusState;
    readonly by?: string;
    readonly description?: string | null;
    readonly targetUrl?: string | null;
  }): Status {
    const { sha, context, state = 'success', by = 'octocat', description = null, targetUrl = null } = options;
    const creator = this.world.user(by);
    const createdAt = this.world.now();
    const status: Status = {
      ...{ id: this.world.nextId(), sha, context, state, description, targetUrl, creator, createdAt },
    };
    this.state.statuses.push(status);
    return status;
  }

  /** Opens an issue, which has comments as a pull request has. Answers with its number. */
  openIssue(): number {
    const number = this.state.nextNumber();
    this.state.issues.push(number);
    return number;
  }

  /** Comments on an issue or a pull request as somebody; `…[bot]` is an app's. */
  comment(
    number: number,
    { by = 'octocat', body }: { readonly by?: string; readonly body: string },
  ): Comment {
    const author = this.world.user(by);
    const now = this.world.now();
    const comment: Comment = {
      id: this.world.nextId(),
      issue: number,
      author,
      app: author.type === 'Bot' ? this.world.app(by.replace('[bot]', '')) : null,
      body,
      createdAt: now,
      updatedAt: now,
    };
    this.state.comments.push(comment);
    return comment;
  }

  /** The comments of an issue or a pull request, the oldest first. */
  comments(number: number): readonly Comment[] {
    return this.state.comments.filter(({ issue }) => issue === number);
  }

  get deployments(): readonly Deployment[] {
    return this.state.deployments;
  }

  /** A fork with all that is there now, as private as this one. */
  async fork(owner: string): Promise<RepositoryHandle> {
    const fullName = `${owner}/${this.state.name}`;
    const fork = await this.world.addRepository(fullName, {
      private: this.state.private,
      parent: this.state,
    });
    await fork.git.git(
      'fetch',
      '--quiet',
      this.state.git.folder,
      '+refs/heads/*:refs/heads/*',
      '+refs/tags/*:refs/tags/*',
    );
    return new RepositoryHandle(this.world, fork);
  }
}
