import type Big from 'big.js';
import { StagegateError } from '../errors.js';
import type { Problem } from '../evidence/evidence.js';
import { parseMetricPath } from '../evidence/path-syntax.js';
import type { Examples } from '../evidence/reader.js';
import { gateResult, type GateResult } from '../model/gate-result.js';
import { directionOf } from '../policy/metric-rules.js';
import type { MetricGate } from '../policy/schema.js';
import { championValue, type ChampionEvidence } from './champion-value.js';
import {
  confidenceOf,
  requireConfidentBound,
  requireConfidentChange,
  type Confidence,
} from './confidence.js';
import { decimal, formatNumber, formatPair } from './number.js';
import type { PairedExamples } from './paired.js';
import { groupingOf, rowsOf, uncertaintyOfRows } from './rows.js';
import { samplesOf, type Measured } from './uncertainty.js';

/** Part of every reason about elements of a list that have no key to tell them apart. */
export const BY_POSITION = "can't be compared by position";

/** What a value is compared with. */
export interface Opponents {
  /** The versions to compare with. A comparison must hold against each of them. */
  readonly champions: readonly Opponent[];
  /** Without champions, the version that held the stage last; null when none ever did. */
  readonly before: string | null;
  /** The version is judged in use. */
  readonly isLive?: boolean | undefined;
}

export interface Opponent {
  readonly champion: ChampionEvidence;
  /** Both versions example by example, where the gate asks for it. */
  readonly paired?: PairedExamples | undefined;
  /** The champion's rows, where the gate names rows as its samples. */
  readonly rows?: Examples | Problem | undefined;
  /**
   * The gate's path, if it matches nothing of the champion. Reasons name it in place of the metric, so that they are
   * the same for all metrics.
   */
  readonly unknownAs?: string | undefined;
}

/**
 * All bounds of a metric gate for one value, in the order of the policy's documentation.
 * @param alternatives the number of alternatives in the gate's `any-of`; 1 outside one
 * @throws StagegateError `policy` for a comparison whose direction nothing says
 */
export function checkBounds(
  gate: MetricGate,
  measured: Measured,
  opponents: Opponents,
  alternatives = 1,
): GateResult[] {
  const confidence = confidenceOf(gate, alternatives);
  const results: GateResult[] = [];
  for (const check of ['min', 'max'] as const) {
    const required = gate[check];
    if (required !== undefined) results.push(checkBound(check, required, { gate, measured, confidence }));
  }
  for (const check of ['max-regression', 'min-improvement'] as const) {
    const required = gate[check];
    if (required === undefined) continue;
    const asked = { check, required, gate, measured, confidence };
    const goal = goalOf(gate, measured);
    const compared = opponents.champions.filter(({ champion }) => knows(champion, measured.metric));
    if (compared.length === 0) results.push(skipComparison(asked, opponents));
    for (const opponent of compared) {
      const { version, holds } = opponent.champion;
      const result = compare(asked, goal, opponent);
      const isOnlyHolder = holds && opponents.champions.length === 1;
      results.push(isOnlyHolder ? result : { ...result, against: version });
    }
  }
  const { uncertainty } = measured;
  if ('absence' in uncertainty || Object.keys(uncertainty).length === 0) return results;
  // recorded in the history, for comparing the next version
  return results.map((result) => ({ ...result, uncertainty }));
}

interface Judging {
  readonly gate: MetricGate;
  readonly measured: Measured;
  readonly confidence: Confidence | null;
}

function checkBound(
  check: 'min' | 'max',
  required: number,
  { gate, measured, confidence }: Judging,
): GateResult {
  const { metric, value } = measured;
  const held =
    check === 'min' ? decimal(value).gte(decimal(required)) : decimal(value).lte(decimal(required));
  const [observed, bound] = formatPair(value, required);
  const words = check === 'min' ? 'at least' : 'at most';
  const verdict = held ? 'pass' : 'fail';
  const reason = `${metric} is ${observed}, ${held ? '' : 'must be '}${words} ${bound}`;
  const plain = gateResult('metric', { metric, check, observed: value, required, verdict, reason });
  // only a bound below 1 says that the metric is a share: 0.9 may well meet max: 20
  if (gate.scale !== 'any' && isShare(required) && isPercent(value))
    return {
      ...plain,
      verdict: 'fail',
      reason: `${metric} is ${formatNumber(value)} and ${check} is ${required}: ${OTHER_SCALE}`,
    };
  if (confidence === null) return plain;
  return requireConfidentBound(plain, { check, required, measured, confidence });
}

