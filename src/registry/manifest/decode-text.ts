import { StagegateError, type ErrorCode } from '../../errors.js';
import { isLfsPointer, withoutLfs } from '../../text/lfs.js';

/**
 * The text of a manifest or history file. A byte order mark stays in it, so that writing gives the same bytes.
 * @throws StagegateError `manifest` (`history` for `.jsonl`) when the bytes are not UTF-8, or stand for a file in Git LFS
 */
export function decodeText(bytes: Uint8Array, path: string): string {
  const text = decodeUtf8(bytes, path);
  if (!isLfsPointer(text)) return text;
  throw new StagegateError(codeOf(path), `${JSON.stringify(path)} is a Git LFS pointer, not the file`, {
    place: { file: path },
    hint: withoutLfs(path),
  });
}

/** The code for what is wrong with one of a registry's files as a whole. */
export function codeOf(path: string): ErrorCode {
  return path.endsWith('.jsonl') ? 'history' : 'manifest';
}

function decodeUtf8(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new StagegateError(codeOf(path), `${JSON.stringify(path)} is not UTF-8 text`, {
      place: { file: path },
      hint: 'Save it as UTF-8, or restore it from git. A working-tree-encoding in .gitattributes makes it another text: take that out.',
      cause,
    });
  }
}
