import { growTree, type Placed } from '../metric-tree.js';
import type { JsonValue } from '../python-json.js';
import { type Format, elementsAt, listAt, membersAt, objectAt, textAt } from './format.js';
import { toLeaf } from './leaf.js';
import { readToolStatement } from '../statement.js';

const VALUE = 'numberValue';

/**
 * `mlpipeline-metrics.json` of Kubeflow Pipelines: a list of metrics by name. `PERCENTAGE` only says how the value is
 * shown: 0.9 is 90 %.
 */
export const kubeflow = {
  name: 'kubeflow',
  lacks: (value) => {
    const metrics = listAt(value, 'metrics');
    if (metrics === undefined || metrics.length === 0) return 'has no list of "metrics"';
    const other = metrics.findIndex((metric) => !isMetric(metric));
    return other === -1 ? null : `has no "name" and "${VALUE}" in metric ${other + 1}`;
  },
  nearly: (value) => elementsAt(value, 'metrics').some(isMetric),
  read: (value) => ({
    metrics: growTree(
      elementsAt(value, 'metrics').map((metric): Placed => [
        [textAt(metric, 'name') ?? ''],
        toLeaf(objectAt(metric)?.get(VALUE) ?? null),
      ]),
    ),
    statement: readToolStatement([membersAt(value)], {}),
  }),
} as const satisfies Format;

function isMetric(metric: JsonValue): boolean {
  return textAt(metric, 'name') !== undefined && objectAt(metric)?.has(VALUE) === true;
}
