import { UnreadableReport } from '../evidence.js';
import { growTree, type Placed } from '../metric-tree.js';
import type { JsonValue } from '../python-json.js';
import { type Format, type Reading, elementsAt, listAt, membersAt, objectAt, textAt } from './format.js';
import { toLeaf } from './leaf.js';
import { readToolStatement } from '../statement.js';

const EXPECTED = 'write them as in results: [{dataset: {name: voices}, metrics: [{name: wer, value: 0.12}]}]';

/**
 * The `model-index` of a Hugging Face model card. Metrics are named `dataset.metric`, as on the model's page. If a
 * card has several results on one dataset, they are `dataset.config.split.metric` (without what is missing). Values may
 * be proportions or percent: the format doesn't say.
 */
export const modelIndex = {
  name: 'model-index',
  lacks: (value) => {
    if (listAt(value, 'model-index') === undefined) return 'has no "model-index" of results';
    return null;
  },
  read: readCard,
} as const satisfies Format;

function readCard(value: JsonValue): Reading {
  const card = membersAt(value);
  const models = elementsAt(card, 'model-index');
  const [model] = models;
  if (model === undefined) throw new UnreadableReport(`has an empty "model-index": ${EXPECTED}`);
  if (models.length > 1) {
    throw new UnreadableReport(
      `has the results of ${models.length} models in its "model-index": keep the one that it is about`,
    );
  }
  const results = listAt(model, 'results');
  if (results === undefined)
    throw new UnreadableReport(`has no list of results in its "model-index": ${EXPECTED}`);
  const perDataset = new Map<string, number>();
  for (const result of results)
    perDataset.set(nameDataset(result), (perDataset.get(nameDataset(result)) ?? 0) + 1);
  const placed = results.flatMap((result) =>
    readResult(result, (perDataset.get(nameDataset(result)) ?? 0) > 1),
  );
  if (placed.length === 0)
    throw new UnreadableReport(`has no metrics in the results of its "model-index": ${EXPECTED}`);
  const evaluated = textAt(model, 'name');
  return { metrics: growTree(placed), statement: readToolStatement([card], { evaluated }) };
}

function readResult(result: JsonValue, isOneOfSeveral: boolean): Placed[] {
  const parts = [textAt(result, 'dataset', 'config'), textAt(result, 'dataset', 'split')];
  const slice = isOneOfSeveral ? parts.filter((part) => part !== undefined) : [];
  return elementsAt(result, 'metrics').map((metric): Placed => {
    const name = textAt(metric, 'name') ?? textAt(metric, 'type') ?? 'unnamed metric';
    return [[nameDataset(result), ...slice, name], toLeaf(objectAt(metric)?.get('value') ?? null)];
  });
}

function nameDataset(result: JsonValue): string {
  return textAt(result, 'dataset', 'name') ?? textAt(result, 'dataset', 'type') ?? 'unnamed dataset';
}
