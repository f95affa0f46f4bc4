import { StagegateError } from '../errors.js';
import { tellsVersionsApart } from '../evidence/reader.js';
import type { ChampionEvidence } from '../gates/champion-value.js';
import { arrivalOf, confirmedAt, heldEver, lastConfirmed, takenOutBy } from '../history/holders.js';
import type { Move } from '../history/replay.js';
import type { ModelVersion, Snapshot } from '../model/registry.js';
import { isWithdrawal, NONE, parseStage } from '../model/stage.js';
import { requireLive, resolveRules, type LiveRules, type StageRules } from '../policy/resolve.js';
import { findHolders } from './find-champions.js';
import { requireKnown, type Attempt, type CommandContext } from './command.js';
import { decideConfirmation, type WayBack } from './confirmation.js';
import { factsOf, type Decision, type EvidenceSettings } from './decision.js';
import { requireSameFiles, resolveVersion } from './find-version.js';
import { gatherContext } from './gather.js';
import type { Outcome } from './outcome.js';
import { confirmationOf, decideConfirmationAgain } from './repeat.js';
import { parseModelName, type ConfirmRequest } from './request.js';
import { findRollbackTarget, prepareRollback } from './rollback.js';

/**
 * Judges the version in a stage by its live evidence: confirms it, rolls the stage back to the previous version, or
 * says why it does neither. Leaves the version alone if another run has moved it meanwhile.
 * @throws StagegateError
 */
export async function confirm(request: ConfirmRequest, context: CommandContext): Promise<Outcome> {
  const { registry, stages } = context;
  const model = parseModelName(request.model);
  const stage = parseStage(request.stage, stages);
  if (isWithdrawal(stage)) {
    throw new StagegateError('input', `a version in ${stage} is not in use and can't be confirmed`, {
      hint: `Confirm one in ${stages.join(', ')}.`,
    });
  }
  const need = { model, stage };
  const rulesOf = (policy: Attempt['policy']) => {
    const held = context.requirePolicy(policy, need);
    const rules = resolveRules(held, model, stage);
    return { rules, live: requireLive(held, rules) };
  };
  rulesOf(context.policy);
  const isDryRun = request.dryRun === true;
  const dry = isDryRun || context.isBeforeMerge;
  const interest = { version: request.version, rollback: stage };
  return context.change({ model, interest, done: 'confirmed', dry: isDryRun }, async (attempt) => {
    const { snapshot } = attempt;
    await requireKnown(snapshot, registry);
    const again = dry ? null : decideConfirmationAgain(attempt, { stage, version: request.version });
    if (again !== null) return () => again;
    const { rules, live } = rulesOf(attempt.policy);
    const completed = decideCompleted(request, attempt, stage);
    if (completed !== null) return () => completed;
    const wanted = findWanted(request, stage, attempt);
    if (wanted.stage !== stage) return () => decideGone(snapshot, stage, wanted);
    const confirmed = confirmedAt(snapshot.history, wanted.version, stage);
    if (confirmed !== null) return () => decideConfirmed(snapshot, wanted, confirmed);
    requireSameFiles(wanted, snapshot);
    const came = requireArrival(snapshot, wanted);
    const evidence = await gatherContext(attempt, wanted, rulesInUse(rules, live, attempt.settings), {
      ...{ stage, settings: attempt.settings, dry },
      live: { since: new Date(came.by.time), champions: championsInUse(snapshot, wanted) },
    });
    const wayBack = await findWayBack(attempt, { wanted, came, rules, live, stages, dry });
    return (now) => decideConfirmation({ ...attempt, now }, { ...evidence, now }, { live, came, wayBack });
  });
}

/**
 * The decision if an interrupted run had begun to roll the version back and this command completed that; otherwise
 * null.
 */
function decideCompleted(
  { version }: ConfirmRequest,
  { finished, snapshot }: Attempt,
  stage: string,
): Decision | null {
  if (finished?.live === undefined || finished.to !== stage) return null;
  if (version !== null && version !== finished.live.version) return null;
  const facts = factsOf({ snapshot, version: finished.version, currentStage: stage, stage }, []);
  return { ...facts, confirmation: confirmationOf(finished), verdict: 'unchanged', plan: null };
}

/**
 * The version to confirm: the one asked for, else the one that the first attempt saw in the stage. Another run may have
 * moved it since.
 * @throws StagegateError `input` when no version is in the stage, or the one asked for was never there
 */
function findWanted(
  { version }: ConfirmRequest,
  stage: string,
  { first, snapshot }: Pick<Attempt, 'first' | 'snapshot'>,
): ModelVersion {
  const holder = findHolders(first, stage, '').at(-1);
  if (version === null) {
    if (holder !== undefined) return find(holder, snapshot, first);
    throw new StagegateError('input', `no version is in ${stage}, so there is nothing to confirm`, {
      hint: 'Promote one first.',
    });
  }
  const found = resolveVersion(version, snapshot);
  if (found.stage === stage || heldEver(snapshot.history, stage).has(found.version)) return found;
  throw new StagegateError('input', `version ${found.version} is in ${found.stage} and never held ${stage}`, {
    hint: holder === undefined ? 'Promote it first.' : `Version ${holder} is in ${stage}.`,
  });
}

