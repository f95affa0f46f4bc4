import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import * as z from 'zod/mini';

/** After this time (ms) a lock of another machine is taken for left behind: a write takes milliseconds. */
const FOREIGN_LOCK_MS = 60_000;

const schema = z.object({
  pid: z.int().check(z.positive()),
  /** Machine, and on Linux the process namespace: containers may share a name but not their numbers. */
  host: z.string(),
  /** When the process began, in the kernel's ticks; null where the system does not tell. */
  started: z.nullable(z.string()),
  nonce: z.string().check(z.regex(/^[0-9a-f]{16}$/)),
  time: z.iso.datetime(),
});

/** Who holds a lock. */
export type Holder = z.infer<typeof schema>;

export function describeSelf(nonce: string): Holder {
  return {
    pid: process.pid,
    host: thisHost(),
    started: facts(process.pid)?.started ?? null,
    nonce,
    time: new Date().toISOString(),
  };
}

/** Null when the text is no holder, such as that of a lock whose writer was killed before its first byte. */
export function parseHolder(text: string): Holder | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** True when nobody can be at work under this lock any more. */
export function isGone(holder: Holder): boolean {
  if (holder.host !== thisHost()) return Date.now() - Date.parse(holder.time) > FOREIGN_LOCK_MS;
  if (!exists(holder.pid)) return true;
  const now = facts(holder.pid);
  if (now === null) return false;
  // A zombie has ended; another start time is another process that was given the same number.
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
    // The name in field 2 may hold anything, but only it stands in parentheses.
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
