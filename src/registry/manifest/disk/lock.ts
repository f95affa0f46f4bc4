import { setTimeout as sleep } from 'node:timers/promises';
import { StagegateError } from '../../../errors.js';
import { makeNonce, tempFor } from './atomic-write.js';
import { errnoOf, type Disk, type DiskFile } from './port.js';
import { describeSelf, isGone, parseHolder, type Holder } from './lock-holder.js';

// Why not proper-lockfile: it tells a live holder by a timer that touches the file, so after a kill -9 all
// wait until it has grown old, and a busy event loop loses its lock; nobody has maintained it since 2021.
// Here the holder's process number tells at once.

/** How long (ms) to wait for somebody else's lock: hundreds of writes fit in. */
export const LOCK_WAIT_MS = 30_000;
/** How long (ms) a lock may be seen without a holder's name in it: it is made and written in one go. */
const NAMELESS_LOCK_MS = 1_000;
const LONGEST_PAUSE_MS = 60;

export interface LockOptions {
  readonly disk: Disk;
  readonly path: string;
  /** The lock file as the user knows it. */
  readonly label: string;
  readonly waitMs?: number | undefined;
}

export interface Lock {
  /** @throws StagegateError `conflict` when somebody took the lock for left behind and broke it */
  assertHeld(): Promise<void>;
  release(): Promise<void>;
}

/**
 * Waits for the lock file and makes it. The lock of a process that is gone is broken at once.
 * @throws StagegateError `unavailable` when its holder keeps it too long; errors of the file system as they are
 */
export async function acquireLock(options: LockOptions): Promise<Lock> {
  const { disk, path, waitMs = LOCK_WAIT_MS } = options;
  const nonce = makeNonce();
  const deadline = Date.now() + waitMs;
  let nameless = { mark: '', since: 0 };
  for (;;) {
    if (await tryCreate(disk, path, nonce)) return holdLock(options, nonce);
    const seen = await disk.read(path);
    if (seen === null) continue;
    const holder = parseHolder(seen.bytes.toString());
    if (holder === null && nameless.mark !== seen.mark) nameless = { mark: seen.mark, since: Date.now() };
    const stale = holder === null ? Date.now() - nameless.since > NAMELESS_LOCK_MS : isGone(holder);
    if (stale && (await breakLock(disk, path, seen))) continue;
    if (Date.now() > deadline) throw explainWait(options, holder);
    await sleep(2 + Math.random() * LONGEST_PAUSE_MS);
  }
}

async function tryCreate(disk: Disk, path: string, nonce: string): Promise<boolean> {
  try {
    await disk.create(path, Buffer.from(`${JSON.stringify(describeSelf(nonce))}\n`));
    return true;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function holdLock({ disk, path }: LockOptions, nonce: string): Lock {
  const isHeld = async (): Promise<boolean> => {
    const now = await disk.read(path);
    return now !== null && parseHolder(now.bytes.toString())?.nonce === nonce;
  };
  return {
    assertHeld: async () => {
      if (await isHeld()) return;
      throw new StagegateError('conflict', 'the lock was taken over while this process stood still');
    },
    release: async () => {
      if (await isHeld()) await disk.remove(path);
    },
  };
}

/**
 * Removes a stale lock. Of all that find it stale only one may, or the second would remove the lock that
 * the first has made since: whoever makes the claim, a file named after this one lock, looks again and
 * removes it. A claim whose maker was killed is itself broken in the same way.
 */
async function breakLock(disk: Disk, path: string, stale: DiskFile): Promise<boolean> {
  const nonceOfStale = parseHolder(stale.bytes.toString())?.nonce ?? '0'.repeat(16);
  const claim = tempFor(path, nonceOfStale);
  if (!(await tryCreate(disk, claim, makeNonce()))) {
    const other = await disk.read(claim);
    const maker = other === null ? null : parseHolder(other.bytes.toString());
    return other !== null && maker !== null && isGone(maker) && (await breakLock(disk, claim, other));
  }
  try {
    const now = await disk.read(path);
    if (now !== null && now.mark === stale.mark && now.bytes.equals(stale.bytes)) await disk.remove(path);
    return true;
  } finally {
    await disk.remove(claim);
  }
}

function explainWait({ label }: LockOptions, holder: Holder | null): StagegateError {
  const who =
    holder === null
      ? 'somebody unknown'
      : `process ${holder.pid} on ${JSON.stringify(holder.host.split(' ')[0])} since ${holder.time}`;
  return new StagegateError('unavailable', `the registry is locked by ${who}`, {
    place: { file: label },
    hint: `Wait for it to end. If no such process is at work, delete ${JSON.stringify(label)} and run this again.`,
  });
}
