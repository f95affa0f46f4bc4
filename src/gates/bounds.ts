import type Big from 'big.js';
import { StagegateError } from '../errors.js';
import { parseMetricPath } from '../evidence/metric-path.js';
import { directionOf } from '../policy/metric-rules.js';
import type { MetricGate } from '../policy/schema.js';
import { championValue, type ChampionEvidence } from './champion.js';
import { confidenceOf, type Confidence } from './confidence.js';
import { samplesOf, type Measured, type Uncertainty } from './measured.js';
import { decimal, formatNumber, formatPair } from './number.js';
import type { PairedExamples } from './paired.js';
import type { GateResult } from '../model/gate-result.js';
import { scaleFault } from './scale.js';
import { requireConfidentBound } from './confident-bound.js';
import { requireConfidentChange } from './confident-change.js';

/** Said of the elements of a list that no key tells apart. */
export const BY_PLACE = "can't be compared by place";

/** What a value is compared with. */
export interface Opponents {
  /** A comparison has to hold against each. */
  readonly champions: readonly Opponent[];
  /** Without champions, the version that held the stage last; null when none ever did. */
  readonly before: string | null;
}

export interface Opponent {
  readonly champion: ChampionEvidence;
  /** Both versions example by example, where the gate asks for it. */
  readonly paired?: PairedExamples | undefined;
  /** The gate's path, where nothing that it stands for is known of the champion: the reason is the same for all. */
  readonly unknownAs?: string | undefined;
}

/**
 * All bounds of a metric gate for one value, in the order of the policy's documentation.
 * @param alternatives of how many alternatives this gate is one (`any-of`)
 * @throws StagegateError `policy` for a comparison of which nothing says what is better
 */
export function checkBounds(
  gate: MetricGate,
  measured: Measured,
  opponents: Opponents,
  alternatives = 1,
): GateResult[] {
  const confidence = confidenceOf(gate, alternatives);
  const known = knownUncertainty(measured);
  const results: GateResult[] = [];
  for (const check of ['min', 'max'] as const) {
    const required = gate[check];
    if (required === undefined) continue;
    const plain = absolute(check, required, measured);
    const fault = scaleFault(gate, measured.value, { bound: required });
    if (fault !== null) results.push(onAnotherScale(plain, measured, fault));
    else
      results.push(
        confidence === null ? plain : requireConfidentBound(plain, { check, required, measured, confidence }),
      );
  }
  for (const check of ['max-regression', 'min-improvement'] as const) {
    const required = gate[check];
    if (required === undefined) continue;
    const asked = { check, required, gate, measured, confidence };
    const goal = goalOf(gate, measured);
    if (opponents.champions.length === 0) results.push(skipComparison(asked, opponents.before));
    for (const opponent of opponents.champions)
      results.push(nameOpponent(compare(asked, goal, opponent), opponent.champion, opponents));
  }
  return known === null ? results : results.map((result) => ({ ...result, uncertainty: known }));
}

/** @param plain the verdict on the value alone */
function onAnotherScale(plain: GateResult, { metric, value }: Measured, fault: string): GateResult {
  const bound = `${String(plain.check)} is ${String(plain.required)}`;
  return { ...plain, verdict: 'fail', reason: `${metric} is ${formatNumber(value)} and ${bound}: ${fault}` };
}

/** What goes into the history, for the next champion to be compared with. */
function knownUncertainty({ uncertainty }: Measured): Uncertainty | null {
  return 'absence' in uncertainty || Object.keys(uncertainty).length === 0 ? null : uncertainty;
}

function absolute(check: 'min' | 'max', required: number, { metric, value }: Measured): GateResult {
  const held =
    check === 'min' ? decimal(value).gte(decimal(required)) : decimal(value).lte(decimal(required));
  const [observed, bound] = formatPair(value, required);
  const words = check === 'min' ? 'at least' : 'at most';
  return {
    gate: 'metric',
    metric,
    check,
    observed: value,
    required,
    champion: null,
    verdict: held ? 'pass' : 'fail',
    reason: `${metric} is ${observed}, ${held ? '' : 'must be '}${words} ${bound}`,
  };
}

