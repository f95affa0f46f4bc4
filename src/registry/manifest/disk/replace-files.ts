import { dirname, relative, sep } from 'node:path';
import { digest, makeFolder, makeNonce, sweepTemps, tempFor } from './atomic-write.js';
import { explainDiskError } from './error.js';
import type { Disk } from './port.js';
import { writeJournal, type Guard, type JournalFile } from './journal.js';
import type { Lock } from './lock.js';

/** One file to replace, as it was found under the lock. */
export interface Replacement {
  /** As the user knows it. */
  readonly path: string;
  /** Its real path. */
  readonly target: string;
  /** Null when it does not exist yet. */
  readonly before: { readonly bytes: Buffer; readonly mode: number } | null;
  readonly text: string;
}

interface Prepared extends Replacement {
  readonly temp: string;
}

/**
 * Replaces all files or none, under the lock. The new texts are made beside their targets first; one
 * rename is the whole change of one file, and a journal makes one change of several renames.
 * @throws StagegateError `unavailable` with every file as it was
 */
export async function replaceFiles(
  disk: Disk,
  at: { guard: Guard; lock: Lock },
  files: readonly Replacement[],
): Promise<void> {
  const nonce = makeNonce();
  const prepared = files.map((file) => ({ ...file, temp: tempFor(file.target, nonce) }));
  const undoFolders: (() => Promise<void>)[] = [];
  try {
    for (const file of prepared) {
      undoFolders.push(await explained(file, () => makeFolder(disk, dirname(file.target))));
      await explained(file, () => writeTemp(disk, file));
    }
    await at.lock.assertHeld();
    await renameAll(disk, at.guard, prepared);
  } catch (error) {
    // While a journal is there, the next writer needs the temporary files to finish or undo the change.
    if (!(await isJournalled(disk, at.guard))) {
      for (const { temp } of prepared) await ignoreErrors(disk.remove(temp));
      for (const undo of undoFolders.reverse()) await undo();
    }
    throw error;
  }
}

async function isJournalled(disk: Disk, { journal }: Guard): Promise<boolean> {
  try {
    return (await disk.read(journal)) !== null;
  } catch {
    return true;
  }
}

async function writeTemp(disk: Disk, { target, temp, text, before }: Prepared): Promise<void> {
  await sweepTemps(disk, target);
  await disk.create(temp, Buffer.from(text), { mode: before?.mode, durable: true });
}

async function renameAll(disk: Disk, guard: Guard, files: readonly Prepared[]): Promise<void> {
  const [first] = files;
  const journalled = files.length > 1 && first !== undefined;
  if (journalled)
    await explained(first, () =>
      writeJournal(
        disk,
        guard,
        files.map((file) => toJournal(guard, file)),
      ),
    );
  const renamed: Prepared[] = [];
  try {
    for (const file of files) {
      await explained(file, () => disk.rename(file.temp, file.target));
      renamed.push(file);
    }
  } catch (error) {
    for (const file of renamed.reverse()) await explained(file, () => restore(disk, file));
    if (journalled) await explained(first, () => disk.remove(guard.journal));
    throw error;
  }
  for (const folder of new Set(files.map((file) => dirname(file.target)))) await disk.syncFolder(folder);
  // The change is made: a journal that can't be removed only gives the next writer nothing to do.
  if (journalled) await ignoreErrors(disk.remove(guard.journal));
}

async function restore(disk: Disk, { target, temp, before }: Prepared): Promise<void> {
  if (before === null) return disk.remove(target);
  await disk.create(temp, before.bytes, { mode: before.mode, durable: true });
  await disk.rename(temp, target);
}

function toJournal({ root }: Guard, { target, temp, before, text }: Prepared): JournalFile {
  const shorten = (path: string): string => relative(root, path).split(sep).join('/');
  return {
    target: shorten(target),
    temp: shorten(temp),
    before: before === null ? null : digest(before.bytes),
    after: digest(text),
  };
}

async function explained<T>({ path }: Replacement, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explainDiskError(error, 'write', path);
  }
}

async function ignoreErrors(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch {
    // An error is on its way already, or the file does no harm.
  }
}
