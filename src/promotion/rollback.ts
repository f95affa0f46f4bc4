import { StagegateError } from '../errors.js';
import { checkArtifact } from '../gates/integrity.js';
import type { GateContext } from '../gates/context.js';
import type { ArtifactReading } from '../history/artifacts.js';
import { heldEver, holders } from '../history/holders.js';
import { isBlocking, type GateResult } from '../model/gate-result.js';
import type { ModelVersion, Snapshot } from '../model/registry.js';
import { comesAfter, isWithdrawal, parseStage } from '../model/stage.js';
import { parseVersion } from '../model/version.js';
import { resolveRules, type StageRules } from '../policy/resolve.js';
import { findHolders } from './find-champions.js';
import { requireKnown, type Attempt, type CommandContext } from './command.js';
import { factsOf, type Decision, type DecisionBasis, type LiveFailure } from './decision.js';
import { findVersion, requireReady, requireSameFiles } from './find-version.js';
import { gatherContext } from './gather.js';
import { besideOf, judge, tellReports } from './judge.js';
import type { Outcome } from './outcome.js';
import { makePlan } from './plan.js';
import { decideAgain } from './repeat.js';
import { parseModelName, type RollbackRequest } from './request.js';

/** Goes back to the version that held the stage before, or to the one asked for. @throws StagegateError */
export async function rollback(request: RollbackRequest, context: CommandContext): Promise<Outcome> {
  const { registry, stages } = context;
  const model = parseModelName(request.model);
  const stage = parseStage(request.stage, stages);
  if (isWithdrawal(stage)) {
    throw new StagegateError('input', `${stage} can't be rolled back`, {
      hint: `Roll back one of ${stages.join(', ')}.`,
    });
  }
  const need = { model, stage };
  context.requirePolicy(context.policy, need);
  const isDryRun = request.dryRun === true;
  const dry = isDryRun || context.isBeforeMerge;
  const interest = { version: request.version, rollback: stage };
  return context.change({ model, interest, done: 'rolled-back', dry: isDryRun }, async (attempt) => {
    const { snapshot, finished } = attempt;
    await requireKnown(snapshot, registry);
    const again = dry ? null : decideAgain(attempt, { action: 'rollback', stage, version: request.version });
    if (again !== null) return () => again;
    const rules = resolveRules(context.requirePolicy(attempt.policy, need), model, stage);
    const begun = finished?.action === 'rollback' && finished.to === stage ? finished.version : null;
    const { target, overtaken } = aimRollback(request, stage, { ...attempt, begun });
    if (overtaken !== null) return () => decideOvertaken(attempt, stage, overtaken);
    return prepareRollback(request, attempt, { target, stage, stages, rules, dry });
  });
}

interface RollbackParts {
  readonly target: ModelVersion;
  readonly stage: string;
  /** In the order of promotion. */
  readonly stages: readonly string[];
  readonly rules: StageRules;
  readonly dry: boolean;
}

/**
 * Reads what a rollback to a version needs.
 * @throws StagegateError `input` or `manifest` when the stage can't go back to it
 */
export async function prepareRollback(
  request: RollbackRequest,
  attempt: Attempt,
  { target, stage, stages, rules, dry }: RollbackParts,
): Promise<(now: Date, live?: LiveFailure) => Decision> {
  const { snapshot, settings } = attempt;
  requireReady(target, snapshot);
  requireSameFiles(target, snapshot);
  requireNotPast(target, stage, stages);
  const gated = rulesForRollback(rules);
  const evidence =
    gated === null ? null : await gatherContext(attempt, target, gated, { stage, settings, dry });
  const artifact = evidence === null ? await settings.artifacts.read(target) : null;
  const { archiveExisting } = rules;
  return (now, live) =>
    decideRollback(
      live === undefined ? request : { ...request, reason: live.reason },
      { ...attempt, now },
      {
        ...{ target, stage, archiveExisting, artifact, live },
        context: evidence === null ? null : { ...evidence, now },
      },
    );
}

/**
 * The version to roll back to: the one that held the stage before the current one, or the one asked for if it ever held
 * the stage. Anything else would be a promotion without gates.
 * @throws StagegateError `input` when the history has no earlier version
 */
