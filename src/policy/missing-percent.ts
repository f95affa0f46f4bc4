import type { DataPath } from '../text/yaml-source.js';
import { directionOf } from './metric-rules.js';
import type { MetricGate, PolicyFile } from './schema.js';

/** The bounds on the change from the champion. */
export const COMPARISONS = ['max-regression', 'min-improvement'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** 0.02 of a share is a usual absolute bound; nobody tolerates ten points, while 0.1% to 50% are usual percentages. */
const LEAST_DOUBTED = 0.1;

/** A comparison of the policy, and what is doubtful about its bound; null where nothing is. */
export interface ComparisonBound {
  /** Of its gate. */
  readonly path: DataPath;
  readonly check: Comparison;
  readonly doubt: string | null;
}

/** Every absolute comparison of a policy that is large enough to be a percentage. */
export function findBareComparisons({ models }: PolicyFile): ComparisonBound[] {
  return Object.entries(models).flatMap(([model, { stages }]) =>
    Object.entries(stages).flatMap(([stage, { gates = [] }]) =>
      gates.flatMap((gate, at) => {
        const path = ['models', model, 'stages', stage, 'gates', at];
        if ('metric' in gate) return comparisonsOf(gate, path);
        if (!('any-of' in gate)) return [];
        return gate['any-of'].flatMap((one, index) =>
          'metric' in one ? comparisonsOf(one, [...path, 'any-of', index]) : [],
        );
      }),
    ),
  );
}

function comparisonsOf(gate: MetricGate, path: DataPath): ComparisonBound[] {
  return COMPARISONS.filter((check) => isBare(gate, check)).map((check) => ({
    path,
    check,
    doubt: doubtComparison(gate, check, []),
  }));
}

function isBare(gate: MetricGate, check: Comparison): boolean {
  const bound = gate[check];
  // who says scale: any says that the metric is no share
  return typeof bound === 'number' && bound >= LEAST_DOUBTED && gate.scale !== 'any';
}

/**
 * Says of a comparison that its bound looks like a percentage without its sign, with both readings; null where it does
 * not. A number strictly between 0 and 1, among those known and the gate's own bounds, makes the metric a share; one
 * beyond 1 shows that it is none.
 * @param known what the gate's metrics are, the champions' before the candidate's: the effect is shown on the first
 */
export function doubtComparison(
  gate: MetricGate,
  check: Comparison,
  known: readonly number[],
): string | null {
  const bound = gate[check];
  if (typeof bound !== 'number' || !isBare(gate, check)) return null;
  const numbers = [...known, gate.min ?? [], gate.max ?? []].flat();
  const from = numbers.find((number) => number > 0 && number < 1);
  if (from === undefined || numbers.some((number) => Math.abs(number) > 1)) return null;
  const meant = bound === 0.5 ? 'half a percent' : `${bound} percent`;
  return `${check}: ${bound} ${effectOf(gate, check, { bound, from })}; if you meant ${meant}, write ${bound}%`;
}

/** What the bound says as it stands. */
function effectOf(
  gate: MetricGate,
  check: Comparison,
  { bound, from }: { bound: number; from: number },
): string {
  const isTolerance = check === 'max-regression';
  const goal = directionOf(gate);
  // the report may tell which direction is better
  if (goal === null)
    return `${isTolerance ? 'allows a loss' : 'asks for a gain'} of ${bound} in ${gate.metric}`;
  const falls = (goal === 'higher') === isTolerance;
  // in double arithmetic 0.91 - 0.5 has more digits than anybody wrote
  const to = Number((falls ? from - bound : from + bound).toPrecision(6));
  const move = `a ${falls ? 'drop' : 'rise'} of ${bound} in ${gate.metric}`;
  return `${isTolerance ? 'allows' : 'asks for'} ${move}, i.e. from ${Number(from.toPrecision(6))} to ${to}`;
}
