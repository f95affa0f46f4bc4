import type { MetricGroup, MetricLeaf } from './evidence.js';
import { growTree } from './metric-tree.js';

/** MLflow's databases hold no infinity: it is kept as the largest double, which no measurement comes near. */
const INFINITE = 1.79e308;
const RAW_LENGTH = 40;
/** How MLflow's JSON writes what JSON has no number for. */
const NO_NUMBERS = ['NaN', 'Infinity', '-Infinity'];

/** What a run has under a metric's name: a finite number, or an explained absence of one. */
export function toMetricLeaf(value: unknown): MetricLeaf {
  if (typeof value !== 'number' || !Number.isFinite(value)) return noNumber(describe(value));
  if (Math.abs(value) < INFINITE) return { kind: 'leaf', value, raw: String(value) };
  return noNumber(value > 0 ? 'Infinity (1.797e308)' : '-Infinity (-1.797e308)');
}

/**
 * The same for a number that a logged model gives back: it has 0 for NaN, and a NaN must not pass for a small
 * error.
 */
export function toLinkedLeaf(value: unknown): MetricLeaf {
  return value === 0 ? noNumber("0 (or NaN: MLflow's logged models have 0 for both)") : toMetricLeaf(value);
}

function noNumber(raw: string): MetricLeaf {
  return { kind: 'leaf', value: null, raw };
}

function describe(value: unknown): string {
  const isWord = typeof value === 'number' || (typeof value === 'string' && NO_NUMBERS.includes(value));
  const text = isWord ? String(value) : JSON.stringify(value ?? null);
  if (text.length <= RAW_LENGTH) return text;
  return `${text.slice(0, RAW_LENGTH - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/**
 * Flat names as a tree, split at their dots, so that `slices.*.recall` finds every slice; a name is found whole by
 * its own path too. No two names become one.
 */
export function toMetricTree(leaves: ReadonlyMap<string, MetricLeaf>): MetricGroup {
  const placed = [...leaves].map(([name, leaf]) => [name.split('.'), leaf] as const);
  return { ...growTree(placed), splitsNames: true };
}
