import type { MetricGate } from '../policy/schema.js';
import { adjustForAnyOf } from '../statistics/any-of.js';
import { isInterval, type Absence, type Interval } from '../statistics/interval.js';
import { judge } from '../statistics/judge.js';
import { samplesForBound } from '../statistics/needed-samples.js';
import { boundOfProportion } from '../statistics/proportion.js';
import { boundFromStderr } from '../statistics/stderr.js';
import type { Measured, Uncertainty, Unusable } from './measured.js';
import { formatNumber } from './number.js';
import type { GateResult } from './result.js';

/** How sure a gate wants to be. */
export interface Confidence {
  /** One-sided, from 0.5 to 1. */
  readonly level: number;
  /** For people; as the policy writes it, unless there are alternatives. */
  readonly text: string;
  /** What becomes of an inconclusive result; undefined blocks. */
  readonly tolerated: 'warn' | 'allow' | undefined;
}

/** Null for a gate that does not ask for it. */
export function confidenceOf(gate: MetricGate, alternatives: number): Confidence | null {
  if (gate.confidence === undefined) return null;
  const { inconclusive } = gate;
  const tolerated = inconclusive === 'block' ? undefined : inconclusive;
  const asked = Number.parseFloat(gate.confidence) / 100;
  if (alternatives === 1) return { level: asked, text: gate.confidence, tolerated };
  const level = adjustForAnyOf(asked, alternatives);
  return { level, text: `${formatNumber(level * 100)}%`, tolerated };
}

export interface BoundToMeet {
  readonly check: 'min' | 'max';
  readonly required: number;
  readonly measured: Measured;
  readonly confidence: Confidence;
}

/** A bound that the whole interval has to meet. @param plain the verdict on the value alone */
export function sureOfBound(
  plain: GateResult,
  { check, required, measured, confidence }: BoundToMeet,
): GateResult {
  const { value, uncertainty } = measured;
  const interval = intervalOf(value, uncertainty, confidence.level);
  if (!isInterval(interval)) return unsure(plain, `${measured.metric} ${interval.absence}`);
  const needed = () => samplesForBound({ ...measured, uncertainty }, required, confidence.level);
  const limit = check === 'min' ? interval.lower : interval.upper;
  const words = `${check === 'min' ? 'at least' : 'at most'} ${formatNumber(limit)}`;
  return settleVerdict(plain, {
    verdict: judge(interval, check === 'min' ? { min: required } : { max: required }),
    interval,
    confidence,
    words,
    needed,
  });
}
