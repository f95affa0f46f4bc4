import { dirname, relative, sep } from 'node:path';
import type { Git } from '../../../git/command.js';
import type { Store } from '../store.js';
import { makeFolder, sweepTemps } from './atomic-write.js';
import { explainDiskError } from './error.js';
import { locate } from './location.js';
import { nodeDisk, type Disk } from './port.js';
import { DiskView } from './view.js';
import { makeGuard, recover, type Guard } from './journal.js';
import { acquireLock, type Lock } from './lock.js';
import { replaceFiles, type Replacement } from './replace-files.js';

export interface DiskStoreOptions {
  /** The workspace's real path. */
  readonly root: string;
  /** The manifest file or folder, relative to the workspace: the lock and the journal stand beside it. */
  readonly registry: string;
  /** How long (ms) to wait for somebody else's lock; 30 s without it. */
  readonly lockWaitMs?: number | undefined;
  /** The file system; Node's without it. */
  readonly disk?: Disk | undefined;
  /** Git in the workspace: what it has and the disk lacks is not checked out. Without it, nothing is asked. */
  readonly git?: Git | undefined;
}

/**
 * The folder on disk, safe for parallel processes and for a kill at any moment. Reading takes no lock and
 * works where nothing can be written. A file must have been read through the basis before it is written.
 */
export function openDiskStore({ root, registry, lockWaitMs, disk = nodeDisk, git }: DiskStoreOptions): Store {
  const findGuard = async (): Promise<Guard> => {
    try {
      return makeGuard(root, await locate(disk, root, registry));
    } catch (error) {
      throw explainDiskError(error, 'read', registry);
    }
  };
  const lock = (guard: Guard): Promise<Lock> => {
    const label = relative(root, guard.lock).split(sep).join('/');
    return acquireLock({ disk, path: guard.lock, label, waitMs: lockWaitMs });
  };
  return {
    open: async () => {
      const guard = await findGuard();
      return new DiskView({
        disk,
        guard,
        git,
        finishJournal: () => finishJournal({ disk, guard, registry, lock }),
      });
    },
    write: async (changes, basis) => {
      if (!(basis instanceof DiskView)) throw new TypeError('this view is of another store');
      const files = selectChanges(changes, basis);
      if (files.length === 0) return { commit: null };
      const guard = await findGuard();
      await underLock({ disk, guard, registry, lock }, async (held) => {
        await recover(disk, guard);
        await basis.assertUnchanged();
        for (const own of [guard.lock, guard.journal]) await sweepTemps(disk, own);
        await replaceFiles(disk, { guard, lock: held }, await prepare(files, { disk, root, basis }));
      });
      return { commit: null };
    },
  };
}

interface Locking {
  readonly disk: Disk;
  readonly guard: Guard;
  readonly registry: string;
  readonly lock: (guard: Guard) => Promise<Lock>;
}

/** A journal belongs to a writer at work, for whose lock this waits, or to one that was killed. */
async function finishJournal(locking: Locking): Promise<void> {
  const { disk, guard } = locking;
  const isJournalled = async (): Promise<boolean> => (await disk.read(guard.journal)) !== null;
  if (!(await isJournalled())) return;
  try {
    await underLock(locking, () => recover(disk, guard));
  } catch (error) {
    // Where nothing can be written, the writer that was at work may have finished meanwhile.
    if (await isJournalled()) throw error;
  }
}

async function underLock(locking: Locking, work: (lock: Lock) => Promise<void>): Promise<void> {
  const { disk, guard, registry, lock } = locking;
  let undoFolder = (): Promise<void> => Promise.resolve();
  let held: Lock | null = null;
  let done = false;
  try {
    undoFolder = await makeFolder(disk, dirname(guard.lock));
    held = await lock(guard);
    await work(held);
    done = true;
  } catch (error) {
    throw explainDiskError(error, 'write', registry);
  } finally {
    // A lock that can't be removed is that of a process which ends soon: the next one breaks it.
    await held?.release().catch(() => undefined);
    if (!done) await undoFolder();
  }
}

/** The changes that change something. */
function selectChanges(changes: ReadonlyMap<string, string>, basis: DiskView): [string, string][] {
  return [...changes].filter(([path, text]) => {
    const seen = basis.seen(path);
    if (seen === undefined)
      throw new TypeError(`${path} is to be written but was not read through this view`);
    return seen.text !== text;
  });
}

async function prepare(
  files: readonly [string, string][],
  { disk, root, basis }: { disk: Disk; root: string; basis: DiskView },
): Promise<Replacement[]> {
  const found: Replacement[] = [];
  for (const [path, text] of files) {
    found.push({
      path,
      text,
      target: await locate(disk, root, path),
      before: basis.seen(path)?.file ?? null,
    });
  }
  return found;
}
