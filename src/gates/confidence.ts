import type { GateResult } from '../model/gate-result.js';
import type { MetricGate } from '../policy/schema.js';
import {
  bonferroniConfidence,
  judge,
  type Absence,
  type Interval,
  type Limits,
  type Requirement,
} from '../statistics/interval.js';
import { oneSampleInterval } from '../statistics/one-sample.js';
import { neededForOneSample, neededForTwoSamples, type NeededSamples } from '../statistics/sample-size.js';
import { twoSampleInterval } from '../statistics/two-samples.js';
import { formatAgainst, formatCount, formatNumber, formatPair } from './number.js';
import { comparePaired, neededForExamples, type PairedExamples } from './paired.js';
import { describeGrouping, type Grouping } from './rows.js';
import { toSample, type Measured, type Uncertainty, type Unusable } from './uncertainty.js';

/** How confident a gate must be. */
export interface Confidence {
  /** One-sided, from 0.5 to 1. */
  readonly level: number;
  /** As the policy writes it, unless there are alternatives. */
  readonly text: string;
  /** What an inconclusive result does; undefined blocks. */
  readonly tolerated: 'warn' | 'allow' | undefined;
}

/**
 * How confident a gate must be; null for one without `confidence`.
 * @param alternatives the number of alternatives in the gate's `any-of`; 1 outside one
 */
export function confidenceOf(gate: MetricGate, alternatives: number): Confidence | null {
  if (gate.confidence === undefined) return null;
  const tolerated = gate.inconclusive === 'block' ? undefined : gate.inconclusive;
  const asked = Number.parseFloat(gate.confidence) / 100;
  if (alternatives === 1) return { level: asked, text: gate.confidence, tolerated };
  const level = bonferroniConfidence(asked, alternatives);
  const shown = level > SHORT ? formatAgainst(level * 100, [100]) : formatNumber(level * 100);
  return { level, text: `${shown}%`, tolerated };
}

/** Up to here, a confidence has few digits. */
const SHORT = 0.999;

/** The gate with at least this confidence, if it has any. @param least `99.762%` */
export function raiseConfidence(gate: MetricGate, least: string | undefined): MetricGate {
  if (gate.confidence === undefined || least === undefined) return gate;
  return Number.parseFloat(gate.confidence) >= Number.parseFloat(least)
    ? gate
    : { ...gate, confidence: least };
}

/**
 * `min` or `max`: the whole interval must meet the bound.
 * @param plain the result for the value alone
 */
export function requireConfidentBound(
  plain: GateResult,
  asked: {
    readonly check: 'min' | 'max';
    readonly required: number;
    readonly measured: Measured;
    readonly confidence: Confidence;
  },
): GateResult {
  const { check, required, measured, confidence } = asked;
  const sample = toSample(measured.value, measured.uncertainty, measured.samplesAt);
  if ('absence' in sample) return unjudged(plain, `${measured.metric} ${sample.absence}`);
  const interval = oneSampleInterval(sample, confidence.level);
  if ('absence' in interval) return unjudged(plain, `${measured.metric} ${interval.absence}`);
  const requirement: Requirement = check === 'min' ? { min: required } : { max: required };
  const verdict = judge(interval, requirement);
  const [lower] = formatPair(interval.lower, required);
  const [upper] = formatPair(interval.upper, required);
  const limit = (verdict === 'pass') === (check === 'min') ? `at least ${lower}` : `at most ${upper}`;
  return conclude(plain, {
    verdict,
    interval,
    confidence,
    grouping: measured.grouping,
    limits: verdict === 'inconclusive' ? `anything from ${lower} to ${upper}` : limit,
    needed: () => neededForOneSample(sample, requirement, confidence.level),
  });
}

