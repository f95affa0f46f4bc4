import { constants, type BigIntStats, type Stats } from 'node:fs';
import { lstat, mkdir, open, readdir, realpath, rename, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface DiskFile {
  readonly bytes: Buffer;
  /** Differs after every replacement of the file, and after nearly every change in place. */
  readonly mark: string;
  /** Permission bits. */
  readonly mode: number;
}

export interface CreateOptions {
  /** Permission bits, free of the umask; without it the umask decides. */
  readonly mode?: number | undefined;
  /** Wait until the bytes are on the disk. */
  readonly durable?: boolean | undefined;
}

/** A file or folder at one moment, for telling whether it is still the same. */
export interface DiskMark {
  readonly mark: string;
  /** When it last changed, in milliseconds since 1970 by the file system's clock. */
  readonly changedMs: number;
}

/** What the disk store needs of a file system. Everything takes absolute paths and fails with Node's errors. */
export interface Disk {
  /** Null when there is no such file. */
  read(path: string): Promise<DiskFile | null>;
  /** Without reading it; null when there is nothing. */
  mark(path: string): Promise<DiskMark | null>;
  /** Names of the files in a folder, sorted; null when there is no such folder. */
  list(folder: string): Promise<string[] | null>;
  /** The real path, or null when there is nothing at it (a link to nowhere included). */
  resolve(path: string): Promise<string | null>;
  isLink(path: string): Promise<boolean>;
  /** Makes a file whole or not at all (but for a kill); fails with EEXIST when there is one. */
  create(path: string, bytes: Uint8Array, options?: CreateOptions): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Removes a file if it is there. */
  remove(path: string): Promise<void>;
  /** Makes a folder and its parents; gives the first that it made. */
  makeFolder(path: string): Promise<string | undefined>;
  /** Removes an empty folder. */
  removeFolder(path: string): Promise<void>;
  /** Makes renames in a folder last through a power cut, where the system can. */
  syncFolder(path: string): Promise<void>;
}

/** The `code` of an error of Node's, or undefined. */
export function errnoOf(error: unknown): string | undefined {
  // Not by `instanceof`: an error from another realm (a test's, a vm's) is one as well.
  const code: unknown =
    typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

export const nodeDisk: Disk = {
  read: (path) => orNull(readRegular(path)),
  mark: (path) => orNull(markOf(path)),
  list: (folder) => orNull(listFiles(folder)),
  resolve: (path) => orNull(realpath(path)),
  isLink: async (path) => (await orNull(lstat(path)))?.isSymbolicLink() ?? false,
  create: createFile,
  rename,
  remove: (path) => rm(path, { force: true }),
  makeFolder: (path) => mkdir(path, { recursive: true }),
  removeFolder: (path) => rmdir(path),
  syncFolder,
};

async function orNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null;
    throw error;
  }
}

async function readRegular(path: string): Promise<DiskFile> {
  // Without O_NONBLOCK, opening a named pipe would wait for its writer for ever; Windows has no such flag.
  const handle = await open(path, constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0));
  try {
    const facts = await handle.stat({ bigint: true });
    if (facts.isDirectory()) throw Object.assign(new Error('it is a folder'), { code: 'EISDIR' });
    if (!facts.isFile()) throw Object.assign(new Error('it is not a regular file'), { code: 'EINVAL' });
    return { bytes: await handle.readFile(), mark: formatMark(facts), mode: Number(facts.mode) & 0o777 };
  } finally {
    await handle.close();
  }
}

async function markOf(path: string): Promise<DiskMark> {
  const facts = await stat(path, { bigint: true });
  return { mark: formatMark(facts), changedMs: Number(facts.ctimeMs) };
}

function formatMark({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [dev, ino, size, mtimeNs, ctimeNs].join(':');
}

async function listFiles(folder: string): Promise<string[]> {
  const names: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const facts: Pick<Stats, 'isFile'> | null = entry.isSymbolicLink()
      ? await orNull(stat(join(folder, entry.name)))
      : entry;
    if (facts?.isFile() === true) names.push(entry.name);
  }
  return names.sort();
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
    // Windows and some network file systems cannot; the files themselves are synced.
  }
}
