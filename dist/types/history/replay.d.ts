import type { HistoryEntry, HistoryLine } from './entry.js';
/** Version to stage; a version that is not in it is in `None`, or unknown. */
export type Stages = Map<string, string>;
/** The stages before the first line. */
export declare function beginning(history: readonly HistoryLine[]): Stages;
/** What one line does to the stages. */
export declare function applyEntry(stages: Stages, entry: HistoryEntry): void;
/** The stages after the whole history, or after its lines up to a moment. */
export declare function stagesAfter(history: readonly HistoryLine[], until?: Date): Stages;
/** Since when a version has been in the stage that it is in now; null when the history does not say. */
export declare function sinceWhen(history: readonly HistoryLine[], version: string, stage: string): Date | null;
/**
 * The versions that a rollback of a stage can go back to, the latest last. A rollback takes away those after the
 * one that it went to, so that the next one walks further back and two versions never swap for ever; a
 * version that was withdrawn by a line of its own is not gone back to.
 */
export declare function holders(history: readonly HistoryLine[], stage: string): string[];
/** Every version that ever held a stage, also those that a rollback took away again, the earliest first. */
export declare function heldEver(history: readonly HistoryLine[], stage: string): Set<string>;
/**
 * The versions other than `except` that held a stage last: those in it now by the history, else those that were in it
 * before it became empty. Ordered as they came; empty when no other version ever held it.
 */
export declare function lastHolders(history: readonly HistoryLine[], stage: string, except: string): string[];
/**
 * The line that took a version out of a stage: a rollback to another version, or a withdrawal to `Archived` or `None`.
 * Null when the version did not leave the stage that way, or came back to it since. That a newer version took its place
 * is no such thing.
 */
export declare function takenOutBy(history: readonly HistoryLine[], version: string, stage: string): HistoryEntry | null;
/** A line with its stages in the policy's spelling of today: they are matched without regard to case everywhere. */
export declare function respell(line: HistoryLine, stages: readonly string[]): HistoryLine;
