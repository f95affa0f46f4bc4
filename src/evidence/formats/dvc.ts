import { growTree, type Placed } from '../metric-tree.js';
import type { JsonValue } from '../python-json.js';
import { type Format, type Reading, membersAt, objectAt } from './format.js';
import { toLeaf } from './leaf.js';

const SIDES = ['old', 'new', 'diff'];

/**
 * `dvc metrics diff --json`: old and new values by file and metric. The new values count, by the names of DVC's table.
 * A name that two files have only counts after its file's name. (A `metrics.json` is `plain`: its paths are the
 * table's names.)
 */
export const dvc = {
  name: 'dvc',
  lacks: (value) => {
    if (!(value instanceof Map) || value.size === 0) return 'has no files with metrics';
    const other = [...value].find(([, metrics]) => !isFile(metrics));
    return other === undefined
      ? null
      : `has no metrics with "old" and "new" under ${JSON.stringify(other[0].slice(0, 60))}`;
  },
  read: readDiff,
} as const satisfies Format;

function isFile(metrics: JsonValue): boolean {
  return metrics instanceof Map && metrics.size > 0 && [...metrics.values()].every(isComparison);
}

function isComparison(value: JsonValue): boolean {
  if (!(value instanceof Map) || !value.has('new')) return false;
  return [...value.keys()].every((key) => SIDES.includes(key));
}

function readDiff(value: JsonValue): Reading {
  const files = [...membersAt(value)].map(([file, metrics]) => ({ file, metrics: membersAt(metrics) }));
  const inFiles = new Map<string, number>();
  for (const { metrics } of files) {
    for (const name of metrics.keys()) inFiles.set(name, (inFiles.get(name) ?? 0) + 1);
  }
  const placed = files.flatMap(({ file, metrics }) =>
    [...metrics].flatMap(([name, comparison]): Placed[] => {
      const leaf = toLeaf(objectAt(comparison)?.get('new') ?? null);
      const own: Placed = [name.split('.'), leaf];
      return inFiles.get(name) === 1 ? [own] : [own, [[...file.split('.'), ...name.split('.')], leaf]];
    }),
  );
  return { metrics: { ...growTree(placed), splitsNames: true }, statement: {} };
}
