import type { HistoryEntry, HistoryLine } from '../model/history-entry.js';

/** A workflow run's page; from its second attempt on, the address names the attempt. */
const RUN = /^(https?:\/\/\S+\/actions\/runs\/\d+)(?:\/attempts\/([1-9]\d{0,8}))?$/;

/** One attempt of a workflow run. */
export interface Attempt {
  /** The run's page, which all its attempts have in common. */
  readonly run: string;
  /** Counted from 1. */
  readonly attempt: number;
}

/** Reads the address that a history line keeps of its run; null for anything else. */
export function readAttempt(url: string | null): Attempt | null {
  const [, run, attempt = '1'] = RUN.exec(url ?? '') ?? [];
  return run === undefined ? null : { run, attempt: Number(attempt) };
}

/** A line that an earlier attempt of the same run wrote. */
export interface EarlierLine {
  readonly entry: HistoryEntry;
  readonly attempt: number;
  /** Its place in the history. */
  readonly at: number;
}

/**
 * The last line that an earlier attempt of this run wrote, of those that `is` accepts. Lines of the same attempt don't
 * count: two steps of one job may do the same thing twice and mean it.
 * @param run the address of this run and attempt; null outside of a workflow
 */
export function findEarlierAttempt(
  history: readonly HistoryLine[],
  run: string | null,
  is: (entry: HistoryEntry) => boolean,
): EarlierLine | null {
  const own = readAttempt(run);
  if (own === null || own.attempt === 1) return null;
  for (const [at, { entry }] of [...history.entries()].reverse()) {
    const theirs = readAttempt(entry.run);
    if (theirs === null || theirs.run !== own.run || theirs.attempt >= own.attempt) continue;
    if (is(entry)) return { entry, attempt: theirs.attempt, at };
  }
  return null;
}
