import { basename, dirname, join, posix } from 'node:path';
import limitParallel from 'p-limit';
import { StagegateError } from '../../../errors.js';
import { explainMissing, listTracked } from '../../../git/working-tree.js';
import { GitUnusable, type Git } from '../../../git/command.js';
import type { StoreView } from '../store.js';
import { codeOf, decodeText } from '../stored-files.js';
import { digest, isTemp, locate, type Guard } from './location.js';
import { explainDisk, type Disk, type DiskMark } from './port.js';

/** How often a read starts again because another process was writing. */
const READ_ATTEMPTS = 50;
/** Files read at a time: enough to keep a disk busy. */
const READ_PARALLEL = 16;
/** Files read in one go, between two looks at the journal. */
const READ_TOGETHER = 1_000;
/** File systems count time in ticks of a few milliseconds: two changes within one look like one. */
const TICK_MS = 50;

interface DiskViewOptions {
  readonly disk: Disk;
  readonly guard: Guard;
  /** Waits for a running write, and finishes a killed one. */
  readonly finishJournal: () => Promise<void>;
  /** To tell a file that isn't checked out from one that doesn't exist; without it, both are missing. */
  readonly git?: Git | undefined;
}

/** A file as a view read it, without its contents. */
interface FileFacts {
  readonly mark: string;
  readonly mode: number;
  /** SHA-256 of its bytes, hex. */
  readonly digest: string;
}

interface SeenFile {
  readonly file: FileFacts | null;
  /** Null if the file doesn't exist; undefined before it is read and after `forget`. */
  text: string | null | undefined;
}

interface SeenFolder {
  readonly names: readonly string[] | null;
  /** Its mark when it was listed, if that can be trusted to change with its files. */
  readonly mark: string | null;
}

/** A read that waits for its turn. */
interface Waiting {
  readonly path: string;
  resolve(text: string | null): void;
  reject(error: unknown): void;
}

/**
 * The files at one moment, read without a lock. A read counts if there is no journal before and after it, and if
 * nothing that was read earlier has changed.
 */
