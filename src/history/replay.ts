import { ARCHIVED, findStage, isWithdrawal, NONE, parseStage } from '../model/stage.js';
import { compareVersions } from '../model/version.js';
import { movesByHand, type Move } from './by-hand.js';
import type { HistoryEntry, HistoryLine } from '../model/history-entry.js';

/** Version to stage; a version that is not in it is in `None`, or unknown. */
export type Stages = Map<string, string>;

/** The stages before the first line. */
export function beginning(history: readonly HistoryLine[]): Stages {
  const first = history.find(({ entry }) => entry.beginning !== undefined && entry.action !== 'acknowledge');
  return new Map(Object.entries(first?.entry.beginning ?? {}));
}

/** What one line does to the stages. */
export function applyEntry(stages: Stages, entry: HistoryEntry): void {
  if (entry.action === 'acknowledge') {
    stages.clear();
    for (const [version, stage] of Object.entries(entry.beginning ?? {})) stages.set(version, stage);
    return;
  }
  if (entry.action === 'unregister') {
    stages.delete(entry.version);
    return;
  }
  for (const version of entry.archived) stages.set(version, ARCHIVED);
  stages.set(entry.version, entry.to);
}

/** The stages after the whole history, or after its lines up to a moment. */
export function stagesAfter(history: readonly HistoryLine[], until?: Date): Stages {
  const stages = beginning(history);
  for (const { entry } of history) {
    if (until !== undefined && new Date(entry.time).getTime() > until.getTime()) continue;
    applyEntry(stages, entry);
  }
  return stages;
}

/** Since when a version has been in the stage that it is in now; null when the history does not say. */
export function sinceWhen(history: readonly HistoryLine[], version: string, stage: string): Date | null {
  let since: Date | null = null;
  let current = beginning(history).get(version) ?? NONE;
  for (const { entry } of history) {
    const acknowledged = entry.action === 'acknowledge';
    const own = entry.version === version;
    const to = acknowledged
      ? (entry.beginning?.[version] ?? NONE)
      : own
        ? entry.to
        : entry.archived.includes(version)
          ? ARCHIVED
          : null;
    // a line that comes from elsewhere moved it, even if the lines before did not see it leave
    const stayed = (acknowledged || (own && entry.from === to)) && to === current && since !== null;
    if (to === null || stayed) continue;
    current = to;
    since = new Date(entry.time);
  }
  return current === stage ? since : null;
}

/** What each line moved; one that acknowledges moves by hand counts as the lines that would have made those moves. */
function movesOf(history: readonly HistoryLine[]): Move[] {
  const stages = beginning(history);
  const held = new Set([...stages].map(([version, stage]) => `${version} ${stage}`));
  const moves: Move[] = [];
  for (const { entry } of history) {
    const own =
      entry.action === 'acknowledge'
        ? movesByHand(entry, stages, (version, stage) => held.has(`${version} ${stage}`))
        : [{ ...entry, by: entry }];
    for (const { version, to } of own) held.add(`${version} ${to}`);
    moves.push(...own);
    applyEntry(stages, entry);
  }
  return moves;
}

/**
 * The versions that a rollback of a stage can go back to, the latest last. A rollback takes away those after the
 * one that it went to, so that the next one walks further back and two versions never swap for ever; a
 * version that was withdrawn by a line of its own is not gone back to.
 */
export function holders(history: readonly HistoryLine[], stage: string): string[] {
  const stack = [...beginning(history)]
    .filter(([, held]) => held === stage)
    .map(([version]) => version)
    .sort(compareVersions);
  for (const { action, version, from, to } of movesOf(history)) {
    if (from === stage && to !== stage) remove(stack, version);
    if (to !== stage) continue;
    const back = stack.lastIndexOf(version);
    if (action === 'rollback' && back !== -1) stack.length = back + 1;
    else if (stack.at(-1) !== version) stack.push(version);
  }
  return stack;
}

function remove(stack: string[], version: string): void {
  const left = stack.filter((other) => other !== version);
  stack.splice(0, stack.length, ...left.filter((other, at) => other !== left[at - 1]));
}

/** Every version that ever held a stage, also those that a rollback took away again, the earliest first. */
export function heldEver(history: readonly HistoryLine[], stage: string): Set<string> {
  const first = [...beginning(history)].filter(([, held]) => held === stage).map(([version]) => version);
  const later = movesOf(history).flatMap(({ version, to }) => (to === stage ? [version] : []));
  return new Set([...first.sort(compareVersions), ...later]);
}