/** The version as it is now. One that was removed meanwhile counts as being in `None`. */
function find(version: string, { versions }: Snapshot, first: Snapshot): ModelVersion {
  const is = (held: ModelVersion) => held.version === version;
  const found = versions.find(is);
  if (found !== undefined) return found;
  const gone = first.versions.find(is);
  if (gone === undefined) throw new TypeError('a holder is a version');
  return { ...gone, stage: NONE };
}

/** The decision if the version has left the stage: nobody asked about the one that is there now. */
function decideGone(snapshot: Snapshot, stage: string, wanted: ModelVersion): Decision {
  const { version, stage: currentStage } = wanted;
  const holders = findHolders(snapshot, stage, version);
  const facts = factsOf({ snapshot, version, currentStage, stage }, holders);
  const out = takenOutBy(snapshot.history, version, stage);
  const reason = out?.reason === null || out === null ? '' : ` (“${out.reason}”)`;
  const how =
    out === null
      ? ''
      : `, ${out.action === 'rollback' ? 'rolled back' : 'taken out'} at ${out.time}${reason}`;
  const there =
    holders.length === 0 ? `${stage} is empty` : `version ${holders.join(', ')} is in ${stage} now`;
  const confirmation = { version, due: null, at: null, why: `it is no longer in ${stage}` };
  const notice = `version ${version} has left ${stage}${how}: ${there}, which this run has not judged`;
  return { ...facts, confirmation, notices: [...facts.notices, notice], verdict: 'blocked', plan: null };
}

function decideConfirmed(snapshot: Snapshot, { version, stage }: ModelVersion, at: string): Decision {
  const facts = factsOf(
    { snapshot, version, currentStage: stage, stage },
    findHolders(snapshot, stage, version),
  );
  return { ...facts, confirmation: { version, due: null, at, why: null }, verdict: 'unchanged', plan: null };
}

/** @throws StagegateError `input` for a version that was in the stage before its history began */
function requireArrival({ history }: Snapshot, { version, stage }: ModelVersion): Move {
  const came = arrivalOf(history, version, stage);
  if (came !== null) return came;
  throw new StagegateError('input', `the history doesn't say when version ${version} came to ${stage}`, {
    hint: 'Only evidence from after a promotion can confirm it: promote the next version with stagegate, then confirm that.',
  });
}

/**
 * The rules for a version in use. Of those on how a version comes to the stage, only the one on where this may run
 * still applies.
 */
function rulesInUse(rules: StageRules, live: LiveRules, { reports }: EvidenceSettings): StageRules {
  const templates = reports.length > 0 ? reports : live.report;
  return {
    ...rules,
    path: [...rules.path, 'live'],
    report: live.report,
    reading: live.reading,
    gates: live.gates,
    falsePromotions: null,
    testSet: null,
    from: null,
    soak: null,
    freeze: [],
    artifactRequired: false,
    evidence: { maxAge: null, version: !templates.every(tellsVersionsApart), commit: false },
  };
}

/** The version that was confirmed last, with the numbers that confirmed it. */
function championsInUse({ history }: Snapshot, { version, stage }: ModelVersion): ChampionEvidence[] {
  const before = lastConfirmed(history, stage, version);
  if (before === null) return [];
  return [
    {
      ...{ version: before.version, holds: false, recorded: before.numbers, inUse: true },
      ...{ evidence: null, atCommit: null, run: null, registered: {} },
    },
  ];
}

interface WayBackParts {
  readonly wanted: ModelVersion;
  readonly came: Move;
  readonly rules: StageRules;
  readonly live: LiveRules;
  readonly stages: readonly string[];
  readonly dry: boolean;
}

/** Prepares the rollback as the `rollback` command would; null if the policy only wants failures reported. */
async function findWayBack(
  attempt: Attempt,
  { wanted, came, rules, live, stages, dry }: WayBackParts,
): Promise<WayBack | null> {
  const { snapshot } = attempt;
  const { version, stage } = wanted;
  if (live.onFailure === 'report') return null;
  if (came.action === 'rollback')
    return { problem: `a rollback brought version ${version} back, and confirm only rolls back promotions` };
  const latest = findHolders(snapshot, stage, '').at(-1);
  if (latest !== version)
    return { problem: `version ${latest ?? ''} came to ${stage} later, and a rollback would take that out` };
  const request = { model: snapshot.model, version: null, stage, reason: null };
  try {
    const target = findRollbackTarget(request, stage, snapshot);
    return { decide: await prepareRollback(request, attempt, { target, stage, stages, rules, dry }) };
  } catch (error) {
    // if there is no version to go back to, the verdict still counts
    if (!(error instanceof StagegateError) || (error.code !== 'input' && error.code !== 'manifest'))
      throw error;
    return { problem: [error.message, error.hint].filter((part) => part !== undefined).join('. ') };
  }
}
