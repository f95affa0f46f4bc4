import { nowFor, pacingFor, requirePolicy, decideFor, type About, type Decide } from './engine/support.js';
import { validateWorkspace, type Validation } from './engine/validate.js';
import { StagegateError } from './errors.js';
import type { HistoryLine } from './model/history-entry.js';
import { selectLines, type LineFilter } from './history/replay.js';
import { failVerification, type Verification } from './history/verify.js';
import { resolveRules } from './policy/resolve.js';
import { decideAcknowledgement, decideUnregistration, parseNumber } from './promotion/amend.js';
import type { Decision, DecisionBasis } from './promotion/decision.js';
import { decidePromotion, decideUnjudged, decideWithdrawal } from './promotion/decide.js';
import { gatherContext } from './promotion/gather.js';
import type { Done, Outcome } from './promotion/outcome.js';
import {
  decideAgain,
  decideAmendmentAgain,
  decideRegistrationAgain,
  otherFilesNotices,
} from './promotion/repeat.js';
import { decideRegistration, nextVersion, readReports, requireKnownModel } from './promotion/register.js';
import {
  parseModelName,
  refuseReference,
  requireReason,
  requireReasonToOverride,
  splitReference,
  type AcknowledgeRequest,
  type PromotionRequest,
  type RegisterRequest,
  type RollbackRequest,
  type UnregisterRequest,
} from './promotion/request.js';
import { requireModel, requireReady, requireSameFiles, resolveVersion } from './promotion/resolve-version.js';
import { decideRollback, requireNotPast, RollbackAim, rulesForRollback } from './promotion/rollback.js';
import { retryOnConflict, type Pacing } from './promotion/apply-loop.js';
import type { Registry, Snapshot } from './model/registry.js';
import { isWithdrawal, parseStage } from './model/stage.js';
import { onlyDecides } from './run/commit-mode.js';
import { pruneAliases } from './workspace/beside.js';
import { openWorkspace, type Setup } from './workspace/open-workspace.js';
import type { StagegateOptions } from './workspace/options.js';
import { digestSource, locateSource } from './files/source-digest.js';
import { verifyFiles } from './workspace/verify-files.js';

export type { StagegateOptions };

/**
 * The engine over a workspace: what the action, the command line and programs call. Each method reads the
 * policy and the registry anew, so one instance can be kept.
 */
export class Stagegate {
  constructor(private readonly options: StagegateOptions = {}) {}

  /** Judges a version for a stage and, when it passes, moves it there. @throws StagegateError */
  promote(request: PromotionRequest): Promise<Outcome> {
    return this.move(request, false);
  }

  /** Judges like `promote`, without force, and changes nothing. @throws StagegateError */
  check(request: PromotionRequest): Promise<Outcome> {
    return this.move({ ...request, force: false }, true);
  }

  /** Goes back to the version that held the stage before. @throws StagegateError */
  rollback(request: RollbackRequest): Promise<Outcome> {
    return this.within((setup) => this.goBack(request, setup));
  }

  private async goBack(request: RollbackRequest, setup: Setup): Promise<Outcome> {
    const { registry, stages } = setup;
    const model = parseModelName(request.model);
    const stage = parseStage(request.stage, stages);
    if (isWithdrawal(stage)) {
      throw new StagegateError('input', `${stage} is no stage to roll back`, {
        hint: `Roll back one of ${stages.join(', ')}.`,
      });
    }
    const need = { model, stage };
    requirePolicy(setup.policy, setup, need);
    const interest = { version: request.version, rollback: stage };
    const aim = new RollbackAim(request, stage);
    const outcome = await this.decideAndApply(
      setup,
      { model, interest, done: 'rolled-back', dry: request.dryRun === true },
      async (snapshot, basis, { finished, settings }) => {
        await requireKnown(snapshot, registry);
        const dry = request.dryRun === true || onlyDecides(this.options.commit, setup.event);
        const again = dry
          ? null
          : decideAgain(basis, { action: 'rollback', stage, version: request.version });
        if (again !== null) return again;
        const rules = resolveRules(requirePolicy(basis.policy, setup, need), model, stage);
        // a rollback that a run began before it died is the one that is asked for: not another step further back
        const begun = finished?.action === 'rollback' && finished.to === stage ? finished.version : null;
        const target = aim.find(begun, snapshot);
        if (target === null) return aim.decideOvertaken(basis);
        requireReady(target, snapshot);
        requireSameFiles(target, snapshot);
        requireNotPast(target, stage, stages);
        const gated = rulesForRollback(rules);
        const context =
          gated === null
            ? null
            : await gatherContext(basis, target, gated, {
                stage,
                settings,
                dry,
              });
        const after = this.afterwards(basis);
        return decideRollback(request, after, {
          target,
          stage,
          archiveExisting: rules.archiveExisting,
          context: context === null ? null : { ...context, now: after.now },
          artifact: context === null ? await settings.artifacts.read(target) : null,
        });
      },
    );
    aim.requireReached();
    return outcome;
  }

