import type { StagegateError } from '../errors.js';
import type { HistoryEntry, HistoryLine } from './history-entry.js';
/** A registered version as the registry has it now. Null where unknown. */
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
    /** Why its files can't be used, if the registry says so. Such a version can't move to a stage. */
    readonly unready?: string | undefined;
}
/** Identifies the state that a read saw. Only the registry that made it looks inside. */
export interface Revision {
    readonly id: string;
}
/** One model at one time: everything that a decision may depend on. */
export interface Snapshot {
    readonly model: string;
    /** False when the registry has no such model (then there are no versions). */
    readonly exists: boolean;
    /** By ascending number. */
    readonly versions: readonly ModelVersion[];
    /** False when only what the `Interest` names was read: there may be other versions and aliases. */
    readonly complete: boolean;
    /**
     * True where the registry gives each version its number, one higher than the last. Otherwise people may choose it,
     * and skip some.
     */
    readonly numbersVersions?: true | undefined;
    /** Alias to version. */
    readonly aliases: Readonly<Record<string, string>>;
    /** The model's history, oldest first; its chain is checked. It may begin with a checkpoint if the interest allows. */
    readonly history: readonly HistoryLine[];
    /** SHA-256 (hex) of the last line; null without one. */
    readonly head: string | null;
    /**
     * What the registry itself found wrong, for `verify`: a gap in the history, an alias that disagrees with its stage.
     */
    readonly problems: readonly Finding[];
    readonly revision: Revision;
}
/** Something wrong about a version. */
export interface Finding {
    readonly version: string;
    readonly message: string;
    /**
     * The stage whose current holders the finding is about. Once one of them moves, the same message is a new finding.
     */
    readonly stage?: string | undefined;
}
/**
 * What the caller of a read needs, so that a server with ten thousand versions need not list them all. The snapshot has
 * at least what the interest names, the holders of all stages, and every version that has a history of its own. If
 * something that it names doesn't exist, the snapshot is complete.
 */
