import { StagegateError } from '../errors.js';
import type { HistoryEntry, HistoryLine } from '../model/history-entry.js';
import { ARCHIVED, findStage, parseStage } from '../model/stage.js';
import { beginning, movesOf, requireWhole } from './replay.js';

/** Which lines of a history to show. */
export interface LineFilter {
  /** Only lines that moved a version into or out of this stage, or confirmed one in it. In any case. */
  readonly stage?: string | undefined;
  /** Only lines up to this time. */
  readonly until?: Date | undefined;
  /** Only this many of the last lines. */
  readonly limit?: number | undefined;
}

/**
 * @param stages the policy's
 * @throws StagegateError `input` for a stage that neither the policy nor the history knows
 */
export function selectLines(
  lines: readonly HistoryLine[],
  { stage, until, limit }: LineFilter,
  stages: readonly string[],
): readonly HistoryLine[] {
  requireWhole(lines);
  const stageOf = stage === undefined ? null : requireStage(stage, lines, stages);
  const touched = stageOf === null ? new Map<HistoryEntry, Set<string>>() : stagesByLine(lines);
  const selected = lines.filter(
    ({ entry }) =>
      (stageOf === null || touched.get(entry)?.has(stageOf) === true) &&
      (until === undefined || new Date(entry.time).getTime() <= until.getTime()),
  );
  return limit === undefined ? selected : selected.slice(-limit);
}

/** The canonical spelling of a stage. The history may have stages that the policy no longer has. */
function requireStage(text: string, lines: readonly HistoryLine[], stages: readonly string[]): string {
  const past = new Set([...beginning(lines).values(), ...lines.flatMap(({ entry }) => stagesIn(entry))]);
  return findStage(text, [...stages, ...past]) ?? parseStage(text, stages);
}

/**
 * By line: the stages that versions left, came to or were confirmed in. Moves by hand count at the line that
 * acknowledges them.
 */
function stagesByLine(lines: readonly HistoryLine[]): Map<HistoryEntry, Set<string>> {
  const byLine = new Map<HistoryEntry, Set<string>>();
  for (const model of new Set(lines.map(({ entry }) => entry.model))) {
    for (const { by, from, to, archived } of movesOf(lines.filter(({ entry }) => entry.model === model))) {
      const stages = byLine.get(by) ?? new Set();
      for (const stage of stagesIn({ from, to, archived })) stages.add(stage);
      byLine.set(by, stages);
    }
  }
  for (const { entry } of lines) if (entry.action === 'confirm') byLine.set(entry, new Set([entry.to]));
  return byLine;
}

/** The stages that a line or move names. */
function stagesIn({ from, to, archived }: Pick<HistoryEntry, 'from' | 'to' | 'archived'>): string[] {
  return [...(from === null ? [] : [from]), to, ...(archived.length === 0 ? [] : [ARCHIVED])];
}

/** The URL of a workflow run. From the second attempt on, it names the attempt. */
const RUN = /^(https?:\/\/\S+\/actions\/runs\/\d+)(?:\/attempts\/([1-9]\d{0,8}))?$/;

/**
 * Reads the run's URL in a history line; null for anything else.
 * @returns the URL that all attempts share, and the attempt, counted from 1
 */
export function readAttempt(url: string | null): { readonly run: string; readonly attempt: number } | null {
  const [, run, attempt = '1'] = RUN.exec(url ?? '') ?? [];
  return run === undefined ? null : { run, attempt: Number(attempt) };
}

/** A line that an earlier attempt of the same run wrote. */
export interface EarlierLine {
  readonly entry: HistoryEntry;
  readonly attempt: number;
  /** Its index in the history. */
  readonly at: number;
}

/**
 * The last line by an earlier attempt of this run that `is` accepts. Lines by the same attempt don't count: two steps
 * of one job may do the same thing twice on purpose.
 * @param run the URL of this run and attempt; null outside a workflow
 */
export function findEarlierAttempt(
  history: readonly HistoryLine[],
  run: string | null,
  is: (entry: HistoryEntry) => boolean,
): EarlierLine | null {
  const own = readAttempt(run);
  if (own === null || own.attempt === 1) return null;
  requireWhole(history);
  for (const [at, { entry }] of [...history.entries()].reverse()) {
    const theirs = readAttempt(entry.run);
    if (theirs === null || theirs.run !== own.run || theirs.attempt >= own.attempt) continue;
    if (is(entry)) return { entry, attempt: theirs.attempt, at };
  }
  return null;
}

/**
 * Parses a time as people write it. Without a zone it is UTC, as in the history.
 * @param edge whether a date without a time means the start or the end of that day
 * @throws StagegateError `input`
 */
export function parseMoment(text: string, edge: 'start' | 'end' = 'end'): Date {
  const form =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?))?\s*(Z|[+-]\d{2}:?\d{2})?$/i.exec(
      text.trim(),
    );
  const [, day, time, zone] = form ?? [];
  const alone = edge === 'end' ? '23:59:59.999' : '00:00:00.000';
  const moment = new Date(`${day}T${time ?? alone}${zone?.toUpperCase() ?? 'Z'}`);
  if (day !== undefined && isDay(day) && !Number.isNaN(moment.getTime())) return moment;
  throw new StagegateError('input', `${JSON.stringify(text)} is not a time`, {
    hint: 'Write it as 2026-11-17, 2026-11-17T14:00Z or 2026-11-17T14:00+01:00.',
  });
}

/** Whether the calendar has this day: JavaScript takes 30 February for 2 March. */
function isDay(text: string): boolean {
  const midnight = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text);
}
