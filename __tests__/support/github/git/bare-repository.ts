import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readCommit, type Commit, type Person } from './commit.js';
import { runGit, tryGit, type GitOptions } from './run-git.js';

export const NO_COMMIT = '0'.repeat(40);

export type Mode = '100644' | '100755' | '120000' | '160000' | '040000';

export interface TreeEntry {
  readonly mode: Mode;
  readonly type: 'blob' | 'tree' | 'commit';
  readonly sha: string;
  /** Bytes of a blob; null for all else. */
  readonly size: number | null;
  readonly path: string;
}

/** What becomes of a path: its new bytes, a blob that is there already, or null when it goes. */
export type Change = Buffer | { readonly mode: Mode; readonly sha: string } | null;

export interface NewCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: Person;
  readonly committer: Person;
}

export interface Ref {
  readonly name: string;
  readonly sha: string;
  readonly type: string;
}

/** A bare repository on disk, read and written with git's own plumbing. */
export class BareRepository {
  constructor(readonly folder: string) {}

  static async create(folder: string): Promise<BareRepository> {
    const repository = new BareRepository(folder);
    await mkdir(folder);
    await runGit(folder, ['init', '--quiet', '--bare', '--initial-branch=main']);
    for (const [key, value] of Object.entries(SETTINGS)) await repository.git('config', key, value);
    return repository;
  }

  async git(...args: readonly string[]): Promise<string> {
    return (await this.run(args)).toString('utf8').replace(/\n$/, '');
  }

  run(args: readonly string[], options?: GitOptions): Promise<Buffer> {
    return runGit(this.folder, args, options);
  }

  /** The object that an expression (`main`, `refs/heads/main^{commit}`, `main:models.yaml`) names. */
  async resolve(expression: string): Promise<string | null> {
    const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', expression];
    const { status, stdout } = await tryGit(this.folder, args);
    return status === 0 ? stdout.toString('utf8').trim() : null;
  }

  /** The commit of a ref by its full name; null without one. */
  async refSha(ref: string): Promise<string | null> {
    const { status, stdout } = await tryGit(this.folder, ['show-ref', '--verify', '--hash', ref]);
    return status === 0 ? stdout.toString('utf8').trim() : null;
  }

  async refs(prefix = 'refs/'): Promise<readonly Ref[]> {
    const format = '--format=%(refname) %(objectname) %(objecttype)';
    const text = await this.git('for-each-ref', format);
    const all = text.split('\n').filter((line) => line.startsWith(prefix));
    return all.map((line) => {
      const [name, sha, type] = line.split(' ') as [string, string, string];
      return { name, sha, type };
    });
  }

  /** Moves a ref, if it still stands at `from`. @throws GitError when it does not */
  async moveRef(ref: string, to: string, from: string): Promise<void> {
    await this.git('update-ref', ref, to, from);
  }

  async deleteRef(ref: string): Promise<void> {
    await this.git('update-ref', '-d', ref);
  }

  /** The kind of an object; null when there is none. */
  async type(sha: string): Promise<string | null> {
    const { status, stdout } = await tryGit(this.folder, ['cat-file', '-t', sha]);
    return status === 0 ? stdout.toString('utf8').trim() : null;
  }

  blob(sha: string): Promise<Buffer> {
    return this.run(['cat-file', 'blob', sha]);
  }

  async commit(sha: string): Promise<Commit> {
    return readCommit(sha, await this.run(['cat-file', 'commit', sha]));
  }

  async tree(sha: string, recursive = false): Promise<readonly TreeEntry[]> {
    const flags = recursive ? ['-r', '-t'] : [];
    const text = await this.run(['ls-tree', '-z', '--long', '--full-tree', ...flags, sha]);
    return text.toString('utf8').split('\0').filter(Boolean).map(readEntry);
  }

  /** What stands at a path of a commit; null when nothing does. */
  async entry(commit: string, path: string): Promise<TreeEntry | null> {
    const args = ['ls-tree', '-z', '--long', '--full-tree', commit, '--', path];
    const lines = (await this.run(args)).toString('utf8').split('\0').filter(Boolean);
    return lines.map(readEntry).find((entry) => entry.path === path) ?? null;
  }

