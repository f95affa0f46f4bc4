import { createHash, randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import type { Disk } from './port.js';

const SUFFIX = '.stagegate-tmp';
const NONCE = /^[0-9a-f]{16}$/;

/** Tells one lock or temporary file from all others. */
export function makeNonce(): string {
  return randomBytes(8).toString('hex');
}

/** SHA-256 in hex. */
export function digest(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A hidden name beside a file: `models.yaml` gives `.models.yaml.lock`, and a hidden file keeps its one dot. */
export function nameBeside(path: string, ending: string): string {
  return join(dirname(path), `.${basename(path).replace(/^\./, '')}${ending}`);
}

/** The temporary file for a target: in its folder, since a rename is atomic only within a file system. */
export function tempFor(target: string, nonce: string): string {
  return nameBeside(target, `.${nonce}${SUFFIX}`);
}

export function isTemp(name: string): boolean {
  return name.endsWith(SUFFIX);
}

/** True for a path that `tempFor` makes for this target. */
export function isTempFor(path: string, target: string): boolean {
  const start = nameBeside(target, '.');
  return (
    path.startsWith(start) && path.endsWith(SUFFIX) && NONCE.test(path.slice(start.length, -SUFFIX.length))
  );
}

/**
 * Removes what killed writers left beside a target. Only for the holder of the target's lock: anyone
 * else's temporary file for it is then nobody's.
 */
export async function sweepTemps(disk: Disk, target: string): Promise<void> {
  const folder = dirname(target);
  for (const name of (await disk.list(folder)) ?? []) {
    if (isTempFor(join(folder, name), target)) await disk.remove(join(folder, name));
  }
}

/** Makes a folder; what is given back removes again what was made, as far as it is empty. */
export async function makeFolder(disk: Disk, folder: string): Promise<() => Promise<void>> {
  const first = await disk.makeFolder(folder);
  return async () => {
    if (first === undefined) return;
    try {
      for (let at = folder; at.length >= first.length; at = dirname(at)) await disk.removeFolder(at);
    } catch {
      // Somebody has put a file in it by now: then it is no longer ours to remove.
    }
  };
}
