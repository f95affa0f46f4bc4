import { basename, dirname } from 'node:path';
import { StagegateError } from '../../../errors.js';
import { explainMissing, listTracked } from '../../../git/working-tree.js';
import { GitUnusable, type Git } from '../../../git/command.js';
import type { StoreView } from '../store.js';
import { digest, isTemp } from './atomic-write.js';
import { codeOf, decodeText } from '../decode-text.js';
import { explainDiskError } from './error.js';
import { locate } from './location.js';
import type { Disk, DiskFile } from './port.js';
import type { Guard } from './journal.js';

/** How often a read starts again because somebody was writing. */
const READ_ATTEMPTS = 50;
/** File systems tell times in ticks of a few milliseconds: a younger change may hide another one behind it. */
const TICK_MS = 50;

export interface DiskViewOptions {
  readonly disk: Disk;
  readonly guard: Guard;
  /** Waits until no write is under way, and finishes one that nobody is at work on. */
  readonly finishJournal: () => Promise<void>;
  /** To tell a file that is not checked out from one that does not exist; without it, there is no such thing. */
  readonly git?: Git | undefined;
}

interface SeenFile {
  readonly realPath: string;
  readonly file: DiskFile | null;
  readonly text: string | null;
}

/**
 * Files at one moment without a lock: a read counts if no journal was there before and after it, and if
 * all that was read before is still the same.
 */
export class DiskView implements StoreView {
  private readonly files = new Map<string, SeenFile>();
  private readonly folders = new Map<string, readonly string[] | null>();
  /** With the files that git has and the checkout lacks: reading one tells why. */
  private readonly listed = new Map<string, readonly string[] | null>();
  /** The mark of the lock's folder when all was last found unmoved, if it can be trusted. */
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

  /** What this view read of a file; undefined when it has not read it. */
  seen(path: string): SeenFile | undefined {
    return this.files.get(path);
  }

  /**
   * By content, and so for the lock's holder only.
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

  /** Taken for none, a file that is not checked out would be written over with a new one. */
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
        `${name} is missing, and it is unclear whether it only isn't checked out: ${error.message}`,
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
        await this.assertUnmoved();
        return result;
      }
    }
    throw new StagegateError(
      'unavailable',
      `${JSON.stringify(path)} is written all the time and can't be read`,
      {
        place: { file: path },
        hint: 'Run this again when fewer promotions are under way.',
      },
    );
  }

  private async isBeingWritten(): Promise<boolean> {
    return (await this.options.disk.read(this.options.guard.journal)) !== null;
  }

  /**
   * By marks. Every write makes and removes a lock, so while the lock's folder is the same, all is; that
   * spares looking at each file again for each file of a large registry.
   */
  private async assertUnmoved(): Promise<void> {
    const { disk, guard } = this.options;
    const folder = await disk.mark(dirname(guard.lock));
    if (folder !== null && folder.mark === this.quietMark) return;
    const trusted = folder !== null && Date.now() - folder.changedMs > TICK_MS;
    for (const [path, { realPath, file }] of this.files) {
      if ((await explained(path, () => disk.mark(realPath)))?.mark !== file?.mark) throw changed(path);
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
    return explained(path, async () => {
      const realPath = await locate(disk, guard.root, path);
      return { realPath, file: await disk.read(realPath) };
    });
  }

  private listFolder(folder: string): Promise<readonly string[] | null> {
    const { disk, guard } = this.options;
    const own = [basename(guard.lock), basename(guard.journal)];
    return explained(folder, async () => {
      const names = await disk.list(await locate(disk, guard.root, folder));
      return names?.filter((name) => !isTemp(name) && !own.includes(name)) ?? null;
    });
  }

  /** One read after the other: two at the same time could not check each other. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work, work);
    this.last = turn;
    return turn;
  }
}

async function explained<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explainDiskError(error, 'read', path);
  }
}

function changed(path: string): StagegateError {
  return new StagegateError('conflict', `${JSON.stringify(path)} was changed by somebody else`, {
    place: { file: path },
    hint: 'Run it again: it is decided on what the registry holds then.',
  });
}
