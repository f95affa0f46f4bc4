import type { GateResult, Uncertainty } from './gate-result.js';
/**
 * An `attempt` changes nothing: it records a promotion that was blocked by a metric, where the policy counts attempts
 * (`false-promotions`). A `checkpoint` changes nothing: it stands for the model's lines in closed segments
 * (checkpoint.ts).
 */
export type HistoryAction = 'register' | 'promote' | 'rollback' | 'confirm' | 'archive' | 'acknowledge' | 'unregister' | 'attempt' | 'checkpoint';
/** Whether such a line is all that changes: no version moves, and the manifest stays as it is. */
export declare function onlyRecords(action: HistoryAction): boolean;
/** A version's files. */
export interface Artifact {
    readonly source: string | null;
    readonly sha256: string | null;
}
/**
 * One line of the history: one promotion, including what it archives. The keys are those of the file (JSON Lines), in
 * the order in which they are written. `acknowledge` is about all versions: `version` names one of them, and `from` and
 * `to` are its stage. `confirm` moves nothing: `from` and `to` are the stage. `unregister` goes from `None` to `None`,
 * and the version is gone afterwards. For `attempt`, `from` and `to` are the version's stage. `checkpoint` has the time
 * and version of the line before it, and `from` and `to` are that version's stage.
 */
export interface HistoryEntry {
    /** UTC, ISO 8601. */
    readonly time: string;
    readonly action: HistoryAction;
    readonly model: string;
    readonly version: string;
    /** Null for a version that did not exist before (`register`). */
    readonly from: string | null;
    readonly to: string;
    /** The versions that this line moved from `to` to `Archived`. */
    readonly archived: readonly string[];
    /** By version: the files of versions that the history mentions here first; omitted where there are none. */
    readonly artifacts?: Readonly<Record<string, Artifact>> | undefined;
    readonly actor: string | null;
    readonly reason: string | null;
    readonly forced: boolean;
    /** The commit that the decision was made at. */
    readonly commit: string | null;
    /** The workflow run, a URL. */
    readonly run: string | null;
    readonly 'policy-sha256': string | null;
    readonly 'report-sha256': string | null;
    /** By path: the SHA-256 of each report file, where `report-sha256` isn't the digest of one report file. */
    readonly reports?: Readonly<Record<string, string>> | undefined;
    readonly gates: readonly GateResult[];
    /** Only on a `rollback` by `confirm`: the version that wasn't confirmed, and the gates that judged it in use. */
    readonly live?: {
        readonly version: string;
        readonly gates: readonly GateResult[];
    } | undefined;
    /** On `attempt`, and on `promote` where the policy has `false-promotions`: which attempt it was. */
    readonly attempt?: Attempted | undefined;
    /** Only on `acknowledge`: where registry and history differed, in words. */
    readonly differed?: readonly string[] | undefined;
    /**
     * On a model's first line: the stages of its versions before the history began (without those in `None`), from which
     * a replay starts. On `acknowledge` and `checkpoint`: the stages from which it continues.
     */
    readonly beginning?: Readonly<Record<string, string>> | undefined;
    /** Only on `checkpoint`: the closed segment before it. */
    readonly segment?: Segment | undefined;
    /** Only on `checkpoint`: what else the lines before it amount to. */
    readonly past?: Past | undefined;
    /** SHA-256 (hex) of the model's line before this one, without its line end; null on the first. */
    readonly previous: string | null;
}
/** An attempt to promote a version to a stage, where the policy limits the chance of a false promotion. */
export interface Attempted {
    /** The stage that the version was judged for. */
    readonly stage: string;
    /** Counted from 1, among all attempts against one champion on one test set. */
    readonly number: number;
    /** The champion; null on a first promotion. */
    readonly against: string | null;
    /** SHA-256 (hex) of the test set, or of its name. */
    readonly 'test-set': string;
    /** SHA-256 (hex) of the reports and per-example results that the version was judged by. */
    readonly evidence: string;
    /** The least confidence that the gates needed: `99.762%`. */
    readonly level: string;
    /** The highest version number at that time. */
    readonly highest: string;
}
/** A closed segment of a history: a file that never changes again. */
export interface Segment {
    /** Counted from 1. It is part of the file's name. */
    readonly number: number;
    /** How many lines it has. */
    readonly lines: number;
    /** SHA-256 (hex) of the file with LF line ends. */
    readonly sha256: string;
    /** How many models have a checkpoint at the top of the next file. */
    readonly models: number;
}
/** The line that took a version out of a stage: a rollback, a withdrawal, or an acknowledgement of either. */
export type TakenOut = Pick<HistoryEntry, 'action' | 'version' | 'to' | 'actor' | 'reason' | 'time'>;
/** What a line says about the evidence of its promotion. */
export type Promoted = Pick<HistoryEntry, 'commit' | 'report-sha256' | 'reports'>;
/** A metric's value when a version was judged. */
export interface RecordedNumber {
    readonly value: number;
    readonly uncertainty: Uncertainty;
}
/**
 * What the lines before a checkpoint amount to, as far as later decisions need it. Stages are in the spelling that the
 * history used first.
 */
export interface Past {
    /** Which release's checkpoint this is; there is one so far. */
    readonly format: 1;
    /** How many lines of the model there were, without checkpoints. */
    readonly lines: number;
    /** When the registry was first acknowledged; versions without a line are in `None` since then. */
    readonly acknowledged?: string | undefined;
    /** By version: since when it has been in its stage. */
    readonly since: Readonly<Record<string, string>>;
    readonly stages: Readonly<Record<string, PastStage>>;
}
interface PastStage {
    /** Every version that ever held the stage, in the order in which they first came to it. */
    readonly held: readonly PastStay[];
    /** By version: the line that took it out, unless it has come back. */
    readonly out: Readonly<Record<string, TakenOut>>;
    /** The attempts against the versions that a candidate can be compared with. */
    readonly attempts?: readonly PastAttempt[] | undefined;
    /** The champions of attempts that this record leaves out. */
    readonly 'attempts-against'?: readonly string[] | undefined;
}
/** An attempt, and the version that was judged. */
export type PastAttempt = Omit<Attempted, 'stage'> & {
    readonly version: string;
};
interface PastStay {
    readonly version: string;
    /** Number of the model's line that last moved it to the stage, from 1; 0 if it was there before the first line. */
    readonly came: number;
    /** Number of the model's line that moved it away; omitted while it is in the stage. */
    readonly left?: number | undefined;
    /** The numbers of the last line that judged it for the stage. */
    readonly judged?: readonly (RecordedNumber & {
        readonly metric: string;
    })[] | undefined;
    /** The last line that promoted it to the stage. */
    readonly promoted?: Promoted | undefined;
    /** When it was confirmed; omitted if it wasn't. */
    readonly confirmed?: string | undefined;
    /** Earlier lines have its numbers or its promotion, which this record leaves out. */
    readonly more?: true | undefined;
}
/** A line, and where the registry keeps it. */
export interface HistoryLine {
    readonly entry: HistoryEntry;
    /** SHA-256 (hex) of the line's text, without its line end. */
    readonly sha256: string;
    /** The file's path; on a server, the name of what holds the line. */
    readonly file: string;
    /** Counted from 1; null where there is only this line. */
    readonly line: number | null;
}
export {};
