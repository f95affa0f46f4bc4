import type { MetricGroup, MetricNode } from '../evidence.js';
import type { JsonValue } from '../python-json.js';
import { type Format, type Reading, objectAt, type JsonObject } from './format.js';
import { toMeasuredLeaf } from './leaf.js';
import { readPlain } from './plain.js';

const SHARES = ['precision', 'recall', 'f1-score'];
const ROW = [...SHARES, 'support'];
const CLASSES = 'classes';
/** The rows of averages. Each other row is a class. */
const AVERAGES = ['macro avg', 'weighted avg', 'micro avg', 'samples avg'];

/**
 * scikit-learn's classification_report(output_dict=True): a row for each class and average, and one accuracy.
 * Paths are the file's. A row's support is the number of examples of its metrics. The classes are also under
 * `classes`, so that a gate on each class skips averages and the accuracy; no `*` matches that name. Other objects
 * keep their paths.
 */
export const sklearn = {
  name: 'sklearn',
  lacks: (value) => {
    if (!(value instanceof Map)) return 'is not an object of rows';
    const rows = [...value].filter(([, row]) => row instanceof Map);
    if (!rows.some(([, row]) => isRow(row))) return 'has no row of precision, recall, f1-score and support';
    const averages = AVERAGES.some((name) => isRow(value.get(name)));
    const wrong = rows.find(([, row]) => !isRow(row) && !(averages && isBeside(row)));
    return wrong === undefined
      ? null
      : `has no precision, recall, f1-score and support in ${JSON.stringify(wrong[0].slice(0, 60))}`;
  },
  nearly: (value) => AVERAGES.some((name) => isRow(objectAt(value)?.get(name))),
  read: readClassificationReport,
} as const satisfies Format;

function isRow(row: JsonValue | undefined): boolean {
  return ROW.every((key) => typeof objectAt(row)?.get(key) === 'number');
}

/**
 * Other objects that people and tools add (`params`, Rasa's `conversation_accuracy`). An empty object, or one with some
 * of a row's keys, is a broken row: a class must not drop out of `classes`.
 */
function isBeside(row: JsonValue): boolean {
  const members = objectAt(row);
  return members !== undefined && members.size > 0 && !ROW.some((key) => members.has(key));
}

function readClassificationReport(value: JsonValue): Reading {
  const { metrics, statement } = readPlain(value);
  const total = readSupport(objectAt(value, 'macro avg')) ?? readSupport(objectAt(value, 'weighted avg'));
  const children = new Map<string, MetricNode>();
  for (const [key, node] of metrics.children) {
    const row = objectAt(value, key);
    const accuracy = objectAt(value)?.get(key) ?? null;
    if (isRow(row) && row !== undefined && node.kind === 'group')
      children.set(key, measureRow(key, row, node));
    else if (key !== 'accuracy' || node.kind !== 'leaf') children.set(key, node);
    else children.set(key, toMeasuredLeaf(accuracy, { samples: total, share: 'of examples', place: [key] }));
  }
  const classes = new Map(
    [...children].filter(([key]) => isRow(objectAt(value)?.get(key)) && !AVERAGES.includes(key)),
  );
  if (children.has(CLASSES) || classes.size === 0) return { metrics: { kind: 'group', children }, statement };
  const aside = new Map<string, MetricNode>([[CLASSES, { kind: 'group', children: classes }]]);
  return { metrics: { kind: 'group', children, aside }, statement };
}

/** A class's recall is a proportion of its examples. Precision and F1 are proportions of something else. */
function measureRow(name: string, row: JsonObject, group: MetricGroup): MetricGroup {
  const samples = readSupport(row);
  const children = new Map<string, MetricNode>();
  for (const [key, node] of group.children) {
    const isShare = SHARES.includes(key);
    const counts = key === 'recall' && !AVERAGES.includes(name);
    const share = counts ? ('of examples' as const) : ('other' as const);
    const beside = { samples, share, place: [name, key], samplesPlace: [name, 'support'] };
    children.set(key, isShare ? toMeasuredLeaf(row.get(key) ?? null, beside) : node);
  }
  return { kind: 'group', children };
}

/** A row's number of examples; undefined if it isn't whole: with sample weights, the support is a sum of weights. */
function readSupport(row: JsonObject | undefined): number | undefined {
  const support = row?.get('support');
  return typeof support === 'number' && Number.isSafeInteger(support) && support >= 0 ? support : undefined;
}
