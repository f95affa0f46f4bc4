import type { Problem } from '../evidence/evidence.js';
import type { Examples } from '../evidence/reader.js';
import type { BoundPower } from '../model/gate-power.js';
import type { MetricGate } from '../policy/schema.js';
import type { Absence, Requirement, Rule } from '../statistics/interval.js';
import { isClustered } from '../statistics/clusters.js';
import { readClustered } from '../statistics/power-rows.js';
import { counted, readSample } from '../statistics/sample.js';
import { flipRate, resizeKnown, worthOf, type Known, type Trial } from '../statistics/worth.js';
import { confidenceOf } from './confidence.js';
import { rowsOf, valuesOf } from './rows.js';
import { samplesOf, toSample, UNJUDGED, type Measured } from './uncertainty.js';

/* What the power of every kind of bound is computed from. */

/** What to assume in place of the evidence, and what else to answer. */
export interface PowerOptions {
  /** Examples of each version; null for as many as the reports have. */
  readonly samples: number | null;
  /** A true difference in the metric's unit, positive for better; null to ask about none. */
  readonly effect: number | null;
  /** Called before each bound, since one on examples in clusters takes seconds. */
  readonly watch?: (about: string) => void;
}

/** One value that a gate judges. */
export interface Asked {
  readonly gate: MetricGate;
  readonly measured: Measured;
  /** This version's rows, where the gate names them. */
  readonly rows: Examples | Problem | undefined;
  /** The gate's position in the rules of its stage. */
  readonly at: number;
  /** The number of alternatives in the gate's `any-of`. */
  readonly among: number;
}

/** How a bound is judged with confidence; null for a gate that judges the number alone. */
export function ruleOf({ gate, among }: Asked, required: Requirement, factor: number): Rule | null {
  const confidence = confidenceOf(gate, among);
  if (confidence === null) return null;
  return { confidence: confidence.level, factor, required, isTolerated: confidence.tolerated !== undefined };
}

export function resized(known: Known, samples: number | null): Known {
  return samples === null ? known : resizeKnown(known, samples);
}

/** A version's number: what a report says of it, and its rows, where the gate names them. */
export type Stated = Pick<Measured, 'value' | 'uncertainty' | 'samplesAt'> & {
  readonly rows: Examples | Problem | undefined;
};

/**
 * What is known about a number, with as many examples as the user asks about. Without a standard error, the number
 * counts as a share of that many examples.
 */
export function knownOf(
  { gate }: Asked,
  { value, uncertainty, samplesAt, rows }: Stated,
  { samples }: PowerOptions,
): Known | Absence {
  const sample = toSample(value, uncertainty, samplesAt);
  // rows that can't be used are an absence already
  if (!('absence' in sample) && rows !== undefined && 'rows' in rows && isClustered(rows.rows)) {
    const clustered = readClustered(valuesOf(rows));
    return 'absence' in clustered ? clustered : resized(clustered, samples);
  }
  const isMean = !('absence' in sample) && sample.stderr !== undefined;
  // without confidence, any number is judged: as a share of right and wrong examples, it varies the most
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
      ? { absence: 'has no known flip rate, since its sample size is unknown: pass --samples' }
      : sample;
  const reading = readSample(sample);
  return 'absence' in reading ? reading : resized(reading, samples);
}

/** What is known about a bound before its power is computed. */
interface Facts {
  readonly told: Omit<BoundPower, keyof typeof NOTHING | 'problem'>;
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

/** A bound whose power can't be computed. */
export function untold({ told }: Facts, { absence }: Absence): BoundPower {
  const problem = `${told.metric} ${absence}`;
  return { ...told, ...NOTHING, problem };
}

/** What a bound has whose power can't be computed. */
export const NOTHING = { samples: null, clusters: null, differing: null, worth: null, flipRate: null };

/** Examples in clusters. */
export interface ClustersKnown {
  readonly count: number;
  readonly by: string;
  readonly correlation: number;
}

export function answer(
  { told, observed }: Facts,
  { effect }: PowerOptions,
  { clusters, ...trial }: Trial & { readonly clusters: ClustersKnown | null },
): BoundPower {
  const chance = trial.chance(null);
  if (typeof chance !== 'function') return untold({ told, observed }, chance);
  const worth = worthOf(chance, trial, effect);
  const { samples } = trial;
  const perCluster = clusters === null ? 1 : (samples ?? 0) / clusters.count;
  const needs = worth.needs === null ? null : Math.ceil(worth.needs / perCluster);
  return {
    ...{ ...told, samples, worth, differing: null, problem: null },
    clusters: clusters === null ? null : { ...clusters, needs },
    flipRate: told.confidence === null ? flipRate(chance(observed)) : null,
  };
}

/** The clusters of a version's examples, where its gate names them. */
export function clustersOf({ gate }: Asked, known: Known): ClustersKnown | null {
  const by = rowsOf(gate)?.cluster;
  if (known.kind !== 'clustered' || by === undefined) return null;
  return { count: known.clusters, by, correlation: known.population.correlation };
}
