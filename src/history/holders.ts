import type { HistoryEntry, HistoryLine } from '../model/history-entry.js';
import { isWithdrawal } from '../model/stage.js';
import { compareVersions } from '../model/version.js';
import { applyEntry, beginning, movesOf } from './replay.js';

/**
 * The versions that a rollback of a stage can go back to, the latest last. A rollback removes those after its target,
 * so that the next rollback goes further back instead of swapping two versions forever. A version that was withdrawn by
 * a line of its own is not a target.
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

/** Every version that ever held a stage, also those that were rolled back, the earliest first. */
export function heldEver(history: readonly HistoryLine[], stage: string): Set<string> {
  const first = [...beginning(history)].filter(([, held]) => held === stage).map(([version]) => version);
  const later = movesOf(history).flatMap(({ version, to }) => (to === stage ? [version] : []));
  return new Set([...first.sort(compareVersions), ...later]);
}

/** The last stage that a version held; null for one that was only ever in `None` or `Archived`. */
export function stageEverHeld(history: readonly HistoryLine[], version: string): string | null {
  const own = movesOf(history).filter((move) => move.version === version);
  const stages = [beginning(history).get(version), ...own.flatMap(({ from, to }) => [from, to])];
  return stages.findLast((stage) => stage !== undefined && stage !== null && !isWithdrawal(stage)) ?? null;
}

/**
 * The versions other than `except` that held a stage last: those in it now by the history, else those that were in it
 * before it became empty. In the order in which they came; empty when no other version ever held it.
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
 * an acknowledgement that someone did either by hand. Null when the version didn't leave the stage that way, or has
 * come back since. Being replaced by a newer version doesn't count.
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
