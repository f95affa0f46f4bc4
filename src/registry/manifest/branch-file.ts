import { StagegateError } from '../../errors.js';

/** A file of a commit: its mode (`100644`, `100755`) and blob. */
export interface BranchFile {
  readonly mode: string;
  readonly blob: string;
  readonly text: string;
}

const FILE_MODES: readonly string[] = ['100644', '100755'];

/** What a tree says of an entry; the mode in octal, six digits. */
export interface EntryKind {
  readonly type: string;
  readonly mode: string;
}

export function isFile({ type, mode }: EntryKind): boolean {
  return type === 'blob' && FILE_MODES.includes(mode);
}

/** @throws StagegateError `input` for all but a file: a link's text is a path, and not what it leads to */
export function requireFile(path: string, entry: EntryKind): void {
  if (isFile(entry)) return;
  const what = entry.type === 'blob' ? 'a symbolic link' : entry.type === 'tree' ? 'a folder' : 'a submodule';
  throw new StagegateError('input', `${JSON.stringify(path)} is ${what} on the branch`, {
    place: { file: path },
    hint: 'Name the file itself.',
  });
}
