import { createHash, type Hash } from 'node:crypto';
import { createReadStream, type BigIntStats } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { explained, StagegateError } from '../errors.js';
import { readLfsDigest } from '../text/lfs.js';
import type { Place } from './place.js';
import { isInside, relativeInside, whyUnreadable } from './workspace-file.js';

/** The largest Git LFS pointer, by its specification (bytes). */
const MAX_POINTER = 1024;

/** From this size (bytes), hashing takes seconds, so progress is shown. */
const LARGE = 2 ** 30;

const URI = /^[A-Za-z][A-Za-z0-9+.-]*:/;

/** Whether a source is not a path: `s3://…`, `models:/…`, `C:\\…`. */
export function isUri(source: string): boolean {
  return URI.test(source);
}

/** Where to find a source as given, and its name in the registry: its path in the repository. */
export function locateSource(
  source: string,
  { place }: { readonly place: Place },
): { readonly root: string; readonly path: string; readonly name: string } {
  const { root } = place;
  if (isUri(source)) return { root, path: source, name: source };
  const path = place.rebase(source);
  const found = place.find(path);
  return { ...found, name: found.root === root ? path : source };
}

/** A source's files: one with an empty name, or all files of a folder by relative path. */
interface SourceFiles {
  readonly isFolder: boolean;
  /** Absolute, by name; sorted by name. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * The files at a path in the workspace; null if nothing is there.
 * @throws StagegateError `input` for a path that is outside, or contains links or devices
 */
export async function findSource(root: string, source: string): Promise<SourceFiles | null> {
  const absolute = resolve(root, relativeInside(root, source, 'source'));
  const status = await explained(() => lstat(absolute).catch(nullIfMissing), unreadable(source));
  if (status === null) return null;
  if (!status.isFile() && !status.isDirectory()) throw unfit(source);
  // a link on the way must not lead outside the workspace
  if (!isInside(await realpath(root), await realpath(absolute)))
    throw new StagegateError('input', `source ${JSON.stringify(source)} is outside the workspace`, {
      hint: 'Name files elsewhere by a URI (file:///…): a link on its path leads outside.',
    });
  if (status.isFile()) return { isFolder: false, files: new Map([['', absolute]]) };
  const names = await listFiles(absolute, '', source);
  return { isFolder: true, files: new Map(names.map((name) => [name, join(absolute, name)])) };
}

/** A source's digest: a file's own, or for a folder the digest of its list of files, as `sha256sum` writes it. */
export function combineDigests(isFolder: boolean, digests: ReadonlyMap<string, string>): string | undefined {
  if (!isFolder) return digests.get('');
  const hash = createHash('sha256');
  for (const name of [...digests.keys()].sort()) hash.update(`${digests.get(name) ?? ''}  ${name}\n`);
  return hash.digest('hex');
}

/**
 * SHA-256 of a model's files in the workspace: a file's own digest, or for a folder the digest of its list of files as
 * `sha256sum` writes it, sorted by path. Null for a source that is not a path.
 * @throws StagegateError `input` for a path that is missing, outside, or contains links
 */
export async function digestSource(
  root: string,
  source: string,
  digests: FileDigests,
): Promise<string | null> {
  if (isUri(source)) return null;
  const found = await findSource(root, source);
  const digest =
    found === null ? undefined : combineDigests(found.isFolder, shasOf(await digests.ofAll(source, found)));
  if (digest !== undefined) return digest;
  throw new StagegateError('input', `source ${JSON.stringify(source)} is not in the workspace`, {
    hint: 'Give an existing path, or a URI (s3://…, models:/…) for files elsewhere.',
  });
}

/** The SHA-256 of each file. */
export function shasOf(digests: ReadonlyMap<string, FileDigest>): Map<string, string> {
  return new Map([...digests].map(([name, { sha256 }]) => [name, sha256]));
}

export interface FileDigest {
  /** For a Git LFS pointer, of the file that it stands for. */
  readonly sha256: string;
  /** git's blob id of the file's bytes, if requested. */
  readonly blob: string | null;
}

/** Hashes files as streams, each once until it changes. */
export class FileDigests {
  private readonly known = new Map<string, { readonly state: string; readonly digest: FileDigest }>();

