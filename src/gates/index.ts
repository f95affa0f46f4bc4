import type { Place } from '../errors.js';
import type { Gate, MetricGate } from '../policy/schema.js';
import type { DataPath } from '../text/yaml-source.js';
import { checkAnyOf } from './any-of.js';
import { checkApprovals } from './approvals.js';
import { checkArtifact, checkHistory, checkTestSet } from './integrity.js';
import { checkChecks } from './checks.js';
import type { Checked, GateContext } from './context.js';
import { checkEvidence } from './evidence.js';
import { faultAt } from './fault.js';
import { checkFreeze } from './freeze.js';
import { checkMetric } from './metric.js';
import { checkRefs, checkFrom, checkSoak, checkTakenOut } from './transition.js';
import type { GateResult } from '../model/gate-result.js';
import { checkTests } from './tests.js';

/**
 * The gates that a stage has once, by their key in the policy; no results where the policy doesn't ask for one. To add
 * a gate, write its function, add a line here, and its key to the schema.
 */
const STAGE_GATES: readonly (readonly [key: string, gate: (context: GateContext) => Checked[]])[] = [
  ['history', checkHistory],
  ['taken-out', checkTakenOut],
  ['artifact', checkArtifact],
  ['freeze', checkFreeze],
  ['evidence', checkEvidence],
  ['test-set', checkTestSet],
  ['from', checkFrom],
  ['soak', checkSoak],
  ['refs', checkRefs],
];

/** A result, and where to look: in a file of evidence, else at its gate in the policy. */
export interface Judged {
  readonly result: GateResult;
  /** A place in the report or test file that the result is about; null if it is about neither. */
  readonly place: Place | null;
  /** The gate's path within the rules of its stage: `gates`, 2. */
  readonly path: DataPath;
  /** The metric gate, also where it is one of several alternatives. */
  readonly of: MetricGate | null;
}

/**
 * Evaluates every gate, also after another one failed.
 * @throws GateFault for a comparison whose direction nothing says
 */
export function judgeGates(context: GateContext): Judged[] {
  const checked: (readonly [DataPath, readonly Checked[]])[] = [
    ...STAGE_GATES.map(([key, gate]) => [[key], gate(context)] as const),
    ...context.rules.gates.map((gate, at) => [['gates', at], located(gate, context, at)] as const),
  ];
  return checked.flatMap(([path, results]) =>
    results.map(({ place = null, of = null, ...result }) => ({ result, place, path, of })),
  );
}

function located(gate: Gate, context: GateContext, at: number): Checked[] {
  return faultAt(gate, at, () => evaluateGate(gate, context, 1));
}

/** @param alternatives the number of alternatives in the gate's `any-of`; 1 outside one */
function evaluateGate(gate: Gate, context: GateContext, alternatives: number): Checked[] {
  if ('metric' in gate)
    return checkMetric(gate, context, alternatives).map((result) => ({ ...result, of: gate }));
  if ('any-of' in gate) return checkAnyOf(gate, (one, of) => evaluateGate(one, context, of));
  if ('tests' in gate) return checkTests(gate, context);
  if ('checks' in gate) return checkChecks(gate, context);
  return checkApprovals(gate, context);
}
