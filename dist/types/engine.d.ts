import type { HistoryLine } from './history/entry.js';
import { type Verification } from './history/verify.js';
import { type Outcome } from './promotion/outcome.js';
import { type PromotionRequest, type RegisterRequest, type RollbackRequest } from './promotion/request.js';
import type { Snapshot } from './registry/registry.js';
import { type WorkspaceOptions } from './workspace/open-workspace.js';
export interface StagegateOptions extends WorkspaceOptions {
    /** Whether a promotion or rollback is also recorded as a deployment on GitHub; it is not by default. */
    readonly deployment?: boolean | undefined;
    /** The clock; the system's by default. */
    readonly now?: (() => Date) | undefined;
}
/**
 * The engine over a workspace: what the action, the command line and programs call. Each method reads the
 * policy and the registry anew, so one instance can be kept.
 */
export declare class Stagegate {
    private readonly options;
    constructor(options?: StagegateOptions);
    /** Judges a version for a stage and, when it passes, moves it there. @throws StagegateError */
    promote(request: PromotionRequest): Promise<Outcome>;
    /** Judges like `promote`, without force, and changes nothing. @throws StagegateError */
    check(request: PromotionRequest): Promise<Outcome>;
    /**
     * MLflow's tutorial call, gated: `transition_model_version_stage(name, version, stage)`.
     * @throws StagegateError
     */
    transitionModelVersionStage(model: {
        name: string;
        version: string | number;
        stage: string;
        reason?: string | null;
        allowTakenOut?: boolean;
    }): Promise<Outcome>;
    /** Goes back to the version that held the stage before. @throws StagegateError */
    rollback(request: RollbackRequest): Promise<Outcome>;
    private goBack;
    /** Adds a version in stage `None`. @throws StagegateError */
    register(request: RegisterRequest): Promise<Outcome>;
    private add;
    /** A model's versions, aliases and history as they are now. @throws StagegateError `input` for an unknown model */
    read(model: string): Promise<Snapshot>;
    /** The names of all registered models, sorted. */
    models(): Promise<readonly string[]>;
    /** The history of one model, or of all of them, oldest first. @throws StagegateError */
    history(model: string | null): Promise<readonly HistoryLine[]>;
    /** Every model, also those that only the history knows. @throws StagegateError */
    readAll(): Promise<readonly Snapshot[]>;
    /**
     * Replays every model's history and compares it with the registry; a model that can't be read is told as such where
     * the others can. @throws StagegateError when none can
     */
    verify(): Promise<readonly Verification[]>;
    private move;
    private moveIn;
    private settle;
    /** One that can't be understood is no fault of the proposal, which may be what mends it. */
    private readBase;
    /** Gathering may have waited for checks, and a freeze may have begun meanwhile. */
    private afterwards;
    private now;
    private pacing;
    /** Opens the workspace for one command, and closes what was opened, however it ends. */
    private within;
}
