import { StagegateError } from '../errors.js';
import type { BaseRecord } from '../gates/context.js';
import { readAttempt } from '../history/select.js';
import { SYSTEM_CLOCK } from '../system-clock.js';
import type { Registry, Snapshot } from '../model/registry.js';
import type { Policy } from '../policy/load.js';
import { decideAndApply, retryOnConflict, type Pacing } from '../promotion/apply-loop.js';
import type { Change, CommandContext, Prepare } from '../promotion/command.js';
import { makeOutcome, type JudgingPolicy, type Outcome } from '../promotion/outcome.js';
import { onlyDecides } from '../run/target-branch.js';
import { digestSource, locateSource } from '../files/source-digest.js';
import { askGit, readRunContext } from '../run/run-context.js';
import { openWorkspace, type Setup } from './open-workspace.js';
import type { StagegateOptions } from './options.js';
import { planDeployment } from '../promotion/deployment.js';
import { trendsOf } from '../promotion/trend.js';

/** Opens the workspace for one command. @throws StagegateError */
export async function openCommand(
  options: StagegateOptions,
): Promise<{ readonly context: CommandContext; close(): Promise<void> }> {
  const setup = await openWorkspace(options);
  const { registry, stages, policy, place, digests, rules } = setup;
  const pacing = pacingFor(registry, options.onProgress);
  return {
    context: {
      registry,
      isServer: setup.commit === null,
      stages,
      policy,
      isBeforeMerge: onlyDecides(options.commit, setup.event),
      now: options.now ?? SYSTEM_CLOCK.now,
      requirePolicy: (held, need) => held ?? refuseWithoutPolicy(setup, need),
      change: (about, prepare) => change(about, prepare, { setup, options, pacing }),
      read: (work) => retryOnConflict({ registry, pacing }, work),
      locate: async (source) => {
        const { root, path, name } = locateSource(source, { place });
        return { name, sha256: await digestSource(root, path, digests) };
      },
      rulesFor: async (snapshot) => {
        const { policyReading, settings } = await rules.for(snapshot);
        return { policy: policyReading.policy, settings };
      },
      artifacts: async (snapshot) => (await rules.for(snapshot)).settings.artifacts,
      settings: async (snapshot) => (await rules.for(snapshot)).settings,
      clock: { now: options.now ?? SYSTEM_CLOCK.now, elapsed: SYSTEM_CLOCK.elapsed },
      tell: (message, passing) => options.onProgress?.(message, passing),
    },
    close: async () => registry.close?.(),
  };
}

/** Decides and applies one change by the rules of each attempt, and returns the outcome. */
async function change(
  { model, interest, done, dry: isDryRun }: Change,
  prepare: Prepare,
  { setup, options, pacing }: { setup: Setup; options: StagegateOptions; pacing: Pacing },
): Promise<Outcome> {
  const { registry, rules, root, event } = setup;
  const judges = ['promoted', 'rolled-back', 'confirmed'].includes(done);
  const base = judges ? await readBase(setup, model) : null;
  const env = options.env ?? process.env;
  const run = await readRunContext({ env, event, askGit: () => askGit(root) });
  const isEarly = !isDryRun && onlyDecides(options.commit, event);
  const dry = isDryRun || isEarly;
  const isFirst = (readAttempt(run.run)?.attempt ?? 1) === 1;
  // the line of an earlier attempt, or what the base branch has, can be anywhere in the history
  const past = isFirst && base === null ? undefined : 'whole';
  const now = options.now ?? SYSTEM_CLOCK.now;
  let judging = setup.policyReading;
  let seen = null as Snapshot | null;
  const settled = await decideAndApply({
    registry,
    model,
    // the version that an earlier attempt registered may no longer be the latest
    interest: done === 'registered' && !isFirst ? undefined : interest && { ...interest, past },
    dry,
    pacing,
    decide: async (snapshot, { first, finished }) => {
      const { policyReading, settings } = await rules.for(snapshot);
      judging = policyReading;
      seen = snapshot;
      const { policy } = policyReading;
      const decide = await prepare({ snapshot, first, finished, policy, run, base, settings });
      return decide(now());
    },
  });
  const policy = { ...judging, notices: [...judging.notices, ...(await rules.notices())] };
  const outcome = makeOutcome(settled, { done, dry, registry: registry.label, policy, run });
  const beside = await collectNotices(outcome, setup, isEarly);
  const known = base === null ? seen : base.snapshot;
  const trends = trendsOf(outcome, known?.history ?? []);
  const noticed = { ...outcome, trends, notices: [...outcome.notices, ...beside] };
  const foreseen = await foresee(noticed, {
    judging,
    registry,
    snapshot: known,
  });
  const told = await reviewAliases(foreseen, setup, options.pruneAliases === true);
  return options.deployment === true ? deploy(told, setup) : told;
}

