/**
 * The registry's files in a folder on disk, safe for parallel processes and for a kill at any moment.
 *
 * A write
 * 1. takes the lock, a file beside the registry that names its holder's process (lock.ts);
 * 2. recovers: finishes or undoes what a killed writer left, and removes its temporary files (replace.ts);
 * 3. compares: if anything that was read has changed since, it stops with a conflict, and the caller decides again;
 * 4. writes each new text to a temporary file beside its target and syncs it to the disk;
 * 5. checks that it still holds the lock, renames each temporary file over its target, and syncs the folders. Before
 *    the first of several renames it writes a journal, so that the next process can finish them all;
 * 6. removes the journal and the lock.
 *
 * A read takes no lock and works where nothing can be written (view.ts).
 */
import { dirname, relative, sep } from 'node:path';
import type { Git } from '../../../git/command.js';
import type { Store, StoreView, Written } from '../store.js';
import { acquireLock, type Lock } from './lock.js';
import { locate, makeGuard, type Guard } from './location.js';
import { explainDisk, nodeDisk, type Disk } from './port.js';
import { makeFolder, recover, replaceFiles, sweepTemps } from './replace.js';
import { DiskView } from './view.js';

export interface DiskStoreOptions {
  /** The workspace's real path. */
  readonly root: string;
  /** The manifest file or folder, relative to the workspace: the lock and the journal are beside it. */
  readonly registry: string;
  /** How long (ms) to wait for another process's lock; 30 s by default. */
  readonly lockWaitMs?: number | undefined;
  /** The file system; Node's by default. */
  readonly disk?: Disk | undefined;
  /** Git in the workspace, to tell a file that isn't checked out from a missing one. Without it, both are missing. */
  readonly git?: Git | undefined;
}

/** Opens the files on disk. Before writing a file, read it through the view that is the basis of the write. */
export function openDiskStore(options: DiskStoreOptions): Store {
  const store = new DiskStore(options);
  // a plain object, as every store is: what wraps a store spreads it
  return { open: () => store.open(), write: (changes, basis) => store.write(changes, basis) };
}

class DiskStore {
  private readonly disk: Disk;

  constructor(private readonly options: DiskStoreOptions) {
    this.disk = options.disk ?? nodeDisk;
  }

  async open(): Promise<StoreView> {
    const { disk } = this;
    const guard = await this.findGuard();
    return new DiskView({
      disk,
      guard,
      git: this.options.git,
      finishJournal: () => this.finishJournal(guard),
    });
  }

  async write(changes: ReadonlyMap<string, string>, basis: StoreView): Promise<Written> {
    const { disk } = this;
    if (!(basis instanceof DiskView)) throw new TypeError('this view is of another store');
    const files = [...changes]
      .map(([path, text]) => ({ path, text, before: basis.seen(path) }))
      .filter(({ text, before }) => before?.text !== text);
    if (files.length === 0) return { commit: null };
    const guard = await this.findGuard();
    await this.underLock(guard, async (lock) => {
      await basis.assertUnchanged();
      await replaceFiles(disk, { guard, lock }, files);
    });
    return { commit: null };
  }

  private findGuard(): Promise<Guard> {
    const { root, registry } = this.options;
    return explainDisk('read', registry, async () =>
      makeGuard(root, await locate(this.disk, root, registry)),
    );
  }

  /** A journal belongs to a running writer, whose lock this waits for, or to a killed one, whose write this settles. */
  private async finishJournal(guard: Guard): Promise<void> {
    const isJournalled = async () => (await this.disk.read(guard.journal)) !== null;
    if (!(await isJournalled())) return;
    try {
      await this.underLock(guard, () => Promise.resolve());
    } catch (error) {
      // On a read-only disk there is no lock to take, but the writer may have finished meanwhile.
      if (await isJournalled()) throw error;
    }
  }

  /** Does work under the lock, after finishing or undoing what a killed writer left. */
  private async underLock(guard: Guard, work: (lock: Lock) => Promise<void>): Promise<void> {
    const { root, registry, lockWaitMs } = this.options;
    const label = relative(root, guard.lock).split(sep).join('/');
    await explainDisk('write', registry, async () => {
      const undoFolder = await makeFolder(this.disk, dirname(guard.lock));
      let lock: Lock | null = null;
      let done = false;
      try {
        lock = await acquireLock({ disk: this.disk, path: guard.lock, label, waitMs: lockWaitMs });
        await recover(this.disk, guard);
        await sweepTemps(this.disk, guard, lock.broken);
        await work(lock);
        done = true;
      } finally {
        // If the lock can't be removed, the next process breaks it once this one has ended.
        await lock?.release().catch(() => undefined);
        if (!done) await undoFolder();
      }
    });
  }
}
