import type { Evidence } from '../evidence/evidence.js';
import type { GateResult } from '../model/gate-result.js';
import type { BoundPower } from '../model/gate-power.js';
import { directionOf } from '../policy/metric-rules.js';
import type { MetricGate } from '../policy/schema.js';
import { chanceOf, isOfShares, typicalStderr } from '../statistics/worth.js';
import { checkBounds, goalOf, type Opponent, type Opponents } from './bounds.js';
import { championValue } from './champion-value.js';
import { raiseConfidence } from './confidence.js';
import type { GateContext } from './context.js';
import { faultAt } from './fault.js';
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
import { findRows, rowsOf } from './rows.js';

/**
 * The power of every bound of the metric gates, in the order of the policy.
 * @throws GateFault for a comparison whose direction nothing says, or a cluster that the examples lack
 */
export function powerOfGates(context: GateContext, options: PowerOptions): BoundPower[] {
  const { rules, evidence } = context;
  // for a bound on a share, a number of examples is enough to compute the power
  const hasNoReport = options.samples !== null && evidence.reports.length === 0;
  const powerOf =
    hasNoReport && evidence.problems.every(({ isMissing }) => isMissing) ? powerWithout : powerOfGate;
  return rules.gates.flatMap((gate, at) =>
    faultAt(gate, at, () => {
      if ('metric' in gate) return powerOf({ gate, at, among: 1 }, context, options);
      if (!('any-of' in gate)) return [];
      const alternatives = gate['any-of'];
      return alternatives.flatMap((one) =>
        'metric' in one ? powerOf({ gate: one, at, among: alternatives.length }, context, options) : [],
      );
    }),
  );
}

type AskedGate = Pick<Asked, 'gate' | 'at' | 'among'>;

function powerOfGate(asked: AskedGate, context: GateContext, options: PowerOptions): BoundPower[] {
  const { at, among } = asked;
  const gate = raiseConfidence(asked.gate, context.leastConfidence);
  const rows = findRows(gate, context.rows, context.version);
  const powers = new Map<string, BoundPower[]>();
  const results = checkMetric(asked.gate, context, among, (of, measured, opponents) => {
    powers.set(
      measured.metric,
      powerOfBounds({ ...asked, gate, measured, rows }, opponents, context, options),
    );
    return checkBounds(of, measured, opponents, among);
  });
  const unmeasured = results.filter(
    ({ metric, check }) => check !== 'min-samples' && !powers.has(metric ?? ''),
  );
  const why = unusableReport(context.evidence);
  return [
    ...[...powers.values()].flat(),
    ...unmeasured.map((result) => cannotTell(gate, at, { ...result, reason: why ?? result.reason })),
  ];
}

/**
 * Why no report can be used. In a promotion the gate on the evidence says so, but that gate has no power to compute.
 */
function unusableReport({ reports, problems }: Evidence): string | null {
  const unusable = reports.length > 0 ? undefined : problems.find(({ isMissing }) => isMissing !== true);
  return unusable === undefined ? null : `${unusable.path}: ${unusable.message}`;
}

/** The power without a report: by the champion's recorded number, or else the one registered with this version. */
function powerWithout(asked: AskedGate, context: GateContext, options: PowerOptions): BoundPower[] {
  const { at } = asked;
  const gate = raiseConfidence(asked.gate, context.leastConfidence);
  const { metric } = gate;
  const { snapshot, version, champions } = context;
  const recorded = champions.map((champion) => championValue(champion, { metric, bindings: [], gate }));
  const registered = snapshot.versions.find((one) => one.version === version)?.metrics[metric];
  const value = recorded.find((found) => 'value' in found)?.value ?? registered;
  const reason =
    rowsOf(gate)?.cluster === undefined
      ? `${metric} has no number to compare with: write a report`
      : `${metric} has examples in clusters: how alike the examples of a cluster are is only known from the first report`;
  const checks = BOUNDS.filter((check) => gate[check] !== undefined);
  return checks.flatMap((check) => {
    const isBound = check === 'min' || check === 'max';
    const stand = value ?? (isBound ? gate[check] : undefined);
    const untellable = stand === undefined || (!isBound && directionOf(gate) === null);
    if (untellable || rowsOf(gate)?.cluster !== undefined)
      return [cannotTell(gate, at, { metric, check, required: gate[check] ?? null, reason })];
    const one = {
      ...gate,
      ...Object.fromEntries(BOUNDS.map((key) => [key, undefined])),
      [check]: gate[check],
    };
    const measured = { metric, bindings: [], value: stand, uncertainty: {} };
    const opponents = { champions: champions.map((champion) => ({ champion })), before: null };
    const told = powerOfBounds(
      { ...asked, gate: one, measured, rows: undefined },
      opponents,
      context,
      options,
    );
    return value === undefined ? told.map(withoutEqual) : told;
  });
}

const BOUNDS = ['min', 'max', 'max-regression', 'min-improvement'] as const;

/** Leaves out what needs to know how good today's version is, since nothing says that. */
function withoutEqual(power: BoundPower): BoundPower {
  const { worth } = power;
  return {
    ...power,
    equal: null,
    flipRate: null,
    worth: worth === null ? null : { ...worth, equalPasses: null },
  };
}

/** A bound whose metric is missing or not a number. */
function cannotTell(
  gate: MetricGate,
  at: number,
  { metric, check, required, reason }: Pick<GateResult, 'metric' | 'check' | 'required' | 'reason'>,
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
    if (required === undefined) continue;
    options.watch?.(`${measured.metric} ${check}`);
    powers.push(powerOfBound({ ...asked, check, required }, options));
  }
  for (const check of ['max-regression', 'min-improvement'] as const) {
    const required = gate[check];
    if (required === undefined) continue;
    const goal = goalOf(gate, measured);
    const itself = context.currentStage === context.stage;
    const rivals: readonly (Opponent | null)[] =
      opponents.champions.length === 0 ? [null] : opponents.champions;
    options.watch?.(`${measured.metric} ${check}`);
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
