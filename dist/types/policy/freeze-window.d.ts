import type { FreezeEntry } from './schema.js';
/**
 * When a window is frozen by the wall clock of its zone, in milliseconds. A weekly one is counted from Monday at
 * midnight, a dated one like a date in UTC. The end is not part of it.
 */
export interface FreezeSpan {
    readonly every: 'week' | null;
    readonly begin: number;
    readonly end: number;
}
export interface FreezeWindow {
    readonly span: FreezeSpan;
    readonly timezone: string;
    /** As the policy writes it, for people. */
    readonly text: string;
    readonly reason: string | null;
    /** Null: rollbacks are held as the stage's other gates hold them. */
    readonly rollbacks: boolean | null;
}
/** What is wrong in an entry, and at which of its keys. */
export interface FreezeFault {
    readonly key: 'from' | 'to' | 'timezone';
    readonly message: string;
    readonly hint: string;
}
/** @throws TypeError for an entry that the policy's rules refuse */
export declare function readWindow(entry: FreezeEntry): FreezeWindow;
/** What a schema can't say of an entry. */
export declare function checkWindow(entry: FreezeEntry): FreezeFault[];
