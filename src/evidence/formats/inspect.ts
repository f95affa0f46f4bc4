import { UnreadableReport } from '../evidence.js';
import { growTree, type Placed } from '../metric-tree.js';
import type { JsonValue } from '../python-json.js';
import { type Format, type Reading, type JsonObject, listAt, membersAt, objectAt, textAt } from './format.js';
import { describeRaw, toMeasuredLeaf, type Beside } from './leaf.js';
import { readToolStatement, type Told } from '../statement.js';
import { readTime } from '../time.js';

/** Metrics that average the scores: a scorer's standard errors are theirs. */
const AVERAGES = ['accuracy', 'mean'];
const COUNTS = ['total_samples', 'completed_samples'];

/**
 * Logs of inspect_ai as JSON, with or without samples. Metrics are named `scorer.metric`, and `scorer.metric.reducer`
 * if epochs were reduced in several ways. An example counts once, however many epochs repeat it. The log of an
 * evaluation without success is not evidence, even if it has results.
 */
export const inspect = {
  name: 'inspect',
  lacks: (value) => {
    if (textAt(value, 'status') === undefined) return 'has no "status" of an evaluation';
    if (textAt(value, 'eval', 'task') === undefined) return 'has no "eval" with its task';
    return objectAt(value, 'plan') === undefined ? 'has no "plan" of an evaluation' : null;
  },
  read: readLog,
} as const satisfies Format;

function readLog(value: JsonValue): Reading {
  const log = membersAt(value);
  const status = textAt(log, 'status');
  if (status !== 'success') {
    throw new UnreadableReport(
      `is the log of an evaluation with the status ${describeRaw(status ?? null)}: only "success" counts as evidence`,
    );
  }
  if (log.get('invalidated') === true)
    throw new UnreadableReport('is the log of an evaluation that was invalidated');
  const results = objectAt(log, 'results');
  const scores = listAt(results, 'scores');
  if (results === undefined || scores === undefined || scores.length === 0) {
    throw new UnreadableReport('is the log of an evaluation without scores: none of its samples was scored');
  }
  const reducers = new Set(scores.map((score) => textAt(score, 'reducer')));
  const placed = scores.flatMap((score, at) =>
    readScore({ log, score, at, tellsReducer: reducers.size > 1 }),
  );
  const counts = COUNTS.map((key): Placed => [[key], toMeasuredLeaf(results.get(key) ?? null, {})]);
  return {
    metrics: growTree([...placed, ...counts]),
    statement: readToolStatement([log, membersAt(log, 'eval', 'metadata')], readRun(log)),
  };
}

interface ScoreOf {
  readonly log: JsonObject;
  readonly score: JsonValue;
  /** Index in the list of scores. */
  readonly at: number;
  readonly tellsReducer: boolean;
}

function readScore({ log, score, at, tellsReducer }: ScoreOf): Placed[] {
  const scorer = textAt(score, 'name') ?? textAt(score, 'scorer') ?? '';
  const reducer = textAt(score, 'reducer');
  const metrics = membersAt(score, 'metrics');
  const valueOf = (name: string) => objectAt(metrics, name)?.get('value');
  const samples = countIndependent(log, { score, scorer, reducer });
  const errors = readErrors(valueOf);
  // an example right in one of two epochs is neither right nor wrong; a standard error shows if there are such
  const mayBeRight = epochsOf(log) === 1 || errors.stderr !== undefined;
  return [...metrics.keys()].map((name): Placed => {
    const leaf = toMeasuredLeaf(valueOf(name) ?? null, {
      samples,
      ...(AVERAGES.includes(name) ? errors : {}),
      share: name !== 'accuracy' ? undefined : mayBeRight ? 'of examples' : 'other',
      place: ['results', 'scores', String(at), 'metrics', name, 'value'],
    });
    return [tellsReducer && reducer !== undefined ? [scorer, name, reducer] : [scorer, name], leaf];
  });
}

function readErrors(valueOf: (name: string) => JsonValue | undefined): Beside {
  return { stderr: valueOf('stderr') ?? valueOf('bootstrap_stderr'), spread: valueOf('std') };
}

interface Scored {
  readonly score: JsonValue;
  readonly scorer: string;
  readonly reducer: string | undefined;
}

/**
 * How many independent examples a score rests on: the clusters of a clustered standard error, else the examples, each
 * of them once and not once per epoch.
 */
function countIndependent(log: JsonObject, { score, scorer, reducer }: Scored): JsonValue | undefined {
  const cluster = textAt(score, 'metrics', 'stderr', 'params', 'cluster');
  if (cluster !== undefined) return countClusters(log, cluster);
  const scored = objectAt(score)?.get('scored_samples');
  if (scored !== undefined && scored !== null) return scored;
  // older logs count the samples of all scorers together, and each sample once per epoch
  if (epochsOf(log) === 1) return objectAt(log, 'results')?.get('completed_samples');
  const reduced = listAt(log, 'reductions')?.find(
    (one) => textAt(one, 'scorer') === scorer && textAt(one, 'reducer') === reducer,
  );
  return listAt(reduced, 'samples')?.length;
}

function epochsOf(log: JsonObject): JsonValue {
  return objectAt(log, 'eval', 'config')?.get('epochs') ?? 1;
}

/** Undefined in a log that doesn't say it of each sample. */
function countClusters(log: JsonObject, cluster: string): number | undefined {
  const named = listAt(log, 'samples')?.map((sample) => objectAt(sample, 'metadata')?.get(cluster) ?? null);
  return named === undefined || named.length === 0 || named.includes(null) ? undefined : new Set(named).size;
}

function readRun(log: JsonObject): Told {
  const ended = objectAt(log, 'stats')?.get('completed_at') ?? null;
  const commit = textAt(log, 'eval', 'revision', 'commit');
  return {
    commit: commit === undefined ? undefined : { key: 'revision', value: commit },
    times: [
      readTime(ended) === undefined
        ? { key: 'created', value: objectAt(log, 'eval')?.get('created') ?? null }
        : { key: 'completed_at', value: ended },
    ],
    evaluated: textAt(log, 'eval', 'model'),
  };
}
