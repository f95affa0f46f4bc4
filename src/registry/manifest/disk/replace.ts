import { dirname, join, relative, sep } from 'node:path';
import * as z from 'zod/mini';
import { StagegateError } from '../../../errors.js';
import { digest, isTempFor, isTempOf, locate, tempFor, type Guard } from './location.js';
import type { Lock } from './lock.js';
import { errnoOf, explainDisk, type Disk } from './port.js';

/** One file to replace. */
interface Replacement {
  /** Relative to the workspace. */
  readonly path: string;
  /** As it was read; null when it doesn't exist yet. */
  readonly before: { readonly text: string; readonly mode: number; readonly digest: string } | null;
  readonly text: string;
}

interface Prepared extends Replacement {
  /** Its real path. */
  readonly target: string;
  readonly temp: string;
}

const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const journalSchema = z.object({
  files: z.array(
    z.object({ target: z.string(), temp: z.string(), before: z.nullable(sha256), after: sha256 }),
  ),
});

/**
 * One file of a write of several: paths relative to the workspace, and the SHA-256 of the target's bytes before (null:
 * no file) and after.
 */
type JournalFile = z.infer<typeof journalSchema>['files'][number];

/**
 * Replaces all files or none, under the lock. New texts go to temporary files beside their targets first. A rename
 * changes one file as a whole, and the journal ties several renames together.
 * @throws StagegateError `unavailable` with every file as it was
 */
