import type { AnyOfGate, Gate } from '../policy/schema.js';
import { gateResult, isBlocking, type GateResult } from '../model/gate-result.js';

/**
 * `any-of`: one of several gates must pass. Each alternative is one more chance to pass by luck, so each needs a higher
 * confidence (`bonferroniConfidence`). Gates that must all pass don't: luck would have to strike in every one.
 * @param judge judges one of `alternatives` gates
 */
export function checkAnyOf(
  gate: AnyOfGate,
  judge: (gate: Gate, alternatives: number) => GateResult[],
): GateResult[] {
  const alternatives = gate['any-of'].map((alternative) => judge(alternative, gate['any-of'].length));
  const passed = alternatives.findIndex(holds);
  if (passed === -1) return [...alternatives.flat(), verdictOf(alternatives)];
  const reason = `alternative ${passed + 1} of ${alternatives.length} passes`;
  return [...alternatives.flat().map(excuse), row('pass', `alternative ${passed + 1}`, reason)];
}

/** Nothing blocks and something passed: skipped or tolerated results prove nothing. */
function holds(results: readonly GateResult[]): boolean {
  return !results.some(isBlocking) && provingOf(results).some(({ verdict }) => verdict === 'pass');
}

/** Having enough examples proves nothing about the metric, unless the alternative asks for nothing else. */
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

/** A first promotion may skip every comparison, but not fail one and skip the rest. */
function verdictOf(alternatives: readonly (readonly GateResult[])[]): GateResult {
  const skipped = alternatives.every(
    (results) => !results.some(isBlocking) && provingOf(results).every(({ verdict }) => verdict === 'skip'),
  );
  if (skipped) return row('skip', 'none', 'none of the alternatives has anything to compare with');
  return row('fail', 'none', `none of the ${alternatives.length} alternatives passes`);
}

function row(verdict: GateResult['verdict'], observed: string, reason: string): GateResult {
  return gateResult('any-of', { observed, required: 'one passes', verdict, reason });
}
