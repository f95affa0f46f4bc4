import { lstat, readlink } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { compareThreeWays, explainStanding } from '../evidence/against-branch.js';
import type { BranchView, TreeEntry } from '../registry/manifest/store.js';
import { blobId } from '../registry/manifest/stores/blob-id.js';
import type { Checkout } from './checkout.js';
import type { FoundFiles } from './find-files.js';
import type { Glob } from './glob.js';
import { toPosix } from './workspace-file.js';

/** As many as the system follows. */
const MAX_LINKS = 40;

/** A file of evidence that was looked for in the workspace. */
export interface LookedFor {
  /** Relative to the workspace. */
  readonly path: string;
  /** Null when it is missing. */
  readonly file: { readonly bytes: Uint8Array; readonly real: string } | null;
}

/** One path to compare: the file's own, and that of each link that leads to it. */
export interface Part {
  readonly path: string;
  readonly ours: string | null;
  /** Whether git may filter it. */
  readonly isFile: boolean;
}

/** Holds the workspace's evidence against the branch that it counts for. */
export class BranchEvidence {
  /** What was listed, so that it need not be asked again. */
  private readonly listed: { readonly glob: Glob; readonly files: ReadonlyMap<string, string> }[] = [];

  constructor(
    private readonly root: string,
    private readonly branch: BranchView,
    private readonly checkout: Checkout,
  ) {}

  /** The branch's files that match. */
  async find(glob: Glob): Promise<FoundFiles> {
    const files = await this.branch.walk(glob.base, (folder) => glob.canHold(folder));
    if (files !== null) {
      this.listed.push({ glob, files });
      return { paths: [...files.keys()].filter((path) => glob.matches(path)), problems: [] };
    }
    const message = `has more files on ${this.branch.branch} than GitHub lists: name a folder further in`;
    return { paths: [], problems: [{ path: glob.base || '.', message }] };
  }

  /** Reads no file again: of each its links and its id. */
  async describe({ path, file }: LookedFor): Promise<readonly Part[]> {
    const { parts, real } = await this.followLinks(path);
    const at = file === null ? real : toPosix(relative(this.root, file.real));
    const ours = file === null ? null : this.identify(file.bytes);
    return [...parts, { path: at, ours, isFile: file !== null }];
  }

  /**
   * Which files can't count, since the branch has others.
   * @returns the problem of each, by the place in the list; null for what may count
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
        const standing = apart.includes(part) ? compareThreeWays(ways) : 'ours';
        if (standing !== 'ours') return explainStanding(standing, ways, this.branch.branch);
      }
      return null;
    });
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

  /** The ids as git would store the files. */
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
      if (inside.startsWith('..')) break; // reading it says that it leads outside
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
