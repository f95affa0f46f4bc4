import { open, realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { StagegateError } from '../errors.js';

/** Paths relative to the workspace, with `/`, are how people and files name things. */
export function toPosix(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}

/**
 * The path relative to the workspace.
 * @throws StagegateError `input` when it is outside by its name
 */
export function relativeInside(root: string, path: string, what: string): string {
  const absolute = resolve(root, path);
  const inside = relative(root, absolute);
  if (inside === '' || !isInside(root, absolute)) throw outside(path, what);
  return toPosix(inside);
}

/** Whether an absolute path is that of a folder or below it, by its name; `..data` is a name like any other. */
export function isInside(root: string, absolute: string): boolean {
  const inside = relative(root, absolute);
  return inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
}

/** A file that was looked for; a link out of the workspace is thrown, not returned. */
export type WorkspaceFile =
  /** `real` is its path with all links resolved. */
  | { readonly kind: 'file'; readonly bytes: Uint8Array; readonly real: string }
  | { readonly kind: 'absent'; readonly why: string; readonly isThere: boolean };

/**
 * Reads a file of the workspace, following links only inside of it.
 * @param limit bytes; one more than that is read at most, so that the caller can tell
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
  // non-blocking, or opening a pipe would wait for a writer that never comes
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

/** Why a file or folder can't be read, as the rest of a sentence after its path. */
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

/** Whether there is anything at a path, links followed. */
export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}
