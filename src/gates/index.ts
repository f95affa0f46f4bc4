import { StagegateError, type Place } from '../errors.js';
import type { Gate, MetricGate } from '../policy/schema.js';
import type { DataPath } from '../text/yaml-source.js';
import { checkAnyOf } from './any-of.js';
import { checkApprovals } from './approvals.js';
import { checkArtifact } from './artifact.js';
import { checkChecks } from './checks.js';
import type { Checked, GateContext } from './context.js';
import { checkEvidence } from './evidence.js';
import { checkFreeze } from './freeze.js';
import { checkHistory } from './history.js';
import { checkMetric } from './metric.js';
import { checkRefs } from './refs.js';
import type { GateResult } from '../model/gate-result.js';
import { checkFrom, checkSoak } from './stage-order.js';
import { checkTakenOut } from './taken-out.js';
import { checkTests } from './tests.js';

/** A gate that a stage has once, by a key of its own; no results when the policy does not ask for it. */
export type StageGate = (context: GateContext) => Checked[];

/** By their key in the policy. Adding a gate is a file in this folder and a line here (and its key in the schema). */
const STAGE_GATES: readonly (readonly [key: string, gate: StageGate])[] = [
  ['history', checkHistory],
  ['taken-out', checkTakenOut],
  ['artifact', checkArtifact],
  ['freeze', checkFreeze],
  ['evidence', checkEvidence],
  ['from', checkFrom],
  ['soak', checkSoak],
  ['refs', checkRefs],
];

/** A result, and where to look: in a file of evidence, else at its gate. */
export interface Judged {
  readonly result: GateResult;
  /** In a report or a test file; null where the result is about none. */
  readonly place: Place | null;
  /** Of the gate, within the rules of its stage: `gates`, 2. */
  readonly path: DataPath;
  /** The gate, where it is on a metric; one of several alternatives too. */
  readonly of: MetricGate | null;
}

/** A gate that can't be judged by what the policy says, and where it stands within the rules of its stage. */
export class GateFault extends Error {
  override readonly name = 'GateFault';
  constructor(
    readonly path: DataPath,
    override readonly cause: StagegateError,
  ) {
    super(cause.message);
  }
}

/**
 * Evaluates every gate: none is left out because another one failed.
 * @throws GateFault for a comparison of which nothing says what is better
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
  try {
    return evaluateGate(gate, context, 1);
  } catch (error) {
    if (error instanceof StagegateError) throw new GateFault(['gates', at], error);
    throw error;
  }
}

/** The results of every gate. */
export function evaluateGates(context: GateContext): GateResult[] {
  return judgeGates(context).map(({ result }) => result);
}

/** @param alternatives of how many alternatives the gate is one */
function evaluateGate(gate: Gate, context: GateContext, alternatives: number): Checked[] {
  if ('metric' in gate)
    return checkMetric(gate, context, alternatives).map((result) => ({ ...result, of: gate }));
  if ('any-of' in gate) return checkAnyOf(gate, (one, of) => evaluateGate(one, context, of));
  if ('tests' in gate) return checkTests(gate, context);
  if ('checks' in gate) return checkChecks(gate, context);
  return checkApprovals(gate, context);
}
