import { UnreadableReport, type MetricLeaf } from '../evidence.js';
import { growTree, type Placed } from '../metric-tree.js';
import type { JsonValue } from '../python-json.js';
import { type Format, type Reading, type JsonObject, listAt, membersAt, objectAt, textAt } from './format.js';
import { toMeasuredLeaf } from './leaf.js';
import { readToolStatement, type Told } from '../statement.js';

/** Keys among a task's metrics that are not metrics. */
const NO_METRICS = ['alias', 'name', 'sample_len', 'sample_count', 'samples'];
/** The metrics that the harness defines as a proportion of the examples. */
const SHARES = ['acc', 'acc_norm', 'acc_bytes', 'acc_mutual_info', 'exact_match'];
const STDERR = '_stderr';

/**
 * lm-evaluation-harness, `results_….json`. Before 0.4, a task's metrics are `acc` and `acc_stderr`; since
 * then `acc,none` and `acc_stderr,none`, with the filter as the second part. Directions and sample sizes came later.
 * Metrics are named `task.metric`, and `task.metric.filter` if the filter is not `none`.
 */
export const lmEval = {
  name: 'lm-eval',
  lacks: (value) => {
    const results = objectAt(value, 'results');
    if (results === undefined) return 'has no "results" by task';
    if (objectAt(value, 'versions') === undefined) return 'has no "versions" of its tasks';
    if ((objectAt(value, 'configs') ?? objectAt(value, 'config')) === undefined) return 'has no "config"';
    const other = [...results].find(([, metrics]) => !(metrics instanceof Map));
    return other === undefined ? null : `has no metrics under ${JSON.stringify(`results.${other[0]}`)}`;
  },
  nearly: (value) => objectAt(value, 'results') !== undefined && objectAt(value, 'versions') !== undefined,
  read: readResults,
} as const satisfies Format;

function readResults(value: JsonValue): Reading {
  const root = membersAt(value);
  const tasks = membersAt(root, 'results');
  const placed = [...tasks].flatMap(([task, metrics]) => readTask({ root, task, metrics }));
  if (placed.length === 0)
    throw new UnreadableReport('has no metrics in its "results": no task was evaluated');
  return { metrics: growTree(placed), statement: readToolStatement([root], readRun(root)) };
}

interface Task {
  readonly root: JsonObject;
  readonly task: string;
  readonly metrics: JsonValue;
}

function readTask({ root, task, metrics }: Task): Placed[] {
  const members = membersAt(metrics);
  return [...members]
    .filter(([key]) => key.trim() !== '' && !NO_METRICS.includes(key) && !isStderr(key, members))
    .map(([key, value]) => {
      const { metric, filter } = splitKey(key);
      const leaf = toMeasuredLeaf(value, {
        stderr: members.get(stderrKey(key)),
        samples: findSamples(root, { task, key, members }),
        direction: findDirection(root, task, metric),
        share: SHARES.includes(metric) ? 'of examples' : undefined,
        place: ['results', task, key],
      });
      return [filter === 'none' ? [task, metric] : [task, metric, filter], leaf];
    });
}

/** `exact_match,strict-match` is a metric with a filter. An older harness writes no comma. */
function splitKey(key: string): { metric: string; filter: string } {
  const comma = key.indexOf(',');
  return comma === -1
    ? { metric: key, filter: 'none' }
    : { metric: key.slice(0, comma), filter: key.slice(comma + 1) };
}

function stderrKey(key: string): string {
  const comma = key.indexOf(',');
  return comma === -1 ? `${key}${STDERR}` : `${key.slice(0, comma)}${STDERR}${key.slice(comma)}`;
}

function isStderr(key: string, members: JsonObject): boolean {
  const { metric } = splitKey(key);
  return (
    metric.endsWith(STDERR) && members.has(`${metric.slice(0, -STDERR.length)}${key.slice(metric.length)}`)
  );
}

/** A group has a count per metric, a task has one for its documents. */
function findSamples(
  root: JsonObject,
  { task, key, members }: { task: string; key: string; members: JsonObject },
): JsonValue | undefined {
  const counted = objectAt(members, 'sample_count')?.get(key);
  return counted ?? objectAt(root, 'n-samples', task)?.get('effective');
}

/** Which direction is better: listed by task and metric, or in older reports in each task's configuration. */
function findDirection(root: JsonObject, task: string, metric: string): MetricLeaf['direction'] {
  const listed = listAt(root, 'configs', task, 'metric_list')?.find(
    (entry) => textAt(entry, 'metric') === metric,
  );
  const higher =
    objectAt(root, 'higher_is_better', task)?.get(metric) ?? objectAt(listed)?.get('higher_is_better');
  if (typeof higher !== 'boolean') return undefined;
  return higher ? 'higher' : 'lower';
}

function readRun(root: JsonObject): Told {
  const args = objectAt(root, 'config')?.get('model_args');
  const commit = readCommit(textAt(root, 'git_hash'));
  return {
    commit: commit === undefined ? undefined : { key: 'git_hash', value: commit },
    times: [{ key: 'date', value: root.get('date') ?? null }],
    evaluated: textAt(args, 'pretrained') ?? (typeof args === 'string' && args !== '' ? args : undefined),
  };
}

/** The harness writes `git describe --always` of its working folder: `1a2b3c4`, or `v1.2-3-g1a2b3c4`. */
function readCommit(described: string | undefined): string | undefined {
  return /^(?:.*-g)?([0-9a-f]{7,64})$/.exec(described ?? '')?.[1];
}
