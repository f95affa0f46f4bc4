import type { MetricGroup, MetricNode } from '../evidence.js';
import type { JsonValue } from '../python-json.js';
import { readStatement, readToolStatement } from '../statement.js';
import { type Format, type JsonObject, type Reading, membersAt, objectAt } from './format.js';
import { toMeasuredLeaf } from './leaf.js';
import { readPlain } from './plain.js';

const SECTIONS = ['binary_classification_metrics', 'multiclass_classification_metrics', 'regression_metrics'];
const [VALUE, MATRIX] = ['value', 'confusion_matrix'];
/** Far more than rounding changes a share, far less than one example. */
const TOLERANCE = 1e-9;

/**
 * Model quality as SageMaker writes it: Model Monitor's statistics.json, and the evaluation.json of a pipeline's
 * evaluation step. Metrics have the file's paths, which a pipeline's conditions use as well
 * (`binary_classification_metrics.accuracy.value`).
 *
 * `standard_deviation` is never read as a standard error. Model Monitor takes it over five samples of 80 % of the data,
 * which gives about half of the standard error; AWS's own evaluation scripts write the deviation of the residuals.
 */
export const sagemaker = {
  name: 'sagemaker',
  lacks: (value) => {
    if (!(value instanceof Map)) return 'is not an object of metrics';
    const isQuality = SECTIONS.some((key) => [...membersAt(value, key).values()].some(isMetric));
    return isQuality ? null : `has no metric with its "${VALUE}" in ${SECTIONS.join(', ')}`;
  },
  read: readQuality,
} as const satisfies Format;

function isMetric(metric: JsonValue): boolean {
  return objectAt(metric)?.has(VALUE) === true;
}

function readQuality(value: JsonValue): Reading {
  const root = membersAt(value);
  const dataset = objectAt(root, 'dataset');
  const isMonitored = dataset?.has('item_count') === true;
  const { metrics } = readPlain(value);
  const children = [...metrics.children].map(([key, node]): [string, MetricNode] => [
    key,
    SECTIONS.includes(key) && node.kind === 'group'
      ? measureSection(node, membersAt(root, key), dataset?.get('item_count'))
      : node,
  ]);
  const time = { key: 'evaluation_time', value: dataset?.get('evaluation_time') ?? null };
  return {
    metrics: { kind: 'group', children: new Map(children) },
    // Model Monitor's own `version` is the layout's
    statement: isMonitored ? readToolStatement([root], { times: [time] }) : readStatement(root),
  };
}

function measureSection(group: MetricGroup, section: JsonObject, items: JsonValue | undefined): MetricGroup {
  const counts = countMatrix(section.get(MATRIX));
  const samples = counts?.total ?? items;
  const children = new Map(group.children);
  for (const [name, metric] of section) {
    const measured = objectAt(metric)?.get(VALUE);
    const node = children.get(name);
    if (measured === undefined || node?.kind !== 'group') continue;
    const isShare =
      name === 'accuracy' &&
      typeof measured === 'number' &&
      counts !== undefined &&
      Math.abs(measured - counts.right / counts.total) < TOLERANCE;
    const leaf = toMeasuredLeaf(measured, { samples, share: isShare ? 'of examples' : undefined });
    children.set(name, { ...node, children: new Map([...node.children, [VALUE, leaf]]) });
  }
  return { ...group, children };
}

/**
 * Counts the examples of a confusion matrix. Undefined unless all of its cells are counts, and its rows and columns are
 * the same classes.
 */
function countMatrix(matrix: JsonValue | undefined): { total: number; right: number } | undefined {
  const rows = [...membersAt(matrix)];
  let [total, right] = [0, 0];
  for (const [actual, row] of rows) {
    const cells = [...membersAt(row)];
    if (cells.length !== rows.length || !cells.some(([key]) => key === actual)) return undefined;
    for (const [predicted, count] of cells) {
      if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 0) return undefined;
      total += count;
      if (predicted === actual) right += count;
    }
  }
  return total === 0 ? undefined : { total, right };
}
