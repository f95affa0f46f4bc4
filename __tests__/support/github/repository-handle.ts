import { NO_COMMIT, type Change } from './git/bare-repository.js';
import type { Commit } from './git/commit.js';
import { moveRef } from './world/branches.js';
import { suiteOf } from './world/checks.js';
import type { Protection, Ruleset } from './world/protection.js';
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
} from './world/records.js';
import type { Repository, Role, Settings } from './world/repository.js';
import { noreplyAddress } from './world/users.js';
import type { World } from './world/world.js';

/** Files by path: a text, bytes, or null for one that goes. */
export type Files = Readonly<Record<string, string | Uint8Array | null>>;

export interface CommitOptions {
  /** `main` by default; made from `from` when it is not there yet. */
  readonly branch?: string;
  /** Where a new branch begins: a branch or a commit; `main` by default. */
  readonly from?: string;
  readonly message?: string;
  /** A login; `octocat` by default. */
  readonly by?: string;
}

/** A commit, and whether GitHub signed it. */
export interface LoggedCommit extends Commit {
  readonly verified: boolean;
}

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
export class RepositoryHandle {
  constructor(
    private readonly world: World,
    /** What GitHub holds, to look at. */
    readonly state: Repository,
  ) {}

  get fullName(): string {
    return this.state.fullName;
  }

  get settings(): Settings {
    return this.state.settings;
  }

  /** For git: `http://127.0.0.1:…/octo-org/models.git`; with a token in it when one is given. */
  gitUrl(token?: string): string {
    const url = new URL(`${this.world.url}/${this.fullName}.git`);
    if (token !== undefined) Object.assign(url, { username: 'x-access-token', password: token });
    return url.href;
  }

  /** Commits files, and moves the branch. Answers with the commit's SHA. */
  commit(files: Files, options: CommitOptions = {}): Promise<string> {
    const { branch = 'main', from = 'main', message = 'A commit', by = 'octocat' } = options;
    const { git } = this.state;
    return this.state.inTurn(async () => {
      const ref = `refs/heads/${branch}`;
      const head = await git.refSha(ref);
      const parent = head ?? (await git.resolve(`${from}^{commit}`));
      const changes = new Map<string, Change>(
        Object.entries(files).map(([path, text]) => [path, text === null ? null : Buffer.from(text)]),
      );
      const author = this.world.user(by);
      const person = { name: author.login, email: noreplyAddress(author), date: this.world.now() };
      const sha = await git.writeCommit({
        tree: await git.writeTree(parent, changes),
        parents: parent === null ? [] : [parent],
        message,
        author: person,
        committer: person,
      });
      await this.force(ref, head ?? NO_COMMIT, sha);
      return sha;
    });
  }

  /** Makes or moves a branch, whatever protects it. */
  async setBranch(branch: string, to: string): Promise<void> {
    await this.state.inTurn(async () => {
      const ref = `refs/heads/${branch}`;
      const from = (await this.state.git.refSha(ref)) ?? NO_COMMIT;
      await this.force(ref, from, (await this.state.git.resolve(`${to}^{commit}`))!);
    });
  }

  async deleteBranch(branch: string): Promise<void> {
    await this.state.inTurn(async () => {
      const ref = `refs/heads/${branch}`;
      await this.force(ref, (await this.state.git.refSha(ref))!, NO_COMMIT);
    });
  }

  private async force(ref: string, from: string, to: string): Promise<void> {
    const unguarded = { protections: new Map(this.state.protections), rulesets: [...this.state.rulesets] };
    this.state.protections.clear();
    this.state.rulesets.length = 0;
    try {
      await moveRef(this.world, this.state, { ref, from, to, force: true, by: this.state.owner });
    } finally {
      for (const [branch, protection] of unguarded.protections)
        this.state.protections.set(branch, protection);
      this.state.rulesets.push(...unguarded.rulesets);
    }
  }

  async tag(name: string, at = 'main'): Promise<void> {
    await this.state.git.git('update-ref', `refs/tags/${name}`, (await this.state.git.resolve(at))!);
  }

  /** The commit of a branch; null when it is not there. */
  head(branch = 'main'): Promise<string | null> {
    return this.state.git.refSha(`refs/heads/${branch}`);
  }

  /** A file's text on a branch or at a commit; null when it is not there. */
  async read(path: string, at = 'main'): Promise<string | null> {
    const sha = await this.state.git.resolve(`${at}:${path}`);
    return sha === null ? null : (await this.state.git.blob(sha)).toString('utf8');
  }

  /** A branch's commits, the newest first. */
  async log(at = 'main'): Promise<readonly LoggedCommit[]> {
    const head = await this.state.git.resolve(`${at}^{commit}`);
    const shas = head === null ? [] : await this.state.git.list(null, head);
    return Promise.all(
      shas.map(async (sha) => ({
        ...(await this.state.git.commit(sha)),
        verified: this.state.signed.has(sha),
      })),
    );
  }

  /** Branches by name, without `refs/heads/`. */
  async branches(): Promise<readonly string[]> {
    const refs = await this.state.git.refs('refs/heads/');
    return refs.map(({ name }) => name.slice('refs/heads/'.length));
  }

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

  closePull(number: number): void {
    closePull(this.world, this.pull(number));
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

  protect(branch: string, protection: Protection = {}): void {
    this.state.protections.set(branch, protection);
  }

  unprotect(branch: string): void {
    this.state.protections.delete(branch);
  }

  addRuleset(ruleset: Ruleset): void {
    this.state.rulesets.push(ruleset);
  }

  collaborator(login: string, role: Role): void {
    this.world.user(login);
    this.state.collaborators.set(login, role);
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
