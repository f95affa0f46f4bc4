const POINTER = 'version https://git-lfs.github.com/spec/';

/** Whether a text is a Git LFS pointer. */
export function isLfsPointer(text: string): boolean {
  return text.replace(/^\ufeff/, '').startsWith(POINTER);
}

/** The SHA-256 in a pointer; null for any other text. */
export function readLfsDigest(text: string): string | null {
  if (!isLfsPointer(text)) return null;
  return /^oid sha256:([0-9a-f]{64})$/m.exec(text)?.[1] ?? null;
}

/** How to exclude files from git's filters: lines for `.gitattributes`, and how to store the files again. */
export function withoutFilter(paths: readonly string[]): string {
  const quoted = paths.map((path) => (/[\s"*?[\\!#]/.test(path) ? JSON.stringify(path) : path));
  return [
    'Keep it out of the filter. Add to the end of .gitattributes:',
    ...quoted.map((path) => `  ${path} !filter !diff !merge text`),
    // two commands: with --renormalize, git leaves out a .gitattributes that it doesn't track yet
    'Then run these two commands, and commit:',
    '  git add .gitattributes',
    `  git add --renormalize ${quoted.join(' ')}`,
  ].join('\n');
}

/** The same for a file that was read as a pointer. */
export function withoutLfs(path: string): string {
  return `Get the file first: git lfs pull. ${withoutFilter([path])}`;
}
