import { UnreadableReport, type MetricGroup, type MetricLeaf, type MetricNode } from '../evidence.js';
import type { JsonValue } from '../python-json.js';
import { type Format, type JsonObject, type Reading, membersAt } from './format.js';
import { describeRaw, toLeaf } from './leaf.js';
import { readStatement } from '../statement.js';

/** Any object of numbers. A metric's name is its path in the file. */
export const plain = {
  name: 'plain',
  lacks: (value) => (value instanceof Map ? null : 'is not an object of metrics'),
  read: readPlain,
} as const satisfies Format;

/** @throws UnreadableReport when the root is not an object */
export function readPlain(value: JsonValue): Reading {
  if (!(value instanceof Map))
    throw new UnreadableReport('is not an object of numbers, such as {"accuracy": 0.91}');
  return { metrics: toGroup(value), statement: readStatement(value) };
}

/** A plain report whose top-level numbers are measured again, each by its key; null leaves one as it is. */
export function readMeasured(
  value: JsonValue,
  measure: (key: string, root: JsonObject) => MetricLeaf | null,
): Reading {
  const { metrics, statement } = readPlain(value);
  const root = membersAt(value);
  const children = [...metrics.children].map(([key, node]): [string, MetricNode] => [
    key,
    node.kind === 'group' ? node : (measure(key, root) ?? node),
  ]);
  return { metrics: { kind: 'group', children: new Map(children) }, statement };
}

/** A number in quotes doesn't count: the next file may say "0.9 (est.)". */
function toGroup(value: ReadonlyMap<string, JsonValue> | readonly JsonValue[]): MetricGroup {
  const entries: Iterable<[string | number, JsonValue]> = value.entries();
  const children = new Map<string, MetricNode>();
  for (const [key, item] of entries) children.set(String(key), toNode(item));
  if (!Array.isArray(value)) return { kind: 'group', children };
  if (value.some((item) => item instanceof Map)) return { kind: 'group', children, isObjectList: true };
  return {
    kind: 'group',
    children,
    ...(isSeries(value) ? { aside: readSeries(value), isSeries: true } : {}),
  };
}

function isSeries(list: readonly JsonValue[]): boolean {
  return list.some((item) => typeof item === 'number') && !list.some(Array.isArray);
}

/** The ends of a series. One value that isn't a number could be the least or the greatest. */
function readSeries(series: readonly JsonValue[]): ReadonlyMap<string, MetricLeaf> {
  const odd = series.findIndex((value) => !Number.isFinite(value));
  const unknown: MetricLeaf = {
    ...{ kind: 'leaf', value: null, raw: `unknown (element ${odd} is ${describeRaw(series[odd] ?? null)})` },
    remedy: 'write a number there, or name another element, such as last',
  };
  const extreme = (pick: (a: number, b: number) => number): MetricLeaf =>
    odd === -1 ? toLeaf((series as number[]).reduce((a, b) => pick(a, b))) : unknown;
  return new Map([
    ['last', toLeaf(series.at(-1) ?? null)],
    ['first', toLeaf(series[0] ?? null)],
    ['min', extreme(Math.min)],
    ['max', extreme(Math.max)],
  ]);
}

function toNode(value: JsonValue): MetricNode {
  if (value instanceof Map || Array.isArray(value)) return toGroup(value);
  return typeof value === 'string' ? { ...toLeaf(value), text: value } : toLeaf(value);
}
