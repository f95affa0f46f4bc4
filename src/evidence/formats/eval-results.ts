import type { Statement } from '../evidence.js';
import { growTree, type Placed } from '../metric-tree.js';
import type { JsonValue } from '../python-json.js';
import { type Format, type Reading, elementsAt, objectAt, textAt } from './format.js';
import { toLeaf } from './leaf.js';
import { readTimes } from '../time.js';

/**
 * `.eval_results/*.yaml` of a model on the Hugging Face Hub: a list of values by dataset and task. Metrics are named
 * `dataset.task`: the dataset defines what is measured.
 */
export const evalResults = {
  name: 'eval-results',
  lacks: (value) => {
    if (!Array.isArray(value) || value.length === 0) return 'has no list of results';
    const other = value.findIndex((entry) => !isResult(entry));
    return other === -1 ? null : `has no dataset with its id and value in result ${other + 1}`;
  },
  nearly: (value) => Array.isArray(value) && value.some(isResult),
  read: readResults,
} as const satisfies Format;

function isResult(entry: JsonValue): boolean {
  return textAt(entry, 'dataset', 'id') !== undefined && objectAt(entry)?.has('value') === true;
}

function readResults(value: JsonValue): Reading {
  const entries = elementsAt(value);
  const placed = entries.map((entry): Placed => {
    const task = textAt(entry, 'dataset', 'task_id') ?? 'default';
    return [[textAt(entry, 'dataset', 'id') ?? '', task], toLeaf(objectAt(entry)?.get('value') ?? null)];
  });
  return { metrics: growTree(placed), statement: findOldest(entries) };
}

/** The oldest date, so that a newer one can't hide it. Unknown if a result has none. */
function findOldest(entries: readonly JsonValue[]): Pick<Statement, 'time' | 'unclearTime'> {
  const dates = entries.map((entry) => ({ key: 'date', value: objectAt(entry)?.get('date') ?? null }));
  return dates.every(({ value }) => value !== null) ? readTimes(dates) : {};
}
