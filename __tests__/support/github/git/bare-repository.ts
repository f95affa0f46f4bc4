import { appendFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readCommit, type Commit, type Person } from './commit.js';
import { ObjectReader, type GitObject } from './object-reader.js';
import { GitError, runGit, tryGit, type GitOptions, type GitRun } from './run-git.js';

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
  private readonly reader: ObjectReader;
  private readonly remembered = new Map<string, Promise<unknown>>();

  constructor(readonly folder: string) {
    this.reader = new ObjectReader(folder);
  }

  static async create(folder: string): Promise<BareRepository> {
    await mkdir(folder);
    await runGit(folder, ['init', '--quiet', '--bare', '--initial-branch=main']);
    await appendFile(join(folder, 'config'), CONFIG);
    return new BareRepository(folder);
  }

  close(): void {
    this.reader.close();
  }

  async git(...args: readonly string[]): Promise<string> {
    return (await this.run(args)).toString('utf8').replace(/\n$/, '');
  }

  run(args: readonly string[], options?: GitOptions): Promise<Buffer> {
    return runGit(this.folder, args, options);
  }

  /** The object that an expression (`main`, `refs/heads/main^{commit}`, `main:models.yaml`) names. */
  async resolve(expression: string): Promise<string | null> {
    return (await this.reader.look(expression))?.sha ?? null;
  }

  /** Where a ref stands, by its full name; null without one. */
  async refSha(ref: string): Promise<string | null> {
    // Else `refs/heads/main^` would be one.
    return /^refs\/[^\s~^:?*[\\]+$/.test(ref) && !/\.\.|@\{/.test(ref) ? this.resolve(ref) : null;
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
    return (await this.reader.look(sha))?.type ?? null;
  }

  async blob(sha: string): Promise<Buffer> {
    return (await this.require(sha, 'blob')).content;
  }

  async commit(sha: string): Promise<Commit> {
    return readCommit(sha, (await this.require(sha, 'commit')).content);
  }

  /** The entries of a tree. */
  async tree(expression: string): Promise<readonly TreeEntry[]> {
    const { content } = await this.require(expression, 'tree');
    return Promise.all(readTree(content).map((entry) => this.measure(entry)));
  }

  /** The entries of a tree and of every tree in it. */
  async deepTree(expression: string): Promise<readonly TreeEntry[]> {
    const deep: TreeEntry[] = [];
    for (const entry of await this.tree(expression)) {
      deep.push(entry);
      if (entry.type !== 'tree') continue;
      const inside = await this.deepTree(entry.sha);
      deep.push(...inside.map((below) => ({ ...below, path: `${entry.path}/${below.path}` })));
    }
    return deep;
  }

  /** What stands at a path of a commit; null when nothing does. */
  async entry(commit: string, path: string): Promise<TreeEntry | null> {
    const folder = path.split('/').slice(0, -1).join('/');
    const tree = await this.reader.read(folder === '' ? `${commit}^{tree}` : `${commit}:${folder}`);
    if (tree?.type !== 'tree') return null;
    const found = readTree(tree.content).find((entry) => entry.path === path.split('/').at(-1));
    return found === undefined ? null : { ...(await this.measure(found)), path };
  }

  private async measure(entry: TreeEntry): Promise<TreeEntry> {
    if (entry.type !== 'blob') return entry;
    return { ...entry, size: (await this.reader.look(entry.sha))!.size };
  }

  private async require(expression: string, type: string): Promise<GitObject> {
    const object = await this.reader.read(expression);
    if (object?.type !== type)
      throw new Error(`${expression} is no ${type} but ${object?.type ?? 'nothing'}`);
    return object;
  }

  async writeBlob(bytes: Buffer): Promise<string> {
    return (await this.run(['hash-object', '-w', '--stdin'], { stdin: bytes })).toString('utf8').trim();
  }

  /** A tree with changes made to another (none: an empty one). */
  async writeTree(base: string | null, changes: ReadonlyMap<string, Change>): Promise<string> {
    const temp = await mkdtemp(join(this.folder, 'index-'));
    try {
      const env = { GIT_INDEX_FILE: join(temp, 'index') };
      if (base !== null) await this.run(['read-tree', base], { env });
      const lines = await Promise.all(
        [...changes].map(async ([path, change]) => `${await this.indexLine(change)}\t${path}\0`),
      );
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

  isAncestor(older: string, newer: string): Promise<boolean> {
    const args = ['merge-base', '--is-ancestor', older, newer];
    return this.remember(args, ({ status }) => status === 0);
  }

  mergeBase(one: string, other: string): Promise<string | null> {
    return this.remember(['merge-base', one, other], firstLine);
  }

  /** The tree of a merge; null when it conflicts. */
  mergeTree(base: string, head: string): Promise<string | null> {
    return this.remember(['merge-tree', '--write-tree', base, head], firstLine);
  }

  /** The tree of a commit's change made upon another; null when it conflicts. */
  async pickTree(onto: string, commit: string): Promise<string | null> {
    // Its parent's content replaced by the other's: so the merge base is the parent. (`--merge-base` needs git 2.40.)
    const before = await this.commit(commit);
    const tree = (await this.commit(onto)).tree;
    return this.mergeTree(await this.writeCommit({ ...before, tree }), commit);
  }

  /** Commits that come with `to` and not with `from` (null: all of `to`'s), the newest first. */
  list(from: string | null, to: string, path?: string): Promise<readonly string[]> {
    const range = from === null ? to : `${from}..${to}`;
    const args = ['rev-list', range, '--', ...(path === undefined ? [] : [path])];
    return this.remember(args, ({ stdout }) => stdout.toString('utf8').split('\n').filter(Boolean));
  }

  /**
   * What git says of commits by their SHAs, which stays so: it is asked once.
   *
   * @throws GitError for an exit status that is neither yes (0) nor no (1)
   */
  remember<T>(args: readonly string[], read: (run: GitRun) => T): Promise<T> {
    const key = args.join(' ');
    const known = this.remembered.get(key);
    if (known !== undefined) return known as Promise<T>;
    const found = tryGit(this.folder, args).then((run) => {
      if (run.status === 0 || run.status === 1) return read(run);
      throw new GitError(args, run.stderr);
    });
    this.remembered.set(key, found);
    return found;
  }
}

/** Pushing by HTTP; any commit may be fetched; nobody pushes to what belongs to pull requests. */
const CONFIG = `
[http]
	receivepack = true
[uploadpack]
	allowAnySHA1InWant = true
	allowFilter = true
[receive]
	hideRefs = refs/pull
	autogc = false
[gc]
	auto = 0
`;

function firstLine({ status, stdout }: GitRun): string | null {
  return status === 0 ? stdout.toString('utf8').split('\n')[0]! : null;
}

const TYPES: Readonly<Record<string, TreeEntry['type']>> = { '040000': 'tree', '160000': 'commit' };

/** A tree object: `<mode> <name>\0` and twenty bytes of SHA for each entry. Sizes are not in it. */
function readTree(object: Buffer): readonly TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < object.length;) {
    const end = object.indexOf(0, at);
    const [mode = '', ...name] = object.toString('utf8', at, end).split(' ');
    const full = mode.padStart(6, '0') as Mode;
    const sha = object.toString('hex', end + 1, end + 21);
    entries.push({ mode: full, type: TYPES[full] ?? 'blob', sha, size: null, path: name.join(' ') });
    at = end + 21;
  }
  return entries;
}
