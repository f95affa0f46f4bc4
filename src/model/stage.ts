import { StagegateError } from '../errors.js';
import { nearest } from '../text/nearest.js';
import { refuseSurroundingSpace } from './names.js';

/** `None` is the stage of a version that has no other, `Archived` of one that was replaced. Every registry has both. */
export const NONE = 'None';
export const ARCHIVED = 'Archived';

export const DEFAULT_STAGES: readonly string[] = ['Staging', 'Production'];

/** True for the stages without gates: a version may always be withdrawn to them. */
export function isWithdrawal(stage: string): stage is typeof NONE | typeof ARCHIVED {
  return stage === NONE || stage === ARCHIVED;
}

/** The canonical spelling of a stage, matched in any case; undefined when there is no such stage. */
export function findStage(text: string, stages: readonly string[]): string | undefined {
  const wanted = text.toLowerCase();
  return [...stages, NONE, ARCHIVED].find((stage) => stage.toLowerCase() === wanted);
}

/**
 * @param stages the policy's stages in the order of promotion
 * @throws StagegateError `input` with the known stages, and the nearest
 */
export function parseStage(text: string, stages: readonly string[]): string {
  const stage = findStage(text, stages);
  if (stage !== undefined) return stage;
  refuseSurroundingSpace('stage', text);
  const known = [...stages, NONE, ARCHIVED];
  const guess = nearest(text, known);
  throw new StagegateError(
    'input',
    text.trim() === '' ? 'the stage is empty' : `there is no stage ${JSON.stringify(text)}`,
    {
      hint: `${guess === undefined ? '' : `Did you mean ${guess}? `}The stages are ${known.join(', ')}.`,
    },
  );
}

/** Whether `stage` comes after `other` in the order of promotion. */
export function comesAfter(stage: string, other: string, order: readonly string[]): boolean {
  return order.includes(other) && order.indexOf(stage) > order.indexOf(other);
}