interface Comparison {
  readonly check: 'max-regression' | 'min-improvement';
  readonly required: number | string;
  readonly gate: MetricGate;
  readonly measured: Measured;
  readonly confidence: Confidence | null;
}

function skipComparison({ check, required, measured }: Comparison, before: string | null): GateResult {
  const reason =
    before === null
      ? 'first promotion: no version holds the stage, so there is nothing to compare with'
      : `no version holds the stage (version ${before} held it last), and the policy says when-empty: skip`;
  const { metric, value } = measured;
  return {
    gate: 'metric',
    metric,
    check,
    observed: value,
    required,
    champion: null,
    verdict: 'skip',
    reason,
  };
}

/** Which version it was compared with, where that is not the one that holds the stage alone. */
function nameOpponent(
  result: GateResult,
  { version, holds }: ChampionEvidence,
  { champions }: Opponents,
): GateResult {
  return holds && champions.length === 1 ? result : { ...result, against: version };
}

function compare(
  comparison: Comparison,
  goal: 'higher' | 'lower',
  { champion, paired, unknownAs }: Opponent,
): GateResult {
  const { check, required, gate, measured, confidence } = comparison;
  const { metric, bindings, value } = measured;
  const result = { gate: 'metric', metric, check, observed: value, required } as const;
  if (measured.unnamed !== undefined) {
    // in the champion's report, another one may stand at its place
    const reason = `${gate.metric} ${BY_PLACE}: ${measured.unnamed}`;
    return { ...result, champion: 'missing', verdict: 'fail', reason };
  }
  const against = championValue(champion, { metric, bindings, gate });
  if ('absence' in against) {
    const reason = `${unknownAs ?? metric} of version ${champion.version}, which ${champion.holds ? 'holds the stage' : 'held the stage last'}, ${against.absence}`;
    return { ...result, champion: 'missing', verdict: 'fail', reason };
  }
  const few = tooFewBehind(gate, against);
  if (few !== null) {
    const reason = `${metric} of version ${champion.version} (${sourceOf(champion, against)}) rests on ${few} examples, fewer than ${gate['min-samples'] ?? 0}, so there is nothing to compare with`;
    const tolerated = gate['too-few'] === 'warn' ? ({ tolerated: 'warn' } as const) : {};
    return { ...result, champion: against.value, verdict: 'skip', reason, ...tolerated };
  }
  const judged = judgeChange({ check, required, value, champion: against.value, goal });
  const compared = `${metric} is ${judged.shown} version ${champion.version} (${sourceOf(champion, against)})`;
  const plain: GateResult = {
    ...result,
    champion: against.value,
    verdict: judged.held ? 'pass' : 'fail',
    reason: `${compared}${judged.words}`,
  };
  const fault = scaleFault(gate, value, { champion: against.value });
  if (fault !== null) return { ...plain, verdict: 'fail', reason: `${compared}: ${fault}` };
  if (confidence === null) return plain;
  return requireConfidentChange(plain, {
    ...{ check, required, measured, goal, confidence, paired },
    champion: { ...against, version: champion.version },
  });
}

function sourceOf({ holds }: ChampionEvidence, { source }: { readonly source: string }): string {
  return holds ? source : `held the stage last; ${source}`;
}

/** How many examples the champion's number rests on, where the gate would leave the candidate's out for so few. */
function tooFewBehind(
  gate: MetricGate,
  { uncertainty }: { readonly uncertainty: Measured['uncertainty'] },
): number | null {
  const [least, samples] = [gate['min-samples'], samplesOf(uncertainty)];
  const leavesOut = gate['too-few'] === 'skip' || gate['too-few'] === 'warn';
  return leavesOut && least !== undefined && samples !== undefined && samples < least ? samples : null;
}

/**
 * As the policy or the report itself says; never by the metric's name. Where both say it and differ, one of them is
 * wrong, and following it would promote the worse model.
 */
function goalOf(gate: MetricGate, { metric, direction }: Measured): 'higher' | 'lower' {
  const stated = directionOf(gate) ?? undefined;
  if (stated !== undefined && direction !== undefined && stated !== direction)
    throw contradictedGoal(gate, metric, { stated, direction });
  const goal = stated ?? direction;
  if (goal !== undefined) return goal;
  throw new StagegateError(
    'policy',
    `the comparison of ${JSON.stringify(metric)} has no direction: neither the policy nor the report says what is better`,
    {
      hint: `Say it in the gate: goal: higher (as for accuracy) or goal: lower (as for a loss)${hasStar(gate) ? '; where "*" stands for metrics of both kinds, give them gates of their own' : ''}.`,
    },
  );
}

