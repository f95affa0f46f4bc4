import { StagegateError } from '../../../errors.js';
import { errnoOf } from './port.js';

const MEND: Readonly<Record<string, string>> = {
  EROFS: 'The file system is read-only: mount it writable, or work on a copy.',
  EACCES: 'Give the user that runs this permission for the file and its folder.',
  EPERM: 'Give the user that runs this permission for the file and its folder.',
  ENOSPC: 'The disk is full: free some space and run it again.',
  EDQUOT: 'The disk quota is used up: free some space and run it again.',
  EFBIG: 'The file may not grow any more: raise the limit on file sizes (ulimit -f) and run it again.',
  EIO: 'The disk reported an error: check it, then run this again.',
  EBUSY: 'The file is in use or mounted by itself: mount its folder instead, so that it can be replaced.',
  ENOTDIR: 'A part of its path is a file where a folder should be.',
  ENAMETOOLONG: 'Choose a shorter name: the temporary file beside it needs 32 characters more.',
};

/**
 * Turns an error of the file system into one for people; StagegateErrors pass as they are.
 * @param path as the user knows it, relative to the workspace
 */
export function explainDiskError(error: unknown, doing: 'read' | 'write', path: string): StagegateError {
  if (error instanceof StagegateError) return error;
  const code = errnoOf(error);
  const name = JSON.stringify(path);
  if (code === 'EISDIR' || code === 'EINVAL') {
    return new StagegateError('input', `${name} is ${code === 'EISDIR' ? 'a folder' : 'not a file'}`, {
      place: { file: path },
      hint: 'Name a file.',
      cause: error,
    });
  }
  const hint = code === undefined ? undefined : MEND[code];
  return new StagegateError('unavailable', `cannot ${doing} ${name}: ${code ?? 'an unknown error'}`, {
    place: { file: path },
    hint: hint ?? 'Check that the file and its folder can be reached, then run this again.',
    cause: error,
  });
}
