import type { Placed } from '../../metric-tree.js';
import type { JsonValue } from '../../python-json.js';
import { placeNumbers } from '../nested.js';
import { objectAt, textAt } from '../shape.js';

/** In a name such as `ValueDrift(column=age,method=psi)`. */
const KIND = /^[^(]+/;
const COLUMN = /[(,]column=([^,)]*)/;

/** Evidently's name of a metric with its parameters: `ValueDrift(column=age,method=psi)`. */
export function nameNewMetric(metric: JsonValue): string | undefined {
  return textAt(metric, 'metric_name') ?? textAt(metric, 'metric_id');
}

/**
 * Metrics by kind and column: `ValueDrift.age`. Where several have the same of both, that is no number, and each is
 * found under Evidently's own name of it.
 */
export function placeNewMetrics(metrics: readonly JsonValue[]): Placed[] {
  const named = metrics.map((metric) => ({
    full: nameNewMetric(metric) ?? '',
    keys: toKeys(metric),
    value: objectAt(metric)?.get('value') ?? null,
  }));
  const times = new Map<string, number>();
  for (const { keys } of named) times.set(keys.join('\0'), (times.get(keys.join('\0')) ?? 0) + 1);
  return named.flatMap(({ full, keys, value }) => [
    ...placeNumbers(value, keys),
    ...(times.get(keys.join('\0')) === 1 ? [] : placeNumbers(value, [full])),
  ]);
}

function toKeys(metric: JsonValue): string[] {
  const full = nameNewMetric(metric) ?? '';
  const kind = KIND.exec(full)?.[0] ?? full;
  const column = textAt(metric, 'config', 'column') ?? COLUMN.exec(full)?.[1];
  return column === undefined ? [kind] : [kind, column];
}
