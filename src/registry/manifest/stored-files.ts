import { createHash } from 'node:crypto';
import { StagegateError, type ErrorCode } from '../../errors.js';
import { isLfsPointer, withoutLfs } from '../../text/lfs.js';
import type { StoreView } from './store.js';

/**
 * The text of a manifest or history file. It keeps a byte order mark, so that writing gives the same bytes.
 * @throws StagegateError `manifest` (`history` for `.jsonl`) when the bytes aren't UTF-8, or are a Git LFS pointer
 */
export function decodeText(bytes: Uint8Array, path: string): string {
  const text = decodeUtf8(bytes, path);
  if (!isLfsPointer(text)) return text;
  throw new StagegateError(codeOf(path), `${JSON.stringify(path)} is a Git LFS pointer, not the file`, {
    place: { file: path },
    hint: withoutLfs(path),
  });
}

/** The error code for a registry's file as a whole. */
export function codeOf(path: string): ErrorCode {
  return path.endsWith('.jsonl') ? 'history' : 'manifest';
}

function decodeUtf8(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new StagegateError(codeOf(path), `${JSON.stringify(path)} is not UTF-8 text`, {
      place: { file: path },
      hint: 'Save it as UTF-8, or restore it from git. If .gitattributes sets a working-tree-encoding for it, remove that.',
      cause,
    });
  }
}

/** A file of a commit: its mode (`100644`, `100755`) and blob. */
export interface BranchFile {
  readonly mode: string;
  readonly blob: string;
  readonly text: string;
}

const FILE_MODES: readonly string[] = ['100644', '100755'];

/** A tree entry's type and mode; the mode is six octal digits. */
interface EntryKind {
  readonly type: string;
  readonly mode: string;
}

/** Whether a tree entry is a regular file. */
export function isFile({ type, mode }: EntryKind): boolean {
  return type === 'blob' && FILE_MODES.includes(mode);
}

/** @throws StagegateError `input` for anything but a file: the text of a link is a path, not the file's contents */
export function requireFile(path: string, entry: EntryKind): void {
  if (isFile(entry)) return;
  const what = entry.type === 'blob' ? 'a symbolic link' : entry.type === 'tree' ? 'a folder' : 'a submodule';
  throw new StagegateError('input', `${JSON.stringify(path)} is ${what} on the branch`, {
    place: { file: path },
    hint: 'Name the file itself.',
  });
}

/**
 * The id that git gives to these bytes.
 * @param like an id of the same repository: it may use SHA-1 (40 digits) or SHA-256 (64)
 */
export function blobId(bytes: Uint8Array, like: string): string {
  const algorithm = like.length === 64 ? 'sha256' : 'sha1';
  return createHash(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/** The changes whose text differs from what `basis` has. */
export async function selectChanges(
  changes: ReadonlyMap<string, string>,
  basis: StoreView,
): Promise<[path: string, text: string][]> {
  const changed: [string, string][] = [];
  for (const change of changes) if ((await basis.read(change[0])) !== change[1]) changed.push(change);
  return changed;
}
