import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod/mini';
import { StagegateError } from '../../../errors.js';
import { makeNonce, tempFor } from './location.js';
import { errnoOf, type Disk, type DiskFile } from './port.js';

// Why not proper-lockfile: it keeps a lock alive with a timer that touches the file. After a kill -9 everybody waits
// until the lock is old, a busy event loop loses its lock, and nobody has maintained the package since 2021. Here the
// holder's process id tells at once.

/** How long (ms) to wait for another process's lock: enough for hundreds of writes. */
const LOCK_WAIT_MS = 30_000;
/** How long (ms) a lock may stay without its holder's name: it is created and written at once. */
const NAMELESS_LOCK_MS = 1_000;
const LONGEST_PAUSE_MS = 60;
/** After this time (ms) another machine's lock counts as abandoned: a write takes milliseconds. */
const FOREIGN_LOCK_MS = 60_000;

const holderSchema = z.object({
  pid: z.int().check(z.positive()),
  /** The machine and, on Linux, its process namespace: containers may share a host name, but not their process ids. */
  host: z.string(),
  /** When the process started, in the kernel's ticks; null where the system doesn't tell. */
  started: z.nullable(z.string()),
  nonce: z.string().check(z.regex(/^[0-9a-f]{16}$/)),
  time: z.iso.datetime(),
});

/** Who holds a lock. */
type Holder = z.infer<typeof holderSchema>;

interface LockOptions {
  readonly disk: Disk;
  readonly path: string;
  /** The lock file, relative to the workspace. */
  readonly label: string;
  readonly waitMs?: number | undefined;
}

export interface Lock {
  /** Names this lock, and its holder's temporary files. */
  readonly nonce: string;
  /** The nonces of the abandoned locks that were broken on the way to this one. */
  readonly broken: readonly string[];
  /** @throws StagegateError `conflict` when another process took the lock for abandoned and broke it */
  assertHeld(): Promise<void>;
  release(): Promise<void>;
}

/**
 * Waits until the lock file is gone, and creates it. A lock whose process has ended is broken at once.
 * @throws StagegateError `unavailable` when its holder keeps it too long; errors of the file system unchanged
 */
export async function acquireLock(options: LockOptions): Promise<Lock> {
  const { disk, path, waitMs = LOCK_WAIT_MS } = options;
  const nonce = makeNonce();
  const deadline = Date.now() + waitMs;
  const broken: string[] = [];
  let nameless = { mark: '', since: 0 };
  for (;;) {
    if (await tryCreate(disk, path, nonce)) return holdLock(options, nonce, broken);
    const seen = await disk.read(path);
    if (seen === null) continue;
    const holder = parseHolder(seen.bytes.toString());
    if (holder === null && nameless.mark !== seen.mark) nameless = { mark: seen.mark, since: Date.now() };
    const stale = holder === null ? Date.now() - nameless.since > NAMELESS_LOCK_MS : isGone(holder);
    if (stale && (await breakLock(disk, path, seen))) {
      if (holder !== null) broken.push(holder.nonce);
      continue;
    }
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

function holdLock({ disk, path }: LockOptions, nonce: string, broken: readonly string[]): Lock {
  const isHeld = async (): Promise<boolean> => {
    const now = await disk.read(path);
    return now !== null && parseHolder(now.bytes.toString())?.nonce === nonce;
  };
  return {
    nonce,
    broken,
    assertHeld: async () => {
      if (await isHeld()) return;
      throw new StagegateError('conflict', "another process broke this run's lock while it was paused", {
        hint: 'Run this again.',
      });
    },
    release: async () => {
      if (await isHeld()) await disk.remove(path);
    },
  };
}

/**
 * Removes a stale lock. If two processes did so, the second could remove the lock that the first has created since. So
 * only the process that creates the claim, a file named after this one lock, looks again and removes it. A claim whose
 * process was killed is broken in the same way.
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
      ? 'an unknown process'
      : `process ${holder.pid} on ${JSON.stringify(holder.host.split(' ')[0])} since ${holder.time}`;
  return new StagegateError('unavailable', `the registry is locked by ${who}`, {
    place: { file: label },
    hint: `Wait for it to finish. If that process isn't running, delete ${JSON.stringify(label)} and run this again.`,
  });
}

/** This process as a lock's holder. Exported for tests. */
export function describeSelf(nonce: string): Holder {
  return {
    pid: process.pid,
    host: thisHost(),
    started: facts(process.pid)?.started ?? null,
    nonce,
    time: new Date().toISOString(),
  };
}

/** Null when the text doesn't name a holder: a process can be killed between creating the lock and writing it. */
function parseHolder(text: string): Holder | null {
  try {
    return holderSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** Whether the holder's process has ended. */
function isGone(holder: Holder): boolean {
  if (holder.host !== thisHost()) return Date.now() - Date.parse(holder.time) > FOREIGN_LOCK_MS;
  if (!exists(holder.pid)) return true;
  const now = facts(holder.pid);
  if (now === null) return false;
  // A zombie has ended. With another start time it is another process that got the same id.
  return now.ended || (holder.started !== null && holder.started !== now.started);
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** From Linux's /proc/PID/stat (proc_pid_stat(5)): field 3 is the state, field 22 the start time. */
function facts(pid: number): { started: string; ended: boolean } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name in field 2 can contain anything, but only it is in parentheses.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const started = fields[19];
    return started === undefined ? null : { started, ended: fields[0] === 'Z' || fields[0] === 'X' };
  } catch {
    return null;
  }
}

function thisHost(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}
