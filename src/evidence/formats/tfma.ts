import type { MetricLeaf } from '../evidence.js';
import { growTree, type Placed } from '../metric-tree.js';
import type { JsonValue } from '../python-json.js';
import { readToolStatement } from '../statement.js';
import { type Format, type JsonObject, type Reading, membersAt, objectAt } from './format.js';
import { toLeaf, toMeasuredLeaf } from './leaf.js';

/** A metric of one slice. */
export interface Measured {
  /** The model, the output and the class that it is about. An empty name counts for nothing. */
  readonly above: readonly string[];
  readonly name: string;
  readonly value: JsonValue;
  /** What the metric has in place of a number. */
  readonly kind?: string | undefined;
  /** Examples count by their weights. */
  readonly isWeighted: boolean;
  readonly stderr?: JsonValue | undefined;
}

export interface Slice {
  /** Features and values; empty for all examples. */
  readonly key: readonly (readonly [feature: string, value: string])[];
  readonly metrics: readonly Measured[];
}

const COUNT = 'example_count';
const SLICES = 'slices';
/** What the tool writes between several features of a slice, or several values. */
const AND = '_X_';
const [DOUBLE, BOUNDED] = ['doubleValue', 'boundedValue'];
const KINDS: readonly string[] = [
  ...[DOUBLE, BOUNDED, 'tDistributionValue', 'valueAtCutoffs', 'confusionMatrixAtThresholds'],
  ...['multiClassConfusionMatrixAtThresholds', 'unknownType', 'bytesValue', 'arrayValue', 'debugMessage'],
];
/** A slice as Python prints it: `()`, `(('region', 'eu'),)`, `(('age', 0), ('region', 'eu'))`. */
const PRINTED = /^\((?:\(('[^'\\]*', (?:'[^'\\]*'|-?\d+))\)(?:, |,(?=\)$)|(?=\)$)))*\)$/;
const PRINTED_COLUMN = /\('([^'\\]*)', (?:'([^'\\]*)'|(-?\d+))\)/g;

/**
 * What TensorFlow Model Analysis computed: its file of metrics (`tfrecord/tfma-file.ts`), and what people write of
 * `load_eval_result` as JSON: `slicing_metrics`, one slice's metrics, or those of all slices under their printed names.
 * Metrics of all examples have their names, those of slices are `slices.feature.value.metric`.
 */
export const tfma = {
  name: 'tfma',
  lacks: (value) =>
    toSlices(value) === null ? `has no metrics by slice with a "${DOUBLE}" or "${BOUNDED}"` : null,
  read: (value) => readSlices(toSlices(value) ?? [], value instanceof Map ? [value] : []),
} as const satisfies Format;

/** @param roots where people may have added what the report is about */
export function readSlices(slices: readonly Slice[], roots: readonly JsonObject[]): Reading {
  return {
    metrics: growTree(slices.flatMap(placeSlice)),
    statement: readToolStatement(roots, {}),
  };
}

function placeSlice({ key, metrics }: Slice): Placed[] {
  const names =
    key.length === 0
      ? []
      : [SLICES, key.map(([feature]) => feature).join(AND), key.map(([, value]) => value).join(AND)];
  return metrics.map((metric): Placed => [
    [...names, ...metric.above.filter((name) => name !== ''), metric.name],
    toMetricLeaf(metric, countExamples(metric, metrics)),
  ]);
}

/** The number of examples of the same model and output, if the examples have no weights. */
function countExamples(
  { name, above: [model, output] }: Measured,
  all: readonly Measured[],
): JsonValue | undefined {
  if (name === COUNT || name === `${COUNT}_diff`) return undefined;
  const count = all.find(
    ({ name: other, isWeighted, above: [otherModel, otherOutput, sub] }) =>
      other === COUNT && !isWeighted && otherModel === model && otherOutput === output && sub === '',
  );
  return count?.value;
}

function toMetricLeaf({ value, kind, stderr }: Measured, samples: JsonValue | undefined): MetricLeaf {
  if (kind !== undefined) return { kind: 'leaf', value: null, raw: kind };
  return value === null ? toLeaf(value) : toMeasuredLeaf(value, { samples, stderr });
}

/** Null for JSON of another shape. */
function toSlices(value: JsonValue): Slice[] | null {
  if (Array.isArray(value)) return value.length === 0 ? null : allOrNull(value.map(toListed));
  const root = objectAt(value);
  if (root === undefined || root.size === 0) return null;
  if (isMetrics(root)) return [{ key: [], metrics: toMetrics(root) }];
  const slices = [...root].filter(([, metrics]) => typeof metrics === 'object' && metrics !== null);
  if (slices.length === 0) return null;
  return allOrNull(
    slices.map(([name, metrics]) =>
      PRINTED.test(name) && isMetrics(metrics)
        ? { key: toPrintedKey(name), metrics: toMetrics(membersAt(metrics)) }
        : null,
    ),
  );
}

function allOrNull(slices: readonly (Slice | null)[]): Slice[] | null {
  return slices.every((slice) => slice !== null) ? [...slices] : null;
}

/** One of `slicing_metrics`: the slice, and its metrics by output and class. */
function toListed(value: JsonValue): Slice | null {
  if (!Array.isArray(value) || value.length !== 2) return null;
  const [columns, outputs] = value;
  const key = Array.isArray(columns) ? columns.map(toColumn) : [null];
  if (!key.every((column) => column !== null)) return null;
  const groups = [...membersAt(outputs)].flatMap(([output, subs]) =>
    [...membersAt(subs)].map(([sub, metrics]) => ({ above: ['', output, sub], metrics })),
  );
  if (groups.length === 0 || !groups.every(({ metrics }) => isMetrics(metrics))) return null;
  return { key, metrics: groups.flatMap(({ above, metrics }) => toMetrics(membersAt(metrics), above)) };
}

function toColumn(value: JsonValue): readonly [string, string] | null {
  if (!Array.isArray(value) || value.length !== 2) return null;
  const [feature, of] = value;
  return typeof feature === 'string' && (typeof of === 'string' || typeof of === 'number')
    ? [feature, String(of)]
    : null;
}

function toPrintedKey(name: string): [string, string][] {
  return [...name.matchAll(PRINTED_COLUMN)].map(([, feature = '', text, number]) => [
    feature,
    text ?? number ?? '',
  ]);
}

/** Whether it has at least one number, and no object other than metrics. */
function isMetrics(value: JsonValue): boolean {
  const members = [...membersAt(value).values()].filter((item) => typeof item === 'object' && item !== null);
  return (
    members.every((item) => item instanceof Map && [...item.keys()].every((kind) => KINDS.includes(kind))) &&
    members.some((item) => item instanceof Map && (item.has(DOUBLE) || item.has(BOUNDED)))
  );
}

/** In JSON nothing says whether examples have weights, so it has no number of examples. */
function toMetrics(members: JsonObject, above: readonly string[] = ['', '', '']): Measured[] {
  return [...members].flatMap(([name, item]): Measured[] => {
    if (!(item instanceof Map)) return [];
    const [[kind, value] = [], other] = [...item];
    const isNumber = other === undefined && (kind === DOUBLE || kind === BOUNDED);
    if (!isNumber) return [{ above, name, isWeighted: true, value: null, kind: kind ?? 'empty' }];
    const number = kind === BOUNDED ? membersAt(value).get('value') : value;
    return [{ above, name, isWeighted: true, value: number ?? null }];
  });
}
