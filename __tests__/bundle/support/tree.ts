import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Every file, folder and link below a folder (not git's own) with its mode and digest, to compare before and after. */
export function digestTree(root: string): Record<string, string> {
  const tree: Record<string, string> = {};
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(root, path);
    if (name === '.git' || name.startsWith('.git/')) continue;
    tree[name] = `${lstatSync(path).mode.toString(8)} ${contentOf(path, entry)}`;
  }
  return tree;
}

function contentOf(path: string, entry: { isFile(): boolean; isSymbolicLink(): boolean }): string {
  if (entry.isSymbolicLink()) return readlinkSync(path);
  return entry.isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : '';
}
