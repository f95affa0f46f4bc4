import { posix } from 'node:path';
import { StagegateError } from '../../../errors.js';
import { mustRun, textOf, type Git } from '../../../git/command.js';
import { isFile, requireFile, type BranchFile, decodeText } from '../stored-files.js';
import type { BranchView, Lead, TreeEntry, WantedCommit } from '../store.js';
import { checkPath } from '../location.js';

/** Separators in git's output that no commit message contains. */
const [COMMIT_END, HASH_END] = ['\u001e', '\u001f'];

export interface ViewedCommit {
  readonly id: string;
  /** The workspace's folder in the repository, empty or with a `/` at its end. */
  readonly prefix: string;
  /** For people. */
  readonly branch: string;
}

interface ListedEntry extends TreeEntry {
  readonly mode: string;
  /** In the repository. */
  readonly path: string;
}

/** The bytes of blobs by id. An id never gets other bytes. */
export type BlobCache = Map<string, Uint8Array>;

/** Bytes of a blob: a larger one is not kept. */
const MAX_KEPT = 1024 * 1024;

/** The files of one commit, read from git's objects. The working tree doesn't matter. */
export class GitView implements BranchView {
  private readonly files = new Map<string, Promise<BranchFile | null>>();
  /** Listed folders, by path in the repository. */
  private readonly folders = new Map<string, Promise<readonly ListedEntry[]>>();
  /** Paths that are looked up together, by one run of git. */
  private batch: { readonly paths: string[]; readonly entries: Promise<readonly ListedEntry[]> } | null =
    null;

  readonly id: string;
  readonly branch: string;
  private readonly prefix: string;

  /** @param blobs what other views of the repository have read, to read it only once */
  constructor(
    private readonly git: Git,
    { id, prefix, branch }: ViewedCommit,
    private readonly blobs: BlobCache = new Map(),
  ) {
    this.id = id;
    this.prefix = prefix;
    this.branch = branch;
  }

  async read(path: string): Promise<string | null> {
    return (await this.find(path))?.text ?? null;
  }

  async list(folder: string): Promise<readonly string[] | null> {
    const path = this.inRepository(folder);
    const listed = this.folders.get(path) ?? this.listTree(path === '' ? [] : ['--', `${path}/`]);
    this.folders.set(path, listed);
    const entries = await listed;
    if (entries.length === 0) return null;
    const files = entries.filter(isFile);
    return files.map((entry) => entry.path.slice(entry.path.lastIndexOf('/') + 1)).sort();
  }

  async entries(paths: readonly string[]): Promise<readonly (TreeEntry | null)[]> {
    if (paths.length === 0) return [];
    const wanted = paths.map((path) => `${this.prefix}${path}`);
    const found = new Map((await this.listTree(['--', ...wanted])).map((entry) => [entry.path, entry]));
    return wanted.map((path) => found.get(path) ?? null);
  }

  async walk(folder: string): Promise<ReadonlyMap<string, string>> {
    const path = this.inRepository(folder || '.');
    const entries = await this.listTree(['-r', ...(path === '' ? [] : ['--', `${path}/`])]);
    const files = entries.filter(({ type }) => type === 'blob');
    return new Map(files.map(({ path: at, id }) => [at.slice(this.prefix.length), id]));
  }

  async readBlob(id: string, take: (chunk: Uint8Array) => void): Promise<void> {
    const blob = await this.git(['cat-file', 'blob', id], { onOutput: take });
    if (blob.exitCode === 0) return;
    throw explainUnreadable(`the object ${id.slice(0, 12)}`);
  }

  async leadOver(commit: string): Promise<Lead | null> {
    const changed = await this.git(['diff-tree', '-r', '-z', '--no-renames', '--name-only', commit, this.id]);
    if (changed.exitCode !== 0) return null;
    const files = textOf(changed)
      .split('\0')
      .filter((path) => path !== '');
    // a shallow clone lacks the commits to count
    const isShallow = textOf(await this.git(['rev-parse', '--is-shallow-repository'])) !== 'false';
    const counted = isShallow ? null : await this.git(['rev-list', '--count', `${commit}..${this.id}`]);
    return { commits: counted?.exitCode === 0 ? Number(textOf(counted)) : null, files };
  }

  /** Null when the commit has no such file. */
  find(path: string): Promise<BranchFile | null> {
    const known = this.files.get(path);
    if (known !== undefined) return known;
    const found = this.readFile(path);
    this.files.set(path, found);
    return found;
  }

  /**
   * Finds a commit by its message, among the newest hundred that changed a file. A shallow clone may lack it.
   * @throws StagegateError `unavailable` when git can't read them
   */
  async findCommit({ path, title, line }: WantedCommit): Promise<string | null> {
    const listed = await mustRun(this.git, [
      ...['log', '--max-count=100', `--format=%H${HASH_END}%B${COMMIT_END}`],
      ...[this.id, '--', this.inRepository(path)],
    ]);
    for (const commit of listed.split(COMMIT_END)) {
      const [sha = '', message = ''] = commit.trim().split(HASH_END);
      if (message.startsWith(title) && message.split('\n').includes(line)) return sha;
    }
    return null;
  }

  /** The path from the repository's root. */
  inRepository(path: string): string {
    return `${this.prefix}${checkPath(path)}`.replace(/\/$/, '');
  }

  private async readFile(path: string): Promise<BranchFile | null> {
    const entry = await this.lookUp(this.inRepository(path));
    if (entry === undefined) return null;
    requireFile(path, entry);
    const bytes = this.blobs.get(entry.id) ?? (await this.readBytes(entry.id, path));
    return { mode: entry.mode, blob: entry.id, text: decodeText(bytes, path) };
  }

  private async readBytes(id: string, path: string): Promise<Uint8Array> {
    const blob = await this.git(['cat-file', 'blob', id]);
    if (blob.exitCode !== 0) throw explainUnreadable(JSON.stringify(path), path);
    if (blob.stdout.length <= MAX_KEPT) this.blobs.set(id, blob.stdout);
    return blob.stdout;
  }

  /** @param path in the repository */
  private async lookUp(path: string): Promise<ListedEntry | undefined> {
    const folder = posix.dirname(path);
    const listed = this.folders.get(folder === '.' ? '' : folder) ?? this.lookUpTogether(path);
    return (await listed).find((entry) => entry.path === path);
  }

  private lookUpTogether(path: string): Promise<readonly ListedEntry[]> {
    if (this.batch === null) {
      const paths: string[] = [];
      const entries = Promise.resolve().then(() => {
        this.batch = null;
        return this.listTree(['--', ...paths]);
      });
      this.batch = { paths, entries };
    }
    this.batch.paths.push(path);
    return this.batch.entries;
  }

  private async listTree(args: readonly string[]): Promise<ListedEntry[]> {
    const out = await mustRun(this.git, ['ls-tree', '-z', '--full-tree', this.id, ...args]);
    return out.split('\0').flatMap((line) => {
      const [, mode, type, id, path] = /^(\d{6}) (\w+) ([0-9a-f]+)\t([^]+)$/.exec(line) ?? [];
      if (mode === undefined || type === undefined || id === undefined || path === undefined) return [];
      return [{ mode, type, id, path }];
    });
  }
}

function explainUnreadable(what: string, file?: string): StagegateError {
  return new StagegateError('unavailable', `git cannot read ${what}`, {
    place: file === undefined ? undefined : { file },
    hint: 'Check the repository with "git fsck".',
  });
}