/** Tells what a proposed policy would have decided. The decision stands: a failure is only a notice. */
async function foresee(
  outcome: Outcome,
  {
    judging: { policy, proposed },
    registry,
    snapshot,
  }: { judging: JudgingPolicy; registry: Registry; snapshot: Snapshot | null },
): Promise<Outcome> {
  if (proposed === undefined || policy === null || snapshot === null || outcome.asked !== 'promoted')
    return outcome;
  const isWhole = snapshot.history[0]?.entry.action !== 'checkpoint';
  try {
    const { foreseeEffect } = await import('../promotion/backtest.js');
    const whole = isWhole ? snapshot : await registry.read(outcome.model);
    return { ...outcome, policyEffect: await foreseeEffect(whole, { proposed, present: policy }) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const notice = `past promotions could not be judged by the policy of this checkout: ${why}`;
    return { ...outcome, notices: [...outcome.notices, notice] };
  }
}

function refuseWithoutPolicy(
  { policyReading, commit }: Setup,
  need: { readonly model: string; readonly stage: string },
): Policy {
  throw policyReading.missing({ ...need, isServer: commit === null });
}

/** An unreadable base registry doesn't fail the proposal, which may be the fix. */
async function readBase({ base }: Setup, model: string): Promise<BaseRecord | null> {
  if (base === null) return null;
  try {
    return { name: base.name, snapshot: await base.registry.read(model) };
  } catch (error) {
    if (!(error instanceof StagegateError) || !['manifest', 'history'].includes(error.code)) throw error;
    return { name: base.name, snapshot: null };
  }
}

function pacingFor(registry: Registry, onProgress?: (message: string) => void): Pacing {
  return {
    clock: SYSTEM_CLOCK,
    random: Math.random,
    retrying: (attempt) =>
      onProgress?.(`${registry.label} was changed by another run: reading it again (${attempt})`),
  };
}

/** Further notices about an outcome. @param isEarly the run only decided, since the change is not merged yet */
async function collectNotices(outcome: Outcome, setup: Setup, isEarly: boolean): Promise<string[]> {
  if (isEarly) return [earlyNotice(setup)];
  if (outcome.decision === 'blocked')
    return [
      ...(await proposalNotices(outcome, setup.registry)),
      ...(outcome.attemptWritten ? checkoutNotices(setup) : []),
    ];
  return outcome.promoted && !outcome.repeated ? checkoutNotices(setup) : [];
}

/**
 * Finds aliases that still serve an old version after the policy renamed them. Only a run that may change the registry
 * and wasn't blocked removes them.
 */
async function reviewAliases(outcome: Outcome, { registry }: Setup, prune: boolean): Promise<Outcome> {
  const { model, asked, decision, dry, repeated } = outcome;
  if (asked === 'registered') return outcome;
  const mayPrune = prune && !dry && !repeated && decision !== 'blocked' && decision !== 'unconfirmed';
  try {
    const review = await registry.reviewAliases?.(model, mayPrune);
    if (review === undefined) return outcome;
    const { removed, notices } = review;
    return { ...outcome, removedAliases: removed, notices: [...outcome.notices, ...notices] };
  } catch (error) {
    if (!(error instanceof StagegateError)) throw error;
    const notice = `old aliases of ${model} could not be checked: ${error.message}`;
    return { ...outcome, notices: [...outcome.notices, notice] };
  }
}

/** The registry is the truth and deployments only show it: a failed one becomes a notice. */
async function deploy(outcome: Outcome, { stages, github }: Setup): Promise<Outcome> {
  const plan = planDeployment(outcome, { stages, run: outcome.run });
  if (plan === null) return outcome;
  const { recordDeployment } = await import('../github/deployment.js');
  const { id, problem } = await recordDeployment(() => github.open('a deployment'), plan);
  const notices = problem === null ? outcome.notices : [...outcome.notices, problem];
  return { ...outcome, deploymentId: id, notices };
}

/** Warns that only the files of this job changed: they are lost with its runner. */
function checkoutNotices({ commit, event, registry }: Setup): string[] {
  if (commit !== 'none' || event.name === null) return [];
  const remedy = event.beforeMerge ? 'commit it' : 'commit it, or set commit: api';
  return [`only ${registry.label} in this checkout was changed: ${remedy}`];
}

function earlyNotice({ event, commit }: Setup): string {
  const instead =
    commit === null
      ? 'Set commit: none to change the registry anyway.'
      : 'Set commit: none to change the files of this checkout anyway.';
  return `${event.name ?? ''} runs before the merge, so this run only decides and changes nothing. ${instead}`;
}

/** Warns of an earlier proposal, which can still be merged although it would not be proposed now. */
async function proposalNotices({ model, version, stage }: Outcome, registry: Registry): Promise<string[]> {
  try {
    const open = await registry.findProposal?.({ model, version, stage });
    if (open === undefined || open === null) return [];
    const what = open.version === null ? 'a change' : `version ${open.version}`;
    return [
      `pull request #${open.number} still proposes ${what} for ${stage}: close it if it shouldn't be merged`,
    ];
  } catch (error) {
    if (!(error instanceof StagegateError)) throw error;
    return [`could not check whether an earlier proposal for ${stage} is still open: ${error.message}`];
  }
}
