import { beginning, movesOf, respell } from '../history/replay.js';
import type { HistoryEntry, HistoryLine } from '../model/history-entry.js';
import type { Snapshot } from '../model/registry.js';
import { ARCHIVED } from '../model/stage.js';
import { OUTCOMES, type Move, type SiteHistory, type SiteLine, type SiteOutcome } from './format.js';

/** Texts, each once: lines refer to them by their index. */
class Names {
  readonly all: string[] = [];
  private readonly indexes = new Map<string, number>();

  indexOf(name: string | null): number {
    if (name === null) return -1;
    const known = this.indexes.get(name);
    if (known !== undefined) return known;
    this.indexes.set(name, this.all.length);
    return this.all.push(name) - 1;
  }
}

/**
 * Every line of every model, as the page's timeline and its replay need them.
 * @param snapshots in the order of the index, with their whole history; undefined for a model that can't be read
 * @param stages the stages as they are to be spelt
 */
export function makeHistory(
  snapshots: readonly (Snapshot | undefined)[],
  stages: readonly string[],
): SiteHistory {
  const actors = new Names();
  const names = new Names();
  const movesIn = (held: Iterable<readonly [string, string]>): Move[] =>
    [...held].map(([version, stage]) => [version, names.indexOf(stage)]);
  const lines: SiteLine[] = [];
  const beginnings = snapshots.map((snapshot, model) => {
    const history = snapshot?.history.map((line) => respell(line, stages)) ?? [];
    for (const { entry } of history) {
      if (entry.action === 'checkpoint') continue;
      const { time, version, from, actor } = entry;
      const to = targetOf(entry);
      const resets = entry.action === 'acknowledge' ? 1 : 0;
      lines.push([
        ...([model, time, OUTCOMES.indexOf(outcomeOf(entry)), version] as const),
        ...([names.indexOf(from), names.indexOf(to), actors.indexOf(actor)] as const),
        movesIn(movedBy(entry)),
        resets,
      ]);
    }
    return movesIn(beginning(history));
  });
  return { actors: actors.all, stages: names.all, beginnings, lines };
}

/** The stages in which a line leaves the versions that it is about. An acknowledgement is about all of them. */
function movedBy(entry: HistoryEntry): (readonly [string, string])[] {
  const { action, version, to, archived } = entry;
  if (action === 'attempt' || action === 'confirm') return [];
  if (action === 'acknowledge') return Object.entries(entry.beginning ?? {});
  return [...archived.map((replaced) => [replaced, ARCHIVED] as const), [version, to] as const];
}

/** The stage that a line is about; for a blocked attempt, the stage that the version was wanted in. */
export function targetOf({ action, to, attempt }: HistoryEntry): string {
  return action === 'attempt' && attempt !== undefined ? attempt.stage : to;
}

/** What a line did, in a word. */
export function outcomeOf({ action, forced }: HistoryEntry): SiteOutcome {
  switch (action) {
    case 'promote':
      return forced ? 'forced' : 'promoted';
    case 'rollback':
      return 'rolled back';
    case 'confirm':
      return 'confirmed';
    case 'attempt':
      return 'blocked';
    case 'archive':
      return 'archived';
    case 'register':
      return 'registered';
    case 'unregister':
      return 'unregistered';
    case 'acknowledge':
    case 'checkpoint':
      return 'acknowledged';
  }
}

/** The stages for which each version's numbers were blocked, unless a later line brought it there. */
export function blockedVersions(history: readonly HistoryLine[]): Map<string, Set<string>> {
  const blocked = new Map<string, Set<string>>();
  for (const { entry } of history) {
    const stages = blocked.get(entry.version) ?? new Set();
    blocked.set(entry.version, stages);
    if (entry.action === 'attempt' && entry.attempt !== undefined) stages.add(entry.attempt.stage);
    else if (entry.action !== 'confirm') stages.delete(entry.to);
  }
  return blocked;
}

/** Every version that the history names, by the stages that it ever held. */
export function stagesHeld(history: readonly HistoryLine[]): Map<string, Set<string>> {
  const held = new Map<string, Set<string>>();
  const add = (version: string, stage: string | null) => {
    const stages = held.get(version) ?? new Set();
    held.set(version, stages);
    if (stage !== null) stages.add(stage);
  };
  for (const [version, stage] of beginning(history)) add(version, stage);
  for (const { version, to } of movesOf(history)) add(version, to);
  return held;
}
