import type { StagegateError } from '../errors.js';
import type { HistoryEntry, HistoryLine } from './history-entry.js';
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
    /** Why its files can't be used, where the registry says so: it moves to no stage then. */
    readonly unready?: string | undefined;
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
    /** False when only the versions and aliases were read that the interest named: there may be others. */
    readonly complete: boolean;
    /** Alias to version. */
    readonly aliases: Readonly<Record<string, string>>;
    /** The model's history, oldest first, its chain checked. */
    readonly history: readonly HistoryLine[];
    /** SHA-256 (hex) of the line that the next one follows; null when there is none yet. */
    readonly head: string | null;
    /** What the registry itself found out of order, for `verify`: a gap in the history, an alias beside its stage. */
    readonly problems: readonly Finding[];
    readonly revision: Revision;
}
/** Something out of order that concerns a version. */
export interface Finding {
    readonly version: string;
    readonly message: string;
    /** The stage whose holders it is about as they are now: once one of them moves, the same words tell something new. */
    readonly stage?: string | undefined;
}
/**
 * What somebody wants to know of a model, so that a server with ten thousand versions need not list them.
 * A snapshot for an interest has at least what it names, the holders of all stages, and every version with a
 * history of its own; where something asked for does not exist, it is complete.
 */
export interface Interest {
    /** A version as asked: a number, `latest` or `@alias`; null for none in particular. */
    readonly version: string | null;
    /** Canonical: its earlier holders, by the history, are wanted too; null for none. */
    readonly rollback: string | null;
}
export interface Transition {
    readonly version: string;
    readonly from: string;
    readonly to: string;
}
/** A version to add, always to stage `None`. */
export interface Registration {
    readonly version: string;
    /** Whether this number was asked for, and no other will do. */
    readonly asked: boolean;
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
    /** The stage is to be left with this version alone. */
    readonly exclusive: boolean;
    /** The history line that goes with it. */
    readonly entry: HistoryEntry;
    /** One line that says what it does, for a commit; foreign text in it is not yet safe. */
    readonly title: string;
}
export interface Applied {
    /** The commit that holds the change, or null where the registry makes none. */
    readonly commit: string | null;
    /** The pull request that proposes the change: the registry is as it was until it is merged. */
    readonly pullRequest?: number | undefined;
    /** The change was not proposed, since somebody closed a pull request that proposed the same: nothing was done. */
    readonly closed?: ClosedProposal | undefined;
    /** The number that the registry gave, where it numbers versions itself. */
    readonly version?: string | undefined;
    /** What people should know of it, though it was done. */
    readonly notices?: readonly string[] | undefined;
}
/** A pull request that was closed without being merged. */
export interface ClosedProposal {
    readonly number: number;
    /** The login of who closed it; null where GitHub does not tell. */
    readonly by: string | null;
    /** ISO 8601. */
    readonly at: string;
}
/** A proposed change that still waits: merging it moves a version. */
export interface OpenProposal {
    readonly number: number;
    /** The version that it would put into the stage; null where its files don't tell. */
    readonly version: string | null;
}
/** What a registry holds when it is looked at again after a change. */
export interface ReadBack {
    /** The stage of the version that was moved; null when it is gone. */
    readonly stage: string | null;
    /**
     * Set by a registry without compare-and-swap when another run took the stage meanwhile: who holds it now, in
     * words. The promotion is over then, and lost.
     */
    readonly lostTo: string | null;
    /** What people should know of the look: what else was found and set right. */
    readonly notices?: readonly string[] | undefined;
}
/** What became of aliases that stand for no stage any more. */
export interface AliasReview {
    readonly removed: readonly string[];
    /** For people: what is left, and what was removed. */
    readonly notices: readonly string[];
}
/** The port that every registry implements. */
export interface Registry {
    /** What people know it by: the manifest's path, the server's address without credentials. */
    readonly label: string;
    /** All registered models' names, sorted. */
    models(): Promise<readonly string[]>;
    /** Called when nothing was found. @throws StagegateError `input` when there is no registry at this place */
    requireThere?(): Promise<void>;
    /** @throws StagegateError `manifest` or `history` when it can't be understood, `unavailable` when not reached */
    read(model: string, interest?: Interest): Promise<Snapshot>;
    /**
     * Every model, also those that only the history knows; sorted by name.
     * @param failed told of a model that can't be read, where the others can; without it, that is thrown
     */
    readAll(failed?: (model: string, error: StagegateError) => void): Promise<readonly Snapshot[]>;
    /**
     * All or nothing, and only if the registry still is as `basis` saw it.
     * @throws StagegateError `conflict` when it is not; nothing was changed then
     */
    apply(plan: Plan, basis: Snapshot): Promise<Applied>;
    /** Looks again after a change. */
    readBack(plan: Plan): Promise<ReadBack>;
    /**
     * Waits for a run that has changed the model and not recorded it, and finishes its work if it died; called before
     * deciding to change the model.
     * @returns undefined when there is none; else what was read is old, and `finished` is what was finished here
     */
    finish?(snapshot: Snapshot): Promise<{
        readonly finished: HistoryEntry | null;
    } | undefined>;
    /**
     * The commit that holds a change which an earlier attempt of this run made; null where it isn't known.
     * @param title the change in a line, as its plan had it
     * @throws StagegateError `unavailable`
     */
    findCommit?(basis: Snapshot, entry: HistoryEntry, title: string): Promise<string | null>;
    /**
     * The open proposal about the same stage, where changes are proposed; null without one.
     * @param about the version counts where several may hold the stage
     * @throws StagegateError `unavailable`
     */
    findProposal?(about: {
        readonly model: string;
        readonly version: string;
        readonly stage: string;
    }): Promise<OpenProposal | null>;
    /**
     * Looks for aliases that stood for a stage until the policy named others, and that serve a version which left it; where
     * stages have aliases.
     * @param prune removes them
     * @throws StagegateError `unavailable`
     */
    reviewAliases?(model: string, prune: boolean): Promise<AliasReview>;
    /** Ends connections. */
    close?(): Promise<void>;
}
