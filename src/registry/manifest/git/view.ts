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

/** Bytes of a blob: a larger one is not kept. */
const MAX_KEPT = 1024 * 1024;

/** How many looked-up paths are remembered for later views. */
const MAX_ASKED = 100;

/** The repository's own folder, as a path to list. */
const ROOT = './';

/** What the views of one repository share. */
export class GitMemory {
  private readonly blobs = new Map<string, Uint8Array>();
  /** Paths that views looked up, with a `/` at the end of a folder whose entries were listed. */
  readonly asked = new Set<string>();

  /** The bytes of a blob, if they are kept. An id never gets other bytes. */
  blob(id: string): Uint8Array | undefined {
    return this.blobs.get(id);
  }

  keep(id: string, bytes: Uint8Array): void {
    if (bytes.length <= MAX_KEPT) this.blobs.set(id, bytes);
  }
}

/** The files of one commit, read from git's objects. The working tree doesn't matter. */
export class GitView implements BranchView {
  private readonly files = new Map<string, Promise<BranchFile | null>>();
  /** What `git ls-tree` found at each path, which may be nothing. */
  private readonly listed = new Map<string, Promise<readonly ListedEntry[]>>();
  /** Paths that are looked up together, by one run of git. */
  private batch: { readonly paths: Set<string>; readonly entries: Promise<readonly ListedEntry[]> } | null =
    null;

  readonly id: string;
  readonly branch: string;
  private readonly prefix: string;

  /** @param memory shared with the repository's other views: what they looked up, this view looks up all at once */
  constructor(
    private readonly git: Git,
    { id, prefix, branch }: ViewedCommit,
    private readonly memory = new GitMemory(),
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
    const inside = await this.lookUp([`${path || '.'}/`]);
    const entries = inside.filter((entry) => posix.dirname(entry.path) === (path || '.'));
    if (entries.length === 0) return null;
    const files = entries.filter(isFile);
    return files.map((entry) => entry.path.slice(entry.path.lastIndexOf('/') + 1)).sort();
  }

  async entries(paths: readonly string[]): Promise<readonly (TreeEntry | null)[]> {
    if (paths.length === 0) return [];
    const wanted = paths.map((path) => `${this.prefix}${path}`);
    const found = new Map((await this.lookUp(wanted)).map((entry) => [entry.path, entry]));
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
    return { files, countCommits: () => this.countSince(commit) };
  }

  private async countSince(commit: string): Promise<number | null> {
    // a shallow clone lacks the commits to count
    if (textOf(await this.git(['rev-parse', '--is-shallow-repository'])) !== 'false') return null;
    const counted = await this.git(['rev-list', '--count', `${commit}..${this.id}`]);
    return counted.exitCode === 0 ? Number(textOf(counted)) : null;
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
    const at = this.inRepository(path);
    const entry = (await this.lookUp([at])).find((each) => each.path === at);
    if (entry === undefined) return null;
    requireFile(path, entry);
    const bytes = this.memory.blob(entry.id) ?? (await this.readBytes(entry.id, path));
    return { mode: entry.mode, blob: entry.id, text: decodeText(bytes, path) };
  }

  private async readBytes(id: string, path: string): Promise<Uint8Array> {
    const blob = await this.git(['cat-file', 'blob', id]);
    if (blob.exitCode !== 0) throw explainUnreadable(JSON.stringify(path), path);
    this.memory.keep(id, blob.stdout);
    return blob.stdout;
  }

  /**
   * Finds at least the entries at these paths. Lookups that are made at the same moment share one run of git.
   * @param paths in the repository; with a `/` at its end, for what is in a folder
   */
  private async lookUp(paths: readonly string[]): Promise<readonly ListedEntry[]> {
    const found = paths.map((path) => {
      const folder = `${posix.dirname(path)}/`;
      const known = this.listed.get(path) ?? (path.endsWith('/') ? undefined : this.listed.get(folder));
      // the root gets a run of its own: beside it, git would list other folders whole
      const entries = known ?? (path === ROOT ? this.listTree([]) : this.lookUpTogether(path));
      this.listed.set(path, entries);
      return entries;
    });
    return (await Promise.all(new Set(found))).flat();
  }

  private lookUpTogether(path: string): Promise<readonly ListedEntry[]> {
    if (this.batch === null) {
      const { asked } = this.memory;
      // an earlier attempt of this run looked these up, so this one will need them too
      const paths = new Set(this.listed.size === 0 ? asked : []);
      const entries = Promise.resolve().then(() => {
        this.batch = null;
        if (asked.size + paths.size <= MAX_ASKED) for (const each of paths) asked.add(each);
        return this.listTree(['-t', '--', ...paths]);
      });
      for (const each of paths) this.listed.set(each, entries);
      this.batch = { paths, entries };
    }
    this.batch.paths.add(path);
    return this.listed.get(path) ?? this.batch.entries;
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