  /** Adds a version in stage `None`. @throws StagegateError */
  register(request: RegisterRequest): Promise<Outcome> {
    return this.within((setup) => this.add(request, setup));
  }

  private async add(request: RegisterRequest, setup: Setup): Promise<Outcome> {
    const model = parseModelName(request.model);
    const source = request.source === null ? null : locateSource(request.source, setup);
    const digest = source === null ? null : await digestSource(source.root, source.path, setup.digests);
    if (digest !== null && request.sha256 !== null && digest !== request.sha256) {
      throw new StagegateError('input', `the source's SHA-256 is ${digest}, not ${request.sha256}`, {
        hint: 'The files are not the ones that the digest was made of.',
      });
    }
    const filled = { ...request, source: source?.name ?? null, sha256: request.sha256 ?? digest };
    const interest = { version: request.version ?? 'latest', rollback: null };
    return this.decideAndApply(
      setup,
      { model, interest, done: 'registered', dry: false },
      async (snapshot, basis, { settings }) => {
        if (!snapshot.exists && splitReference(model) !== null) {
          refuseReference(model, await setup.registry.models());
        }
        if (!snapshot.exists && snapshot.history.length > 0) await setup.registry.requireThere?.();
        const again = decideRegistrationAgain(filled, basis);
        if (again !== null) return again;
        if (request.newModel !== true) await requireKnownModel(basis, setup.registry);
        const version = request.version ?? nextVersion(snapshot);
        const decision = decideRegistration(filled, basis, await readReports(settings, { model, version }));
        return { ...decision, notices: [...decision.notices, ...otherFilesNotices(filled, basis)] };
      },
    );
  }

  /**
   * Takes the registry as it stands, although it was changed by hand, as what the history goes on from.
   * @throws StagegateError `history` when a line was altered, `manifest` when files were exchanged
   */
  async acknowledge({ model, reason, dryRun }: AcknowledgeRequest): Promise<Outcome> {
    const why = requireReason('acknowledge', reason);
    const asked = { model, version: null, done: 'acknowledged', dryRun } as const;
    return this.amend(asked, (basis) => decideAcknowledgement(why, basis));
  }

  /** Removes a version that was never promoted. @throws StagegateError `input` for any other */
  async unregister({ model, version, reason = null, dryRun }: UnregisterRequest): Promise<Outcome> {
    const number = parseNumber(version);
    const asked = { model, version: number, done: 'unregistered', dryRun } as const;
    return this.amend(asked, (basis) => decideUnregistration({ version: number, reason }, basis));
  }

  private amend(
    asked: {
      model: string;
      version: string | null;
      done: Done;
      dryRun?: boolean | undefined;
    },
    decide: (basis: DecisionBasis) => Decision,
  ): Promise<Outcome> {
    return this.within((setup) => {
      const { version, done } = asked;
      const model = parseModelName(asked.model);
      const dry = asked.dryRun === true;
      const decides = dry || onlyDecides(this.options.commit, setup.event);
      return this.decideAndApply(setup, { model, done, dry }, async (snapshot, basis, { finished }) => {
        const again = decides ? null : decideAmendmentAgain(basis, { done, version, finished });
        if (again !== null) return again;
        if (version !== null || snapshot.history.length === 0) await requireKnown(snapshot, setup.registry);
        return decide(basis);
      });
    });
  }

  /** Reads the policy and the registry of this checkout and judges nothing. @throws StagegateError */
  validate(): Promise<Validation> {
    return validateWorkspace(this.options);
  }

  /** A model's versions, aliases and history as they are now. @throws StagegateError `input` for an unknown model */
  read(model: string): Promise<Snapshot> {
    return this.within(({ registry }) => this.readModel(registry, model));
  }

  private async readModel(registry: Registry, model: string): Promise<Snapshot> {
    const name = parseModelName(model);
    const snapshot = await retryOnConflict({ registry, pacing: this.pacing(registry) }, () =>
      registry.read(name),
    );
    await requireKnown(snapshot, registry);
    return snapshot;
  }

  /** The names of all registered models, sorted. */
  models(): Promise<readonly string[]> {
    return this.within(async ({ registry }) => {
      const models = await registry.models();
      if (models.length === 0) await registry.requireThere?.();
      return models;
    });
  }

