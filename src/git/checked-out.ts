import { posix } from 'node:path';
import { GitUnusable, textOf, type Git } from './command.js';

/** Why a file that git knows is not on disk: the rest of a sentence after its path, and what to do. */
export interface Missing {
  readonly why: 'sparse' | 'submodule' | 'deleted';
  readonly message: string;
  readonly hint: string;
}

/**
 * Whether a file that is not on disk is one that git has: left out of a sparse checkout, in a submodule that is not
 * checked out, or deleted. Null for one that git doesn't know, and without git or a repository.
 * @param path relative to git's folder
 * @throws GitUnusable where git doesn't trust the folder: then nobody can tell
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
      message: 'is in git, and was deleted from this checkout',
      hint: `Restore it: git checkout -- ${path}. If it is to be gone, commit its deletion first.`,
    };
  }
  const submodule = await findSubmodule(git, path);
  const nested = await findCheckoutOf(git, submodule ?? posix.dirname(path));
  if (nested !== null) return explainMissing(nested.git, posix.relative(nested.folder, path));
  if (submodule === null) return null;
  return {
    why: 'submodule',
    message: `is not checked out: it lies in the submodule ${submodule}`,
    hint: `Run "git submodule update --init ${submodule}", or set submodules: true of actions/checkout.`,
  };
}

/** Git in a folder that is a checkout of its own, such as a submodule; null for any other. */
async function findCheckoutOf(git: Git, folder: string): Promise<{ git: Git; folder: string } | null> {
  if (folder === '.') return null;
  const inside: Git = (args, run) => git(['-C', folder, ...args], run);
  const [own, its] = [
    await ask(git, ['rev-parse', '--show-prefix']),
    await ask(inside, ['rev-parse', '--show-prefix']),
  ];
  return own === null || its === null || its === `${own}${folder}/` ? null : { git: inside, folder };
}

/** The submodule that a path lies in, by git's index; null when there is none. @throws GitUnusable as above */
export async function findSubmodule(git: Git, path: string): Promise<string | null> {
  const parts = posix.normalize(path).split('/');
  for (let length = 1; length < parts.length; length += 1) {
    const folder = parts.slice(0, length).join('/');
    // an exact entry of the index is a file or a submodule, never a folder
    const entry = await ask(git, ['rev-parse', '--verify', '--quiet', `:./${folder}`]);
    if (entry === null || entry === '') continue;
    return (await ask(git, ['ls-files', '-s', '--', folder]))?.startsWith('160000 ') === true ? folder : null;
  }
  return null;
}

/**
 * The files in a folder and below it that git has: all of them, or those that a sparse checkout leaves out. Empty
 * without git, a repository or its trust.
 */
export async function listTracked(git: Git, folder: string, which: 'all' | 'skipped'): Promise<string[]> {
  const listed = await ask(git, ['ls-files', '-t', '-z', '--', folder === '' ? '.' : folder]).catch(
    (error: unknown) => {
      if (error instanceof GitUnusable) return null;
      throw error;
    },
  );
  return (listed ?? '').split('\0').flatMap((record) => {
    const [tag, path] = [record.slice(0, 1), record.slice(2)];
    return path !== '' && (which === 'all' || tag === 'S') ? [path] : [];
  });
}

/** Null when git refuses or is not there. @throws GitUnusable where it doesn't trust the folder */
async function ask(git: Git, args: readonly string[]): Promise<string | null> {
  try {
    const result = await git(args);
    return result.exitCode === 0 ? textOf(result) : null;
  } catch (error) {
    if (error instanceof GitUnusable && error.why === 'missing') return null;
    throw error;
  }
}
