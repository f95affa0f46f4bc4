import type { Outcome } from '../promotion/outcome.js';
import type { Transition } from '../model/registry.js';
import { ARCHIVED, NONE } from '../model/stage.js';
import type { Phrase } from './phrase.js';
import { forShell } from '../text/safe.js';

/** What changed, what did not, and what would. */
export function tellLead(outcome: Outcome): Phrase[] {
  const { decision, stage, pullRequest } = outcome;
  if (outcome.repeated) return [['This attempt changed nothing.']];
  switch (decision) {
    case 'promoted':
      return [
        stage === ARCHIVED || stage === NONE ? [`It came from ${outcome.previousStage}.`] : replaced(outcome),
      ];
    case 'rolled-back':
      return [
        outcome.archivedVersions.length === 0
          ? [`${stage} was empty.`]
          : ['It replaced ', list(outcome.archivedVersions), ', archived now.'],
      ];
    case 'registered':
      return [['It is in stage None: promote it when its evaluation is there.']];
    case 'acknowledged':
      return [['The history goes on from what the registry holds now.']];
    case 'unregistered':
      return [['Its number is not given again.']];
    case 'unchanged':
      return isPast(outcome)
        ? [
            [`${outcome.previousStage} comes after ${stage}: a promotion never moves a version down.`],
            untouched(outcome),
          ]
        : [untouched(outcome)];
    case 'allowed':
      if (pullRequest !== null) return proposed(pullRequest, outcome);
      return [...planned(outcome), ['Nothing was changed.']];
    case 'blocked':
      return [still(outcome), ['Nothing was changed.']];
  }
}

function untouched({ removedAliases = [] }: Outcome): Phrase {
  return [removedAliases.length === 0 ? 'Nothing was changed.' : 'No version was moved.'];
}

/** The version holds a later stage than the one that it was to go to, so it stays. */
export function isPast({ decision, asked, previousStage, stage }: Outcome): boolean {
  return decision === 'unchanged' && asked === 'promoted' && previousStage !== stage;
}

function still({ holders, stage }: Outcome): Phrase {
  if (holders.length === 0) return [`No version is in ${stage}.`];
  return [`${stage} is still `, list(holders), '.'];
}

function replaced({ stage, holders, archivedVersions, previousStage }: Outcome): Phrase {
  const from = `It came from ${previousStage}`;
  if (archivedVersions.length > 0)
    return [`${from} and replaced `, list(archivedVersions), ', archived now.'];
  if (holders.length > 0)
    return [`${from}; `, list(holders), ` ${holders.length === 1 ? 'stays' : 'stay'} in ${stage} beside it.`];
  return [`${from}; ${stage} was empty.`];
}

/** Before the pull request is merged nothing has moved: what happened is that it was made. */
function proposed(pullRequest: number, { transitions }: Outcome): Phrase[] {
  return [
    ...(transitions.length === 0 ? [] : [['When it is merged: ', ...tellMoves(transitions), '.']]),
    [
      'Nothing has moved yet: merge ',
      { pull: pullRequest },
      ' to have it so, close it to leave all as it is.',
    ],
  ];
}

/** On a pull request the plan is what its merge is to bring. */
function planned({ transitions, run }: Outcome): Phrase[] {
  if (transitions.length === 0) return [];
  const isBefore = run.beforeMerge === true || run.ref?.startsWith('refs/pull/') === true;
  return [[`${isBefore ? 'On merge' : 'The plan'}: `, ...tellMoves(transitions), '.']];
}

/** The candidate first, then what makes way for it. */
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

/** The command that undoes a promotion; null where there is nothing to go back to. */
export function tellUndo({ decision, model, stage, previousVersion, inStage }: Outcome): string | null {
  if (decision !== 'promoted' || previousVersion === null || !inStage) return null;
  return `stagegate rollback --model ${forShell(model)} --stage ${forShell(stage)} --reason "…"`;
}
