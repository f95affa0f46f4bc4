import type { GateResult } from '../model/gate-result.js';
import type { BoundPower } from '../model/gate-power.js';
import type { MetricGate } from '../policy/schema.js';
import { chanceOf, isOfShares, typicalStderr } from '../statistics/worth.js';
import { checkBounds, goalOf, type Opponent, type Opponents } from './bounds.js';
import { raiseConfidence } from './confidence.js';
import type { GateContext } from './context.js';
import { checkMetric } from './metric.js';
import {
  answer,
  clustersOf,
  factsOf,
  knownOf,
  NOTHING,
  resized,
  ruleOf,
  untold,
  type Asked,
  type PowerOptions,
} from './power-basis.js';
import { powerOfChange } from './power-of-change.js';
import { findRows } from './rows.js';

/**
 * What every bound of the metric gates is worth, in the order of the policy.
 * @throws StagegateError `policy` for a comparison whose direction nothing says
 */
export function powerOfGates(context: GateContext, options: PowerOptions): BoundPower[] {
  return context.rules.gates.flatMap((gate, at) => {
    if ('metric' in gate) return powerOfGate({ gate, at, among: 1 }, context, options);
    if (!('any-of' in gate)) return [];
    const alternatives = gate['any-of'];
    return alternatives.flatMap((one) =>
      'metric' in one ? powerOfGate({ gate: one, at, among: alternatives.length }, context, options) : [],
    );
  });
}

function powerOfGate(
  asked: Omit<Asked, 'measured' | 'rows'>,
  context: GateContext,
  options: PowerOptions,
): BoundPower[] {
  const { at, among } = asked;
  const gate = raiseConfidence(asked.gate, context.leastConfidence);
  const rows = findRows(gate, context.rows, context.version);
  const powers = new Map<string, BoundPower[]>();
  const results = checkMetric(gate, context, among, (of, measured, opponents) => {
    powers.set(
      measured.metric,
      powerOfBounds({ ...asked, gate, measured, rows }, opponents, context, options),
    );
    return checkBounds(of, measured, opponents, among);
  });
  const unmeasured = results.filter(
    ({ metric, check }) => check !== 'min-samples' && !powers.has(metric ?? ''),
  );
  return [...[...powers.values()].flat(), ...unmeasured.map((result) => cannotTell(gate, at, result))];
}

/** A bound whose metric is missing, or is no number. */
function cannotTell(
  gate: MetricGate,
  at: number,
  { metric, check, required, reason }: GateResult,
): BoundPower {
  return {
    ...{
      at,
      metric: metric ?? gate.metric,
      check: check ?? '',
      required: required ?? '',
    },
    ...{ against: null, equal: null, confidence: gate.confidence ?? null, isTolerated: false },
    ...{ ...NOTHING, problem: reason },
  };
}

function powerOfBounds(
  asked: Asked,
  opponents: Opponents,
  context: GateContext,
  options: PowerOptions,
): BoundPower[] {
  const { gate, measured } = asked;
  const powers: BoundPower[] = [];
  for (const check of ['min', 'max'] as const) {
    const required = gate[check];
    if (required !== undefined) powers.push(powerOfBound({ ...asked, check, required }, options));
  }
  for (const check of ['max-regression', 'min-improvement'] as const) {
    const required = gate[check];
    if (required === undefined) continue;
    const goal = goalOf(gate, measured);
    const itself = context.currentStage === context.stage || opponents.champions.length === 0;
    const rivals: readonly (Opponent | null)[] =
      opponents.champions.length === 0 ? [null] : opponents.champions;
    for (const rival of rivals)
      powers.push(powerOfChange({ ...asked, check, required, goal, rival, itself }, options));
  }
  return powers;
}

function powerOfBound(
  asked: Asked & { readonly check: 'min' | 'max'; readonly required: number },
  options: PowerOptions,
): BoundPower {
  const { check, required: bound, measured, rows } = asked;
  const facts = factsOf(asked, null, measured.value);
  const known = knownOf(asked, { ...measured, rows }, options);
  if ('absence' in known) return untold(facts, known);
  const sign = check === 'min' ? 1 : -1;
  const rule = ruleOf(asked, check === 'min' ? { min: bound } : { max: bound }, 1);
  return answer(facts, options, {
    ...{ samples: known.samples, sign, equal: measured.value, bound, origin: bound },
    ...{ stderr: typicalStderr([known]), isShare: isOfShares(known), clusters: clustersOf(asked, known) },
    chance: (samples) =>
      chanceOf(resized(known, samples), null, { rule, sign, bound, isRough: samples !== null }),
  });
}
