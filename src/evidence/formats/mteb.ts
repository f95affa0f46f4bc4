import { growTree, type Placed } from '../metric-tree.js';
import type { JsonValue } from '../python-json.js';
import {
  type Format,
  type JsonObject,
  type Reading,
  elementsAt,
  membersAt,
  objectAt,
  textAt,
} from './format.js';
import { placeNumbers } from './leaf.js';
import { readToolStatement } from '../statement.js';

const OLD_NAME = 'mteb_dataset_name';
/** Keys beside the splits and the scores that are neither. */
const NO_SCORES = ['evaluation_time', 'mteb_version', 'dataset_revision', OLD_NAME];
/** The name of a task's only subset. */
const DEFAULT = 'default';

/**
 * The result of one task of MTEB, `Banking77Classification.json`. Metrics are `task.split.metric`, or
 * `task.split.subset.metric` if the subset is not `default`. Before 1.11, the splits are at the top level and the
 * subsets, if any, are objects in them.
 *
 * Its `…_stderr` is the standard deviation over training sets that MTEB draws, not a standard error over the test set,
 * so it is a number like any other.
 */
export const mteb = {
  name: 'mteb',
  lacks: (value) => {
    const root = membersAt(value);
    if (!root.has('mteb_version')) return 'has no "mteb_version"';
    if (textAt(root, OLD_NAME) !== undefined) return null;
    if (textAt(root, 'task_name') === undefined) return 'has no "task_name"';
    const splits = [...membersAt(root, 'scores').values()];
    const isScored = splits.every((split) => Array.isArray(split) && split.every(isSubset));
    return splits.length > 0 && isScored ? null : 'has no lists of "scores" with their "hf_subset"';
  },
  read: readTask,
} as const satisfies Format;

function isSubset(scores: JsonValue): boolean {
  return textAt(scores, 'hf_subset') !== undefined;
}

function readTask(value: JsonValue): Reading {
  const root = membersAt(value);
  const times = [{ key: 'date', value: root.get('date') ?? null }];
  return {
    metrics: growTree(root.has(OLD_NAME) ? placeOld(root) : placeSplits(root)),
    statement: readToolStatement([root], { times }),
  };
}

function placeSplits(root: JsonObject): Placed[] {
  const task = textAt(root, 'task_name') ?? '';
  return [...membersAt(root, 'scores')].flatMap(([split, subsets]) =>
    elementsAt(subsets).flatMap((scores) => {
      const subset = textAt(scores, 'hf_subset') ?? DEFAULT;
      return placeScores(membersAt(scores), subset === DEFAULT ? [task, split] : [task, split, subset]);
    }),
  );
}

function placeOld(root: JsonObject): Placed[] {
  const task = textAt(root, OLD_NAME) ?? '';
  return [...root]
    .filter(([, scores]) => objectAt(scores) !== undefined)
    .flatMap(([split, scores]) => placeScores(membersAt(scores), [task, split]));
}

function placeScores(scores: JsonObject, above: readonly string[]): Placed[] {
  return placeNumbers(new Map([...scores].filter(([key]) => !NO_SCORES.includes(key))), above);
}
