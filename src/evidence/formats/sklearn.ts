import type { MetricGroup, MetricNode } from '../evidence.js';
import type { JsonValue } from '../python-json.js';
import type { Format, Reading } from './format.js';
import { readPlain } from './plain.js';

const ROW = ['precision', 'recall', 'f1-score', 'support'];

/**
 * scikit-learn's classification_report(output_dict=True): a row for every class and average, and one accuracy.
 * Paths are those of the file; the rows' support is the sample count of their numbers.
 */
export const sklearn: Format = {
  name: 'sklearn',
  detect: isClassificationReport,
  read: readClassificationReport,
};

function isClassificationReport(value: JsonValue): boolean {
  if (!(value instanceof Map)) return false;
  const rows = [...value.values()].filter((child) => child instanceof Map);
  return rows.length > 0 && rows.every((row) => ROW.every((key) => typeof row.get(key) === 'number'));
}

function readClassificationReport(value: JsonValue): Reading {
  const { metrics, statement } = readPlain(value);
  const total =
    readSupport(metrics.children.get('macro avg')) ?? readSupport(metrics.children.get('weighted avg'));
  const children = new Map<string, MetricNode>();
  for (const [key, node] of metrics.children) {
    children.set(key, key === 'accuracy' ? withSamples(node, total) : withSamples(node, readSupport(node)));
  }
  return { metrics: { kind: 'group', children }, statement };
}

function withSamples(node: MetricNode, samples: number | undefined): MetricNode {
  if (samples === undefined) return node;
  if (node.kind === 'leaf') return { ...node, samples };
  const children = new Map([...node.children].map(([key, child]) => [key, withSamples(child, samples)]));
  return { kind: 'group', children } satisfies MetricGroup;
}

/** With sample weights the support is a sum of weights, which counts no examples. */
function readSupport(row: MetricNode | undefined): number | undefined {
  const support = row?.kind === 'group' ? row.children.get('support') : undefined;
  if (support?.kind !== 'leaf' || !Number.isSafeInteger(support.value)) return undefined;
  return support.value !== null && support.value >= 0 ? support.value : undefined;
}
