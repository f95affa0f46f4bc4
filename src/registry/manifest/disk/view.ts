import { basename, dirname } from 'node:path';
import { StagegateError } from '../../../errors.js';
import { explainMissing, listTracked } from '../../../git/working-tree.js';
import { GitUnusable, type Git } from '../../../git/command.js';
import type { StoreView } from '../store.js';
import { codeOf, decodeText } from '../stored-files.js';
import { digest, isTemp, locate, type Guard } from './location.js';
import { explainDisk, type Disk, type DiskFile } from './port.js';

/** How often a read starts again because another process was writing. */
const READ_ATTEMPTS = 50;
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

interface SeenFile {
  readonly realPath: string;
  readonly file: DiskFile | null;
  readonly text: string | null;
}

/**
 * The files at one moment, read without a lock. A read counts if there is no journal before and after it, and if
 * nothing that was read earlier has changed.
 */
export class DiskView implements StoreView {
  private readonly files = new Map<string, SeenFile>();
  private readonly folders = new Map<string, readonly string[] | null>();
  /** With the files that git has but the checkout lacks: reading one says why. */
  private readonly listed = new Map<string, readonly string[] | null>();
  /** The mark of the lock's folder when everything was last found unchanged, if it can be trusted. */
  private quietMark: string | null = null;
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: DiskViewOptions) {}

  get id(): string {
    const files = [...this.files].map(([path, { file }]) => [
      path,
      file === null ? null : digest(file.bytes),
    ]);
    return digest(JSON.stringify([files.sort(), [...this.folders].sort()]));
  }

  async read(path: string): Promise<string | null> {
    const seen = await this.inTurn(async () => this.files.get(path) ?? (await this.readNow(path)));
    return seen.text;
  }

  list(folder: string): Promise<readonly string[] | null> {
    return this.inTurn(async () => {
      const known = this.listed.get(folder);
      if (known !== undefined) return known;
      const names = await this.whileQuiet(folder, () => this.listFolder(folder));
      this.folders.set(folder, names);
      const all = await this.addTracked(folder, names);
      this.listed.set(folder, all);
      return all;
    });
  }

  /** A file as this view read it. @throws TypeError when it has not read it */
  seen(path: string): SeenFile {
    const seen = this.files.get(path);
    if (seen === undefined) throw new TypeError(`${path} was not read through this view`);
    return seen;
  }

  /**
   * Compares contents. Only for the lock's holder: without the lock, a write can follow at once.
   * @throws StagegateError `conflict` when something that was read has changed
   */
  async assertUnchanged(): Promise<void> {
    for (const [path, { file }] of this.files) {
      const { file: now } = await this.readFile(path);
      if (now === null ? file !== null : file === null || !now.bytes.equals(file.bytes)) throw changed(path);
    }
    await this.assertSameFolders();
  }

  private async readNow(path: string): Promise<SeenFile> {
    const { file, realPath } = await this.whileQuiet(path, () => this.readFile(path));
    if (file === null) await this.requireUnknownToGit(path);
    const seen = { realPath, file, text: file === null ? null : decodeText(file.bytes, path) };
    this.files.set(path, seen);
    return seen;
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
    const inside = (await listTracked(git, folder, 'all')).flatMap((path) => {
      const name = path.slice(start.length);
      return path.startsWith(start) && !name.includes('/') ? [name] : [];
    });
    if (names === null && inside.length === 0) await this.requireUnknownToGit(`${folder}/`);
    return names === null && inside.length === 0 ? null : [...new Set([...(names ?? []), ...inside])].sort();
  }

  private async whileQuiet<T>(path: string, work: () => Promise<T>): Promise<T> {
    for (let attempt = 0; attempt < READ_ATTEMPTS; attempt += 1) {
      await this.options.finishJournal();
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
    const { disk, guard } = this.options;
    const folder = await disk.mark(dirname(guard.lock));
    if (folder !== null && folder.mark === this.quietMark) return;
    const trusted = folder !== null && Date.now() - folder.changedMs > TICK_MS;
    for (const [path, { realPath, file }] of this.files) {
      if ((await explainDisk('read', path, () => disk.mark(realPath)))?.mark !== file?.mark)
        throw changed(path);
    }
    await this.assertSameFolders();
    this.quietMark = trusted ? folder.mark : null;
  }

  private async assertSameFolders(): Promise<void> {
    for (const [folder, names] of this.folders) {
      if (JSON.stringify(await this.listFolder(folder)) !== JSON.stringify(names)) throw changed(folder);
    }
  }

  private readFile(path: string): Promise<Pick<SeenFile, 'realPath' | 'file'>> {
    const { disk, guard } = this.options;
    return explainDisk('read', path, async () => {
      const realPath = await locate(disk, guard.root, path);
      return { realPath, file: await disk.read(realPath) };
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
