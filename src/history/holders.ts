import type { HistoryLine, Promoted, RecordedNumber, TakenOut } from '../model/history-entry.js';
import { isWithdrawal, NONE } from '../model/stage.js';
import { compareVersions } from '../model/version.js';
import { modelStateOf } from './checkpoint.js';
import { beginning, movesOf, requireWhole, type Move } from './replay.js';
import { numbersOf, type Stay } from './model-state.js';

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
  return new Set(modelStateOf(history).held.get(stage)?.keys());
}

/** Every version that ever held a stage, in the order in which they last came. */
export function arrivals(history: readonly HistoryLine[], stage: string): string[] {
  return modelStateOf(history)
    .staysIn(stage)
    .map(([version]) => version);
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
  const state = modelStateOf(history);
  const others = state.staysIn(stage).filter(([version]) => version !== except);
  const now = others.filter(([version]) => state.stages.get(version) === stage);
  const end = Math.max(...others.map(([, { left }]) => left ?? 0));
  return (now.length > 0 ? now : others.filter(([, { left }]) => left === end)).map(([version]) => version);
}

/** Since when a version has been in its current stage; null when the history doesn't say. */
export function sinceWhen(history: readonly HistoryLine[], version: string, stage: string): Date | null {
  const { stages, since, acknowledged } = modelStateOf(history);
  const time = since.get(version) ?? acknowledged;
  return time === null || (stages.get(version) ?? NONE) !== stage ? null : new Date(time);
}

/**
 * What took a version out of a stage: a rollback to another version, a withdrawal to `Archived` or `None`, or an
 * acknowledgement that someone did either by hand. Null when the version didn't leave the stage that way, or has come
 * back since. Being replaced by a newer version doesn't count.
 */
export function takenOutBy(history: readonly HistoryLine[], version: string, stage: string): TakenOut | null {
  return modelStateOf(history).out.get(stage)?.get(version) ?? null;
}

/** The numbers on the last line that moved a version to a stage by judged metrics (a rollback judges none). */
export function recordedNumbers(
  history: readonly HistoryLine[],
  version: string,
  stage: string,
): ReadonlyMap<string, RecordedNumber> {
  return stayOf(history, version, stage)?.judged ?? new Map<string, RecordedNumber>();
}

/** The line that last promoted the version to the stage, not a rollback: its commit has other versions' reports. */
export function promotionOf(
  history: readonly HistoryLine[],
  version: string,
  stage: string,
): Promoted | null {
  return stayOf(history, version, stage)?.promoted ?? null;
}

/** When a version was confirmed in its stage, since it was last promoted there; null when it wasn't. */
export function confirmedAt(history: readonly HistoryLine[], version: string, stage: string): string | null {
  return stayOf(history, version, stage)?.confirmed ?? null;
}

/** How and when a version last came to a stage; null for one that was there before the history began. */
export function arrivalOf(history: readonly HistoryLine[], version: string, stage: string): Move | null {
  const came = (move: Move) => move.version === version && move.to === stage && move.from !== stage;
  return movesOf(history).findLast(came) ?? null;
}

/** Of the versions that haven't been taken out, except `except`: the one confirmed last, and its numbers in use. */
export function lastConfirmed(
  history: readonly HistoryLine[],
  stage: string,
  except: string,
): { readonly version: string; readonly numbers: ReadonlyMap<string, RecordedNumber> } | null {
  requireWhole(history);
  const line = history.findLast(
    ({ entry: { action, version, to } }) =>
      action === 'confirm' &&
      to === stage &&
      version !== except &&
      takenOutBy(history, version, stage) === null,
  );
  return line === undefined ? null : { version: line.entry.version, numbers: numbersOf(line.entry.gates) };
}

function stayOf(history: readonly HistoryLine[], version: string, stage: string): Stay | undefined {
  return modelStateOf(history).held.get(stage)?.get(version);
}