export function findRollbackTarget(
  request: RollbackRequest,
  stage: string,
  snapshot: Snapshot,
): ModelVersion {
  const stack = holders(snapshot.history, stage);
  const current = findHolders(snapshot, stage, '').at(-1) ?? null;
  if (request.version !== null) return findAsked(parseVersion(request.version), { stage, current, snapshot });
  const at = current === null ? stack.length : stack.lastIndexOf(current);
  const earlier = (at === -1 ? stack : stack.slice(0, at)).filter((version) => version !== current);
  const target = earlier.at(-1);
  if (target === undefined) throw nothingEarlier(snapshot, stage, current);
  const found = snapshot.versions.find(({ version }) => version === target);
  if (found !== undefined) return found;
  const further = earlier.findLast((version) => snapshot.versions.some((other) => other.version === version));
  throw new StagegateError(
    'input',
    `version ${target}, which held ${stage} before, is no longer registered`,
    {
      hint:
        further === undefined
          ? 'No earlier version is registered. Promote another one.'
          : `To go further back: stagegate rollback --version ${further}`,
    },
  );
}

/** The version that a rollback goes to, unless another run was faster. */
export type RollbackAim =
  | { readonly target: ModelVersion; readonly overtaken: null }
  | { readonly target: null; readonly overtaken: Overtaken };

interface Overtaken {
  /** The version that the first attempt saw in the stage. */
  readonly from: string | null;
  /** The version that this rollback would have gone back to. */
  readonly wanted: string;
  /** The version that holds the stage now. */
  readonly instead: string | null;
}

/**
 * Without a version, a rollback goes back from the version that its first attempt saw in the stage. If another run has
 * taken that one out meanwhile, there is nothing left to do: a second step back was never asked for.
 * @param first the snapshot of the first attempt
 * @param begun the target of a rollback that an interrupted run had begun: it counts as the version asked for
 * @throws StagegateError `input` when no earlier version is known
 */
export function aimRollback(
  request: RollbackRequest,
  stage: string,
  { first, snapshot, begun }: { first: Snapshot; snapshot: Snapshot; begun: string | null },
): RollbackAim {
  const version = request.version ?? begun;
  const holder = (of: Snapshot) => findHolders(of, stage, '').at(-1) ?? null;
  const [from, instead] = [holder(first), holder(snapshot)];
  if (version !== null || from === instead) {
    return { target: findRollbackTarget({ ...request, version }, stage, snapshot), overtaken: null };
  }
  const wanted = findRollbackTarget({ ...request, version }, stage, first).version;
  return { target: null, overtaken: { from, wanted, instead } };
}

/** Changes nothing. The race is lost unless the stage now holds the version that this rollback wanted there. */
export function decideOvertaken(
  { snapshot }: Pick<DecisionBasis, 'snapshot'>,
  stage: string,
  { from, wanted, instead }: Overtaken,
): Decision {
  const version = instead ?? wanted;
  const facts = factsOf({ snapshot, version, currentStage: stage, stage }, []);
  const did = from === null ? `moved a version to ${stage}` : `took version ${from} out of ${stage}`;
  const there = instead === null ? 'the stage is empty' : `version ${instead} is there now`;
  const lost = new StagegateError('conflict', `another run ${did} before this rollback: ${there}`, {
    hint: 'This run changed nothing. To roll back all the same, name the version to go back to.',
  });
  return {
    ...facts,
    notices: [...facts.notices, `another run ${did} first`],
    ...(instead === wanted ? {} : { lost }),
    verdict: 'unchanged',
    plan: null,
  };
}

function nothingEarlier(snapshot: Snapshot, stage: string, current: string | null): StagegateError {
  const now = current === null ? `${stage} is empty` : `version ${current} is in ${stage}`;
  // one that was promoted from here on can't come back
  const others = [...heldEver(snapshot.history, stage)].filter((version) =>
    snapshot.versions.some((held) => held.version === version && isWithdrawal(held.stage)),
  );
  const asked =
    others.length === 0
      ? 'Promote'
      : `These versions held ${stage} and were withdrawn or rolled back: ${others.join(', ')}. Name one with --version to go back to it, or promote`;
  return new StagegateError(
    'input',
    `there is no earlier version to roll ${JSON.stringify(snapshot.model)} back to: ${now}, and its history has nothing earlier`,
    {
      hint: `Nothing was changed. ${asked} the version that you want: it is judged like any other.`,
    },
  );
}

function findAsked(
  version: string,
  { stage, current, snapshot }: { stage: string; current: string | null; snapshot: Snapshot },
): ModelVersion {
  const found = findVersion(version, snapshot);
  const ever = heldEver(snapshot.history, stage);
  if (version === current || ever.has(version)) return found;
  const held = [...ever].filter((other) => other !== current);
  throw new StagegateError(
    'input',
    `version ${version} never held ${stage}, so going back to it would bypass the gates`,
    {
      hint: `${held.length === 0 ? '' : `Versions that did: ${held.join(', ')}. `}Use promote for a new version.`,
    },
  );
}

