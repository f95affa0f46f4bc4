import { mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { dirname, join, posix, relative } from 'node:path';
import { explained, StagegateError } from '../errors.js';
import { locate } from '../registry/manifest/disk/location.js';
import { nodeDisk } from '../registry/manifest/disk/port.js';
import { writeText } from '../registry/manifest/document/render.js';
import { findTop } from '../files/place.js';
import { findDefaultPolicy } from '../files/policy-file.js';
import type { Environment } from '../model/run-context.js';
import { toPosix } from '../files/workspace-file.js';
import type { PlannedFile } from './plan.js';
import { POLICY, STARTER_WORKFLOW, starterFiles } from './starter.js';

/** The paths that were written or kept. */
export interface Written {
  readonly created: readonly string[];
  readonly kept: readonly string[];
  /** Notes for a registry that may be a mistake. */
  readonly notes: readonly string[];
  /** The registry is a server, not a manifest. */
  readonly isServer: boolean;
}

/**
 * Writes a new user's first files. Existing files are never touched.
 * @param setting a manifest's file or folder, or an MLflow server, as `registry` has it
 * @throws StagegateError `unavailable` when the folder can't be written, `input` when the setting is not a registry
 */
export async function writeStarter(
  root: string,
  setting = 'models.yaml',
  env: Environment = process.env,
): Promise<Written> {
  const { files, notes, isServer } = starterFiles(setting);
  const realRoot = await realpath(root);
  const top = (await findTop(realRoot, env)) ?? realRoot;
  const folder = toPosix(relative(top, realRoot));
  const policy = (await findDefaultPolicy(realRoot)) ?? POLICY;
  const placed = files.map(({ path, text }): Located => {
    if (path === STARTER_WORKFLOW && folder !== '')
      return { ...inFolder(folder, text), root: top, within: path };
    const own = path === POLICY ? policy : path;
    return { path: own, text, root: realRoot, within: own };
  });
  const { created, kept } = await writeLocated(placed);
  const others = placed.filter(({ root, path }) => root !== realRoot && kept.includes(path));
  const told = [created.includes(POLICY) ? notes : [], ...(await Promise.all(others.map(tellOther(folder))))];
  return { created, kept, notes: told.flat(), isServer };
}

/** Tells of a workflow that was there and isn't for this folder. */
function tellOther(folder: string): (workflow: Located) => Promise<string[]> {
  const line = workingDirectory(folder);
  return async ({ path, root, within }) => {
    const text = await readFile(join(root, within), 'utf8');
    return text.includes(`${line}\n`)
      ? []
      : [`${path} is for another folder: copy it for this one, with ${line}`];
  };
}

/** `path` is relative to the user's folder. */
interface Located extends PlannedFile {
  /** The real folder that the file must stay in, and its path there. */
  readonly root: string;
  readonly within: string;
}

/**
 * Writes the files that don't exist. Existing files are never touched.
 * @throws StagegateError `unavailable` when one can't be written, `input` when a link leads out of the root
 */
export async function writeFiles(
  root: string,
  files: readonly PlannedFile[],
): Promise<{ readonly created: readonly string[]; readonly kept: readonly string[] }> {
  const real = await realpath(root);
  return await writeLocated(files.map((file) => ({ ...file, root: real, within: file.path })));
}

async function writeLocated(files: readonly Located[]): Promise<{ created: string[]; kept: string[] }> {
  // locate all of them before writing the first
  const located: (Located & { readonly place: string })[] = [];
  for (const file of files) {
    const place = await explained(() => locate(nodeDisk, file.root, file.within), notWritten(file.path));
    located.push({ ...file, place });
  }
  const created: string[] = [];
  const kept: string[] = [];
  for (const { path, text, place } of located) {
    const isNew = await explained(() => createFile(place, text), notWritten(path));
    (isNew ? created : kept).push(path);
  }
  return { created, kept };
}

function workingDirectory(folder: string): string {
  return `working-directory: ${writeText(folder)}`;
}

/** GitHub only runs workflows in the repository's top folder. */
function inFolder(folder: string, workflow: string): { path: string; text: string } {
  return {
    path: posix.relative(folder, STARTER_WORKFLOW),
    text: workflow.replace(/^( *)with:\n/m, (line, indent: string) => {
      return `${line}${indent}  ${workingDirectory(folder)}\n`;
    }),
  };
}

/** False if the file exists. */
async function createFile(place: string, text: string): Promise<boolean> {
  await mkdir(dirname(place), { recursive: true });
  try {
    await writeFile(place, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** @returns for `explained`: makes the error that a file could not be written */
function notWritten(path: string) {
  return (cause: unknown) => {
    const { code } = cause as NodeJS.ErrnoException;
    return new StagegateError('unavailable', `${path} could not be written (${code})`, {
      hint: 'Check the permissions of its folder and the free space on its disk.',
      cause,
    });
  };
}
