import { type GateResult, isBlocking } from '../model/gate-result.js';
import type { Transition } from '../model/registry.js';
import { ARCHIVED, NONE } from '../model/stage.js';
import { isFailure, type Outcome } from '../promotion/outcome.js';
import { headlineInUse, leadInUse, tellDue } from './confirmation.js';
import { forShell } from '../text/safe.js';
import { show } from './row.js';
import type { Phrase } from './phrase.js';

/** `unsure` is blocked too: nothing failed, but the evidence is inconclusive. `forced` moved past failed gates. */
export type Tone = 'good' | 'forced' | 'bad' | 'unsure' | 'neutral';

export function toneOf(outcome: Outcome): Tone {
  const { decision, gates } = outcome;
  if (decision === 'unchanged' || hasLeft(outcome)) return 'neutral';
  if (!isFailure(outcome)) return outcome.forced && gates.some(isBlocking) ? 'forced' : 'good';
  if (outcome.asked === 'confirmed')
    return decision === 'unconfirmed' && outcome.confirmation?.failed !== true ? 'unsure' : 'bad';
  const isClear = gates.some(({ verdict }) => verdict === 'fail');
  return isClear || !gates.some(isBlocking) ? 'bad' : 'unsure';
}

/** Which model, version and stage, and the verdict in words. */
export function tellHeadline(outcome: Outcome): Phrase {
  const { version, stage, decision, asked, forced, pullRequest } = outcome;
  const model = { code: outcome.model };
  const byForce = forced ? `, by force: ${reckon(outcome)}` : '';
  switch (decision) {
    case 'promoted':
      if (hasLeft(outcome)) return [model, ` ${version} was promoted to ${stage}, and has left it since`];
      return [model, ` ${version} is in ${stage}${byForce}`];
    case 'confirmed':
    case 'unconfirmed':
      return headlineInUse(outcome);
    case 'rolled-back':
      if (asked === 'confirmed') return headlineInUse(outcome);
      if (hasLeft(outcome))
        return [model, ` was rolled back to version ${version}, which has left ${stage} since`];
      return [model, ` is back on version ${version} in ${stage}`];
    case 'registered':
      return [model, ` ${version} is registered`];
    case 'acknowledged':
      return [model, ` is acknowledged as it is: ${countDifferences(outcome)}`];
    case 'unregistered':
      return [model, ` ${version} is unregistered`];
    case 'unchanged':
      if (asked === 'acknowledged') return [model, ' agrees with its history: nothing to acknowledge'];
      if (isPast(outcome)) return [model, ` ${version} stays in ${outcome.previousStage}`];
      return [model, ` ${version} is already ${asked === 'registered' ? 'registered' : `in ${stage}`}`];
    case 'allowed':
      return pullRequest === null
        ? [model, allowed(outcome)]
        : [model, ...proposed(outcome), ' is proposed in ', { pull: pullRequest }, byForce];
    case 'blocked':
      return [model, ...blocked(outcome)];
  }
}

/** This run, or an earlier attempt of it, moved the version there, and something else has moved it away since. */
function hasLeft({ decision, stage, inStage }: Outcome): boolean {
  return (decision === 'promoted' || decision === 'rolled-back') && !inStage && stage !== NONE;
}

function countDifferences({ differed = [] }: Outcome): string {
  return `${differed.length} ${differed.length === 1 ? 'difference' : 'differences'} from its history`;
}

function allowed({ asked, version, stage }: Outcome): string {
  switch (asked) {
    case 'promoted':
      return ` ${version} can be promoted to ${stage}`;
    case 'rolled-back':
      return ` can be rolled back to version ${version} in ${stage}`;
    case 'confirmed':
      return ` ${version} can be confirmed in ${stage}`;
    case 'registered':
      return ` ${version} can be registered`;
    case 'acknowledged':
      return ' can be acknowledged as it is';
    case 'unregistered':
      return ` ${version} can be unregistered`;
  }
}

function proposed({ asked, version, stage }: Outcome): Phrase {
  switch (asked) {
    case 'promoted':
      return [` ${version} for ${stage}`];
    case 'rolled-back':
      return [` back to version ${version} in ${stage}`];
    case 'confirmed':
      return [` ${version} as confirmed in ${stage}`];
    case 'registered':
      return [` ${version}`];
    case 'acknowledged':
      return [' as it is'];
    case 'unregistered':
      return [` without version ${version}`];
  }
}

function blocked(outcome: Outcome): Phrase {
  const { version, stage, asked, dry, previousStage } = outcome;
  const why = reckon(outcome);
  if (asked === 'acknowledged') return [` was not acknowledged: ${why}`];
  if (asked === 'unregistered') return [` ${version} stays registered: ${why}`];
  if (asked === 'rolled-back') return [` was not rolled back to version ${version} in ${stage}: ${why}`];
  if (dry) return [` ${version} can't be promoted to ${stage} yet: ${why}`];
  // it holds the stage, beside others that were to make way
  if (previousStage === stage) return [` ${version} stays in ${stage}: ${why}`];
  return [` ${version} was not promoted to ${stage}: ${why}`];
}

/** How many gates failed. A single inconclusive gate is named. */
function reckon({ gates, previousVersion }: Outcome): string {
  const failed = gates.filter(({ verdict }) => verdict === 'fail').length;
  const unclear = gates.filter((result) => isBlocking(result) && result.verdict !== 'fail');
  const [only, ...others] = unclear;
  const of = (count: number) => `${count} of ${gates.length} ${gates.length === 1 ? 'gate' : 'gates'}`;
  if (failed === 0 && only !== undefined && others.length === 0) return tellUnclear(only, previousVersion);
  const [first, ...rest] = gates.filter(isBlocking);
  if (first?.gate === 'freeze' && rest.length === 0) return 'the stage is frozen';
  if (failed === 0) return `${of(unclear.length)} ${unclear.length === 1 ? 'is' : 'are'} inconclusive`;
  const also =
    unclear.length === 0 ? '' : `, ${unclear.length} ${unclear.length === 1 ? 'is' : 'are'} inconclusive`;
  return `${of(failed)} failed${also}`;
}

