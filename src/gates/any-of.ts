import type { AnyOfGate, Gate } from '../policy/schema.js';
import { isBlocking, type GateResult } from '../model/gate-result.js';

/** How one of the gates is judged; with so many alternatives, each must be surer by as much. */
export type JudgeAlternative = (gate: Gate, alternatives: number) => GateResult[];

/**
 * One of several gates has to pass. Each alternative is one more chance to pass by luck, which the confidence of
 * each makes up for (`confidenceOfEach`); gates that must all pass need nothing of the kind, since luck would have to
 * strike in each that is not met.
 */
export function checkAnyOf(gate: AnyOfGate, judge: JudgeAlternative): GateResult[] {
  const alternatives = gate['any-of'].map((alternative) => judge(alternative, gate['any-of'].length));
  const passed = alternatives.findIndex(holds);
  if (passed === -1) return [...alternatives.flat(), verdictOf(alternatives)];
  const others = alternatives.map((results, at) => (at === passed ? results : results.map(excuse)));
  const reason = `alternative ${passed + 1} of ${alternatives.length} passes`;
  return [...others.flat(), row('pass', `alternative ${passed + 1}`, reason)];
}

/** Something was judged and nothing blocks: what was only skipped, or only tolerated, proves nothing. */
function holds(results: readonly GateResult[]): boolean {
  return !results.some(isBlocking) && provingOf(results).some(({ verdict }) => verdict === 'pass');
}

/** Enough examples prove nothing of the metric, unless that is all that the alternative asks for. */
function provingOf(results: readonly GateResult[]): readonly GateResult[] {
  const others = results.filter(({ check }) => check !== 'min-samples');
  return others.length > 0 ? others : results;
}

function excuse(result: GateResult): GateResult {
  if (!isBlocking(result)) return result;
  return {
    ...result,
    verdict: 'skip',
    reason: `not needed, since another alternative passes: ${result.reason}`,
  };
}

/** A first promotion skips comparisons: it may skip all of them, but not fail one and skip the rest. */
function verdictOf(alternatives: readonly (readonly GateResult[])[]): GateResult {
  const skipped = alternatives.every(
    (results) => !results.some(isBlocking) && provingOf(results).every(({ verdict }) => verdict === 'skip'),
  );
  if (skipped) return row('skip', 'none', 'there is nothing to compare with for any of the alternatives');
  return row('fail', 'none', `none of the ${alternatives.length} alternatives passes`);
}

function row(verdict: GateResult['verdict'], observed: string, reason: string): GateResult {
  const fixed = { gate: 'any-of', metric: null, check: 'any-of', required: 'one passes', champion: null };
  return { ...fixed, observed, verdict, reason };
}
