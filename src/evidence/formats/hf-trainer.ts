import type { MetricLeaf } from '../evidence.js';
import { type Format, type JsonObject, membersAt } from './format.js';
import { toLeaf, toMeasuredLeaf } from './leaf.js';
import { readMeasured } from './plain.js';

const RUNTIME = '_runtime';
const SPEED = '_samples_per_second';
const SAMPLES = '_samples';
/** What a run cost: not an average over examples. */
const COSTS = [RUNTIME, SPEED, '_steps_per_second', SAMPLES];

/**
 * The files of the Hugging Face Trainer's save_metrics(): all_results.json, eval_results.json and so on. Metrics have
 * the file's names. The number of examples has the same prefix (`eval_samples`), if the training script writes it as
 * the library's examples do.
 */
export const hfTrainer = {
  name: 'hf-trainer',
  lacks: (value) => {
    if (!(value instanceof Map)) return 'is not an object of metrics';
    return findPrefixes(value).length > 0 ? null : `has no "…${RUNTIME}" beside a "…${SPEED}"`;
  },
  read: (value) => {
    const prefixes = findPrefixes(membersAt(value));
    return readMeasured(value, (key, root) => measure(key, root, prefixes));
  },
} as const satisfies Format;

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
