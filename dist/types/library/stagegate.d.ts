import type { HistoryLine } from '../model/history-entry.js';
import type { Backtest } from '../promotion/past-decision.js';
import type { Validation } from '../promotion/validate.js';
import type { Verification } from '../history/verify.js';
import type { Outcome } from '../promotion/outcome.js';
import type { Power } from '../promotion/power.js';
import type { SiteRequest, SiteResult } from '../site/result.js';
import type { StagegateOptions } from '../workspace/options.js';
import type { AcknowledgeRequest, BacktestRequest, ConfirmRequest, HistoryRequest, PowerRequest, PromotionRequest, RegisterRequest, RollbackRequest, Snapshot, TransitionRequest, UnregisterRequest } from './types.js';
/**
 * Promotes model versions in a workspace. Each method reads the policy and the registry again, so one instance can be
 * kept. An option with a wrong value is a StagegateError `input` that names the option.
 */
export declare class Stagegate {
    private readonly engine;
    /** @throws StagegateError `input` */
    constructor(options?: StagegateOptions);
    /** Judges a version for a stage and, when it passes, moves it there. @throws StagegateError */
    promote(request: PromotionRequest): Promise<Outcome>;
    /** Judges like `promote`, without force, and changes nothing. @throws StagegateError */
    check(request: PromotionRequest): Promise<Outcome>;
    /**
     * MLflow's tutorial call, gated: `transition_model_version_stage(name, version, stage)`.
     * @throws StagegateError
     */
    transitionModelVersionStage(request: TransitionRequest): Promise<Outcome>;
    /** Goes back to the version that held the stage before. @throws StagegateError */
    rollback(request: RollbackRequest): Promise<Outcome>;
    /**
     * Judges the version in a stage by the live evidence that the policy names: confirms it, or goes back to the version
     * before. @throws StagegateError `policy` when the stage has no `live` rules
     */
    confirm(request: ConfirmRequest): Promise<Outcome>;
    /** Adds a version in stage `None`. @throws StagegateError */
    register(request: RegisterRequest): Promise<Outcome>;
    /**
     * Accepts the registry as it is, although it was changed by hand: the history goes on from there.
     * @throws StagegateError `history` when a line was altered
     */
    acknowledge(request: AcknowledgeRequest): Promise<Outcome>;
    /** Removes a version that was never promoted. @throws StagegateError `input` for any other */
    unregister(request: UnregisterRequest): Promise<Outcome>;
    /** The power of a stage's gates with the evidence that they get. Changes nothing. @throws StagegateError */
    power(request: PowerRequest): Promise<Power>;
    /** Reads the policy and the registry of this checkout and judges nothing. @throws StagegateError */
    validate(): Promise<Validation>;
    /**
     * Judges past promotions by the policy: what it would have decided, and why. The option `policy` of `new Stagegate`
     * names another file to judge by.
     * @throws StagegateError `history` when a history was altered or differs from its registry
     */
    backtest(request?: BacktestRequest): Promise<Backtest>;
    /**
     * Writes a static page of the registry into a folder. The folder must be new, empty, or hold an earlier page.
     * @throws StagegateError `input` for any other folder
     */
    site(request: SiteRequest): Promise<SiteResult>;
    /** A model's versions, aliases and history as they are now. @throws StagegateError `input` for an unknown model */
    read(model: string): Promise<Snapshot>;
    /** Every model, also those that only the history knows. @throws StagegateError */
    readAll(): Promise<readonly Snapshot[]>;
    /** The names of all registered models, sorted. @throws StagegateError */
    models(): Promise<readonly string[]>;
    /**
     * The history, oldest first: of all models, or of one.
     * @param request a model's name, or `{ model, at, stage, limit }`
     * @throws StagegateError
     */
    history(request?: string | HistoryRequest): Promise<readonly HistoryLine[]>;
    /**
     * Replays every model's history and compares it with the registry. A model that can't be read is reported as such, as
     * long as others can be read.
     * @throws StagegateError when none can be read
     */
    verify(): Promise<readonly Verification[]>;
}
