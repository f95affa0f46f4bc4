import type { Gate } from '../policy/schema.js';
import { checkApprovals } from './approvals.js';
import { checkChecks } from './checks.js';
import type { GateContext } from './context.js';
import { checkEvidence } from './evidence.js';
import { checkFreeze } from './freeze.js';
import { checkHistory } from './history.js';
import { checkMetric } from './metric.js';
import { checkRefs } from './refs.js';
import type { GateResult } from './result.js';
import { checkFrom, checkSoak } from './stage-order.js';
import { checkTests } from './tests.js';

/** A gate that a stage has once, by a key of its own; no results when the policy does not ask for it. */
export type StageGate = (context: GateContext) => GateResult[];

/** Adding a gate is a file in this folder and a line here (and its key in the policy's schema). */
const STAGE_GATES: readonly StageGate[] = [
  checkHistory,
  checkFreeze,
  checkEvidence,
  checkFrom,
  checkSoak,
  checkRefs,
];

/** Evaluates every gate: none is left out because another one failed. */
export function evaluateGates(context: GateContext): GateResult[] {
  return [
    ...STAGE_GATES.flatMap((gate) => gate(context)),
    ...context.rules.gates.flatMap((gate) => evaluateGate(gate, context)),
  ];
}

function evaluateGate(gate: Gate, context: GateContext): GateResult[] {
  if ('metric' in gate) return checkMetric(gate, context);
  if ('tests' in gate) return checkTests(gate, context);
  if ('checks' in gate) return checkChecks(gate, context);
  return checkApprovals(gate, context);
}