export async function replaceFiles(
  disk: Disk,
  { guard, lock }: { guard: Guard; lock: Lock },
  files: readonly Replacement[],
): Promise<void> {
  const prepared: Prepared[] = [];
  const undoFolders: (() => Promise<void>)[] = [];
  try {
    for (const file of files) {
      await explainDisk('write', file.path, async () => {
        const target = await locate(disk, guard.root, file.path);
        const temp = tempFor(target, lock.nonce);
        prepared.push({ ...file, target, temp });
        undoFolders.push(await makeFolder(disk, dirname(target)));
        await disk.create(temp, Buffer.from(file.text), { mode: file.before?.mode, durable: true });
      });
    }
    await lock.assertHeld();
    await renameAll(disk, { guard, lock }, prepared);
  } catch (error) {
    // With a journal in place, the next writer needs the temporary files to finish or undo the change.
    if (!(await isJournalled(disk, guard))) {
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

async function renameAll(
  disk: Disk,
  { guard, lock }: { guard: Guard; lock: Lock },
  files: readonly Prepared[],
): Promise<void> {
  const [first] = files;
  const journalled = files.length > 1 && first !== undefined;
  if (journalled) await explainDisk('write', first.path, () => writeJournal(disk, { guard, lock }, files));
  const renamed: Prepared[] = [];
  try {
    for (const file of files) {
      await explainDisk('write', file.path, () => disk.rename(file.temp, file.target));
      renamed.push(file);
    }
  } catch (error) {
    for (const file of renamed.reverse()) await explainDisk('write', file.path, () => restore(disk, file));
    if (journalled) await explainDisk('write', first.path, () => disk.remove(guard.journal));
    throw error;
  }
  for (const folder of new Set(files.map((file) => dirname(file.target)))) await disk.syncFolder(folder);
  // The change is complete: if the journal can't be removed, the next writer finds nothing left to do.
  if (journalled) await ignoreErrors(disk.remove(guard.journal));
}

async function restore(disk: Disk, { target, temp, before }: Prepared): Promise<void> {
  if (before === null) return disk.remove(target);
  await disk.create(temp, Buffer.from(before.text), { mode: before.mode, durable: true });
  await disk.rename(temp, target);
}

/** Puts the journal in place with one rename. From then on any process can finish the write. */
async function writeJournal(
  disk: Disk,
  { guard, lock }: { guard: Guard; lock: Lock },
  files: readonly Prepared[],
): Promise<void> {
  const shorten = (path: string): string => relative(guard.root, path).split(sep).join('/');
  const entries = files.map(({ target, temp, before, text }): JournalFile => ({
    target: shorten(target),
    temp: shorten(temp),
    before: before?.digest ?? null,
    after: digest(text),
  }));
  const own = tempFor(guard.journal, lock.nonce);
  try {
    await disk.create(own, Buffer.from(`${JSON.stringify({ files: entries })}\n`), { durable: true });
    await disk.rename(own, guard.journal);
  } catch (error) {
    await disk.remove(own);
    throw error;
  }
  await disk.syncFolder(dirname(guard.journal));
}

/**
 * Finishes or undoes what a killed writer left. Only for the lock's holder.
 * @throws StagegateError `unavailable` when the files have changed since, so that neither is possible
 */
export async function recover(disk: Disk, guard: Guard): Promise<void> {
  const file = await disk.read(guard.journal);
  if (file === null) return;
  for (const step of await planRecovery(disk, guard, parseJournal(file.bytes.toString()))) await step();
  await disk.remove(guard.journal);
}

/** Renames start only after the whole journal is in place, so an unreadable one has no files to recover. */
function parseJournal(text: string): readonly JournalFile[] {
  try {
    return journalSchema.safeParse(JSON.parse(text)).data?.files ?? [];
  } catch {
    return [];
  }
}

async function planRecovery(
  disk: Disk,
  guard: Guard,
  files: readonly JournalFile[],
): Promise<(() => Promise<void>)[]> {
  const forward: (() => Promise<void>)[] = [];
  const undo: (() => Promise<void>)[] = [];
  let done = 0;
  let stuck: string | null = null;
  for (const { target, temp, before, after } of files) {
    const to = await locate(disk, guard.root, target);
    const from = await locate(disk, guard.root, temp);
    // A pull request can contain a journal: it must not rename or remove any other file.
    if (!isTempFor(from, to)) continue;
    const held = await digestOf(disk, to);
    undo.push(() => disk.remove(from));
    if (held === after) done += 1;
    else if (held === before && (await digestOf(disk, from)) === after)
      forward.push(() => disk.rename(from, to));
    else stuck = target;
  }
  if (stuck === null) return [...forward, ...undo];
  if (done === 0) return undo;
  const name = JSON.stringify(stuck);
  throw new StagegateError(
    'unavailable',
    `an interrupted write can't be finished or undone: ${name} has changed since`,
    {
      place: { file: stuck },
      hint: 'Restore the manifest and its history from git (git checkout), and delete the hidden .journal file beside the registry.',
    },
  );
}

async function digestOf(disk: Disk, path: string): Promise<string | null> {
  const file = await disk.read(path);
  return file === null ? null : digest(file.bytes);
}

/**
 * Removes the temporary files of killed writers, after `recover`, which may need them.
 * @param nonces of the locks that they held
 */
export async function sweepTemps(disk: Disk, guard: Guard, nonces: readonly string[]): Promise<void> {
  if (nonces.length === 0) return;
  for (const folder of new Set([dirname(guard.lock), guard.registry])) {
    const names = await disk.list(folder).catch((error: unknown) => {
      // a registry in one file
      if (errnoOf(error) === 'ENOTDIR') return null;
      throw error;
    });
    for (const name of names ?? []) {
      if (nonces.some((nonce) => isTempOf(name, nonce))) await disk.remove(join(folder, name));
    }
  }
}

/** Makes a folder and its parents. Returns a function that removes those it made, as far as they are empty. */
export async function makeFolder(disk: Disk, folder: string): Promise<() => Promise<void>> {
  const first = await disk.makeFolder(folder);
  return async () => {
    if (first === undefined) return;
    try {
      for (let at = folder; at.length >= first.length; at = dirname(at)) await disk.removeFolder(at);
    } catch {
      // Another process has put a file in it: keep the folder.
    }
  };
}

/** For cleaning up: an error is already on its way, or what is left does no harm. */
async function ignoreErrors(work: Promise<void>): Promise<void> {
  await work.catch(() => undefined);
}
