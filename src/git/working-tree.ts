import { posix } from 'node:path';
import { StagegateError } from '../errors.js';
import { withoutFilter } from '../text/lfs.js';
import { GitUnusable, textOf, type Git } from './command.js';

/** Why a file that git knows is missing on disk. The message continues a sentence that starts with its path. */
export interface Missing {
  readonly why: 'sparse' | 'submodule' | 'deleted';
  readonly message: string;
  readonly hint: string;
}

/**
 * Explains why a file is missing on disk that git has: a sparse checkout leaves it out, its submodule isn't checked out,
 * or it was deleted. Null when git doesn't know the file, and without git or a repository.
 * @param path relative to git's folder
 * @throws GitUnusable when git doesn't trust the folder, and so can't tell
 */
export async function explainMissing(git: Git, path: string): Promise<Missing | null> {
  const listed = await ask(git, ['ls-files', '-t', '-z', '--', path]);
  if (listed === null) return null;
  const [tag] = listed;
  if (tag === 'S') {
    const folder = posix.dirname(path);
    return {
      why: 'sparse',
      message: 'is not checked out: the sparse checkout leaves it out',
      hint: `Run "git sparse-checkout add ${folder === '.' ? path : folder}", or name it in sparse-checkout of actions/checkout.`,
    };
  }
  if (tag !== undefined) {
    return {
      why: 'deleted',
      message: 'is in git, but was deleted from this checkout',
      hint: `Restore it: git checkout -- ${path}. If you want it gone, commit the deletion first.`,
    };
  }
  const submodule = await findSubmodule(git, path);
  const nested = await findCheckoutOf(git, submodule ?? posix.dirname(path));
  if (nested !== null) return explainMissing(nested.git, posix.relative(nested.folder, path));
  if (submodule === null) return null;
  return {
    why: 'submodule',
    message: `is not checked out: it is in the submodule ${submodule}`,
    hint: `Run "git submodule update --init ${submodule}", or set submodules: true of actions/checkout.`,
  };
}

/** Git in a folder with a checkout of its own, such as a submodule. Null for any other folder. */
async function findCheckoutOf(git: Git, folder: string): Promise<{ git: Git; folder: string } | null> {
  if (folder === '.') return null;
  const inside: Git = (args, run) => git(['-C', folder, ...args], run);
  // most often the folder isn't there
  const its = await ask(inside, ['rev-parse', '--show-prefix']);
  const own = its === null ? null : await ask(git, ['rev-parse', '--show-prefix']);
  return own === null || its === `${own}${folder}/` ? null : { git: inside, folder };
}

/** The submodule that contains a path, according to git's index; null without one. @throws GitUnusable as above */
export async function findSubmodule(git: Git, path: string): Promise<string | null> {
  const parts = posix.normalize(path).split('/');
  for (let length = 1; length < parts.length; length += 1) {
    const folder = parts.slice(0, length).join('/');
    // the index lists files and submodules, never folders
    const entry = await ask(git, ['rev-parse', '--verify', '--quiet', `:./${folder}`]);
    if (entry === null || entry === '') continue;
    return (await ask(git, ['ls-files', '-s', '--', folder]))?.startsWith('160000 ') === true ? folder : null;
  }
  return null;
}

/**
 * Git's files at these paths, and in them where they are folders: all of them, or those that a sparse checkout leaves
 * out. Empty without git, outside a repository, and when git doesn't trust it.
 */
export async function listTracked(
  git: Git,
  paths: readonly string[],
  which: 'all' | 'skipped',
): Promise<string[]> {
  const asked = paths.map((path) => (path === '' ? '.' : path));
  const listed = await ask(git, ['ls-files', '-t', '-z', '--', ...asked]).catch((error: unknown) => {
    if (error instanceof GitUnusable) return null;
    throw error;
  });
  return (listed ?? '').split('\0').flatMap((record) => {
    const [tag, path] = [record.slice(0, 1), record.slice(2)];
    return path !== '' && (which === 'all' || tag === 'S') ? [path] : [];
  });
}

/** Null when git fails or is missing. @throws GitUnusable when it doesn't trust the folder */
async function ask(git: Git, args: readonly string[]): Promise<string | null> {
  try {
    const result = await git(args);
    return result.exitCode === 0 ? textOf(result) : null;
  } catch (error) {
    if (error instanceof GitUnusable && error.why === 'missing') return null;
    throw error;
  }
}

/**
 * Refuses to write files that .gitattributes gives to a filter (Git LFS, git-crypt) or another encoding. We commit
 * bytes unfiltered, which the filter couldn't undo; and a later commit of files on disk would turn a history into a
 * pointer. When git can't tell, a pointer is still noticed on the next read.
 * @param paths relative to git's folder
 * @param isCommitted we commit the files ourselves; otherwise we write them to disk
 * @throws StagegateError `input`
 */
export async function requireUnfiltered(
  git: Git,
  paths: readonly string[],
  isCommitted: boolean,
): Promise<void> {
  const attributes = await readAttributes(git, paths);
  const filters = attributes.filter(
    ({ name, value }) => name === 'filter' && (isCommitted || value === 'lfs'),
  );
  const [filtered] = filters;
  if (filtered !== undefined) {
    const { path, value } = filtered;
    const [what, then] =
      value === 'lfs'
        ? ['Git LFS', 'a later commit would replace it with a pointer']
        : [`the filter ${JSON.stringify(value)}`, 'our commit would bypass that filter'];
    const all = [...new Set(filters.map((each) => each.path))];
    throw refuse(path, `.gitattributes gives it to ${what}, and ${then}`, withoutFilter(all));
  }
  const encoded = attributes.find(
    ({ name, value }) => name === 'working-tree-encoding' && !/^utf-?8$/i.test(value),
  );
  if (encoded === undefined || isCommitted) return;
  const { path, value } = encoded;
  const hint = `Add to the end of .gitattributes: ${path} !working-tree-encoding`;
  throw refuse(path, `.gitattributes sets its encoding to ${value}, but the file is UTF-8`, hint);
}

interface Attribute {
  readonly path: string;
  readonly name: string;
  readonly value: string;
}

/** The attributes with a value. Empty without git, outside a repository, and when git doesn't trust it. */
async function readAttributes(git: Git, paths: readonly string[]): Promise<Attribute[]> {
  try {
    const asked = await git(['check-attr', '-z', 'filter', 'working-tree-encoding', '--', ...paths]);
    if (asked.exitCode !== 0) return [];
    const fields = asked.stdout.toString().split('\0');
    const found: Attribute[] = [];
    for (let at = 0; at + 2 < fields.length; at += 3) {
      const [path = '', name = '', value = ''] = fields.slice(at, at + 3);
      if (!['unspecified', 'unset', 'set', ''].includes(value)) found.push({ path, name, value });
    }
    return found;
  } catch (error) {
    if (error instanceof GitUnusable) return [];
    throw error;
  }
}

function refuse(path: string, why: string, hint: string): StagegateError {
  const message = `${JSON.stringify(path)} can't be kept here: ${why}`;
  return new StagegateError('input', message, { place: { file: path }, hint });
}
