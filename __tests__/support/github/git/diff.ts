import type { BareRepository } from './bare-repository.js';

export interface ChangedFile {
  readonly path: string;
  readonly previousPath: string | null;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed' | 'copied' | 'changed';
  /** The blob as it is now, or as it was when it was removed. */
  readonly sha: string;
  readonly additions: number;
  readonly deletions: number;
  /** From the first `@@` on; null for a binary file. */
  readonly patch: string | null;
}

const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

const STATUSES: Readonly<Record<string, ChangedFile['status']>> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  C: 'copied',
  T: 'changed',
};

/** The files that differ between two commits; `from` null stands for nothing at all. */
export async function listChanges(
  git: BareRepository,
  from: string | null,
  to: string,
): Promise<readonly ChangedFile[]> {
  const range = ['-M', from ?? EMPTY_TREE, to];
  const raw = (await readText(git, ['-z', ...range])).split('\0');
  const files: ChangedFile[] = [];
  for (let at = 0; at < raw.length && raw[at] !== '';) {
    const [, , before, after, letters] = raw[at]!.split(' ') as [string, string, string, string, string];
    const moved = /^[RC]/.test(letters);
    const previousPath = moved ? raw[at + 1]! : null;
    const path = raw[at + (moved ? 2 : 1)]!;
    at += moved ? 3 : 2;
    const status = STATUSES[letters[0]!]!;
    const sha = status === 'removed' ? before : after;
    const paths = previousPath === null ? [path] : [previousPath, path];
    files.push({ path, previousPath, status, sha, ...(await readPatch(git, range, paths)) });
  }
  return files;
}

async function readPatch(git: BareRepository, range: readonly string[], paths: readonly string[]) {
  const text = await readText(git, ['-p', ...range, '--', ...paths]);
  const start = text.indexOf('\n@@ ');
  if (start < 0) return { additions: 0, deletions: 0, patch: null };
  const patch = text.slice(start + 1).replace(/\n$/, '');
  const lines = patch.split('\n');
  return {
    additions: lines.filter((line) => line.startsWith('+')).length,
    deletions: lines.filter((line) => line.startsWith('-')).length,
    patch,
  };
}

function readText(git: BareRepository, args: readonly string[]): Promise<string> {
  return git.remember(['diff-tree', '-r', ...args], ({ stdout }) => stdout.toString('utf8'));
}
