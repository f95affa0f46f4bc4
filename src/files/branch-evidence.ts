import { lstat, readlink } from 'node:fs/promises';
import { dirname, join, posix, relative, resolve } from 'node:path';
import { StagegateError } from '../errors.js';
import type { BranchView, TreeEntry } from '../registry/manifest/store.js';
import { blobId } from '../registry/manifest/stored-files.js';
import type { Checkout } from './checkout.js';
import type { FoundFiles } from './find-files.js';
import type { Glob } from './glob.js';
import { toPosix } from './workspace-file.js';

/** As many as Linux follows. */
const MAX_LINKS = 40;

/** An evidence file that was searched for in the workspace. */
export interface LookedFor {
  /** Relative to the workspace. */
  readonly path: string;
  /** Null when it is missing. */
  readonly file: { readonly bytes: Uint8Array; readonly real: string } | null;
}

/** One path to compare: the file's own, or that of a link to it. */
export interface Part {
  readonly path: string;
  readonly ours: string | null;
  /** Whether git may filter it (line endings, LFS). */
  readonly isFile: boolean;
}

/** If more files of a source differ from the branch's, they can't all be this job's work. They aren't compared. */
const MAX_APART = 1_000;

/** Compares the workspace's evidence with the branch that it counts for. */
export class BranchEvidence {
  /** Listed files, so that they aren't requested again. */
  private readonly listed: { readonly glob: Glob; readonly files: ReadonlyMap<string, string> }[] = [];

  constructor(
    private readonly root: string,
    readonly branch: BranchView,
    private readonly checkout: Checkout,
  ) {}

  /**
   * The branch's blob ids at a source's path: a file's under an empty name, a folder's by relative path. Null if the
   * branch has nothing there.
   * @throws StagegateError `unavailable` when there are too many to list
   */
  async filesAt(source: string): Promise<ReadonlyMap<string, string> | null> {
    const { path } = await this.leadTo(source);
    const [entry] = await this.branch.entries([path]);
    if (entry?.type === 'blob') return new Map([['', entry.id]]);
    if (entry?.type !== 'tree') return null;
    const files = await this.branch.walk(path, () => true);
    if (files !== null)
      return new Map([...files].map(([file, id]) => [file.slice(path.length + 1), id] as const));
    throw new StagegateError(
      'unavailable',
      `${path} has more files on ${this.branch.branch} than GitHub lists`,
      {
        hint: 'Run with commit: push, which reads them with git.',
      },
    );
  }

  /**
   * Whether a source may be read from the workspace: this job made every difference from the branch.
   * @param source its path in the workspace
   * @param ours the workspace's files by name, each with the id of its bytes
   * @param theirs what `filesAt` returned
   */
  async counts(
    source: string,
    ours: ReadonlyMap<string, string>,
    theirs: ReadonlyMap<string, string> | null,
  ): Promise<boolean> {
    const { links, path } = await this.leadTo(source);
    // a folder that only this job has may have any number of files
    if (theirs === null) {
      const base = await this.checkout.baseFor(this.branch);
      const [entry = null] = (await base?.entries([path])) ?? [];
      return entry === null && (await this.compare([links]))[0] === null;
    }
    const names = [...new Set([...ours.keys(), ...theirs.keys()])];
    const apart = names.filter((name) => ours.get(name) !== theirs.get(name));
    if (apart.length > MAX_APART) return false;
    const parts = apart.map((name) => ({
      path: name === '' ? path : `${path}/${name}`,
      ours: ours.get(name) ?? null,
      isFile: ours.has(name),
    }));
    return (await this.compare([[...links, ...parts]]))[0] === null;
  }

  /** The branch's matching files. */
  async find(glob: Glob): Promise<FoundFiles> {
    const files = await this.branch.walk(glob.base, (folder) => glob.canHold(folder));
    if (files !== null) {
      this.listed.push({ glob, files });
      return { paths: [...files.keys()].filter((path) => glob.matches(path)), problems: [] };
    }
    const message = `has more files on ${this.branch.branch} than GitHub lists: name a deeper folder`;
    return { paths: [], problems: [{ path: glob.base || '.', message }] };
  }

  /** A file's links and its blob id, without reading it again. */
  async describe({ path, file }: LookedFor): Promise<readonly Part[]> {
    const { parts, real } = await this.followLinks(path);
    const at = file === null ? real : toPosix(relative(this.root, file.real));
    const ours = file === null ? null : this.identify(file.bytes);
    return [...parts, { path: at, ours, isFile: file !== null }];
  }

  /**
   * Which files can't count because the branch has different ones.
   * @returns each one's problem, in the given order; null for a file that counts
   */
  async compare(described: readonly (readonly Part[])[]): Promise<readonly (string | null)[]> {
    const parts = described.flat();
    const seen = await this.readBranch(parts);
    const apart = parts.filter((part) => part.ours !== seen.get(part));
    if (apart.length === 0) return described.map(() => null);
    const [filtered, base] = await Promise.all([this.filter(apart), this.readBase(apart)]);
    return described.map((own) => {
      for (const part of own) {
        const ways = {
          base: base === null ? undefined : (base.get(part) ?? null),
          ours: filtered.get(part) ?? part.ours,
          theirs: seen.get(part) ?? null,
        };
        const difference = apart.includes(part) ? compareThreeWays(ways) : 'ours';
        if (difference !== 'ours') return explainDifference(difference, ways, this.branch.branch);
      }
      return null;
    });
  }

