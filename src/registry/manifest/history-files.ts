import { StagegateError } from '../../errors.js';
import { parseHistory, type ModelLines } from '../../history/chain.js';
import { isComplete, modelStateOf } from '../../history/checkpoint.js';
import {
  closeSegment,
  isFull,
  parseSegments,
  readFirst,
  type Closing,
  type HistoryText,
} from '../../history/segments.js';
import type { HistoryLine, Segment } from '../../model/history-entry.js';
import { segmentFolder, segmentPath } from './location.js';
import { isBranchView, type StoreView } from './store.js';

/* The files of one history: the open one, to which a change adds its line, and the closed segments in a folder. */

/** A history as it was read. */
export interface HistoryFiles {
  /** Of the open file. */
  readonly path: string;
  /** The open file's; empty when it doesn't exist. */
  readonly text: string;
  /** The closed segment that it follows; null where it is the only one. */
  readonly before: Segment | null;
  readonly models: ReadonlyMap<string, ModelLines>;
}

/**
 * Reads the open file, which may begin with checkpoints.
 * @throws StagegateError `history` where it was altered, or is missing although there are closed segments
 */
export async function readOpen(view: StoreView, path: string): Promise<HistoryFiles> {
  return parseOpen(path, await readText(view, path), null);
}

/**
 * The open file's text; empty when the history has not begun. A history that was deleted, which its first segment
 * shows, must not look like that.
 */
async function readText(view: StoreView, path: string): Promise<string> {
  const first = segmentPath(path, 1);
  // On a branch, both are read at once, so that a server gets one request. On disk, only when needed: git is asked
  // about each missing file.
  const [text, found] = await Promise.all([view.read(path), isBranchView(view) ? view.entries([first]) : []]);
  if (text !== null) return text;
  const isThere = isBranchView(view) ? (found[0] ?? null) !== null : (await view.read(first)) !== null;
  if (isThere) throw explainMissing(path, first);
  return '';
}

function parseOpen(path: string, text: string, begin: HistoryLine | null): HistoryFiles {
  const models = new Map<string, ModelLines>();
  for (const [model, lines] of parseHistory(path, text, begin)) {
    const head = lines.at(-1);
    if (head !== undefined) models.set(model, { lines, head });
  }
  const [first] = models.values();
  return { path, text, before: first?.lines[0]?.entry.segment ?? null, models };
}

/**
 * Reads all files, and proves the checkpoints.
 * @throws StagegateError `history` where a file was altered or is missing
 */
export async function readWhole(view: StoreView, path: string): Promise<HistoryFiles> {
  return parseWhole(await readTexts(view, path));
}

/** The unparsed texts of all files of a history, which take only as much memory as they are long. */
export interface HistoryTexts extends Omit<HistoryFiles, 'models'> {
  /** The open file's first line. */
  readonly first: HistoryLine | null;
  /** The closed segments, oldest first. */
  readonly closed: readonly HistoryText[];
}

/** @throws StagegateError `history` where a file is missing, or doesn't say what it follows */
export async function readTexts(view: StoreView, path: string): Promise<HistoryTexts> {
  const text = await readText(view, path);
  const first = readFirst({ file: path, text });
  const before = first?.entry.segment ?? null;
  const numbers = Array.from({ length: before?.number ?? 0 }, (_, at) => at + 1);
  const closed = await Promise.all(numbers.map((number) => readSegment(view, path, number)));
  return { path, text, before, first, closed };
}

/**
 * Reads the lines of all files, and proves the checkpoints.
 * @throws StagegateError `history` where a file was altered
 */
export function parseWhole({ path, text, before, first, closed }: HistoryTexts): HistoryFiles {
  if (before === null) return parseOpen(path, text, first);
  return { path, text, before, models: parseSegments([...closed, { file: path, text }]) };
}

/** The paths of all files of a history. */
export function filesOf({ path, before }: Pick<HistoryFiles, 'path' | 'before'>): string[] {
  return [path, ...Array.from({ length: before?.number ?? 0 }, (_, at) => segmentPath(path, at + 1))];
}

/**
 * Finds segment files that the history doesn't name: the lines in them would be lost.
 * @throws StagegateError `history`
 */
export async function requireNoStray(view: StoreView, { path, before }: HistoryFiles): Promise<void> {
  const folder = segmentFolder(path);
  const known = new Set(filesOf({ path, before }));
  const names = ((await view.list(folder.slice(0, -1))) ?? []).filter((name) => name.endsWith('.jsonl'));
  const stray = names.map((name) => `${folder}${name}`).find((file) => !known.has(file));
  if (stray !== undefined) throw explainStray(stray, path);
}

/** What a change writes besides its line, if the open segment is full: a file with the segment, and checkpoints. */
export interface Closed extends Closing {
  /** The segment's file and its text. */
  readonly segment: readonly [path: string, text: string];
}

/**
 * Closes the open segment if it is full. Nothing is written yet.
 * @returns null when there is room for more lines
 * @throws StagegateError `history` when the segment's file already exists with other lines
 */
export async function closeIfFull(view: StoreView, history: HistoryFiles): Promise<Closed | null> {
  const { path, text, before } = history;
  if (!isFull(text, before)) return null;
  const isExact = [...history.models.values()].every(({ lines }) => isComplete(modelStateOf(lines)));
  const { models } = isExact ? history : await readWhole(view, path);
  const number = (before?.number ?? 0) + 1;
  const file = segmentPath(path, number);
  const there = await view.read(file);
  if (there !== null && there !== text) throw explainStray(file, path);
  return { ...closeSegment(text, models, number), segment: [file, text] };
}

async function readSegment(view: StoreView, path: string, number: number): Promise<HistoryText> {
  const file = segmentPath(path, number);
  const text = await view.read(file);
  if (text !== null) return { file, text };
  throw new StagegateError('history', `a closed segment of the history is missing: ${path} follows it`, {
    place: { file },
    hint: `Restore it from git: git log -- ${file}`,
  });
}

function explainMissing(path: string, segment: string): StagegateError {
  return new StagegateError('history', `the history is missing, but its closed segment ${segment} is there`, {
    place: { file: path },
    hint: `Restore it from git: git log -- ${path}`,
  });
}

function explainStray(file: string, path: string): StagegateError {
  return new StagegateError(
    'history',
    `the history ${path} does not follow this segment, whose lines would be lost`,
    {
      place: { file },
      hint: `If two branches were merged, keep ${path} of the branch that was merged first (git log -- ${path}), then run the other promotion again.`,
    },
  );
}
