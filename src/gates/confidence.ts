import type { MetricGate } from '../policy/schema.js';
import { confidenceOfEach } from '../statistics/any-of.js';
import type { Interval } from '../statistics/interval.js';
import type { Need } from '../statistics/needed.js';
import { formatNumber } from './number.js';
import type { GateResult } from '../model/gate-result.js';

/** How sure a gate wants to be. */
export interface Confidence {
  /** One-sided, from 0.5 to 1. */
  readonly level: number;
  /** For people: as the policy writes it, unless there are alternatives. */
  readonly text: string;
  /** What becomes of an inconclusive result; undefined blocks. */
  readonly tolerated: 'warn' | 'allow' | undefined;
}

/**
 * Null for a gate that does not ask for it.
 * @param alternatives of how many alternatives the gate is one (`any-of`)
 */
export function confidenceOf(gate: MetricGate, alternatives: number): Confidence | null {
  if (gate.confidence === undefined) return null;
  const tolerated = gate.inconclusive === 'block' ? undefined : gate.inconclusive;
  const asked = Number.parseFloat(gate.confidence) / 100;
  if (alternatives === 1) return { level: asked, text: gate.confidence, tolerated };
  const level = confidenceOfEach(asked, alternatives);
  return { level, text: `${formatNumber(level * 100)}%`, tolerated };
}

/** What is asked for cannot be told: that is no pass. */
export function unsure(plain: GateResult, reason: string): GateResult {
  return { ...plain, verdict: 'fail', reason };
}

export interface Conclusion {
  readonly verdict: 'pass' | 'fail' | 'inconclusive';
  readonly interval: Pick<Interval, 'lower' | 'upper' | 'method'>;
  readonly confidence: Confidence;
  /** What the value is with that confidence, in words. */
  readonly limits: string;
  /** What would tell, were the numbers to stay. */
  needs(): Need;
}

/** The row of a verdict with confidence, its reason that of the value alone and what the interval adds. */
export function concluded(plain: GateResult, conclusion: Conclusion): GateResult {
  const { verdict, interval, confidence, limits } = conclusion;
  const { lower, upper, method } = interval;
  const sure = `with ${confidence.text} confidence it is ${limits}`;
  const result = { ...plain, verdict, interval: { lower, upper, confidence: confidence.text, method } };
  if (verdict !== 'inconclusive') return { ...result, reason: `${plain.reason}; ${sure}` };
  const needs = conclusion.needs();
  return {
    ...result,
    reason: `${plain.reason}, but ${sure}: not clear enough${describeNeed(needs, plain.verdict)}`,
    ...(needs !== null && 'samples' in needs ? { needs: needs.samples } : {}),
    ...(confidence.tolerated === undefined ? {} : { tolerated: confidence.tolerated }),
  };
}

/** @param verdict on the value alone: what more examples would tell, were it to stay */
function describeNeed(needs: Need, verdict: GateResult['verdict']): string {
  if (needs === null) return '';
  const count = 'samples' in needs ? formatCount(needs.samples) : `${formatCount(needs.times)} times as many`;
  return ` (about ${count} examples would tell${verdict === 'fail' ? ', as it looks that it fails' : ''})`;
}

/** 9,200 */
function formatCount(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
