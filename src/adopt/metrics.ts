import type { MetricLeaf, Report } from '../evidence/evidence.js';
import { findMetrics } from '../evidence/metric-path.js';
import { flattenMetrics } from '../evidence/metric-tree.js';
import { parseMetricPath } from '../evidence/path-syntax.js';

/*
 * Which numbers of a report become gates. A name only decides here, in a proposal that somebody reads: a gate itself
 * says which direction is better.
 */

/** Metrics whose higher values are better. Matched against the last key of a path, without its prefixes. */
const HIGHER =
  /^(?:(?:balanced_|top_?\d_|exact_|binary_|(?:sparse_)?categorical_)?accuracy(?:_score)?|acc(?:_norm)?|exact_match|(?:macro_|micro_|weighted_)?f1(?:[-_ ]?(?:score|macro|micro|weighted))?|(?:roc_|pr_|precision_recall_)?auc(?:_roc|_pr|_score)?|auroc|auprc|average_precision|(?:precision|recall)(?:_score)?|sensitivity|specificity|r2(?:_score)?|m?ap(?:_?(?:50|75|50-95|@\d+))?|ndcg(?:[_@]\d+)?|mrr|hit_rate|iou|miou|dice|mcc|kappa|cohen_kappa|bleu|rouge[-_]?[\dl]?(?:sum)?|meteor|score|pass_rate|pass@\d+|win_rate|faithfulness)$/i;
const LOWER =
  /^(?:(?:log_?|val_|test_|eval_)?loss|logloss|rmse|mse|mae|mape|smape|(?:root_)?mean_(?:squared|absolute)(?:_percentage|_log)?_error|error(?:_rate)?|brier(?:_score)?|ece|perplexity|ppl|word_perplexity|wer|cer|(?:p\d\d(?:_?ms)?)|latency(?:_ms)?|latency_p\d\d(?:_ms)?)$/i;
/** The parts of a name that say which data it is about, or which of a detector's outputs. */
const PREFIX =
  /^(?:test|eval|val|valid|validation|holdout|mean|avg|overall|metrics?|bbox|segm|keypoints|sem_seg)[-_/. ]/i;
/** Ultralytics' boxes, masks and poses. */
const BOXES = /\([BMP]\)$/;
/** Numbers on the training data, and numbers beside a metric. */
const NO_GATE =
  /(?:^|[-_./ ])(?:train(?:ing)?|params?|config|std|stdev|stderr|support|count|epochs?|steps?|history|confusion\w*)(?:$|[-_./ ])/i;
/** Nobody would read more gates than this. */
const MAX_GATES = 4;
/** For an LLM evaluation, which gets a gate for each task. */
const MAX_TASKS = 6;
const DIGITS = 4;

/** A bound that holds today. */
export interface Bound {
  readonly metric: string;
  readonly check: 'min' | 'max';
  /** The report's number, rounded so that it still passes. */
  readonly bound: number;
  /** What the report says of its uncertainty: then the gate could have `confidence`. */
  readonly uncertainty: 'a standard error' | 'the number of its examples' | null;
}

/** A report's numbers, as far as they become gates. */
interface Chosen {
  readonly bounds: readonly Bound[];
  /** Other numbers, for people to choose from. */
  readonly others: readonly string[];
}

/** Whether the name of a number is that of a usual metric. */
export function isMetricName(path: string): boolean {
  return directionOf(path) !== null;
}

/** Which bound the name of a metric suggests; null for other names. */
export function directionOf(path: string): 'min' | 'max' | null {
  if (NO_GATE.test(path)) return null;
  const key = /[^.]+$/.exec(path.replaceAll('"', ''))?.[0] ?? path;
  const name = key.replace(PREFIX, '').replace(PREFIX, '').replace(BOXES, '');
  if (HIGHER.test(name)) return 'min';
  return LOWER.test(name) ? 'max' : null;
}