  constructor(private readonly onProgress: (message: string) => void) {}

  /**
   * @param like any object id of the repository (SHA-1 or SHA-256), to also get blob ids
   * @throws StagegateError `input` for a file that can't be read
   */
  async ofAll(
    source: string,
    { files }: SourceFiles,
    like: string | null = null,
  ): Promise<ReadonlyMap<string, FileDigest>> {
    return explained(async () => {
      const found = new Map<string, FileDigest>();
      const all = await Promise.all(
        [...files].map(async ([name, path]) => {
          const status = await stat(path, { bigint: true });
          const state = [status.dev, status.ino, status.size, status.mtimeNs, status.ctimeNs, like].join(' ');
          return { name, path, status, state };
        }),
      );
      const size = all
        .filter(({ path, state }) => this.known.get(path)?.state !== state)
        .reduce((sum, { status }) => sum + Number(status.size), 0);
      if (size >= LARGE) this.onProgress(`hashing ${source} (${(size / LARGE).toFixed(1)} GiB)`);
      for (const { name, path, status, state } of all) {
        const known = this.known.get(path);
        const digest = known?.state === state ? known.digest : await digestFile(path, status, like);
        this.known.set(path, { state, digest });
        found.set(name, digest);
      }
      return found;
    }, unreadable(source));
  }
}

/** Hashes content piece by piece. For a Git LFS pointer, returns the digest in the pointer. */
export class ContentHash {
  private readonly hash: Hash = createHash('sha256');
  private head: Buffer[] = [];
  private length = 0;

  update(chunk: Uint8Array): void {
    this.hash.update(chunk);
    this.length += chunk.length;
    if (this.length <= MAX_POINTER) this.head.push(Buffer.from(chunk));
    else this.head = [];
  }

  digest(): string {
    const own = this.hash.digest('hex');
    return readLfsDigest(Buffer.concat(this.head).toString()) ?? own;
  }
}

async function digestFile(path: string, { size }: BigIntStats, like: string | null): Promise<FileDigest> {
  const content = new ContentHash();
  const blob = like === null ? null : createHash(like.length === 64 ? 'sha256' : 'sha1');
  blob?.update(`blob ${size}\0`);
  for await (const chunk of createReadStream(path)) {
    content.update(chunk as Buffer);
    blob?.update(chunk as Buffer);
  }
  return { sha256: content.digest(), blob: blob?.digest('hex') ?? null };
}

async function listFiles(root: string, folder: string, source: string): Promise<string[]> {
  const entries = await explained(
    () => readdir(join(root, folder), { withFileTypes: true }),
    unreadable(source),
  );
  const lists = await Promise.all(
    entries.map(async (entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return listFiles(root, path, source);
      if (!entry.isFile()) throw unfit(`${source}/${path}`);
      return [path];
    }),
  );
  return lists.flat().sort();
}

function nullIfMissing(error: unknown): null {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE'].includes(code)) return null;
  throw error;
}

/** @returns for `explained`: says why the file system refused to read a source. A defect of ours stays as it is. */
function unreadable(source: string) {
  return (cause: unknown): unknown =>
    (cause as NodeJS.ErrnoException).code === undefined
      ? cause
      : new StagegateError('input', `source ${JSON.stringify(source)} ${whyUnreadable(cause)}`, { cause });
}

function unfit(source: string): StagegateError {
  return new StagegateError(
    'input',
    `source ${JSON.stringify(source)} is neither a file nor a folder of files`,
    {
      hint: 'Name the files themselves: links and devices are not followed.',
    },
  );
}
