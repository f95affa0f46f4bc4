import { createHash } from 'node:crypto';
import { StagegateError } from '../errors.js';
import type { HistoryEntry, HistoryLine } from '../model/history-entry.js';
import { historyEntrySchema } from './schema.js';

/** What closes every line: the digest of all that stands before it, so that even the last line can't be altered unseen. */
const SEAL = /,"sha256":"([0-9a-f]{64})"\}$/;

const MERGED = 'Keep the lines of the branch that was there first, and run the other promotion again.';

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The line for an entry, without line end: its JSON, sealed with the SHA-256 of the JSON without the seal. */
export function sealEntry(entry: HistoryEntry): string {
  const body = JSON.stringify(entry);
  return `${body.slice(0, -1)},"sha256":"${sha256(body)}"}`;
}

/** The digest by which the next line of the model names this one. */
export function digestLine(text: string): string {
  return sha256(text);
}

/**
 * Reads a history file: each line's seal and, model by model, the chain of digests are checked.
 * @returns the lines by model, oldest first
 * @throws StagegateError `history` at the first line that was altered, removed before, or can't be read
 */
export function parseHistory(file: string, text: string): Map<string, HistoryLine[]> {
  const models = new Map<string, HistoryLine[]>();
  for (const [at, raw] of text.split('\n').entries()) {
    const lineText = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    if (lineText === '') continue;
    const line = readLine(lineText, {
      file,
      line: at + 1,
      restore: `Restore it from git: git log -p -- ${file}`,
    });
    const lines = models.get(line.entry.model) ?? [];
    checkChain(line, lines);
    lines.push(line);
    models.set(line.entry.model, lines);
  }
  return models;
}

/** Where a line stands, and how somebody gets the line back that was there. */
export interface LineSource {
  readonly file: string;
  readonly line: number | null;
  readonly restore: string;
}

/**
 * Reads one line and checks its seal; whether it follows the one before is not its matter.
 * @throws StagegateError `history` when it was altered or can't be read
 */
export function readLine(text: string, source: LineSource): HistoryLine {
  const { file, line } = source;
  return { entry: parseLine(text, source), sha256: digestLine(text), file, line };
}

function parseLine(text: string, { file, line, restore }: LineSource): HistoryEntry {
  const place = { file, line, ...(line === null ? {} : { column: 1 }) };
  if (/^(<{7}|\|{7}|={7}|>{7})( |$)/.test(text)) {
    throw merged(place, 'the history has conflict markers of a git merge');
  }
  const seal = SEAL.exec(text);
  if (seal === null) throw altered(place, 'it does not end with its digest', restore);
  const body = `${text.slice(0, seal.index)}}`;
  if (sha256(body) !== seal[1]) throw altered(place, 'its digest is that of another text', restore);
  const parsed = historyEntrySchema.safeParse(readJson(body));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new StagegateError(
    'history',
    `this line is no history entry: ${issue?.path.join('.')} ${issue?.message}`,
    {
      place,
      hint: 'It was written by another release, or not by stagegate.',
    },
  );
}

/** What stands in a line, or undefined, which is no entry: anybody can seal what is no JSON. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function checkChain(line: HistoryLine, before: readonly HistoryLine[]): void {
  const last = before.at(-1);
  const { previous, model } = line.entry;
  if (previous === (last?.sha256 ?? null)) return;
  const place = { file: line.file, line: line.line, column: 1 };
  const restore = `Restore it from git: git log -p -- ${line.file}`;
  const name = JSON.stringify(model);
  const follows = before.find(({ sha256: digest }) => digest === previous);
  if (follows !== undefined) {
    const other = before[before.indexOf(follows) + 1] ?? line;
    throw merged(
      place,
      `lines ${other.line} and ${line.line} both follow line ${follows.line}: two promotions of ${name} were merged`,
    );
  }
  const [first] = before;
  if (previous === null && first !== undefined) {
    throw merged(
      place,
      `lines ${first.line} and ${line.line} both begin the history of ${name}: two promotions were merged`,
    );
  }
  throw altered(place, `the line of ${name} that it follows is not the one before it`, restore);
}

function merged(place: HistoryPlace, message: string): StagegateError {
  return new StagegateError('history', message, { place, hint: MERGED });
}

function altered(place: HistoryPlace, why: string, restore: string): StagegateError {
  return new StagegateError('history', `the history was altered at or before this line: ${why}`, {
    place,
    hint: `The history is only ever appended to. ${restore}`,
  });
}

type HistoryPlace = { readonly file: string; readonly line: number | null; readonly column?: number };
