import type { GateResult } from '../model/gate-result.js';
import type { BoundPower } from '../model/gate-power.js';
import type { MetricGate } from '../policy/schema.js';
import type { Requirement } from '../statistics/interval.js';
import { oneSampleChance } from '../statistics/power.js';
import { aloneChance, typicalStderr } from '../statistics/worth.js';
import { checkBounds, goalOf, type Opponent, type Opponents } from './bounds.js';
import { raiseConfidence } from './confidence.js';
import type { GateContext } from './context.js';
import { checkMetric } from './metric.js';
import {
  answer,
  factsOf,
  readingOf,
  resized,
  ruleOf,
  untold,
  type Asked,
  type PowerOptions,
} from './power-basis.js';
import { powerOfChange } from './power-of-change.js';

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
  asked: Omit<Asked, 'measured'>,
  context: GateContext,
  options: PowerOptions,
): BoundPower[] {
  const { at, among } = asked;
  const gate = raiseConfidence(asked.gate, context.leastConfidence);
  const powers = new Map<string, BoundPower[]>();
  const results = checkMetric(gate, context, among, (of, measured, opponents) => {
    powers.set(measured.metric, powerOfBounds({ ...asked, gate, measured }, opponents, context, options));
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
      required: typeof required === 'number' ? required : (required ?? ''),
    },
    ...{ against: null, equal: null, confidence: gate.confidence ?? null, isTolerated: false },
    ...{ samples: null, differing: null, worth: null, flipRate: null, problem: reason },
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
  const { check, required, measured } = asked;
  const facts = factsOf(asked, null, measured.value);
  const reading = readingOf(asked, measured, options);
  if ('absence' in reading) return untold(facts, reading);
  const requirement: Requirement = check === 'min' ? { min: required } : { max: required };
  const sign = check === 'min' ? 1 : -1;
  const rule = ruleOf(asked, requirement, 1);
  return answer(facts, options, {
    ...{ samples: reading.samples, sign, equal: measured.value, bound: required, origin: required },
    ...{ stderr: typicalStderr([reading]), isShare: reading.kind === 'counted' },
    chance: (samples) => {
      const at = resized(reading, samples);
      return rule === null ? aloneChance(at, { sign, bound: required }) : oneSampleChance(at, rule);
    },
  });
}
