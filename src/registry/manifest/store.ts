import type { ClosedProposal } from '../../model/registry.js';

/**
 * Where a manifest's files are kept. A store doesn't know models: it reads texts at one moment, and writes several of
 * them at once if those it read haven't changed.
 */
export interface Store {
  /** A consistent view: no read through it sees half of another process's write. */
  open(): Promise<StoreView>;
  /**
   * Writes all changes or none (the next `open` or `write` finishes or undoes it after a crash). Only files that were
   * read through `basis` can be written.
   * @throws StagegateError `conflict` when a file that `basis` read has changed since; nothing was written
   * @throws StagegateError `unavailable` when the place refuses (read-only, full, permissions, remote)
   */
  write(changes: ReadonlyMap<string, string>, basis: StoreView, message: CommitMessage): Promise<Written>;
  /**
   * The commit in the history of `basis` that made a change, by its message; null when it isn't found.
   * @throws StagegateError `unavailable`
   */
  findCommit?(basis: StoreView, wanted: WantedCommit): Promise<string | null>;
  /** Removes what it keeps while a command runs. */
  close?(): Promise<void>;
  /**
   * For stores that propose changes: the open proposal about a topic, and its files; null without one.
   * @throws StagegateError `unavailable`
   */
  findProposal?(
    topic: readonly string[],
  ): Promise<{ readonly number: number; readonly files: StoreView } | null>;
}

/** Paths are relative to the workspace, with `/`. */
export interface StoreView {
  /** The text of a file; null when it doesn't exist. */
  read(path: string): Promise<string | null>;
  /** The names of a folder's files (not folders), sorted; null when the folder doesn't exist. */
  list(folder: string): Promise<readonly string[] | null>;
  /**
   * Which of these files a folder has, without listing a large folder. Later, a new file is only a conflict if it is
   * one of these. Stores that list a folder just as fast leave this out.
   */
  pick?(folder: string, names: readonly string[]): Promise<readonly string[]>;
  /** Lets go of texts that won't be written. What was read still counts as seen. */
  forget?(paths: readonly string[]): void;
  /** Identifies what this view saw: a commit, or a digest of what was read so far. */
  readonly id: string;
}

/** The git object that a commit has at a path. */
export interface TreeEntry {
  /** `blob` for files and links, `tree` for folders, `commit` for submodules. */
  readonly type: string;
  readonly id: string;
}

/** How far a branch is ahead of another commit. */
export interface Lead {
  /** Counts the commits; null when they can't be counted, such as in a shallow clone. */
  countCommits(): Promise<number | null>;
  /** The files that differ, as the repository names them; null when there are too many to list. */
  readonly files: readonly string[] | null;
}

/** The files of one commit of a branch. It can compare files by their git objects without reading them. */
export interface BranchView extends StoreView {
  /** For people: `main`, or `main at 1a2b3c4d5e6f`. */
  readonly branch: string;
  /**
   * The commit's entry at each path; null when it has none. Paths are of files, normalised and relative to the
   * workspace.
   */
  entries(paths: readonly string[]): Promise<readonly (TreeEntry | null)[]>;
  /**
   * The ids of the files and links in a folder and below it, by their paths in the workspace; null when there are too
   * many to list.
   * @param canHold whether to look into a folder below it
   */
  walk(folder: string, canHold: (folder: string) => boolean): Promise<ReadonlyMap<string, string> | null>;
  /**
   * Reads a file by its id.
   * @param take receives its bytes, piece by piece
   * @throws StagegateError `unavailable`
   */
  readBlob(id: string, take: (chunk: Uint8Array) => void): Promise<void>;
  /** How far this commit is ahead of another; null when it can't be told. */
  leadOver(commit: string): Promise<Lead | null>;
  /** The path as the repository's trees have it. */
  inRepository(path: string): string;
}

/** Whether a view is of a branch's commit. */
export function isBranchView(view: StoreView): view is BranchView {
  return 'leadOver' in view;
}

/** A store that keeps the files on a branch. */
export interface BranchStore extends Store {
  open(): Promise<BranchView>;
}

export interface CommitMessage {
  /** One line. Foreign text in it has been made safe. */
  readonly title: string;
  readonly body: string;
  /** For stores that propose a change instead of making it; without it, the change matches no other. */
  readonly proposal?: Proposal | undefined;
}

/** What makes a proposed change the same as, or different from, an earlier one. */
export interface Proposal {
  /** What it is about: a newer change with the same topic replaces one that still waits. */
  readonly topic: readonly string[];
  /** Whether an earlier run has proposed the same change: the texts differ only in its time and run. */
  repeats(earlier: ReadonlyMap<string, string | null>): boolean;
  /** Whether an earlier run proposed the same move on the same evidence, even if other lines have changed since. */
  renews(earlier: ReadonlyMap<string, string | null>): boolean;
}

/** How to find a commit that an earlier run made. */
export interface WantedCommit {
  /** A file that it changed. */
  readonly path: string;
  /** The earliest time that it can have been made, ISO 8601. */
  readonly since: string;
  /** How its message starts, and a line of it. */
  readonly title: string;
  readonly line: string;
}

export interface Written {
  /** The commit with the change; null when the store doesn't commit. */
  readonly commit: string | null;
  /** The pull request that proposes the change, when nothing was changed yet. */
  readonly pullRequest?: number | undefined;
  /** Set when nothing was written because somebody closed a pull request that proposed the same. */
  readonly closed?: ClosedProposal | undefined;
  /** What people should know, although the write succeeded. */
  readonly notices?: readonly string[] | undefined;
}

/** Which of these names files in a folder have. */
export async function pickFiles(
  view: StoreView,
  folder: string,
  names: readonly string[],
): Promise<readonly string[]> {
  if (view.pick !== undefined) return view.pick(folder, names);
  const wanted = new Set(names);
  return ((await view.list(folder)) ?? []).filter((name) => wanted.has(name));
}
