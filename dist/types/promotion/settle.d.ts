import type { HistoryEntry } from '../history/entry.js';
import type { Applied, Interest, Registry, Snapshot, Standing } from '../registry/registry.js';
import type { Decision } from './decision.js';
/**
 * How often a promotion decides again when others keep changing the registry. Each loser waits and tries
 * again, and one always wins, so with N promoters at once the last needs about N tries.
 */
export declare const MAX_ATTEMPTS = 100;
export interface Pacing {
    /** Resolves after so many milliseconds. */
    sleep(milliseconds: number): Promise<void>;
    /** In [0, 1). */
    random(): number;
    /** Told before each new try, counted from 1. */
    retrying(attempt: number): void;
}
export interface Settled {
    readonly decision: Decision;
    /** Null when nothing was to be done. */
    readonly applied: Applied | null;
    /**
     * What the registry holds afterwards, read back; null when nothing was done or it was only proposed, and when the
     * change was made and could not be read back: it is made all the same.
     */
    readonly after: Standing | null;
    /** 1 when nobody came in between. */
    readonly attempts: number;
    /** What this call finished first, of a run that died. */
    readonly finished: HistoryEntry | null;
    /** The commit by which an earlier attempt of this run did it, where that is known. */
    readonly repeatedCommit?: string | null | undefined;
}
interface Disturbed {
    readonly registry: Registry;
    readonly pacing: Pacing;
}
export interface SettleOptions extends Disturbed {
    readonly model: string;
    /** Undefined for all that there is of the model. */
    readonly interest: Interest | undefined;
    /** Only decide: a plan is made, and not applied. */
    readonly dry: boolean;
    /**
     * Makes a decision on what the registry holds now; called again after each lost race.
     * @param finished what this call finished first, of a run that died
     */
    decide(snapshot: Snapshot, finished: HistoryEntry | null): Promise<Decision>;
}
/**
 * The one place where races are settled, for every registry: read, decide, apply if nothing has changed,
 * else from the beginning. An old decision is never replayed.
 * @throws StagegateError `conflict` when every attempt lost
 */
export declare function settle(options: SettleOptions): Promise<Settled>;
/**
 * Runs what may meet a conflict, also a read that others write under, until it does not.
 * @throws StagegateError `conflict` when every attempt lost
 */
export declare function untilUndisturbed<T>({ registry, pacing }: Disturbed, work: () => Promise<T>): Promise<T>;
export {};
