import { bound } from '../statistics/bound.js';
import { isInterval } from '../statistics/interval.js';
import { judge, type Requirement } from '../statistics/judge.js';
import { needForBound } from '../statistics/needed.js';
import { concluded, unsure, type Confidence } from './confidence.js';
import type { Measured } from './measured.js';
import { formatPair } from './number.js';
import type { GateResult } from '../model/gate-result.js';
import { toSample } from './sample.js';

export interface BoundToMeet {
  readonly check: 'min' | 'max';
  readonly required: number;
  readonly measured: Measured;
  readonly confidence: Confidence;
}

/** An absolute bound that the whole interval has to meet. @param plain the verdict on the value alone */
export function requireConfidentBound(
  plain: GateResult,
  { check, required, measured, confidence }: BoundToMeet,
): GateResult {
  const { metric, value, uncertainty, samplesAt } = measured;
  const sample = toSample(value, uncertainty, samplesAt);
  const interval = 'absence' in sample ? sample : bound(sample, confidence.level);
  if (!isInterval(interval)) return unsure(plain, `${metric} ${interval.absence}`);
  const requirement: Requirement = check === 'min' ? { min: required } : { max: required };
  const verdict = judge(interval, requirement);
  const [lower] = formatPair(interval.lower, required);
  const [upper] = formatPair(interval.upper, required);
  const limits = (verdict === 'pass') === (check === 'min') ? `at least ${lower}` : `at most ${upper}`;
  return concluded(plain, {
    verdict,
    interval,
    confidence,
    limits: verdict === 'inconclusive' ? `anything from ${lower} to ${upper}` : limits,
    needs: () => ('absence' in sample ? null : needForBound(sample, requirement, confidence.level)),
  });
}
