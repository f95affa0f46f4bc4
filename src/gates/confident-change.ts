import { bound } from '../statistics/bound.js';
import { compare } from '../statistics/compare.js';
import { isInterval, type Absence, type Interval } from '../statistics/interval.js';
import { judge, type Requirement } from '../statistics/judge.js';
import { needForBound, needForComparison, type Need } from '../statistics/needed.js';
import { concluded, unsure, type Confidence } from './confidence.js';
import type { Measured, Uncertainty, Unusable } from './measured.js';
import { formatNumber } from './number.js';
import { comparePaired, needOfPaired, type PairedExamples } from './paired.js';
import type { GateResult } from '../model/gate-result.js';
import { toSample } from './sample.js';

export interface ChangeToMeet {
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
  /** Both example by example, where the gate asks for it. */
  readonly paired: PairedExamples | undefined;
}

/**
 * A change from the champion that the whole interval has to meet. What is judged is the candidate less the champion
 * times a factor, so that the champion's own uncertainty counts in a percentage of it too.
 * @param plain the verdict on the values alone
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
  if (!isInterval(compared)) return unsure(plain, `${measured.metric} ${compared.absence}`);
  const improvement = asked.goal === 'higher' ? compared : mirror(compared);
  const interval = {
    lower: scale.toUnit(improvement.lower),
    upper: scale.toUnit(improvement.upper),
    method: improvement.method,
  };
  const verdict = judge(improvement, { min: scale.threshold });
  if (paired !== undefined && verdict === 'pass' && plain.verdict === 'fail')
    return unsure(plain, `${plain.reason}, ${contradiction(interval, scale.unit)}`);
  return concluded(plain, {
    verdict,
    interval,
    confidence,
    limits: describeLimits(verdict, interval, scale.unit),
    needs: () => needOf(asked, at, scale.threshold),
  });
}

/** Examples may tell more than the report's own numbers do, and never the opposite. */
function contradiction(interval: { lower: number; upper: number }, unit: string): string {
  const limits = describeLimits('pass', interval, unit);
  return `but by the examples it is ${limits}: the report and the examples contradict each other, so make both in one evaluation, with more digits in the report`;
}

interface Scale {
  /** What the champion is multiplied by before it is taken away. */
  readonly factor: number;
  /** What the difference has to be at least, in the direction of the goal. */
  readonly threshold: number;
  readonly unit: '%' | '';
  /** From that difference to the improvement on the champion, in the unit of the bound. */
  toUnit(difference: number): number;
}

/** Null for a percentage of 0. */
function scaleOf({ check, required, champion: { value }, goal }: ChangeToMeet): Scale | null {
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
  // not to be worse by 100% or more is asked of the candidate alone
  if (at.factor === 0) return bound(own, at.confidence);
  const other = toSample(champion.value, champion.uncertainty);
  if ('absence' in other) return { absence: `of version ${champion.version} ${other.absence}` };
  return compare(own, other, at);
}

function needOf({ measured, champion, goal, paired }: ChangeToMeet, at: At, threshold: number): Need {
  const required: Requirement = goal === 'higher' ? { min: threshold } : { max: -threshold };
  if (paired !== undefined) return needOfPaired(paired, at, required);
  const [own, other] = [
    toSample(measured.value, measured.uncertainty),
    toSample(champion.value, champion.uncertainty),
  ];
  if ('absence' in own) return null;
  if (at.factor === 0) return needForBound(own, required, at.confidence);
  return 'absence' in other ? null : needForComparison({ candidate: own, champion: other }, at, required);
}

function mirror({ estimate, lower, upper, method }: Interval): Interval {
  return { estimate: -estimate, lower: -upper, upper: -lower, method };
}

/** `no more than 0.3% worse`, `0.2% better at most`. */
function describeLimits(
  verdict: 'pass' | 'fail' | 'inconclusive',
  { lower, upper }: { lower: number; upper: number },
  unit: string,
): string {
  if (verdict === 'inconclusive') return `anything from ${inWords(lower, unit)} to ${inWords(upper, unit)}`;
  if (verdict === 'pass')
    return lower < 0 ? `no more than ${amount(lower, unit)} worse` : `at least ${amount(lower, unit)} better`;
  return upper < 0 ? `at least ${amount(upper, unit)} worse` : `no more than ${amount(upper, unit)} better`;
}

function inWords(change: number, unit: string): string {
  if (change === 0) return 'no change';
  return `${amount(change, unit)} ${change > 0 ? 'better' : 'worse'}`;
}

/** Three digits tell enough of a limit. */
function amount(change: number, unit: string): string {
  return `${formatNumber(Number(Math.abs(change).toPrecision(3)))}${unit}`;
}