  /** A source's path in git's trees: links on the way are followed. The source itself is never a link. */
  private async leadTo(source: string): Promise<{ links: Part[]; path: string }> {
    const folder = posix.dirname(source);
    if (folder === '.') return { links: [], path: source };
    const { parts, real } = await this.followLinks(folder);
    return { links: parts, path: `${real}/${posix.basename(source)}` };
  }

  private async readBranch(parts: readonly Part[]): Promise<ReadonlyMap<Part, string | null>> {
    const seen = new Map<Part, string | null>();
    for (const part of parts) {
      const list = this.listed.find(({ glob }) => glob.matches(part.path));
      if (list !== undefined) seen.set(part, list.files.get(part.path) ?? null);
    }
    const unseen = parts.filter((part) => !seen.has(part));
    const entries = await this.branch.entries(unseen.map(({ path }) => path));
    for (const [at, part] of unseen.entries()) seen.set(part, idOf(entries[at]));
    return seen;
  }

  private identify(bytes: Uint8Array): string {
    return blobId(bytes, this.branch.id);
  }

  /** The blob ids that git would store. */
  private async filter(parts: readonly Part[]): Promise<ReadonlyMap<Part, string>> {
    const files = parts.filter(({ isFile }) => isFile);
    const ids = files.length === 0 ? [] : await this.checkout.identify(files.map(({ path }) => path));
    return new Map((ids ?? []).flatMap((id, at) => (files[at] === undefined ? [] : [[files[at], id]])));
  }

  private async readBase(parts: readonly Part[]): Promise<ReadonlyMap<Part, string | null> | null> {
    const base = await this.checkout.baseFor(this.branch);
    if (base === null) return null;
    const entries = await base.entries(parts.map(({ path }) => path));
    return new Map(parts.map((part, at) => [part, idOf(entries[at])]));
  }

  /** The links on the way to a path, and the path without them. */
  private async followLinks(path: string): Promise<{ parts: Part[]; real: string }> {
    const parts: Part[] = [];
    let left = path.split('/');
    let at = '';
    while (left.length > 0 && parts.length < MAX_LINKS) {
      const here = join(at, left[0] ?? '');
      const target = await linkAt(resolve(this.root, here));
      left = left.slice(1);
      if (target === null) {
        at = here;
        continue;
      }
      parts.push({ path: toPosix(here), ours: this.identify(Buffer.from(target)), isFile: false });
      const inside = relative(this.root, resolve(this.root, dirname(here), target));
      if (inside.startsWith('..')) break; // reading the file reports that the link leads outside
      left = [...toPosix(inside).split('/'), ...left];
      at = '';
    }
    return { parts, real: left.length > 0 ? path : toPosix(at) };
  }
}

function idOf(entry: TreeEntry | null | undefined): string | null {
  return entry?.id ?? null;
}

async function linkAt(path: string): Promise<string | null> {
  try {
    return (await lstat(path)).isSymbolicLink() ? await readlink(path) : null;
  } catch {
    return null;
  }
}

/** The git objects at one path in three places; null if there is none. */
export interface ThreeWays {
  /** In the checked-out commit; undefined if unknown, for example without git. */
  readonly base: string | null | undefined;
  /** In the workspace. */
  readonly ours: string | null;
  /** On the branch, at the judged commit. */
  readonly theirs: string | null;
}

/**
 * `ours`: the workspace's file counts. Otherwise the branch has moved on since this checkout, or may have (`unclear`).
 */
export type Comparison = 'ours' | 'changed' | 'removed' | 'missing' | 'unclear';

const SHORT = 12;

/**
 * Whether the workspace's evidence file may count for a commit to the branch, like a three-way merge: the branch must
 * not have changed the file since the checkout. This job may have.
 */
export function compareThreeWays({ base, ours, theirs }: ThreeWays): Comparison {
  if (theirs === ours) return 'ours';
  if (theirs === null) return base === ours ? 'removed' : 'ours';
  if (theirs === base) return 'ours';
  if (ours === null) return 'missing';
  return base === undefined ? 'unclear' : 'changed';
}

const REMEDY =
  'run on the head of the branch: start a new run instead of re-running an old one, or check it out';

/** Why the file can't count, as the message after its path. */
export function explainDifference(
  difference: Exclude<Comparison, 'ours'>,
  { ours, theirs }: ThreeWays,
  branch: string,
): string {
  const there = theirs?.slice(0, SHORT) ?? '';
  const here = ours?.slice(0, SHORT) ?? '';
  switch (difference) {
    case 'changed':
      return `changed on ${branch} after this checkout (${there} there, ${here} here): ${REMEDY}`;
    case 'removed':
      return `was removed on ${branch} after this checkout (${here} here): ${REMEDY}`;
    case 'missing':
      return `is missing here, but ${branch} has it (${there}): ${REMEDY}`;
    case 'unclear':
      return `differs from the one on ${branch} (${there} there, ${here} here), and git can't tell which one is newer: ${REMEDY}`;
  }
}