/** The end of a reason about a share and a percentage. */
export const OTHER_SCALE =
  'one looks like a share (below 1), the other like a percentage (above 10). Write both on one scale, or set scale: any in the gate';

/** 0 and 1 say nothing about the scale, since counts can be 0 and 1. The sign doesn't matter. */
function isShare(value: number): boolean {
  return value !== 0 && Math.abs(value) < 1;
}

function isPercent(value: number): boolean {
  return Math.abs(value) > 10;
}

interface Comparison extends Judging {
  readonly check: 'max-regression' | 'min-improvement';
  readonly required: number | string;
}

/** Live numbers are only compared with live numbers, and a version may have none. */
function knows({ inUse, recorded }: ChampionEvidence, metric: string): boolean {
  return inUse !== true || recorded.has(metric);
}

function skipComparison(
  { check, required, measured }: Comparison,
  { before, isLive }: Pick<Opponents, 'before' | 'isLive'>,
): GateResult {
  const reason =
    isLive === true
      ? 'no earlier version was confirmed with this number, so there is nothing to compare with'
      : before === null
        ? 'first promotion: no version holds the stage, so there is nothing to compare with'
        : `no version holds the stage (version ${before} held it last), and the policy says when-empty: skip`;
  const { metric, value } = measured;
  return gateResult('metric', { metric, check, observed: value, required, verdict: 'skip', reason });
}

function compare(
  comparison: Comparison,
  goal: 'higher' | 'lower',
  { champion, paired, rows, unknownAs }: Opponent,
): GateResult {
  const { check, required, gate, measured, confidence } = comparison;
  const { metric, bindings, value } = measured;
  const { version, holds } = champion;
  const result = (of: Pick<GateResult, 'champion' | 'verdict' | 'reason'>) =>
    gateResult('metric', { metric, check, observed: value, required, ...of });
  if (measured.unnamed !== undefined) {
    // the champion's report may have another element at this position
    const reason = `${gate.metric} ${BY_POSITION}: ${measured.unnamed}`;
    return result({ champion: 'missing', verdict: 'fail', reason });
  }
  const against = championValue(champion, { metric, bindings, gate });
  if ('absence' in against) {
    const reason = `${unknownAs ?? metric} of version ${version}, which ${holds ? 'holds the stage' : 'held the stage last'}, ${against.absence}`;
    return result({ champion: 'missing', verdict: 'fail', reason });
  }
  const uncertainty = rows === undefined ? against.uncertainty : championUncertainty(rows, against, gate);
  const source = holds ? against.source : `held the stage last; ${against.source}`;
  const few = tooFewBehind(gate, uncertainty);
  if (few !== null) {
    const reason = `${metric} of version ${version} (${source}) rests on ${few} examples, fewer than ${gate['min-samples'] ?? 0}, so there is nothing to compare with`;
    const skipped = result({ champion: against.value, verdict: 'skip', reason });
    return gate['too-few'] === 'warn' ? { ...skipped, tolerated: 'warn' } : skipped;
  }
  const judged = judgeChange({ check, required, value, champion: against.value, goal });
  const compared = `${metric} is ${judged.shown} version ${version} (${source})`;
  const plain = result({
    champion: against.value,
    verdict: judged.held ? 'pass' : 'fail',
    reason: `${compared}${judged.words}`,
  });
  const scales = [value, against.value];
  if (gate.scale !== 'any' && scales.some(isShare) && scales.some(isPercent))
    return { ...plain, verdict: 'fail', reason: `${compared}: ${OTHER_SCALE}` };
  if (confidence === null) return plain;
  return requireConfidentChange(plain, {
    ...{ check, required, measured, goal, confidence, paired },
    champion: { ...against, uncertainty, version },
    grouping: paired === undefined ? measured.grouping : groupingOf(paired.candidate, gate.paired?.cluster),
  });
}

/** The champion's uncertainty: from its rows, else as it was recorded, but never one that ignores the clusters. */
export function championUncertainty(
  rows: Examples | Problem,
  recorded: Pick<Measured, 'value' | 'uncertainty'>,
  gate: MetricGate,
): Measured['uncertainty'] {
  const own = uncertaintyOfRows(rows, recorded.value);
  if (!('absence' in own) || 'absence' in recorded.uncertainty) return own;
  const isClustered = recorded.uncertainty.degrees !== undefined;
  return isClustered || rowsOf(gate)?.cluster === undefined ? recorded.uncertainty : own;
}

