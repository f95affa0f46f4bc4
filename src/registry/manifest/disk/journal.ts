import { dirname } from 'node:path';
import * as z from 'zod/mini';
import { StagegateError } from '../../../errors.js';
import { digest, isTempFor, makeNonce, nameBeside, tempFor } from './atomic-write.js';
import type { Disk } from './port.js';
import { locate } from './location.js';

const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const schema = z.object({
  files: z.array(
    z.object({ target: z.string(), temp: z.string(), before: z.nullable(sha256), after: sha256 }),
  ),
});

/**
 * One file of a write of several: paths relative to the workspace, and the SHA-256 of what the target
 * held (null: it was not there) and shall hold.
 */
export type JournalFile = z.infer<typeof schema>['files'][number];

/** Where a registry's lock and journal are. */
export interface Guard {
  readonly root: string;
  readonly lock: string;
  readonly journal: string;
}

/** @param registry the real path of the manifest file or folder */
export function makeGuard(root: string, registry: string): Guard {
  // A registry that is the workspace itself must not put its lock outside of it.
  const beside = registry === root ? `${root}/stagegate` : registry;
  return { root, lock: nameBeside(beside, '.lock'), journal: nameBeside(beside, '.journal') };
}

/** Puts the journal in place in one step. From then on the write is finished even if this process is not there to do it. */
export async function writeJournal(disk: Disk, guard: Guard, files: readonly JournalFile[]): Promise<void> {
  const temp = tempFor(guard.journal, makeNonce());
  try {
    await disk.create(temp, Buffer.from(`${JSON.stringify({ files })}\n`), { durable: true });
    await disk.rename(temp, guard.journal);
  } catch (error) {
    await disk.remove(temp);
    throw error;
  }
  await disk.syncFolder(dirname(guard.journal));
}

/**
 * Finishes or undoes what a killed writer left. Only for the lock's holder.
 * @throws StagegateError `unavailable` when the files were changed since, so that neither is possible
 */
export async function recover(disk: Disk, guard: Guard): Promise<void> {
  const file = await disk.read(guard.journal);
  if (file === null) return;
  // Nothing is renamed before the journal is whole: one that can't be read stands for no change at all.
  for (const work of await planRecovery(disk, guard, parseJournal(file.bytes.toString()))) await work();
  await disk.remove(guard.journal);
}

function parseJournal(text: string): readonly JournalFile[] {
  try {
    return schema.safeParse(JSON.parse(text)).data?.files ?? [];
  } catch {
    return [];
  }
}

type Step = () => Promise<void>;

async function planRecovery(disk: Disk, guard: Guard, files: readonly JournalFile[]): Promise<Step[]> {
  const forward: Step[] = [];
  const undo: Step[] = [];
  let done = 0;
  let stuck: string | null = null;
  for (const { target, temp, before, after } of files) {
    const to = await locate(disk, guard.root, target);
    const from = await locate(disk, guard.root, temp);
    // Whoever can put a journal into a pull request must not have other files renamed or removed by it.
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
  throw new StagegateError(
    'unavailable',
    `an interrupted write can be neither finished nor undone: ${JSON.stringify(stuck)} was changed since`,
    {
      place: { file: stuck },
      hint: 'Bring the manifest and its history back from git (git checkout), and delete the hidden .journal file beside the registry.',
    },
  );
}

async function digestOf(disk: Disk, path: string): Promise<string | null> {
  const file = await disk.read(path);
  return file === null ? null : digest(file.bytes);
}