export class DiskView implements StoreView {
  private readonly files = new Map<string, SeenFile>();
  private readonly folders = new Map<string, SeenFolder>();
  private waiting: Waiting[] = [];
  /** Folders as listed, with the files that git has but the checkout lacks: reading one of those says why. */
  private readonly listed = new Map<string, readonly string[] | null>();
  /** The mark of the lock's folder when everything was last found unchanged, if it can be trusted. */
  private quietMark: string | null = null;
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: DiskViewOptions) {}

  get id(): string {
    const files = [...this.files].map(([path, { file }]) => [path, file?.digest ?? null]);
    const folders = [...this.folders].map(([path, { names }]) => [path, names]);
    return digest(JSON.stringify([files.sort(), folders.sort()]));
  }

  /** Reads that wait for their turn are read together. */
  read(path: string): Promise<string | null> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ path, resolve, reject });
      if (this.waiting.length === 1) void this.inTurn(() => this.readWaiting());
    });
  }

  forget(paths: readonly string[]): void {
    for (const path of paths) {
      const seen = this.files.get(path);
      if (seen !== undefined) seen.text = undefined;
    }
  }

  list(folder: string): Promise<readonly string[] | null> {
    return this.inTurn(async () => {
      const known = this.listed.get(folder);
      if (known !== undefined) return known;
      const names = await this.whileQuiet(folder, async () => {
        const mark = this.trust(await this.markPath(folder));
        const listed = await this.listFolder(folder);
        this.folders.set(folder, { names: listed, mark });
        return listed;
      });
      const all = await this.addTracked(folder, names);
      this.listed.set(folder, all);
      return all;
    });
  }

  /** Like `list`, includes files that git has but the checkout lacks. */
  pick(folder: string, names: readonly string[]): Promise<readonly string[]> {
    return this.inTurn(async () => {
      const { disk, guard } = this.options;
      const found = await this.whileQuiet(folder, () =>
        explainDisk('read', folder, async () => {
          const real = await locate(disk, guard.root, folder);
          const marks = await Promise.all(
            names.map(async (name) => (await disk.mark(join(real, name)))?.mark ?? null),
          );
          for (const [at, name] of names.entries()) {
            const path = posix.join(folder, name);
            if (marks[at] === null && !this.files.has(path))
              this.files.set(path, { file: null, text: undefined });
          }
          // where upper and lower case are the same, one file has several of the names
          return names.filter((_, at) => marks[at] !== null && marks.indexOf(marks[at] ?? '') === at);
        }),
      );
      const { git } = this.options;
      if (git === undefined) return found;
      const paths = names.map((name) => posix.join(folder, name));
      const tracked = new Set(await listTracked(git, paths, 'all'));
      return [...new Set([...found, ...names.filter((_, at) => tracked.has(paths[at] ?? ''))])];
    });
  }

  /** A file as this view read it; null when it doesn't exist. @throws TypeError when it has not read it */
  seen(path: string): (FileFacts & { readonly text: string }) | null {
    const seen = this.files.get(path);
    if (seen?.text === undefined) throw new TypeError(`${path} was not read through this view`);
    return seen.file === null || seen.text === null ? null : { ...seen.file, text: seen.text };
  }

  /**
   * Compares contents. Only for the lock's holder: without the lock, a write can follow at once.
   * @throws StagegateError `conflict` when something that was read has changed
   */
  async assertUnchanged(): Promise<void> {
    for (const [path, { file }] of this.files) {
      const { file: now } = await this.readFile(path);
      if (now?.digest !== file?.digest) throw changed(path);
    }
    await this.assertSameFolders();
  }

  private async readWaiting(): Promise<void> {
    const reads = this.waiting;
    this.waiting = [];
    for (let at = 0; at < reads.length; at += READ_TOGETHER) {
      const together = reads.slice(at, at + READ_TOGETHER);
      try {
        await this.readTogether([...new Set(together.map(({ path }) => path))]);
      } catch {
        // One by one, so that each fails with its own error.
        for (const { path, resolve, reject } of together)
          await this.readTogether([path]).then(() => resolve(this.textOf(path)), reject);
        continue;
      }
      for (const { path, resolve } of together) resolve(this.textOf(path));
    }
  }

  private textOf(path: string): string | null {
    return this.files.get(path)?.text ?? null;
  }

  private async readTogether(paths: readonly string[]): Promise<void> {
    const unread = paths.filter((path) => this.files.get(path)?.text === undefined);
    const [first] = unread;
    if (first === undefined) return;
    const limit = limitParallel(READ_PARALLEL);
    const earlier = new Map(unread.map((path) => [path, this.files.get(path)]));
    const found = await this.whileQuiet(first, () =>
      limit.map(unread, async (path) => {
        const { file, bytes } = await this.readFile(path);
        const before = earlier.get(path);
        if (before !== undefined && before.file?.digest !== file?.digest) throw changed(path);
        const seen: SeenFile = { file, text: undefined };
        this.files.set(path, seen);
        return { path, seen, bytes };
      }),
    );
    for (const { path, seen, bytes } of found) {
      if (bytes === null) await this.requireUnknownToGit(path);
      seen.text = bytes === null ? null : decodeText(bytes, path);
    }
  }

  /** A file that isn't checked out isn't missing: a write would replace it with a new one. */
  private async requireUnknownToGit(path: string): Promise<void> {
    const { git } = this.options;
    if (git === undefined) return;
    const name = JSON.stringify(path);
    const place = { file: path };
    let missing;
    try {
      missing = await explainMissing(git, path);
    } catch (error) {
      if (!(error instanceof GitUnusable)) throw error;
      throw new StagegateError(
        error.code,
        `${name} is missing, and git can't tell whether it just isn't checked out: ${error.message}`,
        { place, hint: error.hint, cause: error },
      );
    }
    if (missing === null) return;
    throw new StagegateError(codeOf(path), `${name} ${missing.message}`, { place, hint: missing.hint });
  }

  private async addTracked(
    folder: string,
    names: readonly string[] | null,
  ): Promise<readonly string[] | null> {
    const { git } = this.options;
    if (git === undefined) return names;
    const start = folder === '.' ? '' : `${folder}/`;
    const known = new Set(names);
    const others = (await listTracked(git, [folder], 'all')).flatMap((path) => {
      const name = path.slice(start.length);
      return path.startsWith(start) && !name.includes('/') && !known.has(name) ? [name] : [];
    });
    if (names === null && others.length === 0) await this.requireUnknownToGit(`${folder}/`);
    return others.length === 0 ? names : [...known, ...others].sort();
  }

  private async whileQuiet<T>(path: string, work: () => Promise<T>): Promise<T> {
    for (let attempt = 0; attempt < READ_ATTEMPTS; attempt += 1) {
      await this.options.finishJournal();
      this.quietMark ??= this.hasNothing() ? this.trust(await this.markLockFolder()) : null;
      const result = await work();
      if (!(await this.isBeingWritten())) {
        await this.assertSameMarks();
        return result;
      }
    }
    throw new StagegateError(
      'unavailable',
      `${JSON.stringify(path)} can't be read: other processes keep writing to it`,
      { place: { file: path }, hint: 'Run this again when fewer promotions are running.' },
    );
  }

  private async isBeingWritten(): Promise<boolean> {
    return (await this.options.disk.read(this.options.guard.journal)) !== null;
  }

  /**
   * Compares marks. Every write creates and removes a lock, so while the lock's folder is unchanged, everything is.
   * That saves looking at every file again for each file of a large registry.
   */
  private async assertSameMarks(): Promise<void> {
    const folder = await this.markLockFolder();
    if (folder !== null && folder.mark === this.quietMark) return;
    const mark = this.trust(folder);
    for (const [path, { file }] of this.files)
      if ((await this.markPath(path))?.mark !== file?.mark) throw changed(path);
    await this.assertSameFolders();
    this.quietMark = mark;
  }

  private async assertSameFolders(): Promise<void> {
    for (const [folder, { names, mark }] of this.folders) {
      if (mark !== null && (await this.markPath(folder))?.mark === mark) continue;
      if (JSON.stringify(await this.listFolder(folder)) !== JSON.stringify(names)) throw changed(folder);
    }
  }

  private hasNothing(): boolean {
    return this.files.size === 0 && this.folders.size === 0;
  }

  /** The mark, if it is old enough that the next change gives another one. */
  private trust(seen: DiskMark | null): string | null {
    return seen !== null && Date.now() - seen.changedMs > TICK_MS ? seen.mark : null;
  }

  private markLockFolder(): Promise<DiskMark | null> {
    const { disk, guard } = this.options;
    return disk.mark(dirname(guard.lock));
  }

  private markPath(path: string): Promise<DiskMark | null> {
    const { disk, guard } = this.options;
    return explainDisk('read', path, async () => disk.mark(await locate(disk, guard.root, path)));
  }

  private readFile(path: string): Promise<{ file: FileFacts | null; bytes: Buffer | null }> {
    const { disk, guard } = this.options;
    return explainDisk('read', path, async () => {
      const file = await disk.read(await locate(disk, guard.root, path));
      if (file === null) return { file, bytes: null };
      const { bytes, mark, mode } = file;
      return { file: { mark, mode, digest: digest(bytes) }, bytes };
    });
  }

  private listFolder(folder: string): Promise<readonly string[] | null> {
    const { disk, guard } = this.options;
    const own = [basename(guard.lock), basename(guard.journal)];
    return explainDisk('read', folder, async () => {
      const names = await disk.list(await locate(disk, guard.root, folder));
      return names?.filter((name) => !isTemp(name) && !own.includes(name)) ?? null;
    });
  }

  /** One read after the other: two at once couldn't check each other. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work, work);
    this.last = turn;
    return turn;
  }
}

function changed(path: string): StagegateError {
  return new StagegateError('conflict', `${JSON.stringify(path)} has changed since it was read`, {
    place: { file: path },
    hint: 'Run this again: it decides on the registry as it is then.',
  });
}
