import { createHash } from 'node:crypto';
import { StagegateError } from '../errors.js';
import type { HistoryEntry, HistoryLine } from '../model/history-entry.js';
import * as z from 'zod/mini';
import { isVersion } from '../model/version.js';

const version = z.string().check(z.refine(isVersion, 'is not a version'));
const optionalText = z.nullable(z.string());
const shown = z.nullable(z.union([z.string(), z.number()]));

const positive = z.number().check(z.positive());
const uncertainty = z.object({
  stderr: z.optional(positive),
  samples: z.optional(z.int().check(z.positive())),
  spread: z.optional(positive),
  proportion: z.optional(z.literal(true)),
});

const gateResult = z.object({
  gate: z.string(),
  metric: optionalText,
  check: optionalText,
  observed: shown,
  required: shown,
  champion: shown,
  against: z.optional(version),
  verdict: z.enum(['pass', 'fail', 'inconclusive', 'skip']),
  reason: z.string(),
  uncertainty: z.optional(uncertainty),
  interval: z.optional(
    z.object({ lower: z.number(), upper: z.number(), confidence: z.string(), method: z.string() }),
  ),
  needs: z.optional(z.number()),
  tolerated: z.optional(z.enum(['warn', 'allow'])),
});

/** The form of a history line. Keys that a later release adds are kept. */
const historyEntrySchema = z.looseObject({
  time: z.iso.datetime(),
  action: z.enum(['register', 'promote', 'rollback', 'archive', 'acknowledge', 'unregister']),
  model: z.string(),
  version,
  from: optionalText,
  to: z.string(),
  archived: z.array(version),
  artifacts: z.optional(z.record(version, z.object({ source: optionalText, sha256: optionalText }))),
  actor: optionalText,
  reason: optionalText,
  forced: z.boolean(),
  commit: optionalText,
  run: optionalText,
  'policy-sha256': optionalText,
  'report-sha256': optionalText,
  reports: z.optional(z.record(z.string(), z.string())),
  gates: z.array(gateResult),
  differed: z.optional(z.array(z.string())),
  beginning: z.optional(z.record(version, z.string())),
  previous: optionalText,
});

/** Every line ends with the digest of what comes before, so that even a change to the last line is detected. */
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

/** The digest that the model's next line refers to this one by. */
export function digestLine(text: string): string {
  return sha256(text);
}

/**
 * Reads a history file and checks each line's seal and each model's chain of digests.
 * @returns the lines by model, oldest first
 * @throws StagegateError `history` at the first line that was altered, follows a removed line, or can't be read
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

/** Where a line is, and how to restore what was there. */
interface LineSource {
  readonly file: string;
  readonly line: number | null;
  /** Empty where nobody will see it. */
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

/** Undefined, which is not an entry, for text that isn't JSON: anyone can seal any text. */
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
  throw altered(place, `it does not follow the line of ${name} before it`, restore);
}

function merged(place: HistoryPlace, message: string): StagegateError {
  return new StagegateError('history', message, { place, hint: MERGED });
}

function altered(place: HistoryPlace, why: string, restore: string): StagegateError {
  return new StagegateError('history', `the history was altered at or before this line: ${why}`, {
    place,
    hint: restore === '' ? undefined : restore,
  });
}

type HistoryPlace = { readonly file: string; readonly line: number | null; readonly column?: number };
