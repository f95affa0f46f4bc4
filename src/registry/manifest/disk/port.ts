import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  type BigIntStats,
} from 'node:fs';
import { mkdir, open, rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { StagegateError, explained } from '../../../errors.js';

/** A file's contents. */
export interface DiskFile {
  readonly bytes: Buffer;
  /** Differs after every replacement of the file, and after nearly every change in place. */
  readonly mark: string;
  /** Permission bits. */
  readonly mode: number;
}

interface CreateOptions {
  /** Permission bits, free of the umask; without it the umask decides. */
  readonly mode?: number | undefined;
  /** Wait until the bytes are on the disk. */
  readonly durable?: boolean | undefined;
}

/** A file or folder at one moment, to tell whether it has changed. */
export interface DiskMark {
  readonly mark: string;
  /** When it last changed, in milliseconds since 1970 by the file system's clock. */
  readonly changedMs: number;
}

/** What the disk store needs from a file system. Everything takes absolute paths and fails with Node's errors. */
export interface Disk {
  /** Null when the file doesn't exist. */
  read(path: string): Promise<DiskFile | null>;
  /** Of a file or folder, without reading it; null when it doesn't exist. */
  mark(path: string): Promise<DiskMark | null>;
  /** Names of the files in a folder, sorted; null when the folder doesn't exist. */
  list(folder: string): Promise<string[] | null>;
  /** The real path; null when it doesn't exist, or is a link to a missing file. */
  resolve(path: string): Promise<string | null>;
  isLink(path: string): Promise<boolean>;
  /** Creates a whole file or none, except when killed; fails with EEXIST when it exists. */
  create(path: string, bytes: Uint8Array, options?: CreateOptions): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Removes a file if it exists. */
  remove(path: string): Promise<void>;
  /** Makes a folder and its parents; returns the first that it made. */
  makeFolder(path: string): Promise<string | undefined>;
  /** Removes an empty folder. */
  removeFolder(path: string): Promise<void>;
  /** Makes renames in a folder last through a power cut, where the system can. */
  syncFolder(path: string): Promise<void>;
}

/** The `code` of Node's error, or undefined. */
export function errnoOf(error: unknown): string | undefined {
  // Not by `instanceof`: it misses errors from another realm, such as a test's vm.
  const code: unknown =
    typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/**
 * Node's file system. Calls that only read are synchronous: for files of this size, Node's threads take five times as
 * long, and `verify` reads thousands.
 */
export const nodeDisk: Disk = {
  read: (path) => orNull(() => readRegular(path)),
  mark: (path) => orNull(() => markOf(path)),
  list: (folder) => orNull(() => listFiles(folder)),
  resolve: (path) => orNull(() => realpathSync.native(path)),
  isLink: async (path) => (await orNull(() => lstatSync(path)))?.isSymbolicLink() ?? false,
  create: createFile,
  rename,
  remove: (path) => rm(path, { force: true }),
  makeFolder: (path) => mkdir(path, { recursive: true }),
  removeFolder: (path) => rmdir(path),
  syncFolder,
};

// eslint-disable-next-line @typescript-eslint/require-await -- an error becomes a rejection
async function orNull<T>(work: () => T): Promise<T | null> {
  return orNothing(work);
}

function orNothing<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null;
    throw error;
  }
}

function readRegular(path: string): DiskFile {
  // Without O_NONBLOCK, opening a named pipe would wait forever for its writer. Windows doesn't have the flag.
  const file = openSync(path, constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0));
  try {
    const facts = fstatSync(file, { bigint: true });
    if (facts.isDirectory()) throw Object.assign(new Error('it is a folder'), { code: 'EISDIR' });
    if (!facts.isFile()) throw Object.assign(new Error('it is not a regular file'), { code: 'EINVAL' });
    return { bytes: readFileSync(file), mark: formatMark(facts), mode: Number(facts.mode) & 0o777 };
  } finally {
    closeSync(file);
  }
}

function markOf(path: string): DiskMark {
  const facts = statSync(path, { bigint: true });
  return { mark: formatMark(facts), changedMs: Number(facts.ctimeMs) };
}

function formatMark({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [dev, ino, size, mtimeNs, ctimeNs].join(':');
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => {
      const facts = entry.isSymbolicLink() ? orNothing(() => statSync(join(folder, entry.name))) : entry;
      return facts?.isFile() === true;
    })
    .map(({ name }) => name)
    .sort();
}

async function createFile(
  path: string,
  bytes: Uint8Array,
  { mode, durable = false }: CreateOptions = {},
): Promise<void> {
  const handle = await open(path, 'wx', mode ?? 0o666);
  try {
    await handle.writeFile(bytes);
    if (mode !== undefined) await handle.chmod(mode);
    if (durable) await handle.sync();
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  try {
    const handle = await open(path, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // Windows and some network file systems can't. The files themselves are synced.
  }
}

const ALLOW = 'Allow the user who runs this to read and write the file and its folder.';
const HINTS: Readonly<Record<string, string>> = {
  EROFS: 'Mount the file system writable, or work on a copy: it is read-only.',
  EACCES: ALLOW,
  EPERM: ALLOW,
  ENOSPC: 'Free some space, then run this again: the disk is full.',
  EDQUOT: 'Free some space, then run this again: the disk quota is used up.',
  EFBIG: 'Raise the limit on file sizes (ulimit -f), then run this again.',
  EIO: 'Check the disk, then run this again: it reported an error.',
  EBUSY: "Mount the file's folder instead: a file that is in use or a mount point can't be replaced.",
  ENOTDIR: 'Check the path: a part of it is a file where a folder should be.',
  ENAMETOOLONG: 'Choose a shorter name: the temporary file beside it needs 32 characters more.',
};

/**
 * Explains what the file system refuses; a StagegateError passes unchanged.
 * @param path as the user knows it, relative to the workspace
 * @throws StagegateError `input` when it isn't a file, else `unavailable`
 */
export function explainDisk<T>(doing: 'read' | 'write', path: string, work: () => Promise<T>): Promise<T> {
  return explained(work, (cause) => explain(cause, doing, path));
}

function explain(cause: unknown, doing: 'read' | 'write', path: string): StagegateError {
  const code = errnoOf(cause);
  const name = JSON.stringify(path);
  const place = { file: path };
  if (code === 'EISDIR' || code === 'EINVAL') {
    const what = code === 'EISDIR' ? 'a folder' : 'not a file';
    return new StagegateError('input', `${name} is ${what}`, { place, hint: 'Name a file.', cause });
  }
  const hint = code === undefined ? undefined : HINTS[code];
  return new StagegateError('unavailable', `cannot ${doing} ${name}: ${code ?? 'an unknown error'}`, {
    place,
    hint: hint ?? 'Check that the file and its folder can be reached, then run this again.',
    cause,
  });
}