/** A change from the champion to judge with confidence. */
interface ChangeToMeet {
  readonly check: 'max-regression' | 'min-improvement';
  readonly required: number | string;
  readonly measured: Measured;
  readonly champion: {
    readonly version: string;
    readonly value: number;
    readonly uncertainty: Uncertainty | Unusable;
  };
  readonly goal: 'higher' | 'lower';
  readonly confidence: Confidence;
  /** Both versions example by example, where the gate asks for it. */
  readonly paired: PairedExamples | undefined;
  /** How the paired examples, or else the candidate's, are grouped; undefined if they are independent. */
  readonly grouping?: Grouping | undefined;
}

/**
 * `max-regression` or `min-improvement`: the whole interval must meet the bound. It is the interval of the candidate
 * minus the champion times a factor, so that the champion's own uncertainty counts in a percentage too.
 * @param plain the result for the values alone
 */
export function requireConfidentChange(plain: GateResult, asked: ChangeToMeet): GateResult {
  const { measured, champion, confidence, paired } = asked;
  const scale = scaleOf(asked);
  if (scale === null) return plain; // a percentage of 0, which failed already
  const at = { confidence: confidence.level, factor: scale.factor };
  const compared =
    paired === undefined
      ? compareSamples(asked, at)
      : comparePaired(paired, { candidate: measured.value, champion: champion.value }, at);
  if ('absence' in compared)
    return unjudged(plain, `${measured.metric} ${compared.absence}${tellGrouping(paired && asked.grouping)}`);
  const improvement = asked.goal === 'higher' ? compared : mirror(compared);
  const { method } = improvement;
  const interval = {
    lower: scale.toUnit(improvement.lower),
    upper: scale.toUnit(improvement.upper),
    method,
  };
  const verdict = judge(improvement, { min: scale.threshold });
  const limits = describeLimits(verdict, interval, scale.unit);
  // examples may say more than the report's own numbers, but never the opposite
  if (paired !== undefined && verdict === 'pass' && plain.verdict === 'fail')
    return unjudged(
      plain,
      `${plain.reason}, but by the examples it is ${limits}: the report and the examples contradict each other, so write both in one evaluation, with more digits in the report`,
    );
  const needed = () => neededForChange(asked, at, scale.threshold);
  return conclude(plain, { verdict, interval, confidence, limits, needed, grouping: asked.grouping });
}

function tellGrouping(grouping: Grouping | undefined): string {
  return grouping === undefined ? '' : ` (${describeGrouping(grouping)})`;
}

/** What can't be judged doesn't pass. */
function unjudged(plain: GateResult, reason: string): GateResult {
  return { ...plain, verdict: 'fail', reason };
}

interface Conclusion {
  readonly verdict: 'pass' | 'fail' | 'inconclusive';
  readonly interval: Limits & Pick<Interval, 'method'>;
  readonly confidence: Confidence;
  /** What the value is with that confidence, in words. */
  readonly limits: string;
  readonly grouping: Grouping | undefined;
  /** How many examples would settle the verdict. */
  needed(): NeededSamples;
}

/** The result with confidence. Its reason is the one for the value alone, plus what the interval adds. */
function conclude(plain: GateResult, conclusion: Conclusion): GateResult {
  const { verdict, interval, confidence, limits, grouping } = conclusion;
  const { lower, upper, method } = interval;
  const by = grouping === undefined ? '' : `, by ${describeGrouping(grouping)},`;
  const told = `with ${confidence.text} confidence${by} it is ${limits}`;
  const result = { ...plain, verdict, interval: { lower, upper, confidence: confidence.text, method } };
  if (verdict !== 'inconclusive') return { ...result, reason: `${plain.reason}; ${told}` };
  const needed = conclusion.needed();
  return {
    ...result,
    reason: `${plain.reason}, but ${told}: not clear enough${tellNeeded(needed, plain.verdict, grouping)}`,
    ...(needed !== null && 'samples' in needed ? { needs: needed.samples } : {}),
    ...(confidence.tolerated === undefined ? {} : { tolerated: confidence.tolerated }),
  };
}

