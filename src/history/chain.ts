import { createHash } from 'node:crypto';
import { StagegateError } from '../errors.js';
import type { HistoryEntry, HistoryLine } from '../model/history-entry.js';
import { historyEntrySchema } from './line-schema.js';

/** Every line ends with the digest of its own text, so that even a change to the last line is detected. */
const SEAL = /,"sha256":"([0-9a-f]{64})"\}$/;

const MERGED = 'Keep the lines of the branch that was merged first, then run the other promotion again.';

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The line for an entry, without its line end: the JSON, sealed with the SHA-256 of the JSON without the seal. */
export function sealEntry(entry: HistoryEntry): string {
  const body = JSON.stringify(entry);
  return `${body.slice(0, -1)},"sha256":"${sha256(body)}"}`;
}

/** A line's digest, which the model's next line has as `previous`. */
export function digestLine(text: string): string {
  return sha256(text);
}

/** A model's lines in one file or several. */
export interface ModelLines {
  /** Without checkpoints, except that a file that is read alone may begin with one. */
  readonly lines: readonly HistoryLine[];
  /** The line that the model's next line follows: its last one, or the checkpoint after that. */
  readonly head: HistoryLine;
}

/**
 * Reads a history file and checks each line's seal and each model's chain of digests. A file that follows closed
 * segments begins with a checkpoint of each model, which is not compared with the lines that it stands for.
 * @param first the first line, if it has been read already
 * @returns the lines by model, oldest first
 * @throws StagegateError `history` at the first line that was altered, follows a removed line, or can't be read
 */
export function parseHistory(
  file: string,
  text: string,
  first?: HistoryLine | null,
): Map<string, HistoryLine[]> {
  const models = new Map<string, HistoryLine[]>();
  for (const { checkpoints, line } of readLines(file, text, first ?? null)) {
    const lines = models.get(line.entry.model) ?? [];
    if (line.entry.action === 'checkpoint') requireAtTop(line, lines.length === 0 ? checkpoints : null);
    else checkChain(line, lines);
    lines.push(line);
    models.set(line.entry.model, lines);
  }
  return models;
}

/** Yields each line with the number of checkpoints before it; null from the first line on that isn't a checkpoint. */
export function* readLines(
  file: string,
  text: string,
  first: HistoryLine | null = null,
): Generator<{ readonly line: HistoryLine; readonly checkpoints: number | null }> {
  const restore = restoreFrom(file);
  let checkpoints: number | null = 0;
  let wanted = 0;
  for (const [at, raw] of text.split('\n').entries()) {
    const lineText = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    if (lineText === '') continue;
    const known = at === 0 ? first : null;
    const line = known ?? readLine(lineText, { file, line: at + 1, restore });
    const { action, segment } = line.entry;
    if (action !== 'checkpoint' && checkpoints !== null && checkpoints < wanted) throw missing(line, wanted);
    if (action !== 'checkpoint') checkpoints = null;
    else wanted = segment?.models ?? 0;
    yield { line, checkpoints };
    if (checkpoints !== null) checkpoints += 1;
  }
  if (checkpoints !== null && checkpoints < wanted) {
    throw altered({ file, line: checkpoints + 1, column: 1 }, TOO_FEW(wanted), restore);
  }
}

const TOO_FEW = (wanted: number) => `it must begin with the checkpoints of ${wanted} models`;

function missing({ file, line }: HistoryLine, wanted: number): StagegateError {
  return altered({ file, line, column: 1 }, TOO_FEW(wanted), restoreFrom(file));
}

/** @param checkpoints how many come before it; null if it isn't at the top, or its model has a line before it */
function requireAtTop({ entry, file, line }: HistoryLine, checkpoints: number | null): void {
  if (checkpoints !== null && checkpoints < (entry.segment?.models ?? 0)) return;
  const restore = restoreFrom(file);
  throw altered({ file, line, column: 1 }, 'a checkpoint belongs at the top of a file', restore);
}

/** How to restore a history file. @param what what has to be restored, if not only the file */
export function restoreFrom(file: string, what = 'it'): string {
  return `Restore ${what} from git: "git log -- ${file}" lists its commits, and "git checkout <commit> -- ${file}" brings one back.`;
}

/** Where a line is, and how to restore what was there. */
interface LineSource {
  readonly file: string;
  readonly line: number | null;
  /** Empty if the hint is never shown. */
  readonly restore: string;
}

/**
 * Reads one line and checks its seal, but not that it follows the line before.
 * @throws StagegateError `history` when it was altered or can't be read
 */
export function readLine(text: string, source: LineSource): HistoryLine {
  const { file, line } = source;
  return { entry: parseLine(text, source), sha256: digestLine(text), file, line };
}

function parseLine(text: string, { file, line, restore }: LineSource): HistoryEntry {
  const place = { file, line, ...(line === null ? {} : { column: 1 }) };
  if (/^(<{7}|\|{7}|={7}|>{7})( |$)/.test(text))
    throw merged(place, 'the history has conflict markers of a git merge');
  const seal = SEAL.exec(text);
  if (seal === null) throw altered(place, 'it does not end with a digest', restore);
  const body = `${text.slice(0, seal.index)}}`;
  if (sha256(body) !== seal[1]) throw altered(place, 'its digest does not match its text', restore);
  const parsed = historyEntrySchema.safeParse(readJson(body));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new StagegateError(
    'history',
    `this line is not a history entry: ${issue?.path.join('.')} ${issue?.message}`,
    { place, hint: 'Use the release that wrote it, or restore the line if stagegate did not write it.' },
  );
}

/** Returns undefined, which the schema refuses, for text that isn't JSON: anyone can seal any text. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @throws StagegateError `history` where the line does not follow the last one before it */
export function checkChain(
  line: HistoryLine,
  before: readonly HistoryLine[],
  last: HistoryLine | undefined = before.at(-1),
): void {
  const { previous, model } = line.entry;
  if (previous === (last?.sha256 ?? null)) return;
  const place = { file: line.file, line: line.line, column: 1 };
  const restore = restoreFrom(line.file);
  const name = JSON.stringify(model);
  const follows = before.find(({ sha256: digest }) => digest === previous);
  if (follows !== undefined) {
    const other = before[before.indexOf(follows) + 1] ?? line;
    throw merged(
      place,
      `lines ${other.line} and ${line.line} both follow line ${follows.line}: two promotions of ${name} were merged`,
    );
  }
  // the line that both follow is in another file, or is a checkpoint
  const other = [...before, ...(last === undefined ? [] : [last])].find(
    ({ entry }) => entry.previous === previous,
  );
  if (previous !== null && other !== undefined) {
    throw merged(
      place,
      `lines ${other.line} and ${line.line} both follow the same line: two promotions of ${name} were merged`,
    );
  }
  const [first] = before;
  if (previous === null && first !== undefined) {
    throw merged(
      place,
      `lines ${first.line} and ${line.line} both begin the history of ${name}: two promotions were merged`,
    );
  }
  throw altered(place, `it does not follow the line of ${name} before it`, restore);
}

function merged(place: HistoryPlace, message: string): StagegateError {
  return new StagegateError('history', message, { place, hint: MERGED });
}

export function altered(place: HistoryPlace, why: string, restore: string): StagegateError {
  return new StagegateError('history', `the history was altered at or before this line: ${why}`, {
    place,
    hint: restore === '' ? undefined : restore,
  });
}

type HistoryPlace = { readonly file: string; readonly line: number | null; readonly column?: number };
