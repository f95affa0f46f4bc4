import { UnreadableReport, type MetricLeaf } from '../evidence.js';
import { growTree, type Placed } from '../metric-tree.js';
import type { JsonValue } from '../python-json.js';
import {
  type Format,
  type JsonObject,
  type Reading,
  elementsAt,
  listAt,
  membersAt,
  objectAt,
  textAt,
} from './format.js';
import { toMeasuredLeaf } from './leaf.js';
import { readToolStatement } from '../statement.js';

const [TASKS, GENERAL] = ['config_tasks', 'config_general'];
const STDERR = '_stderr';
/** Metrics that are right or wrong for each document. */
const SHARES = ['acc', 'acc_norm', 'em', 'exact_match', 'extractive_match'];

/**
 * lighteval, `results_….json`. Metrics are named `task.metric`, with the task as in lighteval's table
 * (`gsm8k|5.extractive_match`).
 *
 * A standard error counts only for the mean over the documents of one task, by the task's configuration. For other
 * metrics, lighteval divides its bootstrap's standard deviation by the root of the number of draws. For averages of
 * several tasks (`all`, `mmlu:_average|5`), it averages the standard errors.
 */
export const lighteval = {
  name: 'lighteval',
  lacks: (value) => {
    const results = objectAt(value, 'results');
    if (results === undefined) return 'has no "results" by task';
    if (objectAt(value, GENERAL) === undefined) return `has no "${GENERAL}"`;
    if (objectAt(value, TASKS) === undefined) return `has no "${TASKS}"`;
    const other = [...results].find(([, metrics]) => !(metrics instanceof Map));
    return other === undefined
      ? null
      : `has no metrics under ${JSON.stringify(`results.${other[0].slice(0, 60)}`)}`;
  },
  read: readResults,
} as const satisfies Format;

function readResults(value: JsonValue): Reading {
  const root = membersAt(value);
  const placed = [...membersAt(root, 'results')].flatMap(([task, metrics]) =>
    placeTask(task, membersAt(metrics), findConfig(root, task)),
  );
  if (placed.length === 0)
    throw new UnreadableReport('has no metrics in its "results": no task was evaluated');
  return {
    metrics: growTree(placed),
    // neither its times, which are ticks of a clock, nor its commit, which is lighteval's own
    statement: readToolStatement([root], { evaluated: textAt(root, GENERAL, 'model_name') }),
  };
}

/** Older versions leave the number of few-shot examples out of the configuration's name. */
function findConfig(root: JsonObject, task: string): JsonObject | undefined {
  const parts = task.split('|');
  const names = parts.map((_, left) => parts.slice(0, parts.length - left).join('|'));
  return names.map((name) => objectAt(root, TASKS, name)).find((config) => config !== undefined);
}

function placeTask(task: string, metrics: JsonObject, config: JsonObject | undefined): Placed[] {
  return [...metrics]
    .filter(([key]) => !isStderr(key, metrics))
    .map(([key, value]): Placed => {
      const { isMean, direction } = findMetric(config, key);
      const leaf = toMeasuredLeaf(value, {
        samples: readDocuments(config),
        stderr: isMean ? metrics.get(`${key}${STDERR}`) : undefined,
        direction,
        share: isMean && SHARES.includes(key) ? 'of examples' : undefined,
        place: ['results', task, key],
      });
      return [[task, key], leaf];
    });
}

function isStderr(key: string, metrics: JsonObject): boolean {
  return key.endsWith(STDERR) && metrics.has(key.slice(0, -STDERR.length));
}

/** The number of documents. lighteval writes -1 until it has counted them. */
function readDocuments(config: JsonObject | undefined): JsonValue | undefined {
  const documents = config?.get('effective_num_docs');
  return documents === -1 ? undefined : documents;
}

interface Defined {
  readonly isMean: boolean;
  readonly direction: MetricLeaf['direction'];
}

/** What the task's configuration says of a metric. A group of metrics says it by name, or once for all. */
function findMetric(config: JsonObject | undefined, key: string): Defined {
  const defined = elementsAt(config, 'metrics').find((metric) => {
    const names = listAt(metric, 'metric_name');
    return names === undefined ? textAt(metric, 'metric_name') === key : names.includes(key);
  });
  const say = (property: string): JsonValue | undefined => {
    const said = objectAt(defined)?.get(property);
    return said instanceof Map ? said.get(key) : said;
  };
  const higher = say('higher_is_better');
  return {
    isMean: say('corpus_level_fn') === 'mean',
    direction: typeof higher === 'boolean' ? (higher ? 'higher' : 'lower') : undefined,
  };
}