/**
 * Refuses to roll a stage back to a version that holds a later stage: it would leave that stage.
 * @throws StagegateError `input`
 */
export function requireNotPast(target: ModelVersion, stage: string, order: readonly string[]): void {
  if (!comesAfter(target.stage, stage, order)) return;
  throw new StagegateError(
    'input',
    `version ${target.version} is in ${target.stage}, and rolling ${stage} back to it would take it out of ${target.stage}`,
    { hint: `Nothing was changed. Name another version for ${stage}, or roll ${target.stage} back first.` },
  );
}

/** The rules that apply to rollbacks; null when none do, except that files must be unchanged. */
export function rulesForRollback(rules: StageRules): StageRules | null {
  const freeze = rules.freeze.filter(({ rollbacks }) => rollbacks ?? rules.gateRollbacks);
  // The target comes from Archived, so `from` can't apply. It may have been taken out of the stage before: a person or
  // the history chose it all the same. And an empty stage has nothing to compare with: the version that left it is the
  // one that the rollback undoes.
  const always = {
    ...{ from: null, soak: null, freeze, allowTakenOut: true, skipWhenEmpty: true },
    // attempts count promotions only
    ...{ falsePromotions: null, testSet: null },
  };
  if (rules.gateRollbacks) return { ...rules, ...always };
  if (freeze.length === 0) return null;
  const evidence = { maxAge: null, version: false, commit: false };
  return { ...rules, ...always, refs: null, gates: [], evidence, artifactRequired: false };
}

/**
 * Decides a rollback. Gates are judged only if the policy applies them to rollbacks (otherwise `context` is null). The
 * files must always be those that were registered.
 */
export function decideRollback(
  request: RollbackRequest,
  basis: DecisionBasis,
  { target, stage, archiveExisting, context, artifact = null, live }: RollbackMatter,
): Decision {
  const holders = findHolders(basis.snapshot, stage, target.version);
  // without archive-existing several may hold the stage; only the latest is replaced
  const archived = archiveExisting ? holders : holders.slice(-1);
  const facts = factsOf({ ...basis, version: target.version, currentStage: target.stage, stage }, holders);
  if (target.stage === stage && archived.length === 0) return { ...facts, verdict: 'unchanged', plan: null };
  const judged = {
    ...facts,
    ...(context === null ? judgeFiles(target, artifact, basis) : judge(context, basis.policy)),
    ...(context === null ? {} : tellReports(context.evidence.reports, basis.now, besideOf(context))),
  };
  const { gates } = judged;
  if (gates.some(isBlocking))
    return { ...judged, notices: [...facts.notices, ...wayOn(gates)], verdict: 'blocked', plan: null };
  const plan = makePlan(basis, {
    action: 'rollback',
    version: target.version,
    from: target.stage,
    to: stage,
    archived,
    exclusive: archiveExisting,
    reason: request.reason,
    gates,
    reportSha256: live?.reportSha256 ?? judged.reportSha256,
    reportFiles: live === undefined ? judged.reportFiles : live.reportFiles,
    live: live === undefined ? undefined : { version: live.version, gates: live.gates },
  });
  return { ...judged, verdict: 'go', plan };
}

function judgeFiles(
  { version }: ModelVersion,
  artifact: ArtifactReading | null,
  { snapshot }: DecisionBasis,
): Pick<Decision, 'gates' | 'gatePlaces'> {
  const gates = checkArtifact({ artifact, version, snapshot, rules: { artifactRequired: false } });
  return { gates, gatePlaces: gates.map(() => null) };
}

/** Rollbacks can't be forced, so this names the other ways out of an incident. */
function wayOn(gates: readonly GateResult[]): string[] {
  return gates.some((result) => result.gate === 'artifact' && isBlocking(result))
    ? [
        'to go back now, restore the files, name another version, or promote this one with force and a reason (if the policy allows force)',
      ]
    : [];
}

export interface RollbackMatter {
  readonly target: ModelVersion;
  readonly stage: string;
  readonly archiveExisting: boolean;
  readonly context: GateContext | null;
  /** The files at the target's source, if `context` is null. */
  readonly artifact?: ArtifactReading | null | undefined;
  /** Why `confirm` rolls back. */
  readonly live?: LiveFailure | undefined;
}
