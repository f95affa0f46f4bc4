import { realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { explained, StagegateError } from '../errors.js';
import { createGit, GitUnusable } from '../git/command.js';
import { parseServerUri } from '../model/server-location.js';
import { DEFAULT_POLICY, findDefaultPolicy } from './policy-file.js';
import type { Environment } from '../model/run-context.js';
import { exists, isInside, toPosix } from './workspace-file.js';

/** The registry if neither an input nor the policy names one. */
export const DEFAULT_REGISTRY = 'models.yaml';

/** Prefix for the path of a file in the workspace but outside the checkout. No path on a branch starts like this. */
const OUTER = 'workspace:';

interface PlaceOptions {
  /** Nothing outside this folder is read. By default, the repository's folder is searched for from `cwd`. */
  readonly workspace?: string | undefined;
  /** The user's current folder; the process's by default. */
  readonly cwd?: string | undefined;
  /** The folder in the workspace that inputs are relative to; the workspace itself by default. */
  readonly directory?: string | undefined;
  /** The policy as given. */
  readonly policy?: string | undefined;
  /** The registry as given. */
  readonly registry?: string | undefined;
  readonly env: Environment;
}

/**
 * Where the repository is. Inputs are relative to `directory`. Paths in the policy and the history are relative to
 * `root`: the policy's work tree, or `directory` if that is in the work tree. All are real paths.
 */
export class Place {
  constructor(
    readonly workspace: string,
    readonly directory: string,
    readonly root: string,
    /** The top folder of `root`'s work tree; null without one. */
    readonly top: string | null,
  ) {}

  /** The root's folder in the repository, empty or with a `/` at its end. */
  get prefix(): string {
    const folder = toPosix(relative(this.top ?? this.root, this.root));
    return folder === '' ? '' : `${folder}/`;
  }

  /**
   * Makes an input's path or pattern relative to the root. A path in the workspace but outside the checkout was made by
   * the job, and gets a prefix. Any other path outside stays as it is, and is refused when it is read.
   */
  rebase(path: string): string {
    const absolute = resolve(this.directory, path);
    if (isInside(this.root, absolute)) {
      return this.root === this.directory ? path : toPosix(relative(this.root, absolute)) || '.';
    }
    const isOuter = isInside(this.workspace, absolute) && !isInside(this.top ?? this.root, absolute);
    return isOuter ? `${OUTER}${toPosix(relative(this.workspace, absolute))}` : path;
  }

  /** Where to find a path from `rebase`. */
  find(path: string): { readonly root: string; readonly path: string } {
    return this.isOuter(path)
      ? { root: this.workspace, path: path.slice(OUTER.length) }
      : { root: this.root, path };
  }

  /** The name, as from `rebase`, of a path in the folder from `find`. */
  name(root: string, path: string): string {
    if (root === this.root) return path;
    const absolute = join(root, path);
    return isInside(this.root, absolute) ? toPosix(relative(this.root, absolute)) : `${OUTER}${path}`;
  }

  /** A path in the repository, as GitHub names files. */
  inRepository(path: string): string {
    if (this.isOuter(path)) return path.slice(OUTER.length);
    if (this.top === null) return toPosix(relative(this.workspace, join(this.root, path)));
    return `${this.prefix}${path}`;
  }

  private isOuter(path: string): boolean {
    return this.root !== this.workspace && path.startsWith(OUTER);
  }
}

/**
 * Finds the repository: `actions/checkout` may have put it into a folder of the workspace.
 * @throws StagegateError `input` for a missing folder, or when policy and registry are in different work trees
 */
export async function findPlace(options: PlaceOptions): Promise<Place> {
  const { root: above, ...start } = await findStart(options);
  const { workspace, directory } = start;
  if (!isInside(workspace, directory)) {
    throw new StagegateError(
      'input',
      `the working directory ${JSON.stringify(options.directory)} is outside the workspace`,
      {
        hint: 'Name a folder in the workspace, relative to it: services/churn',
      },
    );
  }
  if (above !== null) return new Place(workspace, directory, above, await findTop(above, options.env));
  const policy = options.policy ?? (await findDefaultPolicy(directory));
  const registry = isFile(options.registry) ? options.registry : undefined;
  const deciding = policy ?? registry;
  const root = (deciding === undefined ? null : await findTreeBelow(directory, deciding)) ?? directory;
  if (registry !== undefined && !isInside(root, resolve(directory, registry)) && root !== directory) {
    throw differentTrees(policy ?? DEFAULT_POLICY, registry);
  }
  return new Place(workspace, directory, root, await findTop(root, options.env));
}

interface Start {
  readonly workspace: string;
  readonly directory: string;
  /** The folder above `directory` with the policy, else the registry; null without one. */
  readonly root: string | null;
}

/**
 * Without a workspace, searches upwards for the folder with the policy, as git does for its repository, up to the top
 * of the work tree. Paths on the command line stay relative to the current folder.
 */
async function findStart(options: PlaceOptions): Promise<Start> {
  const { workspace: given, cwd = '.', directory: below = '.' } = options;
  const workspace = await findFolder('workspace', resolve(given ?? cwd));
  const directory = await findFolder('working directory', resolve(workspace, below));
  const isNamed = given !== undefined || options.policy !== undefined;
  const above = isNamed || !isInside(workspace, directory) ? null : await findAbove(directory, options);
  return { workspace: above ?? workspace, directory, root: above };
}

/**
 * The folder above `directory` with the policy, else the registry. Null without one, and if it is `directory` itself.
 */
async function findAbove(directory: string, { env, registry }: PlaceOptions): Promise<string | null> {
  const top = await findTop(directory, env);
  if (top === null) return null;
  const marks = [
    async (folder: string) => (await findDefaultPolicy(folder)) !== undefined,
    ...(registry === undefined ? [(folder: string) => exists(join(folder, DEFAULT_REGISTRY))] : []),
  ];
  for (const isMarked of marks) {
    for (let at = directory; isInside(top, at); at = dirname(at)) {
      if (await isMarked(at)) return at === directory ? null : at;
    }
  }
  return null;
}

/**
 * Refuses a registry in a different work tree than the policy: it would be committed to the policy's repository.
 * @param registry relative to the root, as is the policy
 * @throws StagegateError `input`
 */
export async function requireSameTree(
  { root }: Place,
  policy: string | undefined,
  registry: string,
): Promise<void> {
  const isElsewhere = (await findTreeBelow(root, registry)) !== null || (await isInSubmodule(root, registry));
  if (isElsewhere) throw differentTrees(policy ?? DEFAULT_POLICY, registry);
}

/** Also finds a submodule that isn't checked out, which has no work tree. */
async function isInSubmodule(root: string, path: string): Promise<boolean> {
  if (!path.includes('/')) return false;
  const { findSubmodule } = await import('../git/working-tree.js');
  try {
    return (await findSubmodule(createGit(root), path)) !== null;
  } catch (error) {
    if (error instanceof GitUnusable) return false;
    throw error;
  }
}

function differentTrees(policy: string, registry: string): StagegateError {
  return new StagegateError(
    'input',
    `the policy ${JSON.stringify(policy)} and the registry ${JSON.stringify(registry)} are in different git work trees`,
    {
      hint: 'Keep both in one repository, and name both by their paths in the workspace. With commit: none, a registry may lie in a submodule or a checkout below the policy.',
    },
  );
}

function isFile(registry: string | undefined): boolean {
  return registry !== undefined && registry.trim() !== '' && parseServerUri(registry) === null;
}

/** The innermost work tree of a path, if its top is below a folder; else null. */
async function findTreeBelow(folder: string, path: string): Promise<string | null> {
  let at = await resolveFolder(resolve(folder, path.trim()));
  if (!isInside(folder, at)) return null;
  for (; at !== folder; at = dirname(at)) if (await exists(join(at, '.git'))) return at;
  return null;
}

/** The real path of a folder, or of the nearest existing folder above a path. */
async function resolveFolder(path: string): Promise<string> {
  for (let at = path; ; at = dirname(at)) {
    try {
      if ((await stat(at)).isDirectory()) return await realpath(at);
    } catch {
      // not there yet
    }
    if (dirname(at) === at) return at;
  }
}

/**
 * The top folder of a folder's work tree; null without one. Folders above the runner's workspace don't belong to the
 * workflow.
 */
export async function findTop(folder: string, env: Environment): Promise<string | null> {
  const runner = env['GITHUB_WORKSPACE'] || null;
  const limit = runner === null ? null : await realpath(runner).catch(() => runner);
  for (let at = folder; ; at = dirname(at)) {
    if (await exists(join(at, '.git'))) return at;
    if (at === limit || dirname(at) === at) return null;
  }
}

async function findFolder(what: string, path: string): Promise<string> {
  const real = await explained(
    () => realpath(path),
    (cause) => new StagegateError('input', `the ${what} ${JSON.stringify(path)} does not exist`, { cause }),
  );
  if ((await stat(real)).isDirectory()) return real;
  throw new StagegateError('input', `the ${what} ${JSON.stringify(path)} is a file, not a folder`);
}
