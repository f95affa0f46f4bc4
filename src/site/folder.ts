import { lstat, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { StagegateError } from '../errors.js';
import type { PageFiles, Publisher, SiteFile } from './publish.js';
import type { Written } from './result.js';

/** The file that marks a folder as ours, and lists which of its files are. */
const MARK = 'stagegate-site.json';
/** The paths that a site has: the mark can't make us remove anything else. */
const OWN = /^(?:(?:index\.html|page\.(?:css|js)|licenses\.txt)|(?:data|badges)\/[A-Za-z0-9][\w.-]*)$/;
const FOLDERS = ['data', 'badges'];

/** The page's files beside the bundle: the build makes them, and only this command loads them. */
const PAGE = '../site/page.js';

/** @param cwd what `out` is relative to */
export async function openPublisher(out: string, cwd: string): Promise<Publisher> {
  const { page } = (await import(/* webpackIgnore: true */ PAGE)) as { page: PageFiles };
  return { page, write: (files) => writeSite(resolve(cwd, out), out, files) };
}

/**
 * Writes a site into a folder, and removes what an earlier one left. All else in the folder stays.
 * @param shown the folder as the user named it
 * @throws StagegateError `input` for a folder that isn't empty and isn't a site's, and for a file in the way
 */
async function writeSite(folder: string, shown: string, files: Iterable<SiteFile>): Promise<Written> {
  const before = await openFolder(folder, shown);
  const written = new Set<string>();
  let bytes = 0;
  try {
    for (const name of FOLDERS) await mkdir(join(folder, name), { recursive: true });
    for (const [path, text] of files) {
      if (!before.has(path) && (await exists(join(folder, path)))) throw inTheWay(shown, path);
      written.add(path);
      await writeFile(join(folder, path), text);
      bytes += Buffer.byteLength(text);
    }
  } finally {
    // even if this run failed, so that the next one knows which files are ours
    await writeFile(
      join(folder, MARK),
      `${JSON.stringify({ files: [...new Set([...before, ...written])] })}\n`,
    );
  }
  const stale = [...before].filter((path) => !written.has(path));
  for (const path of stale) await rm(join(folder, path), { force: true });
  await writeFile(join(folder, MARK), `${JSON.stringify({ files: [...written] })}\n`);
  return { files: written.size, bytes, removed: stale.length };
}

/** @returns the files that an earlier site has there */
async function openFolder(folder: string, shown: string): Promise<ReadonlySet<string>> {
  const quoted = JSON.stringify(shown);
  const names = await readdir(folder).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    const why = code === 'ENOTDIR' ? 'is a file' : `can't be read (${code ?? String(error)})`;
    throw new StagegateError('input', `${quoted} ${why}`, { hint: 'Give --out a folder.' });
  });
  if (names === null) {
    await mkdir(folder, { recursive: true }).catch((error: unknown) => {
      const { code = String(error) } = error as NodeJS.ErrnoException;
      throw new StagegateError('input', `the folder ${quoted} can't be created (${code})`, {
        hint: 'Give --out a folder that you may write to.',
      });
    });
    return new Set();
  }
  if (names.length === 0) return new Set();
  if (!names.includes(MARK))
    throw new StagegateError('input', `the folder ${quoted} isn't empty and contains no stagegate site`, {
      hint: 'Give --out an empty folder, or one that stagegate site made.',
    });
  for (const name of FOLDERS) {
    const found = await lstat(join(folder, name)).catch(() => null);
    if (found !== null && !found.isDirectory()) throw inTheWay(shown, name);
  }
  return readMark(await readFile(join(folder, MARK), 'utf8'));
}

function readMark(text: string): ReadonlySet<string> {
  try {
    const { files } = JSON.parse(text) as { files?: unknown };
    const paths = Array.isArray(files) ? (files as unknown[]) : [];
    return new Set(paths.filter((path) => typeof path === 'string').filter((path) => OWN.test(path)));
  } catch {
    return new Set();
  }
}

async function exists(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => null)) !== null;
}

function inTheWay(shown: string, path: string): StagegateError {
  return new StagegateError(
    'input',
    `${JSON.stringify(join(shown, path))} already exists, and stagegate didn't write it`,
    {
      hint: 'Move it, or give --out another folder.',
    },
  );
}
