import { open, realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { StagegateError } from '../errors.js';

/** A path with `/`, as people and files write it. */
export function toPosix(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}

/**
 * The path relative to the workspace.
 * @throws StagegateError `input` when its name leads outside
 */
export function relativeInside(root: string, path: string, what: string): string {
  const absolute = resolve(root, path);
  const inside = relative(root, absolute);
  if (inside === '' || !isInside(root, absolute)) throw outside(path, what);
  return toPosix(inside);
}

/** Whether an absolute path is a folder or below it, by name. `..data` is an ordinary name. */
export function isInside(root: string, absolute: string): boolean {
  const inside = relative(root, absolute);
  return inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
}

/** The result of reading a file. A link that leads outside the workspace is thrown, not returned. */
type WorkspaceFile =
  /** `real` is its path with all links resolved. */
  | { readonly kind: 'file'; readonly bytes: Uint8Array; readonly real: string }
  | { readonly kind: 'absent'; readonly why: string; readonly isThere: boolean };

/**
 * Reads a file of the workspace. Links must stay inside it.
 * @param limit in bytes; at most one more is read, so that the caller can tell that the file is larger
 * @throws StagegateError `input` when it is, or is linked to, outside the workspace
 */
export async function readInside(
  root: string,
  path: string,
  { limit, what }: { limit: number; what: string },
): Promise<WorkspaceFile> {
  const absolute = resolve(root, relativeInside(root, path, what));
  let real: string;
  try {
    real = await realpath(absolute);
  } catch (error) {
    return { kind: 'absent', why: whyUnreadable(error), isThere: !isGone(error) };
  }
  if (!isInside(await realpath(root), real)) throw outside(path, what);
  try {
    return await readRegular(real, limit);
  } catch (error) {
    return { kind: 'absent', why: whyUnreadable(error), isThere: !isGone(error) };
  }
}

async function readRegular(real: string, limit: number): Promise<WorkspaceFile> {
  // non-blocking: otherwise opening a pipe waits for a writer that never comes
  const { O_RDONLY, O_NONBLOCK } = (await import('node:fs')).constants;
  const file = await open(real, O_RDONLY | O_NONBLOCK);
  try {
    const status = await file.stat();
    if (status.isDirectory()) return { kind: 'absent', why: 'is a folder, not a file', isThere: true };
    if (!status.isFile()) return { kind: 'absent', why: 'is not a regular file', isThere: true };
    const size = Math.min(status.size, limit + 1);
    const bytes = new Uint8Array(size);
    let filled = 0;
    while (filled < size) {
      const { bytesRead } = await file.read(bytes, filled, size - filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return { kind: 'file', bytes: bytes.subarray(0, filled), real };
  } finally {
    await file.close();
  }
}

function isGone(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
}

/** What `whyUnreadable` says of a path that does not exist. */
export const NOT_FOUND = 'is missing';

/** Why a file or folder can't be read, as the message after its path. */
export function whyUnreadable(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
  const words: Record<string, string> = {
    ENOENT: NOT_FOUND,
    ENOTDIR: 'is missing: a part of its path is a file',
    EACCES: "can't be read: permission denied",
    EPERM: "can't be read: permission denied",
    EISDIR: 'is a folder, not a file',
    ELOOP: 'is a link that leads in a circle',
    ENAMETOOLONG: 'has a name that is too long',
  };
  return words[code] ?? `can't be read (${code})`;
}

function outside(path: string, what: string): StagegateError {
  return new StagegateError('input', `${what} ${JSON.stringify(path)} is outside the workspace`, {
    hint: 'Name a file inside the workspace. Links must stay inside it too.',
  });
}

/** Whether a path exists, following links. */
export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}
