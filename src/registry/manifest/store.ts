import type { ClosedProposal } from '../../model/registry.js';

/**
 * Where a manifest's files are kept. A store knows nothing of models: it reads texts at one moment and
 * writes several of them at once, only if what was read is still what is there.
 */
export interface Store {
  /** A consistent view: no read through it sees half of somebody's write. */
  open(): Promise<StoreView>;
  /**
   * Writes all changes or none (a crash in between is finished or undone by the next `open` or `write`).
   * Concerns only the files that were read through `basis`.
   * @throws StagegateError `conflict` when a file that `basis` read has changed since; nothing was written then
   * @throws StagegateError `unavailable` when the place refuses (read-only, full, permissions, remote)
   */
  write(changes: ReadonlyMap<string, string>, basis: StoreView, message: CommitMessage): Promise<Written>;
  /**
   * The commit that `basis` has a change by, found by its message; null where it isn't found.
   * @throws StagegateError `unavailable`
   */
  findCommit?(basis: StoreView, wanted: WantedCommit): Promise<string | null>;
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
  /** The text of a file, or null when there is none. */
  read(path: string): Promise<string | null>;
  /** The file names (no folders) in a folder, sorted; null when there is no such folder. */
  list(folder: string): Promise<readonly string[] | null>;
  /** Identifies what this view saw: a commit, or a digest of what was read so far. */
  readonly id: string;
}

/** What a commit has at a path: its git object. */
export interface TreeEntry {
  /** `blob` for files and links, `tree` for folders, `commit` for submodules. */
  readonly type: string;
  readonly id: string;
}

/** How far a branch is ahead of another commit. */
export interface Lead {
  /** Commits; null when nobody can count them, such as in a shallow clone. */
  readonly commits: number | null;
  /** The files that differ, as the repository names them; null when there are too many to tell. */
  readonly files: readonly string[] | null;
}

/** The files of one commit of a branch. It can compare files by their git objects without reading them. */
export interface BranchView extends StoreView {
  /** For people: `main`, or `main at 1a2b3c4d5e6f`. */
  readonly branch: string;
  /** What the commit has at each path of the workspace, which names a file and is normal; null for nothing. */
  entries(paths: readonly string[]): Promise<readonly (TreeEntry | null)[]>;
  /**
   * The ids of the files and links in a folder and below it, by their paths in the workspace; null when there are too
   * many to list.
   * @param canHold whether to look into a folder below it
   */
  walk(folder: string, canHold: (folder: string) => boolean): Promise<ReadonlyMap<string, string> | null>;
  /**
   * Reads a file by its id.
   * @param take told its bytes, piece by piece
   * @throws StagegateError `unavailable`
   */
  readBlob(id: string, take: (chunk: Uint8Array) => void): Promise<void>;
  /** How far this commit is ahead of another; null when nobody can tell. */
  leadOver(commit: string): Promise<Lead | null>;
  /** The path as the repository's trees have it. */
  inRepository(path: string): string;
}

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
  /** For stores that propose a change instead of making it; without it, it is like no other change. */
  readonly proposal?: Proposal | undefined;
}

/** How a proposed change is told from others. */
export interface Proposal {
  /** What it is about, as it came: a newer change about the same takes the place of one that still waits. */
  readonly topic: readonly string[];
  /** Whether an earlier run has proposed this very change: its files' texts differ only in when that was. */
  repeats(earlier: ReadonlyMap<string, string | null>): boolean;
  /** Whether an earlier run proposed the same move on the same evidence, whatever has happened around it since. */
  renews(earlier: ReadonlyMap<string, string | null>): boolean;
}

/** What a commit that an earlier run made is found by. */
export interface WantedCommit {
  /** A file that it changed. */
  readonly path: string;
  /** Not made before, ISO 8601. */
  readonly since: string;
  /** What its message begins with, and a line that it has. */
  readonly title: string;
  readonly line: string;
}

export interface Written {
  /** The commit that holds the change, or null where the store makes none. */
  readonly commit: string | null;
  /** The pull request that proposes the change, where nothing was changed yet. */
  readonly pullRequest?: number | undefined;
  /** Set where nothing was written, since somebody closed a pull request that proposed the same. */
  readonly closed?: ClosedProposal | undefined;
  /** What people should know of it, though it was done. */
  readonly notices?: readonly string[] | undefined;
}
