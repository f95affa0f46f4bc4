import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Problem } from '../evidence/evidence.js';
import type { Glob } from './glob.js';
import { isInside, whyUnreadable } from './workspace-file.js';

/** More than any folder of reports has. A pattern that searches more is a mistake. */
const MAX_ENTRIES = 100_000;
const MAX_DEPTH = 64;

/** What matches a pattern. */
export interface FoundFiles {
  /** Relative to the root, sorted. Includes possible matches that aren't regular files: reading them reports why. */
  readonly paths: readonly string[];
  /** Folders that could not be searched. */
  readonly problems: readonly Problem[];
}

/**
 * Finds a workspace's files that match a pattern. Not a library: tinyglobby and others silently skip broken links and
 * unreadable folders, and a skipped report can't block. Links to folders are followed if they stay inside. A link that
 * leads outside or nowhere is among the paths if it matches, or if a match could be behind it.
 * @param glob relative to the root
 */
export async function findFiles(root: string, glob: Glob): Promise<FoundFiles> {
  const search = new Search(await realpath(root), glob);
  await search.run();
  return { paths: [...search.paths].sort(), problems: search.problems };
}

interface Folder {
  readonly path: string;
  /** The real paths of the folders on the way, and of this one. */
  readonly chain: readonly string[];
}

interface Target {
  readonly real: string;
  readonly isFolder: boolean;
}

class Search {
  readonly paths = new Set<string>();
  readonly problems: Problem[] = [];
  private readonly left: Folder[] = [];
  /** Each folder is listed once, although links can lead to it in many ways. */
  private readonly lists = new Map<string, Promise<Dirent[]>>();
  private readonly targets = new Map<string, Promise<Target>>();
  private entries = 0;

  constructor(
    private readonly root: string,
    private readonly glob: Glob,
  ) {}

  async run(): Promise<void> {
    const { base } = this.glob;
    await this.follow(base, resolve(this.root, base), []);
    for (let folder = this.left.pop(); folder !== undefined; folder = this.left.pop()) {
      await this.list(folder);
      if (this.entries <= MAX_ENTRIES) continue;
      this.complain(base, `contains more than ${MAX_ENTRIES} files and folders: name a deeper folder`);
      return;
    }
  }

  private async list({ path, chain }: Folder): Promise<void> {
    const real = chain.at(-1) ?? this.root;
    let entries;
    try {
      entries = await once(this.lists, real, () => readdir(real, { withFileTypes: true }));
    } catch (error) {
      this.complain(path, whyUnreadable(error));
      return;
    }
    this.entries += entries.length;
    for (const entry of entries) {
      const inner = path === '' ? entry.name : `${path}/${entry.name}`;
      const absolute = join(real, entry.name);
      if (entry.isDirectory()) this.enter(inner, absolute, chain);
      else if (entry.isSymbolicLink()) await this.follow(inner, absolute, chain);
      else this.keep(inner);
    }
  }

  /** Follows a link, or starts at the pattern's own folder. */
  private async follow(path: string, absolute: string, chain: readonly string[]): Promise<void> {
    const mayHold = this.glob.canHold(path);
    if (!mayHold && !this.glob.matches(path)) return;
    let real: string;
    let isFolder: boolean;
    try {
      ({ real, isFolder } = await once(this.targets, absolute, resolveLink));
    } catch (error) {
      // without the pattern's own folder, nothing matches
      if (chain.length > 0 || (error as NodeJS.ErrnoException).code !== 'ENOENT') this.paths.add(path);
      return;
    }
    if (isFolder && mayHold) {
      if (isInside(this.root, real)) this.enter(path, real, chain);
      else this.paths.add(path);
    } else if (!isFolder || !isInside(this.root, real)) this.keep(path);
  }

  private enter(path: string, real: string, chain: readonly string[]): void {
    if (!this.glob.canHold(path)) return;
    if (chain.includes(real)) this.complain(path, 'is a link that leads in a circle');
    else if (chain.length >= MAX_DEPTH) this.complain(path, `is nested deeper than ${MAX_DEPTH} folders`);
    else this.left.push({ path, chain: [...chain, real] });
  }

  private keep(path: string): void {
    if (this.glob.matches(path)) this.paths.add(path);
  }

  private complain(path: string, message: string): void {
    this.problems.push({ path: path || '.', message });
  }
}

async function resolveLink(absolute: string): Promise<Target> {
  const real = await realpath(absolute);
  return { real, isFolder: (await stat(real)).isDirectory() };
}

function once<T>(known: Map<string, Promise<T>>, key: string, ask: (key: string) => Promise<T>): Promise<T> {
  const answer = known.get(key) ?? ask(key);
  known.set(key, answer);
  return answer;
}