/** @param verdict for the value alone, which more examples would confirm if the value stayed the same */
function tellNeeded(
  needed: NeededSamples,
  verdict: GateResult['verdict'],
  grouping: Grouping | undefined,
): string {
  if (needed === null) return '';
  const count =
    'samples' in needed ? formatCount(needed.samples) : `${formatCount(needed.times)} times as many`;
  const what = grouping === undefined ? 'examples' : `clusters by ${grouping.by}`;
  return ` (about ${count} ${what} would settle it${verdict === 'fail' ? ', probably as a failure' : ''})`;
}

interface Scale {
  /** The champion is multiplied by this before it is subtracted. */
  readonly factor: number;
  /** The least difference that is allowed, in the direction of the goal. */
  readonly threshold: number;
  readonly unit: '%' | '';
  /** Converts such a difference to the improvement on the champion, in the unit of the bound. */
  toUnit(difference: number): number;
}

/** How a change is measured and bounded; null for a percentage of 0. */
export function scaleOf({
  check,
  required,
  champion: { value },
  goal,
}: Pick<ChangeToMeet, 'check' | 'required' | 'goal'> & {
  readonly champion: { readonly value: number };
}): Scale | null {
  const sign = check === 'max-regression' ? -1 : 1;
  if (typeof required === 'number')
    return { factor: 1, threshold: sign * required, unit: '', toUnit: (difference) => difference };
  if (value === 0) return null;
  const part = sign * (Number.parseFloat(required) / 100);
  const towards = (goal === 'higher' ? 1 : -1) * Math.sign(value);
  return {
    factor: 1 + part * towards,
    threshold: 0,
    unit: '%',
    toUnit: (difference) => 100 * (difference / Math.abs(value) + part),
  };
}

interface At {
  readonly confidence: number;
  readonly factor: number;
}

function compareSamples({ measured, champion }: ChangeToMeet, at: At): Interval | Absence {
  const own = toSample(measured.value, measured.uncertainty, measured.samplesAt);
  if ('absence' in own) return own;
  // a bound of 100% on the regression depends on the candidate alone
  if (at.factor === 0) return oneSampleInterval(own, at.confidence);
  const other = toSample(champion.value, champion.uncertainty);
  if ('absence' in other) return { absence: `of version ${champion.version} ${other.absence}` };
  return twoSampleInterval(own, other, at);
}

function neededForChange(asked: ChangeToMeet, at: At, threshold: number): NeededSamples {
  const { measured, champion, goal, paired } = asked;
  const required: Requirement = goal === 'higher' ? { min: threshold } : { max: -threshold };
  if (paired !== undefined) return neededForExamples(paired, at, required);
  const candidate = toSample(measured.value, measured.uncertainty);
  if ('absence' in candidate) return null;
  if (at.factor === 0) return neededForOneSample(candidate, required, at.confidence);
  const other = toSample(champion.value, champion.uncertainty);
  return 'absence' in other ? null : neededForTwoSamples({ candidate, champion: other }, at, required);
}

function mirror({ lower, upper, method }: Interval): Omit<Interval, 'estimate'> {
  return { lower: -upper, upper: -lower, method };
}

/** `no more than 0.3% worse`, `at least 0.2% better`. */
function describeLimits(verdict: Conclusion['verdict'], { lower, upper }: Limits, unit: string): string {
  // three digits are enough for a limit
  const amount = (change: number) => `${formatNumber(Number(Math.abs(change).toPrecision(3)))}${unit}`;
  const change = (limit: number) =>
    limit === 0 ? 'no change' : `${amount(limit)} ${limit > 0 ? 'better' : 'worse'}`;
  if (verdict === 'inconclusive') return `anything from ${change(lower)} to ${change(upper)}`;
  if (verdict === 'pass')
    return lower < 0 ? `no more than ${change(lower)}` : `at least ${amount(lower)} better`;
  return upper < 0 ? `at least ${change(upper)}` : `no more than ${amount(upper)} better`;
}