/** A stage that a version held once; null for one that never was anywhere but in `None` or `Archived`. */
export function stageEverHeld(history: readonly HistoryLine[], version: string): string | null {
  const own = movesOf(history).filter((move) => move.version === version);
  const stages = [beginning(history).get(version), ...own.flatMap(({ from, to }) => [from, to])];
  return stages.findLast((stage) => stage !== undefined && stage !== null && !isWithdrawal(stage)) ?? null;
}

/**
 * The versions other than `except` that held a stage last: those in it now by the history, else those that were in it
 * before it became empty. Ordered as they came; empty when no other version ever held it.
 */
export function lastHolders(history: readonly HistoryLine[], stage: string, except: string): string[] {
  const stages = beginning(history);
  const inStage = () =>
    [...stages].flatMap(([version, held]) => (held === stage && version !== except ? [version] : []));
  let last = inStage().sort(compareVersions);
  for (const { entry } of history) {
    applyEntry(stages, entry);
    const now = inStage();
    if (now.length > 0)
      last = [
        ...last.filter((version) => now.includes(version)),
        ...now.filter((version) => !last.includes(version)),
      ];
  }
  return last;
}

/**
 * The line that took a version out of a stage: a rollback to another version, a withdrawal to `Archived` or `None`, or
 * one that acknowledges that somebody did so by hand. Null when the version did not leave the stage that way, or came back to it since. That a newer version took its place
 * is no such thing.
 */
export function takenOutBy(
  history: readonly HistoryLine[],
  version: string,
  stage: string,
): HistoryEntry | null {
  let last: HistoryEntry | null = null;
  for (const { action, version: moved, from, to, archived, by } of movesOf(history)) {
    if (moved === version && to === stage) last = null;
    else if (action === 'rollback' && to === stage && archived.includes(version)) last = by;
    else if (action === 'archive' && moved === version && from === stage) last = by;
  }
  return last;
}

/** A line with its stages in the policy's spelling of today: they are matched without regard to case everywhere. */
export function respell(line: HistoryLine, stages: readonly string[]): HistoryLine {
  const spell = (stage: string) => findStage(stage, stages) ?? stage;
  const { from, to, beginning: began } = line.entry;
  const entry = {
    ...line.entry,
    from: from === null ? null : spell(from),
    to: spell(to),
    ...(began === undefined
      ? {}
      : {
          beginning: Object.fromEntries(
            Object.entries(began).map(([version, stage]) => [version, spell(stage)]),
          ),
        }),
  };
  return { ...line, entry };
}

export interface LineFilter {
  /** Only lines that moved a version into or out of this stage, in any case. */
  readonly stage?: string | undefined;
  /** Only lines up to this time. */
  readonly until?: Date | undefined;
  /** Only so many lines, the last ones. */
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
  const stageOf = stage === undefined ? null : requireStage(stage, lines, stages);
  const touched = stageOf === null ? new Map<HistoryEntry, Set<string>>() : stagesByLine(lines);
  const selected = lines.filter(
    ({ entry }) =>
      (stageOf === null || touched.get(entry)?.has(stageOf) === true) &&
      (until === undefined || new Date(entry.time).getTime() <= until.getTime()),
  );
  return limit === undefined ? selected : selected.slice(-limit);
}

/** The canonical spelling of a stage; one that the policy has no more may still be in the history. */
export function requireStage(text: string, lines: readonly HistoryLine[], stages: readonly string[]): string {
  const past = new Set([...beginning(lines).values(), ...lines.flatMap(({ entry }) => stagesIn(entry))]);
  return findStage(text, [...stages, ...past]) ?? parseStage(text, stages);
}

/** By line, the stages that versions left or came to; moves by hand count at the line that acknowledges them. */
function stagesByLine(lines: readonly HistoryLine[]): Map<HistoryEntry, Set<string>> {
  const byLine = new Map<HistoryEntry, Set<string>>();
  for (const model of new Set(lines.map(({ entry }) => entry.model))) {
    for (const { by, from, to, archived } of movesOf(lines.filter(({ entry }) => entry.model === model))) {
      const stages = byLine.get(by) ?? new Set();
      for (const stage of [
        ...(from === null ? [] : [from]),
        to,
        ...(archived.length === 0 ? [] : [ARCHIVED]),
      ])
        stages.add(stage);
      byLine.set(by, stages);
    }
  }
  return byLine;
}

/** The stages that a line names. */
function stagesIn({ from, to, archived }: HistoryEntry): string[] {
  return [...(from === null ? [] : [from]), to, ...(archived.length === 0 ? [] : [ARCHIVED])];
}