  /**
   * The history of one model, or of all of them, oldest first.
   * @throws StagegateError `input` for a stage that neither the policy nor the history knows
   */
  history(model: string | null, filter: LineFilter = {}): Promise<readonly HistoryLine[]> {
    return this.within(async ({ registry, stages }) => {
      const snapshots =
        model === null ? await this.readAllOf(registry) : [await this.readModel(registry, model)];
      const lines = snapshots.flatMap(({ history }) => history);
      // stable: lines of one time keep their order
      const sorted = lines.sort((a, b) => a.entry.time.localeCompare(b.entry.time));
      return selectLines(sorted, filter, stages);
    });
  }

  /** Every model, also those that only the history knows. @throws StagegateError */
  readAll(): Promise<readonly Snapshot[]> {
    return this.within(({ registry }) => this.readAllOf(registry));
  }

  private async readAllOf(registry: Registry): Promise<readonly Snapshot[]> {
    const snapshots = await retryOnConflict({ registry, pacing: this.pacing(registry) }, () =>
      registry.readAll(),
    );
    if (snapshots.length === 0) await registry.requireThere?.();
    return snapshots;
  }

  /**
   * Replays every model's history and compares it with the registry, and the files of the versions in a stage with
   * their SHA-256; a model that can't be read is told as such where the others can. @throws StagegateError when none can
   */
  verify(): Promise<readonly Verification[]> {
    return this.within(async ({ registry, rules }) => {
      const pruned = this.options.pruneAliases === true ? await pruneAliases(registry) : null;
      return retryOnConflict({ registry, pacing: this.pacing(registry) }, async () => {
        const unread: Verification[] = [];
        const snapshots = await registry.readAll((model, error) =>
          unread.push(failVerification(model, error)),
        );
        const verified = [...(await verifyFiles(snapshots, rules)), ...unread];
        if (verified.length === 0) await registry.requireThere?.();
        return verified
          .map((each) => ({ ...each, notes: [...each.notes, ...(pruned?.get(each.model) ?? [])] }))
          .sort((a, b) => (a.model < b.model ? -1 : 1));
      });
    });
  }

  private async move(request: PromotionRequest, dry: boolean): Promise<Outcome> {
    requireReasonToOverride(request);
    return this.within((setup) => this.moveIn(setup, request, dry));
  }

  private async moveIn(setup: Setup, asked: PromotionRequest, isCheck: boolean): Promise<Outcome> {
    const dry = isCheck || onlyDecides(this.options.commit, setup.event);
    const request = dry ? { ...asked, force: false } : asked;
    const { registry } = setup;
    const model = parseModelName(request.model);
    const stage = parseStage(request.stage, setup.stages);
    const need = { model, stage };
    if (!isWithdrawal(stage)) requirePolicy(setup.policy, setup, need);
    const interest = { version: request.version, rollback: null };
    const action = isWithdrawal(stage) ? 'archive' : 'promote';
    return this.decideAndApply(
      setup,
      { model, interest, done: 'promoted', dry: isCheck },
      async (snapshot, basis, { settings }) => {
        await requireKnown(snapshot, registry);
        const again = dry ? null : decideAgain(basis, { action, stage, version: request.version });
        if (again !== null) return again;
        const candidate = resolveVersion(request.version, snapshot);
        if (isWithdrawal(stage)) return decideWithdrawal(request, basis, { candidate, stage });
        requireReady(candidate, snapshot);
        requireSameFiles(candidate, snapshot);
        const rules = resolveRules(requirePolicy(basis.policy, setup, need), model, stage);
        const unjudged = decideUnjudged(basis, { candidate, stage, rules });
        if (unjudged !== null) return unjudged;
        const { allowTakenOut } = request;
        const context = await gatherContext(basis, candidate, rules, {
          ...{ stage, settings, dry, allowTakenOut },
        });
        const after = this.afterwards(basis);
        return decidePromotion(request, after, { ...context, now: after.now });
      },
    );
  }

  private decideAndApply(setup: Setup, about: About, decide: Decide): Promise<Outcome> {
    return decideFor(setup, this.options, { about, decide });
  }

  /** Gathering may have waited for checks, and a freeze may have begun meanwhile. */
  private afterwards(basis: DecisionBasis): DecisionBasis {
    return { ...basis, now: this.now() };
  }

  private now(): Date {
    return nowFor(this.options);
  }

  private pacing(registry: Registry): Pacing {
    return pacingFor(registry, this.options.onProgress);
  }

  /** Opens the workspace for one command, and closes what was opened, however it ends. */
  private async within<T>(work: (setup: Setup) => Promise<T>): Promise<T> {
    const setup = await openWorkspace(this.options);
    try {
      return await work(setup);
    } finally {
      await setup.registry.close?.();
    }
  }
}

/** @throws StagegateError `input` when the registry does not exist, or has no such model */
async function requireKnown(snapshot: Snapshot, registry: Registry): Promise<void> {
  if (snapshot.exists) return;
  await registry.requireThere?.();
  requireModel(snapshot, await registry.models(), registry.label);
}
