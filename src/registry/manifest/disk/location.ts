import { createHash, randomBytes } from 'node:crypto';
import { dirname, basename, join, sep } from 'node:path';
import { StagegateError } from '../../../errors.js';
import { checkPath } from '../location.js';
import { errnoOf, type Disk } from './port.js';

/** Where a registry's lock and journal are. */
export interface Guard {
  /** The workspace's real path. */
  readonly root: string;
  readonly lock: string;
  readonly journal: string;
  /** The real path of the manifest file or folder. */
  readonly registry: string;
}

/** @param registry the real path of the manifest file or folder */
export function makeGuard(root: string, registry: string): Guard {
  // A registry that is the workspace itself must not put its lock outside of it.
  const beside = registry === root ? `${root}/stagegate` : registry;
  return { root, registry, lock: nameBeside(beside, '.lock'), journal: nameBeside(beside, '.journal') };
}

const SUFFIX = '.stagegate-tmp';
const NONCE = /^[0-9a-f]{16}$/;

/** Tells one lock or temporary file from all others. */
export function makeNonce(): string {
  return randomBytes(8).toString('hex');
}

/** The temporary file for a target: in its folder, since a rename is atomic only within a file system. */
export function tempFor(target: string, nonce: string): string {
  return nameBeside(target, `.${nonce}${SUFFIX}`);
}

/** Whether a file's name is that of a temporary file. */
export function isTemp(name: string): boolean {
  return name.endsWith(SUFFIX);
}

/** Whether a file's name is that of a temporary file with this nonce. */
export function isTempOf(name: string, nonce: string): boolean {
  return name.endsWith(`.${nonce}${SUFFIX}`);
}

/** Whether `tempFor` can have made this path for the target. */
export function isTempFor(path: string, target: string): boolean {
  const start = nameBeside(target, '.');
  return path.startsWith(start) && isTemp(path) && NONCE.test(path.slice(start.length, -SUFFIX.length));
}

/** A hidden name beside a file: `models.yaml` gives `.models.yaml.lock`, and a hidden file keeps its one dot. */
function nameBeside(path: string, ending: string): string {
  return join(dirname(path), `.${basename(path).replace(/^\./, '')}${ending}`);
}

/** SHA-256 in hex. */
export function digest(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * A file's real path. Links are followed, so that a write replaces the file and not the link, but only inside the
 * workspace. A missing file gets a path in its real folder.
 * @param root the workspace's real path
 * @throws StagegateError `input` when the path or a link in it leads out of the workspace or to a missing file
 */
export async function locate(disk: Disk, root: string, path: string): Promise<string> {
  const relative = checkPath(path);
  return relative === '' ? root : locateIn(disk, root, { full: join(root, relative), path });
}

async function locateIn(disk: Disk, root: string, at: { full: string; path: string }): Promise<string> {
  const real = await resolveLinks(disk, at);
  if (real !== null) {
    if (real === root || real.startsWith(root.endsWith(sep) ? root : root + sep)) return real;
    throw refuse(at.path, 'is linked to a place outside the workspace');
  }
  if (await disk.isLink(at.full)) throw refuse(at.path, 'is a link to a file that does not exist');
  return join(await locateIn(disk, root, { full: dirname(at.full), path: at.path }), basename(at.full));
}

async function resolveLinks(disk: Disk, at: { full: string; path: string }): Promise<string | null> {
  try {
    return await disk.resolve(at.full);
  } catch (error) {
    if (errnoOf(error) === 'ELOOP') throw refuse(at.path, 'is part of a loop of symbolic links');
    throw error;
  }
}

function refuse(path: string, why: string): StagegateError {
  return new StagegateError('input', `${JSON.stringify(path)} ${why}`, {
    place: { file: path },
    hint: 'Name the file itself, inside the workspace.',
  });
}