  async writeBlob(bytes: Buffer): Promise<string> {
    return (await this.run(['hash-object', '-w', '--stdin'], { stdin: bytes })).toString('utf8').trim();
  }

  /** A tree with changes made to another (none: an empty one). */
  async writeTree(base: string | null, changes: ReadonlyMap<string, Change>): Promise<string> {
    const temp = await mkdtemp(join(this.folder, 'index-'));
    try {
      const env = { GIT_INDEX_FILE: join(temp, 'index') };
      await this.run(base === null ? ['read-tree', '--empty'] : ['read-tree', base], { env });
      const lines: string[] = [];
      for (const [path, change] of changes) lines.push(`${await this.indexLine(change)}\t${path}\0`);
      const args = ['update-index', '--add', '--replace', '-z', '--index-info'];
      await this.run(args, { env, stdin: lines.join('') });
      return (await this.run(['write-tree'], { env })).toString('utf8').trim();
    } finally {
      await rm(temp, { recursive: true, force: true });
    }
  }

  private async indexLine(change: Change): Promise<string> {
    if (change === null) return `0 ${NO_COMMIT}`;
    if (Buffer.isBuffer(change)) return `100644 ${await this.writeBlob(change)}`;
    return `${change.mode} ${change.sha}`;
  }

  async writeCommit({ tree, parents, message, author, committer }: NewCommit): Promise<string> {
    const args = ['commit-tree', tree, ...parents.flatMap((parent) => ['-p', parent])];
    const env = {
      GIT_AUTHOR_NAME: author.name,
      GIT_AUTHOR_EMAIL: author.email,
      GIT_AUTHOR_DATE: author.date,
      GIT_COMMITTER_NAME: committer.name,
      GIT_COMMITTER_EMAIL: committer.email,
      GIT_COMMITTER_DATE: committer.date,
    };
    return (await this.run(args, { env, stdin: message })).toString('utf8').trim();
  }

  async isAncestor(older: string, newer: string): Promise<boolean> {
    return (await tryGit(this.folder, ['merge-base', '--is-ancestor', older, newer])).status === 0;
  }

  async mergeBase(one: string, other: string): Promise<string | null> {
    const { status, stdout } = await tryGit(this.folder, ['merge-base', one, other]);
    return status === 0 ? stdout.toString('utf8').trim() : null;
  }

  /** The tree of a merge; null when it conflicts. */
  async mergeTree(base: string, head: string): Promise<string | null> {
    const { status, stdout } = await tryGit(this.folder, ['merge-tree', '--write-tree', base, head]);
    return status === 0 ? stdout.toString('utf8').split('\n')[0]! : null;
  }

  /** The tree of a commit's change made upon another; null when it conflicts. */
  async pickTree(onto: string, commit: string): Promise<string | null> {
    // Its parent's content replaced by the other's: so the merge base is the parent. (`--merge-base` needs git 2.40.)
    const before = await this.commit(commit);
    const tree = (await this.commit(onto)).tree;
    return this.mergeTree(await this.writeCommit({ ...before, tree }), commit);
  }

  /** Commits that a range (`main`, `base..head`) names, the newest first. */
  async list(
    range: string,
    { path }: { readonly path?: string | undefined } = {},
  ): Promise<readonly string[]> {
    const text = await this.git('rev-list', range, '--', ...(path === undefined ? [] : [path]));
    return text.split('\n').filter(Boolean);
  }
}

const SETTINGS: Readonly<Record<string, string>> = {
  'http.receivepack': 'true',
  'uploadpack.allowAnySHA1InWant': 'true',
  'uploadpack.allowFilter': 'true',
  // As GitHub: nobody pushes to what belongs to pull requests.
  'receive.hideRefs': 'refs/pull',
  'gc.auto': '0',
};

function readEntry(line: string): TreeEntry {
  const [head, path] = [line.slice(0, line.indexOf('\t')), line.slice(line.indexOf('\t') + 1)];
  const [mode, type, sha, size] = head.split(/ +/) as [Mode, TreeEntry['type'], string, string];
  return { mode, type, sha, size: size === '-' ? null : Number(size), path };
}
