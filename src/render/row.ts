import type Big from 'big.js';
import { decimal, formatAgainst, formatNumber, formatPair } from '../gates/number.js';
import type { GateResult, Shown } from '../model/gate-result.js';
import type { Condensed } from './condense.js';
import { SHORT } from './phrase.js';

/** What one or several results with the same value say. */
export interface GateRow {
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
  /** The number of a metric that was judged, in full; null for a row without a number to compare. */
  readonly value: string | null;
}

export function makeRow(found: GateResult | Condensed): GateRow {
  return 'results' in found ? condensedRow(found) : rowOf(found);
}

function rowOf(result: GateResult): GateRow {
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

function condensedRow({ metric, results }: Condensed): GateRow {
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

/** The range of changes, always from the smallest number to the largest, whether more or less is better. */
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

/** A value for people; nothing where there is none. */
export function show(value: Shown): string {
  if (value === null) return '';
  return typeof value === 'number' ? formatNumber(value) : value;
}

/** The numbers of a row, with the digits that matter: those that tell them apart, and from the bound. */
interface Cells {
  readonly champion: string;
  readonly candidate: string;
  readonly change: string;
  readonly bound: string;
}

export function cellsOf({ observed, champion, required, check }: GateResult): Cells {
  const told = { champion: show(champion), candidate: show(observed), change: '', bound: show(required) };
  if (check === 'commit') return { ...told, candidate: told.candidate.slice(0, SHORT) };
  if (check === 'sha256')
    return { ...told, candidate: told.candidate.slice(0, SHORT), bound: told.bound.slice(0, SHORT) };
  if (typeof observed !== 'number') return told;
  const bounds = boundsOf(champion, required, check);
  const candidate = formatAgainst(observed, bounds);
  const bound =
    typeof required === 'number' && isAbsolute(check) ? formatAgainst(required, [observed]) : told.bound;
  if (typeof champion !== 'number') return { ...told, candidate, bound };
  const compared = formatAgainst(observed, [champion, ...bounds]);
  const other = formatAgainst(champion, [observed]);
  // the difference of the numbers as shown, so that everybody who subtracts them gets this
  const change = signed(decimal(compared).minus(decimal(other)));
  return { champion: other, candidate: compared, change, bound };
}

/** A difference for people, with its sign. */
function signed(difference: Big): string {
  const text = formatNumber(difference);
  return difference.gt(0) ? `+${text}` : text.replace('-', '−');
}

function isAbsolute(check: string | null): boolean {
  return check !== 'max-regression' && check !== 'min-improvement';
}

/** The values at which the verdict changes; of a comparison both, whichever direction is better. */
function boundsOf(champion: Shown, required: Shown, check: string | null): (number | Big)[] {
  if (isAbsolute(check)) return typeof required === 'number' ? [required] : [];
  if (typeof champion !== 'number') return [];
  const amount = typeof required === 'number' ? decimal(required) : shareOf(champion, required);
  return amount === null ? [] : [decimal(champion).plus(amount), decimal(champion).minus(amount)];
}

function shareOf(champion: number, required: string | null): Big | null {
  const [, percent] = /^(\d+(?:\.\d+)?)\s*%$/.exec(required ?? '') ?? [];
  return percent === undefined ? null : decimal(champion).abs().times(percent).times('0.01');
}
