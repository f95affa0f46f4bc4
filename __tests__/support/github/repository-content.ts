import { NO_COMMIT, type Change } from './git/bare-repository.js';
import type { Commit } from './git/commit.js';
import { moveRef } from './world/branches.js';
import type { Protection, Ruleset } from './world/protection.js';
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

/** A repository's files, branches and rules, as somebody with every right changes them. */
export class RepositoryContent {
  constructor(
    protected readonly world: World,
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

  protected async force(ref: string, from: string, to: string): Promise<void> {
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
}
