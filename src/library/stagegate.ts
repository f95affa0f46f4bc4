import { Stagegate as Engine } from '../engine.js';
import { StagegateError } from '../errors.js';
import type { HistoryLine } from '../model/history-entry.js';
import { parseMoment } from '../history/select.js';
import type { Backtest } from '../promotion/past-decision.js';
import type { Validation } from '../promotion/validate.js';
import type { Verification } from '../history/verify.js';
import type { Outcome } from '../promotion/outcome.js';
import type { Power } from '../promotion/power.js';
import { parseReason, requireSha256 } from '../promotion/request.js';
import { requireAliasName } from '../model/names.js';
import type { Snapshot as EngineSnapshot } from '../model/registry.js';
import type { SiteRequest, SiteResult } from '../site/result.js';
import type { StagegateOptions } from '../workspace/options.js';
import {
  ACKNOWLEDGEMENT,
  ARGUMENTS,
  BACKTEST,
  CONFIRMATION,
  HISTORY,
  POWER,
  PROMOTION,
  readArgument,
  readOptions,
  REGISTRATION,
  ROLLBACK,
  SETTINGS,
  SITE,
  TRANSITION,
  UNREGISTRATION,
} from './inputs.js';
import type {
  AcknowledgeRequest,
  BacktestRequest,
  ConfirmRequest,
  HistoryRequest,
  PowerRequest,
  PromotionRequest,
  RegisterRequest,
  RollbackRequest,
  Snapshot,
  TransitionRequest,
  UnregisterRequest,
} from './types.js';

/**
 * Promotes model versions in a workspace. Each method reads the policy and the registry again, so one instance can be
 * kept. An option with a wrong value is a StagegateError `input` that names the option.
 */
export class Stagegate {
  private readonly engine: Engine;

  /** @throws StagegateError `input` */
  constructor(options: StagegateOptions = {}) {
    const { now, commit, ...settings } = readOptions('new Stagegate', options, SETTINGS);
    const clock = now === undefined ? undefined : () => requireTime(now());
    this.engine = new Engine({ ...settings, commit, now: clock });
  }

  /** Judges a version for a stage and, when it passes, moves it there. @throws StagegateError */
  async promote(request: PromotionRequest): Promise<Outcome> {
    return this.engine.promote(readPromotion('promote', request));
  }

  /** Judges like `promote`, without force, and changes nothing. @throws StagegateError */
  async check(request: PromotionRequest): Promise<Outcome> {
    return this.engine.check(readPromotion('check', request));
  }

  /**
   * MLflow's tutorial call, gated: `transition_model_version_stage(name, version, stage)`.
   * @throws StagegateError
   */
  async transitionModelVersionStage(request: TransitionRequest): Promise<Outcome> {
    const { name: model, ...rest } = readOptions('transitionModelVersionStage', request, TRANSITION);
    return this.engine.promote(complete({ model, ...rest }));
  }

  /** Goes back to the version that held the stage before. @throws StagegateError */
  async rollback(request: RollbackRequest): Promise<Outcome> {
    const { reason, version = null, ...rest } = readOptions('rollback', request, ROLLBACK);
    return this.engine.rollback({ ...rest, version, reason: parseReason(reason) });
  }

  /**
   * Judges the version in a stage by the live evidence that the policy names: confirms it, or goes back to the version
   * before. @throws StagegateError `policy` when the stage has no `live` rules
   */
  async confirm(request: ConfirmRequest): Promise<Outcome> {
    const { version = null, ...rest } = readOptions('confirm', request, CONFIRMATION);
    return this.engine.confirm({ ...rest, version });
  }

  /** Adds a version in stage `None`. @throws StagegateError */
  async register(request: RegisterRequest): Promise<Outcome> {
    const given = readOptions('register', request, REGISTRATION);
    return this.engine.register({
      model: given.model,
      version: given.version ?? null,
      source: given.source ?? null,
      sha256: given.sha256 === undefined ? null : requireSha256(given.sha256),
      tags: given.tags ?? {},
      aliases: (given.aliases ?? []).map(requireAliasName),
      reason: parseReason(given.reason),
      newModel: given.newModel,
    });
  }

