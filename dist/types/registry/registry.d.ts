import type { HistoryEntry, HistoryLine } from '../history/entry.js';
/** A registered version as a registry holds it now. Absent facts are null. */
export interface ModelVersion {
    readonly version: string;
    /** Canonical spelling. */
    readonly stage: string;
    readonly source: string | null;
    readonly sha256: string | null;
    /** ISO 8601, as recorded. */
    readonly registeredAt: string | null;
    readonly metrics: Readonly<Record<string, number>>;
    readonly tags: Readonly<Record<string, string>>;
}
/** What a read saw, for the registry that made it; everybody else only hands it back. */
export interface Revision {
    readonly id: string;
}
/** One model at one moment: everything a decision may depend on. */
export interface Snapshot {
    readonly model: string;
    /** False when the registry has no such model (then there are no versions). */
    readonly exists: boolean;
    /** By ascending number. */
    readonly versions: readonly ModelVersion[];
    /** Alias to version. */
    readonly aliases: Readonly<Record<string, string>>;
    /** The model's history, oldest first, its chain checked. */
    readonly history: readonly HistoryLine[];
    readonly revision: Revision;
}
export interface Transition {
    readonly version: string;
    readonly from: string;
    readonly to: string;
}
/** A version to add, always to stage `None`. */
export interface Registration {
    readonly version: string;
    readonly source: string | null;
    readonly sha256: string | null;
    readonly registeredAt: string;
    readonly metrics: Readonly<Record<string, number>>;
    readonly tags: Readonly<Record<string, string>>;
    readonly aliases: readonly string[];
}
/** What to change, decided on one snapshot: applied whole or not at all. */
export interface Plan {
    readonly model: string;
    readonly registration: Registration | null;
    readonly transitions: readonly Transition[];
    /** The history line that goes with it. */
    readonly entry: HistoryEntry;
    /** One line that says what it does, for a commit; foreign text in it is not yet safe. */
    readonly title: string;
}
export interface Applied {
    /** The commit that holds the change, or null where the registry makes none. */
    readonly commit: string | null;
}
/** The port that every registry implements. */
export interface Registry {
    /** What people know it by: the manifest's path, the server's address without credentials. */
    readonly label: string;
    /** All registered models' names, sorted. */
    models(): Promise<readonly string[]>;
    /** @throws StagegateError `manifest` or `history` when it can't be understood, `unavailable` when not reached */
    read(model: string): Promise<Snapshot>;
    /** Every model, also those that only the history knows; sorted by name. */
    readAll(): Promise<readonly Snapshot[]>;
    /**
     * All or nothing, and only if the registry still is as `basis` saw it.
     * @throws StagegateError `conflict` when it is not; nothing was changed then
     */
    apply(plan: Plan, basis: Snapshot): Promise<Applied>;
}
