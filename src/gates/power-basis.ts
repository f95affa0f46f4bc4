import type { BoundPower } from '../model/gate-power.js';
import type { MetricGate } from '../policy/schema.js';
import type { Absence, Requirement } from '../statistics/interval.js';
import { resize } from '../statistics/power.js';
import type { Rule } from '../statistics/rule.js';
import { counted, readSample, type Reading } from '../statistics/sample.js';
import { flipRate, worthOf, type Trial } from '../statistics/worth.js';
import { confidenceOf } from './confidence.js';
import { rowsOf } from './rows.js';
import { samplesOf, toSample, UNJUDGED, type Measured } from './uncertainty.js';

/* What the power of every kind of bound is told from. */

/** What to take in place of the evidence, and what to answer besides. */
export interface PowerOptions {
  /** Examples of each version; null for as many as the reports have. */
  readonly samples: number | null;
  /** A true difference in the metric's unit, positive for better; null to ask about none. */
  readonly effect: number | null;
}

/** One value that a gate judges. */
export interface Asked {
  readonly gate: MetricGate;
  readonly measured: Measured;
  /** The gate's position in the rules of its stage. */
  readonly at: number;
  /** The number of alternatives in the gate's `any-of`. */
  readonly among: number;
}

/** Null for a gate that judges the number alone. */
export function ruleOf({ gate, among }: Asked, required: Requirement, factor: number): Rule | null {
  const confidence = confidenceOf(gate, among);
  if (confidence === null) return null;
  return { confidence: confidence.level, factor, required, isTolerated: confidence.tolerated !== undefined };
}

export function resized(reading: Reading, samples: number | null): Reading {
  return samples === null ? reading : resize(reading, samples);
}

/** What clusters do to the chance depends on how alike their examples are, so it isn't told. */
export const CLUSTERED: Absence = {
  absence: "has examples in clusters, for which the chance to pass isn't computed",
};

/** What the report says of a number. A share of so many examples stands for one without a standard error. */
export function readingOf(
  { gate }: Asked,
  { value, uncertainty, samplesAt }: Pick<Measured, 'value' | 'uncertainty' | 'samplesAt'>,
  { samples }: PowerOptions,
): Reading | Absence {
  if (rowsOf(gate)?.cluster !== undefined) return CLUSTERED;
  const sample = toSample(value, uncertainty, samplesAt);
  const isMean = !('absence' in sample) && sample.stderr !== undefined;
  // the number alone is judged whatever it is: right or wrong is the most that it can vary
  const told = gate.confidence === undefined ? samplesOf(uncertainty) : undefined;
  const count = samples ?? ('absence' in sample ? told : undefined);
  if (!isMean && count !== undefined) {
    if (value >= 0 && value <= 1) return counted(value * count, count);
    return {
      absence: `${UNJUDGED}: it isn't a share, so name its standard error in the gate (stderr: a path)`,
    };
  }
  if ('absence' in sample)
    return gate.confidence === undefined
      ? { absence: 'has an unknown flip rate: no sample size; pass --samples' }
      : sample;
  const reading = readSample(sample);
  return 'absence' in reading ? reading : resized(reading, samples);
}

/** What is known of a bound before its worth. */
export interface Facts {
  readonly told: Omit<BoundPower, 'samples' | 'differing' | 'worth' | 'flipRate' | 'problem'>;
  /** This version's number. */
  readonly observed: number;
}

export function factsOf(
  { gate, at, measured, among, check, required }: Asked & Pick<BoundPower, 'check' | 'required'>,
  against: string | null,
  equal: number | null,
): Facts {
  const { metric, value: observed } = measured;
  const level = confidenceOf(gate, among);
  const isTolerated = level?.tolerated !== undefined;
  const confidence = level?.text ?? null;
  return { told: { at, metric, check, required, against, equal, confidence, isTolerated }, observed };
}

/** A bound whose worth can't be told. */
export function untold({ told }: Facts, { absence }: Absence): BoundPower {
  const problem = `${told.metric} ${absence}`;
  return { ...told, samples: null, differing: null, worth: null, flipRate: null, problem };
}

export function answer({ told, observed }: Facts, { effect }: PowerOptions, trial: Trial): BoundPower {
  const chance = trial.chance(null);
  if (typeof chance !== 'function') return untold({ told, observed }, chance);
  return {
    ...{ ...told, samples: trial.samples, differing: null, problem: null },
    worth: worthOf(chance, trial, effect),
    flipRate: told.confidence === null ? flipRate(chance(observed)) : null,
  };
}