  /**
   * Accepts the registry as it is, although it was changed by hand: the history goes on from there.
   * @throws StagegateError `history` when a line was altered
   */
  async acknowledge(request: AcknowledgeRequest): Promise<Outcome> {
    return this.engine.acknowledge(readOptions('acknowledge', request, ACKNOWLEDGEMENT));
  }

  /** Removes a version that was never promoted. @throws StagegateError `input` for any other */
  async unregister(request: UnregisterRequest): Promise<Outcome> {
    const { reason, ...rest } = readOptions('unregister', request, UNREGISTRATION);
    return this.engine.unregister({ ...rest, reason: parseReason(reason) });
  }

  /** The power of a stage's gates with the evidence that they get. Changes nothing. @throws StagegateError */
  async power(request: PowerRequest): Promise<Power> {
    return this.engine.power(readOptions('power', request, POWER));
  }

  /** Reads the policy and the registry of this checkout and judges nothing. @throws StagegateError */
  async validate(): Promise<Validation> {
    return this.engine.validate();
  }

  /**
   * Judges past promotions by the policy: what it would have decided, and why. The option `policy` of `new Stagegate`
   * names another file to judge by.
   * @throws StagegateError `history` when a history was altered or differs from its registry
   */
  async backtest(request: BacktestRequest = {}): Promise<Backtest> {
    const { model = null, since } = readOptions('backtest', request, BACKTEST);
    const from = typeof since === 'string' ? parseMoment(since, 'start') : since;
    return this.engine.backtest({ model, since: from ?? null });
  }

  /**
   * Writes a static page of the registry into a folder. The folder must be new, empty, or hold an earlier page.
   * @throws StagegateError `input` for any other folder
   */
  async site(request: SiteRequest): Promise<SiteResult> {
    return this.engine.site(readOptions('site', request, SITE));
  }

  /** A model's versions, aliases and history as they are now. @throws StagegateError `input` for an unknown model */
  async read(model: string): Promise<Snapshot> {
    return publish(await this.engine.read(readModel('read', model)));
  }

  /** Every model, also those that only the history knows. @throws StagegateError */
  async readAll(): Promise<readonly Snapshot[]> {
    return (await this.engine.readAll()).map(publish);
  }

  /** The names of all registered models, sorted. @throws StagegateError */
  async models(): Promise<readonly string[]> {
    return this.engine.models();
  }

  /**
   * The history, oldest first: of all models, or of one.
   * @param request a model's name, or `{ model, at, stage, limit }`
   * @throws StagegateError
   */
  async history(request?: string | HistoryRequest): Promise<readonly HistoryLine[]> {
    const asked = typeof request === 'string' ? { model: request } : (request ?? {});
    const { model = null, at, ...filter } = readOptions('history', asked, HISTORY);
    const until = typeof at === 'string' ? parseMoment(at) : at;
    return (await this.engine.history(model, { ...filter, until })).lines;
  }

  /**
   * Replays every model's history and compares it with the registry. A model that can't be read is reported as such, as
   * long as others can be read.
   * @throws StagegateError when none can be read
   */
  async verify(): Promise<readonly Verification[]> {
    return this.engine.verify();
  }
}

function readPromotion(call: string, request: unknown) {
  return complete(readOptions(call, request, PROMOTION));
}

function complete({ reason, force = false, ...rest }: ReturnType<typeof readOptions<typeof PROMOTION>>) {
  return { ...rest, reason: parseReason(reason), force };
}

function readModel(call: string, value: unknown): string {
  return readArgument(call, 'the model', { option: ARGUMENTS.model, value });
}

/** Leaves out what only the registry itself uses. */
function publish({ model, exists, versions, aliases, history }: EngineSnapshot): Snapshot {
  return { model, exists, versions, aliases, history };
}

function requireTime(now: unknown): Date {
  if (now instanceof Date && !Number.isNaN(now.getTime())) return now;
  throw new StagegateError('input', "the option now of new Stagegate didn't return a valid Date", {
    hint: 'Return a Date, such as new Date().',
  });
}
