import { formatPair } from '../gates/number.js';
import type { GateResult } from '../gates/result.js';
import type { Outcome } from '../promotion/outcome.js';
import { cellsOf } from './cells.js';
import { condense, type Condensed } from './condense.js';

/** Every gate's numbers. */
export interface StoryTable {
  /** Heads of the value columns. */
  readonly champion: string | null;
  readonly candidate: string;
  /** Failures first. */
  readonly rows: readonly StoryRow[];
}

export interface StoryRow {
  readonly verdict: GateResult['verdict'];
  readonly gate: string;
  readonly champion: string;
  readonly candidate: string;
  readonly change: string;
  readonly required: string;
}

/** Blocked first, so that a person on a phone sees them without scrolling. */
const ORDER = { fail: 0, inconclusive: 1, skip: 2, pass: 3 } as const;

export function tableOf({ gates, version, previousVersion }: Outcome): StoryTable | null {
  if (gates.length === 0) return null;
  const compares = gates.some(({ champion }) => champion !== null);
  return {
    champion: compares && previousVersion !== null ? `version ${previousVersion}` : null,
    candidate: `version ${version}`,
    rows: condense(gates)
      .map((result) => ('results' in result ? condensedRow(result) : rowOf(result)))
      .sort((a, b) => ORDER[a.verdict] - ORDER[b.verdict]),
  };
}

function rowOf(gate: GateResult): StoryRow {
  const { champion, candidate, change, bound } = cellsOf(gate);
  return {
    verdict: gate.verdict,
    gate: labelOf(gate),
    champion,
    candidate,
    change,
    required: requirementOf(gate.check, bound),
  };
}

function condensedRow({ metric, results }: Condensed): StoryRow {
  // sorted and not spread: a report may have more slices than a call may have arguments
  const values = results.map(({ observed }) => Number(observed)).sort((a, b) => a - b);
  const [least, most] = formatPair(values[0] ?? 0, values.at(-1) ?? 0);
  const [first] = results;
  if (first === undefined) throw new TypeError('a condensed row needs results');
  return {
    ...rowOf(first),
    gate: `${metric} (${results.length})`,
    candidate: least === most ? least : `${least} … ${most}`,
  };
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
