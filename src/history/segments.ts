import { createHash } from 'node:crypto';
import type { StagegateError } from '../errors.js';
import type { HistoryLine, Segment } from '../model/history-entry.js';
import {
  altered,
  checkChain,
  digestLine,
  readLine,
  readLines,
  restoreFrom,
  sealEntry,
  type ModelLines,
} from './chain.js';
import { makeCheckpoint, modelStateOf } from './checkpoint.js';
import { ModelState } from './model-state.js';

/*
 * A history in several files: closed segments, which never change again, and the open one. The open file begins with a
 * checkpoint of each model. It names the closed segment before it by number, lines and SHA-256, so that the chain of
 * each model goes through all files.
 */

/** One file of a history. */
export interface HistoryText {
  readonly file: string;
  readonly text: string;
}

/**
 * How long the lines of the open segment may get (characters, about 120 lines, without its checkpoints) before the next
 * change closes it. They may always get as long as its checkpoints, so that all checkpoints together never outgrow the
 * lines.
 */
export const SEGMENT_LIMIT = 128 * 1024;

/**
 * A file's first line, which names the closed segment that the file follows; null where the file is empty.
 * @throws StagegateError `history` when it was altered
 */
export function readFirst({ file, text }: HistoryText): HistoryLine | null {
  const end = text.indexOf('\n');
  const first = (end === -1 ? text : text.slice(0, end)).replace(/\r$/, '');
  if (first === '') return null;
  const restore = restoreFrom(file);
  return readLine(first, { file, line: 1, restore });
}

/** Whether the next change closes the open segment. @param before the closed segment that it follows */
export function isFull(text: string, before: Segment | null): boolean {
  let top = 0;
  for (let left = before?.models ?? 0; left > 0; left--) top = text.indexOf('\n', top) + 1;
  return text.length - top > Math.max(SEGMENT_LIMIT, top);
}

/**
 * Reads a history whose first file is its first segment: each line's seal, each model's chain, and that each segment
 * is the one that the checkpoints after it name. A checkpoint follows from the lines before it, so it is made again and
 * compared.
 * @throws StagegateError `history` at the first place where something was altered
 */
export function parseSegments(files: readonly HistoryText[]): Map<string, ModelLines> {
  const models = new Map<string, { lines: HistoryLine[]; head: HistoryLine; state: ModelState }>();
  let closed: Omit<Segment, 'models'> | null = null;
  for (const [at, { file, text }] of files.entries()) {
    let count = 0;
    let checkpoints = 0;
    const wanted = closed === null ? 0 : models.size;
    for (const { line } of readLines(file, text)) {
      const { entry } = line;
      const known = models.get(entry.model);
      count += 1;
      if (checkpoints < wanted) {
        requireCheckpoint(line, closed === null ? null : { ...closed, models: wanted }, known);
        checkpoints += 1;
        if (known !== undefined) known.head = line;
        continue;
      }
      if (entry.action === 'checkpoint') throw noCheckpoint(line);
      checkChain(line, known?.lines ?? [], known?.head);
      const next = known ?? { lines: [], head: line, state: new ModelState() };
      next.state.add(entry);
      next.lines.push(line);
      next.head = line;
      models.set(entry.model, next);
    }
    if (checkpoints < wanted) throw endsEarly(file, count);
    closed = { number: at + 1, lines: count, sha256: digestText(text) };
  }
  return models;
}

/** What the next change writes when it closes the open segment. */
export interface Closing {
  /** The open file's new text, to which the change adds its line. */
  readonly text: string;
  /** By model: the SHA-256 of its checkpoint, which its next line follows. */
  readonly heads: ReadonlyMap<string, string>;
}

/**
 * Closes the open segment: its text stays as it is, and becomes the closed segment.
 * @param models the lines of each model, read whole or from its checkpoint on
 * @param number of the segment to close
 */
export function closeSegment(text: string, models: ReadonlyMap<string, ModelLines>, number: number): Closing {
  const lines = text.split('\n').filter((line) => line !== '' && line !== '\r').length;
  const segment = { number, lines, sha256: digestText(text), models: models.size };
  const heads = new Map<string, string>();
  const checkpoints = [...models].map(([model, { lines: own, head }]) => {
    const line = sealEntry(makeCheckpoint(model, modelStateOf(own), { segment, head: head.sha256 }));
    heads.set(model, digestLine(line));
    return `${line}\n`;
  });
  return { text: checkpoints.join(''), heads };
}

function requireCheckpoint(
  line: HistoryLine,
  segment: Segment | null,
  known: { readonly head: HistoryLine; readonly state: ModelState } | undefined,
): void {
  const { entry, file } = line;
  const place = { file, line: line.line, column: 1 };
  const restore = restoreFrom(file, 'it and the segments before it');
  if (entry.action !== 'checkpoint')
    throw altered(place, `a checkpoint is missing at the top of ${file}`, restore);
  if (segment === null || known === undefined || known.head.file === file)
    throw altered(place, `${file} has a checkpoint of ${JSON.stringify(entry.model)} too many`, restore);
  const told = entry.segment;
  for (const key of ['number', 'lines', 'sha256', 'models'] as const) {
    if (told?.[key] === segment[key]) continue;
    const what = key === 'sha256' ? 'SHA-256' : key;
    const message = `closed segment ${segment.number} has ${what} ${segment[key]}, but this checkpoint has ${told?.[key] ?? 'none'}`;
    throw altered(place, message, restore);
  }
  const { model } = entry;
  const text = sealEntry(makeCheckpoint(model, known.state, { segment, head: known.head.sha256 }));
  if (digestLine(text) !== line.sha256)
    throw altered(
      place,
      `this checkpoint does not follow from the lines of ${JSON.stringify(model)} before it`,
      restore,
    );
}

function noCheckpoint({ file, line }: HistoryLine): StagegateError {
  const restore = restoreFrom(file);
  return altered(
    { file, line, column: 1 },
    'a checkpoint only belongs at the top of a file that follows a closed segment',
    restore,
  );
}

function endsEarly(file: string, lines: number): StagegateError {
  const why = 'the checkpoints at its top are missing';
  return altered({ file, line: lines + 1, column: 1 }, why, restoreFrom(file));
}

/** The digest of the text with LF line ends, since git may check the file out with CRLF. */
function digestText(text: string): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');
}
