import { decimal, formatPair } from '../gates/number.js';
import type { GateResult } from '../model/gate-result.js';
import { cellsOf, signed } from './cells.js';
import type { Condensed } from './condense.js';

/** What one or several results with the same value say. */
export interface StoryRow {
  readonly verdict: GateResult['verdict'];
  readonly gate: string;
  /** The version compared with, where the row has to name it. */
  readonly against: string | null;
  readonly champion: string;
  readonly candidate: string;
  readonly change: string;
  readonly required: string;
  /** How many results it stands for. */
  readonly results: number;
  /** Of a metric, what was judged, in full; null for what has no number to compare. */
  readonly value: string | null;
}

export function makeRow(found: GateResult | Condensed): StoryRow {
  return 'results' in found ? condensedRow(found) : rowOf(found);
}

function rowOf(result: GateResult): StoryRow {
  const { gate, check, observed, verdict } = result;
  const { champion, candidate, change, bound } = cellsOf(result);
  const isValue = gate === 'metric' && check !== 'min-samples' && typeof observed === 'number';
  return {
    verdict,
    gate: labelOf(result),
    against: result.against ?? null,
    champion,
    candidate,
    change,
    required: requirementOf(check, bound),
    results: 1,
    value: isValue ? String(observed) : null,
  };
}

function condensedRow({ metric, results }: Condensed): StoryRow {
  const [first] = results;
  if (first === undefined) throw new TypeError('a condensed row needs results');
  const row = { ...rowOf(first), gate: `${metric} (${results.length})`, results: results.length };
  if (typeof first.observed !== 'number') return row;
  const [least, most] = extremes(results.map(({ observed }) => Number(observed)));
  const isCompared = typeof first.champion === 'number';
  return {
    ...row,
    champion: isCompared ? '' : row.champion,
    candidate: range(...formatPair(least, most)),
    change: isCompared ? changeOf(results) : '',
    value: row.value === null ? null : `${least} ${most}`,
  };
}

/** From the worst to the best, or the other way round where less is better: in numbers, from the least. */
function changeOf(results: readonly GateResult[]): string {
  const changes = results.map(({ observed, champion }) => Number(observed) - Number(champion));
  const [least, most] = extremes(changes);
  const show = (change: number) => signed(change === 0 ? decimal(0) : decimal(change).prec(3));
  return range(show(least), show(most));
}

/** Sorted and not spread: a report may have more slices than a call may have arguments. */
function extremes(values: number[]): [number, number] {
  values.sort((a, b) => a - b);
  return [values[0] ?? 0, values.at(-1) ?? 0];
}

function range(least: string, most: string): string {
  return least === most ? least : `${least} … ${most}`;
}

function labelOf({ gate, metric, check }: GateResult): string {
  if (gate === 'metric') return metric ?? 'metric';
  if (gate === 'tests') return `tests ${metric ?? ''}`.trim();
  return check === null || check === gate ? gate : `${gate}: ${check}`;
}

function requirementOf(check: GateResult['check'], bound: string): string {
  switch (check) {
    case 'min':
      return `≥ ${bound}`;
    case 'max':
      return `≤ ${bound}`;
    case 'max-regression':
      return `≤ ${bound} worse`;
    case 'min-improvement':
      return `≥ ${bound} better`;
    case 'min-samples':
      return `≥ ${bound} examples`;
    case 'max-age':
      return `≤ ${bound} old`;
    case 'soak':
      return `≥ ${bound}`;
    case null:
    default:
      return bound;
  }
}
