import { digestLine, parseHistory, sealEntry } from '../../../src/history/chain.js';
import type { HistoryEntry, HistoryLine } from '../../../src/model/history-entry.js';
import type { Snapshot } from '../../../src/model/registry.js';
import { compareVersions } from '../../../src/model/version.js';
import { versionWith } from './gate-context.js';

export const FILE = 'models.history.jsonl';

/** Of the first line of a built history; each line after it is an hour later. */
const START = Date.parse('2026-11-01T00:00:00.000Z');
const HOUR = 3_600_000;

/** The time of the nth line (from 1) of a built history, in ISO 8601. */
export function timeOf(line: number): string {
  return new Date(START + (line - 1) * HOUR).toISOString();
}

export type EntryParts = Partial<HistoryEntry>;

/** An entry with what a test does not care about filled in. */
export function makeEntry(parts: EntryParts = {}): HistoryEntry {
  return {
    time: timeOf(1),
    action: 'promote',
    model: 'churn',
    version: '1',
    from: 'None',
    to: 'Production',
    archived: [],
    actor: 'ann',
    reason: null,
    forced: false,
    commit: null,
    run: null,
    'policy-sha256': null,
    'report-sha256': null,
    gates: [],
    previous: null,
    ...parts,
  };
}

/** Sealed lines, each chained to its model's line before it, without line ends. */
export function sealAll(entries: readonly EntryParts[]): string[] {
  const last = new Map<string, string>();
  return entries.map((parts, at) => {
    const model = parts.model ?? 'churn';
    const text = sealEntry(makeEntry({ time: timeOf(at + 1), previous: last.get(model) ?? null, ...parts }));
    last.set(model, digestLine(text));
    return text;
  });
}

export function toText(lines: readonly string[], end = '\n'): string {
  return lines.map((line) => `${line}${end}`).join('');
}

/** The history of one model, sealed and read again. */
export function buildHistory(entries: readonly EntryParts[], model = 'churn'): HistoryLine[] {
  return parseHistory(FILE, toText(sealAll(entries))).get(model) ?? [];
}

/** `['2', '1']`: version 2 goes to the stage from None and archives version 1. */
export function promotion(version: string, archived: readonly string[] = [], to = 'Production'): EntryParts {
  return { action: 'promote', version, to, archived };
}

export function rollback(version: string, archived: readonly string[] = [], to = 'Production'): EntryParts {
  return { action: 'rollback', version, from: 'Archived', to, archived };
}

/** A snapshot whose versions are given by their stages. */
export function makeSnapshot(
  stages: Readonly<Record<string, string>>,
  parts: Partial<Snapshot> = {},
): Snapshot {
  const versions = Object.entries(stages).map(([version, stage]) => versionWith({ version, stage }));
  return {
    model: 'churn',
    exists: true,
    versions: versions.sort((a, b) => compareVersions(a.version, b.version)),
    complete: true,
    aliases: {},
    history: [],
    head: parts.history?.at(-1)?.sha256 ?? null,
    problems: [],
    revision: { id: 'r1' },
    ...parts,
  };
}
