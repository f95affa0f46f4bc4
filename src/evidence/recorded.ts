import type { Uncertainty } from '../model/gate-result.js';
import type { MetricGroup, MetricLeaf, MetricNode } from './evidence.js';
import { findMetrics, nameStars } from './metric-path.js';
import { openGroup, type Draft } from './metric-tree.js';
import { parseMetricPath, substitute, type MetricPath } from './path-syntax.js';

/* Numbers that a history line recorded, as a tree like that of the report that they came from. */

/** A metric as a history line recorded it. */
export interface RecordedMetric {
  /** Null where the line has a word instead of a number. */
  readonly value: number | null;
  /** As the line has it: `0.91`, `NaN`, `missing`. */
  readonly raw: string;
  readonly uncertainty: Uncertainty;
}

/** Where a gate says what stands beside its metric: a path, or the number itself. */
export interface Beside {
  readonly metric: string;
  /** Rows of examples (an object) aren't recorded. */
  readonly samples?: string | number | object | undefined;
  readonly stderr?: string | number | undefined;
  readonly stdev?: string | number | undefined;
}

/**
 * The tree of recorded metrics. What was recorded beside a metric also stands where the gates look for it.
 * @param metrics by concrete path
 */
export function growRecorded(
  metrics: ReadonlyMap<string, RecordedMetric>,
  gates: readonly Beside[],
): MetricGroup {
  const root: Draft = { kind: 'group', children: new Map() };
  for (const [metric, recorded] of metrics) put(root, parseMetricPath(metric), toLeaf(recorded));
  for (const gate of gates) addBeside(root, gate);
  return root;
}

function toLeaf({ value, raw, uncertainty }: RecordedMetric): MetricLeaf {
  const { stderr, samples, spread, proportion } = uncertainty;
  return {
    ...{ kind: 'leaf', value, raw, stderr, samples, spread },
    ...(proportion === true ? { scale: 'proportion' } : {}),
  };
}

function addBeside(root: Draft, gate: Beside): void {
  const places = [
    [gate.samples, ({ samples }: MetricLeaf) => samples],
    [gate.stderr, ({ stderr }: MetricLeaf) => stderr],
    [gate.stdev, ({ spread }: MetricLeaf) => spread],
  ] as const;
  const found = findMetrics(root, nameStars([root], parseMetricPath(gate.metric)));
  for (const [place, read] of places) {
    if (typeof place !== 'string') continue;
    for (const { leaf, bindings } of found) {
      const number = leaf === null ? undefined : read(leaf);
      if (number === undefined) continue;
      const path = substitute(parseMetricPath(place), bindings);
      const isThere = findMetrics(root, path).some((there) => there.leaf !== null);
      if (!isThere) put(root, path, { kind: 'leaf', value: number, raw: String(number) });
    }
  }
}

function put(root: Draft, path: MetricPath, leaf: MetricLeaf): void {
  let group = root;
  for (const [at, segment] of path.entries()) {
    if (segment.any) return;
    const { key, by } = segment;
    const isLast = at === path.length - 1;
    if (by !== undefined) group = openElement(group, key, by);
    else if (!isLast) group = openGroup(group, key);
    if (isLast && by !== undefined) group.own ??= leaf;
    else if (isLast) putLeaf(group, key, leaf);
  }
}

function putLeaf(group: Draft, key: string, leaf: MetricLeaf): void {
  const there = group.children.get(key);
  if (there?.kind === 'group') there.own ??= leaf;
  else group.children.set(key, leaf);
}

/** An element of a list, with the keys that name it. */
function openElement(list: Draft, name: string, by: readonly string[]): Draft {
  list.isObjectList = true;
  for (const element of list.children.values())
    if (element.kind === 'group' && nameOf(element, by) === name) return element;
  const element = openGroup(list, String(list.children.size));
  const naming = by.slice(0, -1).reduce(openGroup, element);
  const text: MetricLeaf = { kind: 'leaf', value: null, raw: JSON.stringify(name), text: name };
  putLeaf(naming, by.at(-1) ?? '', text);
  return element;
}

function nameOf(element: Draft, by: readonly string[]): string | undefined {
  const found = by.reduce<MetricNode | undefined>(
    (above, key) => (above?.kind === 'group' ? above.children.get(key) : undefined),
    element,
  );
  return found?.kind === 'leaf' ? found.text : undefined;
}