export interface Interest {
    /** A number, `latest` or `@alias`; null for no particular version. */
    readonly version: string | null;
    /** A canonical stage whose earlier holders, by the history, are needed too; null for none. */
    readonly rollback: string | null;
    /** The version with the highest number is needed too. */
    readonly newest?: true | undefined;
    /**
     * `whole` where every line of the history matters. Otherwise the history may begin with a checkpoint, which stands
     * for the lines before it. With `rollback`, it is always whole.
     */
    readonly past?: 'whole' | undefined;
}
export interface Transition {
    readonly version: string;
    readonly from: string;
    readonly to: string;
}
/** A version to add, always to stage `None`. */
export interface Registration {
    readonly version: string;
    /** Whether someone asked for this number, so that no other will do. */
    readonly asked: boolean;
    readonly source: string | null;
    readonly sha256: string | null;
    readonly registeredAt: string;
    readonly metrics: Readonly<Record<string, number>>;
    readonly tags: Readonly<Record<string, string>>;
    readonly aliases: readonly string[];
}
/** What to change, decided on one snapshot. It is applied as a whole or not at all. */
export interface Plan {
    readonly model: string;
    readonly registration: Registration | null;
    readonly transitions: readonly Transition[];
    /** Afterwards, the stage must hold only this version. */
    readonly exclusive: boolean;
    /** The history line to write with it. */
    readonly entry: HistoryEntry;
    /** What the change does, in one line for a commit. Untrusted text in it is not yet escaped. */
    readonly title: string;
}
export interface Applied {
    /** The commit of the change; null where the registry makes none. */
    readonly commit: string | null;
    /** The pull request that proposes the change; the registry changes when it is merged. */
    readonly pullRequest?: number | undefined;
    /** Nothing was proposed, because someone closed a pull request that proposed the same change. */
    readonly closed?: ClosedProposal | undefined;
    /** The version's number, where the registry assigns it. */
    readonly version?: string | undefined;
    /** What people should know about the change. */
    readonly notices?: readonly string[] | undefined;
}
/** A pull request that was closed without a merge. */
export interface ClosedProposal {
    readonly number: number;
    /** The login of the person who closed it; null where GitHub doesn't say. */
    readonly by: string | null;
    /** ISO 8601. */
    readonly at: string;
}
/** An open pull request whose merge moves a version. */
export interface OpenProposal {
    readonly number: number;
    /** The version that it would move to the stage; null where its files don't say. */
    readonly version: string | null;
}
/** What the registry has when it is read again after a change. */
export interface ReadBack {
    /** The stage of the version that was moved; null when it is gone. */
    readonly stage: string | null;
    /**
     * Set by a registry without compare-and-swap when another run took the stage in the meantime: who holds it now, in
     * words. This promotion has lost then.
     */
    readonly lostTo: string | null;
    /** What else was found and corrected. */
    readonly notices?: readonly string[] | undefined;
}
/** Aliases that no longer stand for a stage. */
export interface AliasReview {
    readonly removed: readonly string[];
    /** What is left and what was removed, in words. */
    readonly notices: readonly string[];
}
/** Called before each model is read, with how many there are. */
export type Watch = (model: string, total: number) => void;
/** Called for a model that can't be read. */
export type Failed = (model: string, error: StagegateError) => void;
/** The port that every registry implements. */
export interface Registry {
    /** True where a change is proposed in a pull request. */
    readonly proposes?: boolean | undefined;
    /** Its name in messages: the manifest's path, or the server's address without credentials. */
    readonly label: string;
    /** All registered models' names, sorted. */
    models(): Promise<readonly string[]>;
    /** Called when nothing was found. @throws StagegateError `input` when there is no registry at this place */
    requireThere?(): Promise<void>;
    /** @throws StagegateError `manifest` or `history` when it can't be read, `unavailable` when it can't be reached */
    read(model: string, interest?: Interest): Promise<Snapshot>;
    /**
     * Every model, also those that only the history has; sorted by name.
     * @param failed called for a model that can't be read while others can; without it, the error is thrown
     */
    readAll(failed?: Failed, watch?: Watch): Promise<readonly Snapshot[]>;
    /**
     * Every model as it was at one moment, a few at a time and in any order. For registries that may not fit into memory.
     * @param failed as in `readAll`; where one file holds all models, its error is thrown
     */
    readEach?(failed?: Failed, watch?: Watch): AsyncIterable<Snapshot>;
    /**
     * Applies all or nothing, and only if the registry is still as `basis` saw it.
     * @throws StagegateError `conflict` when it isn't; nothing has changed then
     */
    apply(plan: Plan, basis: Snapshot): Promise<Applied>;
    /** Reads again after a change. */
    readBack(plan: Plan): Promise<ReadBack>;
    /**
     * Waits for a run that has changed the model without recording it yet, and finishes its work if that run crashed.
     * Called before a decision to change the model.
     * @returns undefined when there is no such run. Otherwise the snapshot is outdated, and `finished` is the line that
     * this call finished, or null.
     */
    finish?(snapshot: Snapshot): Promise<{
        readonly finished: HistoryEntry | null;
    } | undefined>;
    /**
     * The commit of a change that an earlier attempt of this run made; null where unknown.
     * @param title the title of the change's plan
     * @throws StagegateError `unavailable`
     */
    findCommit?(basis: Snapshot, entry: HistoryEntry, title: string): Promise<string | null>;
    /**
     * The open pull request that would move a version to the same stage, where changes are proposed; null without one.
     * @param about its version only matters where several versions may hold the stage
     * @throws StagegateError `unavailable`
     */
    findProposal?(about: {
        readonly model: string;
        readonly version: string;
        readonly stage: string;
    }): Promise<OpenProposal | null>;
    /**
     * Finds aliases that stood for a stage until the policy named others, and that point at a version which has left the
     * stage. Only for registries where stages have aliases.
     * @param prune also removes them
     * @throws StagegateError `unavailable`
     */
    reviewAliases?(model: string, prune: boolean): Promise<AliasReview>;
    /** Closes connections. */
    close?(): Promise<void>;
}