/**
 * How many examples the champion's number rests on, if they are too few and the gate says to leave such numbers out.
 */
function tooFewBehind(gate: MetricGate, uncertainty: Measured['uncertainty']): number | null {
  const [least, samples] = [gate['min-samples'], samplesOf(uncertainty)];
  const leavesOut = gate['too-few'] === 'skip' || gate['too-few'] === 'warn';
  return leavesOut && least !== undefined && samples !== undefined && samples < least ? samples : null;
}

/**
 * Which direction is better, as the policy or the report says, never by the metric's name. If both say it and differ,
 * one of them is wrong, and following it would promote the worse model.
 */
export function goalOf(gate: MetricGate, { metric, direction }: Measured): 'higher' | 'lower' {
  const stated = directionOf(gate) ?? undefined;
  const hasStar = parseMetricPath(gate.metric).some(({ any }) => any);
  if (stated !== undefined && direction !== undefined && stated !== direction) {
    const why =
      gate.goal === undefined ? `since it has only ${stated === 'higher' ? 'min' : 'max'}` : 'by its goal';
    const fix = hasStar ? followReport(gate) : `write goal: ${direction} in the gate`;
    throw new StagegateError(
      'policy',
      `${JSON.stringify(metric)} can't be compared: the report says that ${direction} is better, but the gate says ${stated} (${why})`,
      { hint: `If the report is right, ${fix}. If it is wrong, correct it where it is written.` },
    );
  }
  const goal = stated ?? direction;
  if (goal !== undefined) return goal;
  const several = hasStar ? '. Where "*" matches metrics of both kinds, give them separate gates' : '';
  throw new StagegateError(
    'policy',
    `${JSON.stringify(metric)} can't be compared: neither the policy nor the report says whether higher or lower is better`,
    { hint: `Add it to the gate: goal: higher (as for accuracy) or goal: lower (as for a loss)${several}.` },
  );
}

/**
 * How to fix a gate with `*`: writing the report's direction into it would be wrong for other metrics that it matches.
 */
function followReport(gate: MetricGate): string {
  const isByBound = directionOf({ ...gate, goal: undefined }) !== null;
  const fix = isByBound
    ? 'move the comparison to a gate without min, max and goal'
    : 'remove goal from the gate';
  return `${fix}, so that each metric follows the report, or give the metrics separate gates`;
}

interface Change {
  readonly check: 'max-regression' | 'min-improvement';
  readonly required: number | string;
  readonly value: number;
  readonly champion: number;
  readonly goal: 'higher' | 'lower';
}

/**
 * An improvement counts in the direction of the goal. A percentage is of the champion's absolute value: −0.5 → −1.0
 * under `goal: higher` is 100 % worse.
 */
function judgeChange({ check, required, value, champion, goal }: Change): {
  held: boolean;
  shown: string;
  words: string;
} {
  const [candidate, other] = formatPair(value, champion);
  const shown = `${candidate} against ${other} of`;
  const isRelative = typeof required === 'string';
  if (isRelative && champion === 0)
    return { held: false, shown, words: ': a percentage of 0 is undefined, so write an absolute bound' };
  const bound = decimal(isRelative ? required.replace('%', '').trim() : required);
  const unit = isRelative ? decimal(champion).abs().times('0.01') : decimal(1);
  const difference = goal === 'lower' ? decimal(champion).minus(value) : decimal(value).minus(champion);
  // compare products: a division would have to round
  const needed = bound.times(unit).times(check === 'max-regression' ? -1 : 1);
  const held = difference.gte(needed);
  const amount = `${formatAmount(difference.abs().div(unit), bound)}${isRelative ? '%' : ''}`;
  const moved = difference.eq(0) ? 'no change' : `${amount} ${difference.gt(0) ? 'better' : 'worse'}`;
  const allowed = isRelative ? required : formatNumber(required);
  const must = check === 'max-regression' ? `no more than ${allowed} worse` : `at least ${allowed} better`;
  return { held, shown, words: `: ${moved}, ${held ? '' : 'must be '}${must}` };
}

/** Three digits are enough for a change, unless they make it look like the bound that it misses. */
function formatAmount(size: Big, bound: Big): string {
  const short = size.eq(0) ? size : size.prec(3);
  if (!short.eq(bound)) return formatNumber(short);
  const longer = formatNumber(size);
  return longer === formatNumber(bound) && !size.eq(bound) ? size.toString() : longer;
}