function tellUnclear(
  { metric, gate, check, required, against }: GateResult,
  champion: string | null,
): string {
  const name = metric ?? gate;
  const compared = against ?? champion;
  const other = compared === null ? 'the champion' : `version ${compared}`;
  switch (check) {
    case 'min':
      return `${name} is not clearly at least ${show(required)}`;
    case 'max':
      return `${name} is not clearly at most ${show(required)}`;
    case 'max-regression':
      return `${name} is not clearly as good as that of ${other}`;
    case 'min-improvement':
      return `${name} is not clearly better than that of ${other}`;
    case null:
    default:
      return `${name} is inconclusive`;
  }
}

/** What changed, what didn't, and what would. */
export function tellLead(outcome: Outcome): Phrase[] {
  const { decision, stage, pullRequest } = outcome;
  if (outcome.repeated) return [['This attempt changed nothing.']];
  switch (decision) {
    case 'promoted':
      return [
        stage === ARCHIVED || stage === NONE ? [`It came from ${outcome.previousStage}.`] : replaced(outcome),
        ...tellDue(outcome),
      ];
    case 'confirmed':
    case 'unconfirmed':
      if (pullRequest !== null) return tellPending(pullRequest, outcome);
      return [...planned(outcome), ...leadInUse(outcome)];
    case 'rolled-back':
      return [
        outcome.archivedVersions.length === 0
          ? [`${stage} was empty.`]
          : ['It replaced ', list(outcome.archivedVersions), ', which is now archived.'],
      ];
    case 'registered':
      return [['It is in stage None. Promote it once it is evaluated.']];
    case 'acknowledged':
      return [['The history continues from what the registry holds now.']];
    case 'unregistered':
      return [['Its number will not be used again.']];
    case 'unchanged':
      return isPast(outcome)
        ? [
            [`${outcome.previousStage} comes after ${stage}: a promotion never moves a version down.`],
            untouched(outcome),
          ]
        : [untouched(outcome)];
    case 'allowed':
      if (pullRequest !== null) return tellPending(pullRequest, outcome);
      return [...planned(outcome), ['Nothing was changed.']];
    case 'blocked':
      return [
        still(outcome),
        [outcome.attemptWritten ? 'Only the attempt was recorded.' : 'Nothing was changed.'],
      ];
  }
}

function untouched({ removedAliases = [] }: Outcome): Phrase {
  return [removedAliases.length === 0 ? 'Nothing was changed.' : 'No version was moved.'];
}

/** The version already holds a later stage than the target, so it stays. */
function isPast({ decision, asked, previousStage, stage }: Outcome): boolean {
  return decision === 'unchanged' && asked === 'promoted' && previousStage !== stage;
}

function still({ holders, stage, version, previousStage }: Outcome): Phrase {
  // it was to be alone there
  if (previousStage === stage) return [`${stage} still has `, list([...holders, version]), '.'];
  if (holders.length === 0) return [`No version is in ${stage}.`];
  return [`${stage} is still `, list(holders), '.'];
}

function replaced({ stage, holders, archivedVersions, previousStage }: Outcome): Phrase {
  const from = `It came from ${previousStage}`;
  if (archivedVersions.length > 0)
    return [`${from} and replaced `, list(archivedVersions), ', which is now archived.'];
  if (holders.length > 0)
    return [`${from}; `, list(holders), ` ${holders.length === 1 ? 'stays' : 'stay'} in ${stage} beside it.`];
  return [`${from}; ${stage} was empty.`];
}

/** Nothing moves until the pull request is merged. */
function tellPending(pullRequest: number, { transitions }: Outcome): Phrase[] {
  return [
    ...(transitions.length === 0 ? [] : [['When it is merged: ', ...tellMoves(transitions), '.']]),
    [
      'Nothing has changed yet: merge ',
      { pull: pullRequest },
      ' to apply this, or close it to leave everything as it is.',
    ],
  ];
}

/** On a pull request, the plan takes effect when it is merged. */
function planned({ transitions, run }: Outcome): Phrase[] {
  if (transitions.length === 0) return [];
  const isBefore = run.beforeMerge === true || run.ref?.startsWith('refs/pull/') === true;
  return [[`${isBefore ? 'On merge' : 'The plan'}: `, ...tellMoves(transitions), '.']];
}

/** The candidate first, then the versions that it replaces. */
function tellMoves(transitions: readonly Transition[]): Phrase {
  return [...transitions]
    .reverse()
    .flatMap(({ version, from, to }, at) => [
      `${at === 0 ? '' : ', '}version ${version} `,
      { code: `${from} → ${to}` },
    ]);
}

function list(versions: readonly string[]): { strong: string } {
  return { strong: `${versions.length === 1 ? 'version' : 'versions'} ${versions.join(', ')}` };
}

/** The command that undoes a promotion; null without an earlier version. */
export function tellUndo({ decision, model, stage, previousVersion, inStage }: Outcome): string | null {
  if (decision !== 'promoted' || previousVersion === null || !inStage) return null;
  return `stagegate rollback --model ${forShell(model)} --stage ${forShell(stage)} --reason "…"`;
}