/**
 * @param reports those of one version. A number that two of them have is left out: a gate could not tell them apart.
 */
export function chooseBounds(reports: readonly Report[]): Chosen {
  const all = reports.flatMap((report) =>
    flattenMetrics(report.metrics).map(([path, value]) => ({ path, value, report })),
  );
  const times = new Map<string, number>();
  for (const { path } of all) times.set(path, (times.get(path) ?? 0) + 1);
  const usable = all.filter(({ path }) => times.get(path) === 1);
  const bounds = usable.flatMap(({ path, value, report }): (Bound & { rank: number })[] => {
    const leaf = leafAt(report, path);
    const check = checkOf(path, leaf, report.format);
    if (check === null || (check === 'min' && value <= 0)) return [];
    const bound = roundTo(check, value);
    return [
      { metric: path, check, bound, uncertainty: uncertaintyOf(leaf), rank: rankOf(path, report.format) },
    ];
  });
  const ranked = bounds.sort((a, b) => a.rank - b.rank);
  const isByTask = reports.some(({ format }) => format === 'lm-eval');
  const chosen = isByTask ? firstOfEachTask(ranked).slice(0, MAX_TASKS) : ranked.slice(0, MAX_GATES);
  const taken = new Set(chosen.map(({ metric }) => metric));
  return {
    bounds: chosen.map(({ metric, check, bound, uncertainty }) => ({ metric, check, bound, uncertainty })),
    others: usable.map(({ path }) => path).filter((path) => !taken.has(path)),
  };
}

/** `task.acc` or `task.acc_norm`: which one counts is up to people, but not both. */
function firstOfEachTask<T extends Bound>(ranked: readonly T[]): T[] {
  const taskOf = ({ metric }: Bound) => metric.split('.')[0];
  return ranked.filter((one, at) => ranked.findIndex((other) => taskOf(other) === taskOf(one)) === at);
}

function leafAt({ metrics }: Report, path: string): MetricLeaf | null {
  return findMetrics(metrics, parseMetricPath(path))[0]?.leaf ?? null;
}

function checkOf(path: string, leaf: MetricLeaf | null, format: string): 'min' | 'max' | null {
  // rows of classes have a gate of their own, if any
  if (format === 'sklearn' && !/^(?:accuracy|(?:macro|weighted) avg\.)/.test(path)) return null;
  if (NO_GATE.test(path)) return null;
  if (leaf?.direction !== undefined) return leaf.direction === 'higher' ? 'min' : 'max';
  return directionOf(path);
}

function uncertaintyOf(leaf: MetricLeaf | null): Bound['uncertainty'] {
  if (leaf?.stderr !== undefined && leaf.stderr > 0) return 'a standard error';
  return leaf?.scale === 'proportion' && leaf.samples !== undefined ? 'the number of its examples' : null;
}

/**
 * Lower ranks are chosen first: shallow paths, then the usual metrics. In scikit-learn's reports, accuracy and macro
 * F1.
 */
function rankOf(path: string, format: string): number {
  const key = /[^.]+$/.exec(path)?.[0] ?? path;
  const order = ['accuracy', 'acc_norm', 'acc', 'exact_match', 'f1', 'auc', 'rmse', 'loss'];
  const at = order.findIndex((word) => key.toLowerCase().includes(word));
  const depth = path.split('.').length;
  const isSecond = format === 'sklearn' && !/^(?:accuracy|macro avg\.f1)/.test(path);
  return (isSecond ? 1_000 : 0) + depth * 20 + (at < 0 ? order.length : at);
}

/** Rounds to fewer digits, to the side where today's number still passes. */
function roundTo(check: 'min' | 'max', value: number): number {
  const near = Number(value.toPrecision(DIGITS));
  const isInside = check === 'min' ? near <= value : near >= value;
  if (isInside) return near;
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(value))) - DIGITS + 1);
  return Number((check === 'min' ? near - unit : near + unit).toPrecision(DIGITS));
}
