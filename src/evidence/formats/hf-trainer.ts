import type { MetricLeaf } from '../evidence.js';
import type { JsonValue } from '../python-json.js';
import { type Format, type JsonObject, type Reading, listAt, membersAt, objectAt } from './format.js';
import { toLeaf, toMeasuredLeaf } from './leaf.js';
import { readMeasured, readPlain } from './plain.js';
import { readStatement } from '../statement.js';
import { wandb } from './wandb.js';

const RUNTIME = '_runtime';
const SPEED = '_samples_per_second';
const SAMPLES = '_samples';
/** What a run cost: not an average over examples. */
const COSTS = [RUNTIME, SPEED, '_steps_per_second', SAMPLES];

const LOG = 'log_history';

/**
 * The files of the Hugging Face Trainer. Those of save_metrics() (all_results.json, eval_results.json and so on) have
 * their metrics under the file's names. The number of examples has the same prefix (`eval_samples`), if the training
 * script writes it as the library's examples do.
 *
 * In trainer_state.json, each number that was logged is a list of all its values, in the log's order. `best_metric`
 * and the state's other numbers have the file's names.
 */
export const hfTrainer = {
  name: 'hf-trainer',
  lacks: (value) => {
    if (!(value instanceof Map)) return 'is not an object of metrics';
    if (isState(value)) return null;
    if (wandb.lacks(value) === null) return 'is a summary of Weights & Biases';
    return findPrefixes(value).length > 0 ? null : `has no "…${RUNTIME}" beside a "…${SPEED}"`;
  },
  read: (value) => {
    if (isState(value)) return readState(membersAt(value));
    const prefixes = findPrefixes(membersAt(value));
    return readMeasured(value, (key, root) => measure(key, root, prefixes));
  },
} as const satisfies Format;

function isState(value: JsonValue): boolean {
  const log = listAt(value, LOG);
  const says = (key: string) => objectAt(value)?.has(key) === true;
  return log?.every((entry) => entry instanceof Map) === true && says('global_step') && says('best_metric');
}

/**
 * Not every step logs every number. If a logged number and one of the state's have the same name, the logged one
 * counts.
 */
function readState(state: JsonObject): Reading {
  const series = new Map<string, JsonValue[]>();
  for (const entry of listAt(state, LOG) ?? [])
    for (const [key, value] of membersAt(entry)) {
      const values = series.get(key) ?? [];
      series.set(key, values);
      values.push(value);
    }
  const others = [...state].filter(([key]) => !series.has(key) && key !== LOG);
  const { metrics } = readPlain(new Map<string, JsonValue>([...others, ...series]));
  return { metrics, statement: readStatement(state) };
}

/** `train`, `eval`, `predict`, or the script's own. The longest first, since one may be a prefix of another. */
function findPrefixes(root: JsonObject): string[] {
  return [...root.keys()]
    .filter((key) => key.endsWith(RUNTIME))
    .map((key) => key.slice(0, -RUNTIME.length))
    .filter((prefix) => root.has(`${prefix}${SPEED}`))
    .sort((a, b) => b.length - a.length);
}

function measure(key: string, root: JsonObject, prefixes: readonly string[]): MetricLeaf | null {
  const prefix = prefixes.find((candidate) => key.startsWith(`${candidate}_`));
  if (prefix === undefined) return null;
  const value = root.get(key) ?? null;
  if (COSTS.includes(key.slice(prefix.length))) return toLeaf(value);
  const count = `${prefix}${SAMPLES}`;
  return toMeasuredLeaf(value, { samples: root.get(count), samplesPlace: [count] });
}