function contradictedGoal(
  gate: MetricGate,
  metric: string,
  { stated, direction }: Record<'stated' | 'direction', 'higher' | 'lower'>,
): StagegateError {
  const by = gate.goal === undefined ? `by its ${stated === 'higher' ? 'min' : 'max'} alone` : 'by its goal';
  const wrongReport = 'if the report is wrong, correct it where it is written';
  const mend = hasStar(gate) ? mendForSeveral(gate) : `say goal: ${direction} in the gate`;
  return new StagegateError(
    'policy',
    `the comparison of ${JSON.stringify(metric)} has two directions: ${direction} is better as the report says, ${stated} is better as the gate says ${by}`,
    { hint: `If the report is right, ${mend}; ${wrongReport}.` },
  );
}

/** The other direction would only be wrong for another one of the metrics. */
function mendForSeveral(gate: MetricGate): string {
  const byBound = directionOf({ ...gate, goal: undefined }) !== null;
  const mend = byBound
    ? 'put the comparison in a gate without min, max and goal'
    : 'leave goal out of the gate';
  return `${mend}, so that each metric is compared as the report says, or give them gates of their own`;
}

function hasStar({ metric }: MetricGate): boolean {
  return parseMetricPath(metric).some(({ any }) => any);
}

interface Change {
  readonly check: 'max-regression' | 'min-improvement';
  readonly required: number | string;
  readonly value: number;
  readonly champion: number;
  readonly goal: 'higher' | 'lower';
}

/**
 * Improvement is counted in the direction of the goal; a percentage is of the champion's absolute value,
 * so that −0.5 → −1.0 under `goal: higher` is a worsening by 100 %.
 */
export function judgeChange({ check, required, value, champion, goal }: Change): {
  held: boolean;
  shown: string;
  words: string;
} {
  const relative = typeof required === 'string';
  const bound = decimal(relative ? required.replace('%', '').trim() : required);
  const difference = goal === 'lower' ? decimal(champion).minus(value) : decimal(value).minus(champion);
  const [candidate, other] = formatPair(value, champion);
  const shown = `${candidate} against ${other} of`;
  if (relative && champion === 0) {
    return { held: false, shown, words: ': a percentage of 0 says nothing, so ask for an absolute change' };
  }
  // compare products rather than quotients: a division would have to round
  const scale = relative ? decimal(champion).abs() : decimal(1);
  const need = bound.times(scale).times(relative ? '0.01' : 1);
  const held = check === 'max-regression' ? difference.gte(need.neg()) : difference.gte(need);
  return { held, shown, words: `: ${describe({ difference, scale, relative, held, check, required })}` };
}

/** Three digits tell enough of a change, unless they would make it look like the bound that it misses. */
function formatAmount(size: Big, required: Change['required']): string {
  const short = size.eq(0) ? size : size.prec(3);
  const bound = decimal(typeof required === 'string' ? required.replace('%', '').trim() : required);
  if (!short.eq(bound)) return formatNumber(short);
  const longer = formatNumber(size);
  return longer === formatNumber(bound) && !size.eq(bound) ? size.toString() : longer;
}

function describe(change: {
  difference: Big;
  scale: Big;
  relative: boolean;
  held: boolean;
  check: Change['check'];
  required: Change['required'];
}): string {
  const { difference, scale, relative, held, check, required } = change;
  const size = difference
    .abs()
    .times(relative ? 100 : 1)
    .div(scale);
  const amount = `${formatAmount(size, required)}${relative ? '%' : ''}`;
  const moved = difference.eq(0) ? 'no change' : `${amount} ${difference.gt(0) ? 'better' : 'worse'}`;
  const allowed = typeof required === 'string' ? required : formatNumber(required);
  const must = check === 'max-regression' ? `no more than ${allowed} worse` : `at least ${allowed} better`;
  return held ? `${moved}, ${must}` : `${moved}, must be ${must}`;
}
