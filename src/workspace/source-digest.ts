import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { StagegateError } from '../errors.js';
import { readLfsDigest } from '../lfs.js';
import type { Place } from './place.js';
import { relativeInside } from './workspace-file.js';

/** Bytes that a Git LFS pointer has at most, by its specification. */
const MAX_POINTER = 1024;

const URI = /^[A-Za-z][A-Za-z0-9+.-]*:/;

/** Where a source as given is looked for, and its name in the registry: by its place in the repository. */
export function locateSource(
  source: string,
  { place }: { readonly place: Place },
): { readonly root: string; readonly path: string; readonly name: string } {
  const { root } = place;
  if (URI.test(source)) return { root, path: source, name: source };
  const path = place.rebase(source);
  const found = place.find(path);
  return { ...found, name: found.root === root ? path : source };
}

/**
 * SHA-256 of a model's files in the workspace: a file's own digest, or for a folder that of the list of its
 * files in the form of `sha256sum`, sorted by path. Null for a source that is no path in the workspace.
 * @throws StagegateError `input` for a path that is outside or holds links
 */
export async function digestSource(root: string, source: string): Promise<string | null> {
  if (URI.test(source)) return null;
  const path = relativeInside(root, source, 'source');
  const absolute = resolve(root, path);
  const status = await lstat(absolute).catch(() => null);
  if (status === null) {
    throw new StagegateError('input', `source ${JSON.stringify(source)} is not in the workspace`, {
      hint: 'Give a path that is there, or a URI (s3://…, models:/…) for files elsewhere.',
    });
  }
  if (status.isFile()) return digestFile(absolute);
  if (!status.isDirectory()) throw unfit(source);
  const hash = createHash('sha256');
  for (const file of await listFiles(absolute, '', source))
    hash.update(`${await digestFile(join(absolute, file))}  ${file}\n`);
  return hash.digest('hex');
}

async function listFiles(root: string, folder: string, source: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
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

/** Of the file that a Git LFS pointer stands for: models are often not checked out, and the pointer has their digest. */
async function digestFile(path: string): Promise<string> {
  if ((await stat(path)).size <= MAX_POINTER) {
    const digest = readLfsDigest(await readFile(path, 'utf8'));
    if (digest !== null) return digest;
  }
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

function unfit(source: string): StagegateError {
  return new StagegateError(
    'input',
    `source ${JSON.stringify(source)} is neither a file nor a folder of files`,
    {
      hint: 'Links and devices are not followed: name the files themselves.',
    },
  );
}
