import { setTimeout as sleep } from 'node:timers/promises';
import { StagegateError } from './errors.js';
import type { BaseRecord } from './gates/history.js';
import { readAttempt } from './history/attempts.js';
import type { HistoryEntry, HistoryLine } from './history/entry.js';
import { failVerification, verifyModel, type Verification } from './history/verify.js';
import type { Policy } from './policy/load.js';
import { resolveRules } from './policy/resolve.js';
import type { DecisionBasis } from './promotion/decision.js';
import { decidePromotion, decideUnjudged, decideWithdrawal } from './promotion/decide.js';
import { gatherContext, type EvidenceSettings } from './promotion/gather.js';
import { makeOutcome, type Outcome, type OutcomeOptions } from './promotion/outcome.js';
import { decideAgain, decideRegistrationAgain, otherFilesNotices } from './promotion/repeat.js';
import { decideRegistration, nextVersion, readReports } from './promotion/register.js';
import {
  parseModelName,
  refuseReference,
  requireReasonToOverride,
  splitReference,
  type PromotionRequest,
  type RegisterRequest,
  type RollbackRequest,
} from './promotion/request.js';
import { requireModel, requireReady, requireSameFiles, resolveVersion } from './promotion/resolve-version.js';
import { decideRollback, requireNotPast, RollbackAim, rulesForRollback } from './promotion/rollback.js';
import { settle, untilUndisturbed, type Pacing, type SettleOptions } from './promotion/settle.js';
import type { Interest, Registry, Snapshot } from './registry/registry.js';
import { isWithdrawal, parseStage } from './registry/stage.js';
import { onlyDecides } from './workspace/commit-mode.js';
import { deploy, pruneAliases, tellAliases, tellBeside } from './workspace/beside.js';
import { askGit } from './workspace/git-facts.js';
import { readRunContext } from './workspace/run-context.js';
import { openWorkspace, type Setup } from './workspace/open-workspace.js';
import type { StagegateOptions } from './workspace/options.js';
import { digestSource, locateSource } from './workspace/source-digest.js';

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
    requirePolicy(setup.policy, setup);
    const interest = { version: request.version, rollback: stage };
    const aim = new RollbackAim(request, stage);
    const outcome = await this.settle(
      setup,
      { model, interest, done: 'rolled-back', dry: false },
      async (snapshot, basis, { finished, settings }) => {
        requireModel(snapshot, snapshot.exists ? [] : await registry.models(), registry.label);
        const again = decideAgain(basis, { action: 'rollback', stage, version: request.version });
        if (again !== null) return again;
        const rules = resolveRules(requirePolicy(basis.policy, setup), model, stage);
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
                dry: onlyDecides(this.options.commit, setup.event),
              });
        const after = this.afterwards(basis);
        return decideRollback(request, after, {
          target,
          stage,
          archiveExisting: rules.archiveExisting,
          context: context === null ? null : { ...context, now: after.now },
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
    const digest = source === null ? null : await digestSource(source.root, source.path);
    if (digest !== null && request.sha256 !== null && digest !== request.sha256) {
      throw new StagegateError('input', `the source's SHA-256 is ${digest}, not ${request.sha256}`, {
        hint: 'The files are not the ones that the digest was made of.',
      });
    }
    const filled = { ...request, source: source?.name ?? null, sha256: request.sha256 ?? digest };
    const interest = { version: request.version ?? 'latest', rollback: null };
    return this.settle(
      setup,
      { model, interest, done: 'registered', dry: false },
      async (snapshot, basis, { settings }) => {
        if (!snapshot.exists && splitReference(model) !== null) {
          refuseReference(model, await setup.registry.models());
        }
        const again = decideRegistrationAgain(filled, basis);
        if (again !== null) return again;
        const version = request.version ?? nextVersion(snapshot);
        const decision = decideRegistration(filled, basis, await readReports(settings, { model, version }));
        return { ...decision, notices: [...decision.notices, ...otherFilesNotices(filled, basis)] };
      },
    );
  }

  /** A model's versions, aliases and history as they are now. @throws StagegateError `input` for an unknown model */
  read(model: string): Promise<Snapshot> {
    return this.within(async ({ registry }) => {
      const name = parseModelName(model);
      const snapshot = await untilUndisturbed({ registry, pacing: this.pacing(registry) }, () =>
        registry.read(name),
      );
      requireModel(snapshot, snapshot.exists ? [] : await registry.models(), registry.label);
      return snapshot;
    });
  }

  /** The names of all registered models, sorted. */
  models(): Promise<readonly string[]> {
    return this.within(({ registry }) => registry.models());
  }

  /** The history of one model, or of all of them, oldest first. @throws StagegateError */
  async history(model: string | null): Promise<readonly HistoryLine[]> {
    const snapshots = model === null ? await this.readAll() : [await this.read(model)];
    const lines = snapshots.flatMap(({ history }) => history);
    return lines.sort((a, b) => a.entry.time.localeCompare(b.entry.time)); // stable: lines of one time keep their order
  }

  /** Every model, also those that only the history knows. @throws StagegateError */
  readAll(): Promise<readonly Snapshot[]> {
    return this.within(({ registry }) =>
      untilUndisturbed({ registry, pacing: this.pacing(registry) }, () => registry.readAll()),
    );
  }

  /**
   * Replays every model's history and compares it with the registry; a model that can't be read is told as such where
   * the others can. @throws StagegateError when none can
   */
  verify(): Promise<readonly Verification[]> {
    return this.within(async ({ registry }) => {
      const pruned = this.options.pruneAliases === true ? await pruneAliases(registry) : null;
      return untilUndisturbed({ registry, pacing: this.pacing(registry) }, async () => {
        const unread: Verification[] = [];
        const snapshots = await registry.readAll((model, error) =>
          unread.push(failVerification(model, error)),
        );
        return [...snapshots.map(verifyModel), ...unread]
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
    if (!isWithdrawal(stage)) requirePolicy(setup.policy, setup);
    const interest = { version: request.version, rollback: null };
    const action = isWithdrawal(stage) ? 'archive' : 'promote';
    return this.settle(
      setup,
      { model, interest, done: 'promoted', dry: isCheck },
      async (snapshot, basis, { settings }) => {
        requireModel(snapshot, snapshot.exists ? [] : await registry.models(), registry.label);
        const again = dry ? null : decideAgain(basis, { action, stage, version: request.version });
        if (again !== null) return again;
        const candidate = resolveVersion(request.version, snapshot);
        if (isWithdrawal(stage)) return decideWithdrawal(request, basis, { candidate, stage });
        requireReady(candidate, snapshot);
        requireSameFiles(candidate, snapshot);
        const rules = resolveRules(requirePolicy(basis.policy, setup), model, stage);
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

  private async settle(
    setup: Setup,
    {
      model,
      interest,
      done,
      dry: isCheck,
    }: { model: string; interest: Interest; done: OutcomeOptions['done']; dry: boolean },
    decide: (
      snapshot: Snapshot,
      basis: DecisionBasis,
      attempt: { readonly finished: HistoryEntry | null; readonly settings: EvidenceSettings },
    ) => ReturnType<SettleOptions['decide']>,
  ): Promise<Outcome> {
    const { registry, rules, root, event } = setup;
    const base = done === 'registered' ? null : await this.readBase(setup, model);
    const env = this.options.env ?? process.env;
    const run = await readRunContext({ env, event, askGit: () => askGit(root) });
    const isEarly = !isCheck && onlyDecides(this.options.commit, event);
    const dry = isCheck || isEarly;
    const isFirst = (readAttempt(run.run)?.attempt ?? 1) === 1;
    let judging = setup.policyReading;
    const settled = await settle({
      registry,
      model,
      // what an earlier attempt registered need not be the latest any more
      interest: done === 'registered' && !isFirst ? undefined : interest,
      dry,
      pacing: this.pacing(registry),
      decide: async (snapshot, finished) => {
        const { policyReading, settings } = await rules.for(snapshot);
        judging = policyReading;
        const { policy } = policyReading;
        return decide(snapshot, { snapshot, policy, now: this.now(), run, base }, { finished, settings });
      },
    });
    const policy = { ...judging, notices: [...judging.notices, ...(await rules.notices())] };
    const outcome = makeOutcome(settled, { done, dry, registry: registry.label, policy, run });
    const beside = await tellBeside(outcome, setup, isEarly);
    const noticed = { ...outcome, notices: [...outcome.notices, ...beside] };
    const told = await tellAliases(noticed, setup, this.options.pruneAliases === true);
    return this.options.deployment === true ? deploy(told, setup) : told;
  }

  /** One that can't be understood is no fault of the proposal, which may be what mends it. */
  private async readBase({ base }: Setup, model: string): Promise<BaseRecord | null> {
    if (base === null) return null;
    try {
      return { name: base.name, snapshot: await base.registry.read(model) };
    } catch (error) {
      if (!(error instanceof StagegateError) || !['manifest', 'history'].includes(error.code)) throw error;
      return { name: base.name, snapshot: null };
    }
  }

  /** Gathering may have waited for checks, and a freeze may have begun meanwhile. */
  private afterwards(basis: DecisionBasis): DecisionBasis {
    return { ...basis, now: this.now() };
  }

  private now(): Date {
    return this.options.now?.() ?? new Date();
  }

  private pacing(registry: Registry): Pacing {
    return {
      sleep: (milliseconds) => sleep(milliseconds),
      random: Math.random,
      retrying: (attempt) =>
        this.options.onProgress?.(
          `${registry.label} was changed by another run: reading it again (${attempt})`,
        ),
    };
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

/** @param policy that of the setup, or of an attempt */
function requirePolicy(policy: Policy | null, { policyReading }: Setup): Policy {
  if (policy === null) throw policyReading.missing();
  return policy;
}
