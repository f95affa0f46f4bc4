import type { HistoryLine } from '../model/history-entry.js';
import { type GateResult, isBlocking } from '../model/gate-result.js';

/** A metric of the versions that were promoted to a stage. */
export interface Trend {
  readonly metric: string;
  /** In the order of their promotions; the candidate last. */
  readonly points: readonly { readonly version: string; readonly value: number }[];
}

/** The parts of an outcome that trends are made from. */
interface Judged {
  readonly asked: string;
  readonly version: string;
  readonly stage: string;
  readonly gates: readonly GateResult[];
}

/** Fewer points don't show a trend. */
const FEWEST = 3;
const MOST_VERSIONS = 8;
const MOST_METRICS = 5;

/**
 * How the judged metrics went from promotion to promotion, by the numbers that the history recorded. Only the metrics
 * that at least three versions have.
 * @param history may begin with a checkpoint: the promotions before it are left out
 */
export function trendsOf({ asked, version, stage, gates }: Judged, history: readonly HistoryLine[]): Trend[] {
  if (asked !== 'promoted') return [];
  const promoted = new Map<string, ReadonlyMap<string, number>>();
  for (const { entry } of history) {
    if (entry.action !== 'promote' || entry.to !== stage || entry.version === version) continue;
    promoted.delete(entry.version);
    promoted.set(entry.version, valuesOf(entry.gates));
  }
  // metrics that blocked come first, since only so many are shown
  const ordered = gates.toSorted((a, b) => Number(isBlocking(b)) - Number(isBlocking(a)));
  const trends = [...valuesOf(ordered)].map(([metric, value]): Trend => {
    const before = [...promoted].flatMap(([earlier, values]) => {
      const own = values.get(metric);
      return own === undefined ? [] : [{ version: earlier, value: own }];
    });
    return { metric, points: [...before, { version, value }].slice(-MOST_VERSIONS) };
  });
  return trends.filter(({ points }) => points.length >= FEWEST).slice(0, MOST_METRICS);
}

function valuesOf(gates: readonly GateResult[]): ReadonlyMap<string, number> {
  return new Map(
    gates.flatMap(({ gate, check, metric, observed }) =>
      gate === 'metric' && check !== 'min-samples' && metric !== null && typeof observed === 'number'
        ? [[metric, observed] as const]
        : [],
    ),
  );
}
