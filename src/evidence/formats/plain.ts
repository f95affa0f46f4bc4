import { UnreadableReport } from '../evidence.js';
import type { MetricGroup, MetricLeaf, MetricNode } from '../evidence.js';
import type { JsonValue } from '../python-json.js';
import type { Format, Reading } from './format.js';
import { readStatement } from './statement.js';

const RAW_LENGTH = 40;

/** Any object of numbers: what a metric is called is its path in the file. */
export const plain: Format = { name: 'plain', detect: () => true, read: readPlain };

/** @throws UnreadableReport when the root is no object */
export function readPlain(value: JsonValue): Reading {
  if (!(value instanceof Map)) {
    throw new UnreadableReport(`holds ${nameKind(value)}, not an object of metrics`);
  }
  return { metrics: toGroup(value), statement: readStatement(value) };
}

function toGroup(value: Map<string, JsonValue> | JsonValue[]): MetricGroup {
  const entries: Iterable<[string | number, JsonValue]> = value.entries();
  const children = new Map<string, MetricNode>();
  for (const [key, item] of entries) children.set(String(key), toNode(item));
  return { kind: 'group', children };
}

function toNode(value: JsonValue): MetricNode {
  return value instanceof Map || Array.isArray(value) ? toGroup(value) : toLeaf(value);
}

/** A number in quotes is no number: who wrote it so may have written "0.9 (est.)" in the next file. */
function toLeaf(value: null | boolean | number | string): MetricLeaf {
  const finite = typeof value === 'number' && Number.isFinite(value);
  return { kind: 'leaf', value: finite ? value : null, raw: describeRaw(value) };
}

function describeRaw(value: null | boolean | number | string): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  if (text.length <= RAW_LENGTH) return text;
  return `${text.slice(0, RAW_LENGTH - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

function nameKind(value: JsonValue): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number') return 'a number';
  if (typeof value === 'string') return 'a text';
  return value === null ? 'nothing (null)' : 'true or false';
}
