import type { MetricLeaf } from '../evidence.js';
import type { Format, JsonObject } from './format.js';
import { toLeaf, toMeasuredLeaf } from './leaf.js';
import { readMeasured } from './plain.js';

const COUNT = 'example_count';
/** Scores that MLflow's classifier and regressor evaluators write next to the count. */
const SCORES = ['accuracy_score', 'mean_squared_error', 'mean_absolute_error', 'f1_score', 'r2_score'];
const MEAN = '/mean';
const VARIANCE = '/variance';
/** Proportions from 0 to 1, as MLflow's classifier evaluator defines them. */
const SHARES = ['precision_score', 'recall_score', 'f1_score'];
const COUNTS = [COUNT, 'true_negatives', 'false_positives', 'false_negatives', 'true_positives'];

/**
 * The metrics.json that `mlflow.models.evaluate(…).save()` writes: names as in MLflow's table, one count of examples,
 * and a variance next to the mean of scores by example.
 */
export const mlflowEvaluate = {
  name: 'mlflow-evaluate',
  lacks: (value) => {
    if (!(value instanceof Map)) return 'is not an object of metrics';
    const known = value.has(COUNT) && SCORES.some((name) => value.has(name));
    const scored = [...value.keys()].some((key) => key.endsWith(VARIANCE) && value.has(toMean(key)));
    return known || scored
      ? null
      : `has no "${COUNT}" beside a score, and no "…${VARIANCE}" beside a "…${MEAN}"`;
  },
  read: (value) => readMeasured(value, measure),
} as const satisfies Format;

function toMean(variance: string): string {
  return `${variance.slice(0, -VARIANCE.length)}${MEAN}`;
}

function measure(key: string, root: JsonObject): MetricLeaf {
  const value = root.get(key) ?? null;
  if (COUNTS.includes(key)) return toLeaf(value);
  const samples = root.get(COUNT);
  const beside = { samples, place: [key], samplesPlace: [COUNT] };
  if (key === 'accuracy_score') return toMeasuredLeaf(value, { ...beside, share: 'of examples' });
  const variance = key.endsWith(MEAN) ? root.get(`${key.slice(0, -MEAN.length)}${VARIANCE}`) : undefined;
  // a negative variance becomes NaN, which is refused
  const spread = typeof variance === 'number' ? Math.sqrt(variance) : variance;
  return toMeasuredLeaf(value, { ...beside, spread, share: SHARES.includes(key) ? 'other' : undefined });
}
