import { fayLumbardReaches, lowerDistribution } from './confidence-distributions.js';
import { betaCdf, studentQuantile } from './distributions.js';
import { type Limits, slackOf, type Rule } from './interval.js';
import { impliedSamples, intervalOfReading } from './one-sample.js';
import { OWN_PART, type Moments } from './paired.js';
import { degreesOf, type Reading } from './sample.js';
import { intervalOfReadings, marginOf, meldedReaches } from './two-samples.js';

const { hypot, max, min } = Math;

/*
 * Whether a gate passes, for simulations. To solve for a limit takes a millisecond. To ask whether it reaches the bound
 * takes microseconds: where Student's limit decides, the exact one isn't asked. The tests compare both.
 */

type Side = keyof Limits;

/**
 * Whether the exact limit is at least the bound or, where `isBeyond`, more than that. They differ where the limit is as
 * large or small as can be.
 */
type Reaches = (side: Side, bound: number, isBeyond: boolean) => boolean | null;

/** Whether the gate passes this sample. */
export function readingMeets(reading: Reading, rule: Rule): boolean {
  const { confidence } = rule;
  if (reading.kind === 'counted') return slackOf(rule, intervalOfReading(reading, confidence)) >= 0;
  const margin = rememberQuantile(confidence, degreesOf(reading)) * reading.stderr;
  const samples = impliedSamples(reading) ?? Infinity;
  const share = (bound: number, value: number) =>
    betaCdf(bound, lowerDistribution(value * samples, samples)) <= 1 - confidence;
  const reaches = (side: Side, bound: number) =>
    side === 'lower' ? share(bound, reading.value) : !share(1 - bound, 1 - reading.value);
  return decide(rule, around(reading.value, margin), samples === Infinity ? null : reaches);
}

/** Whether the gate passes this comparison of two samples. */
export function readingsMeet(first: Reading, second: Reading, rule: Rule): boolean {
  const { confidence, factor } = rule;
  if (first.kind === 'counted' && second.kind === 'counted')
    return slackOf(rule, intervalOfReadings(first, second, { confidence, factor })) >= 0;
  // a proportion can only be compared with what could be one
  if ([first, second].some((one) => one.kind === 'counted') && !areShares(first, second)) return false;
  const margin = hypot(marginOf(first, confidence), factor * marginOf(second, confidence));
  const estimate = first.value - factor * second.value;
  return decide(rule, around(estimate, margin), (side, bound) =>
    meldedReaches(bound, { first, second }, { confidence, factor, side }),
  );
}

function areShares(...readings: readonly Reading[]): boolean {
  return readings.every((one) => one.kind === 'counted' || impliedSamples(one) !== null);
}

/** Whether the gate passes this comparison on the same examples. */
export function momentsMeet(moments: Moments, rule: Rule): boolean {
  const { confidence, factor } = rule;
  const { counts, size, champion, clusters, isExact, estimate, stderr, samples } = moments;
  const alpha = 1 - confidence;
  const reaches: Reaches = (side, bound, isBeyond) => {
    if (factor === 1) return fayLumbardReaches(bound / size, side, { counts, alpha, isBeyond });
    const own = intervalOfReading(champion, 1 - alpha * OWN_PART);
    const ends = [(1 - factor) * own.lower, (1 - factor) * own.upper] as const;
    const rest = bound - (side === 'lower' ? min(...ends) : max(...ends));
    return fayLumbardReaches(rest / size, side, { counts, alpha: alpha * (1 - OWN_PART), isBeyond });
  };
  if (isExact) return decide(rule, { lower: Infinity, upper: -Infinity }, reaches);
  const degrees = clusters?.degrees ?? samples - 1;
  const margin = rememberQuantile(confidence, degrees) * stderr;
  return decide(rule, around(estimate, margin), reaches);
}

function around(estimate: number, margin: number): Limits {
  return { lower: estimate - margin, upper: estimate + margin };
}

/** @param reaches null if only Student's limit exists */
function decide({ required, isTolerated }: Rule, student: Limits, reaches: Reaches | null): boolean {
  const isUpward = 'min' in required;
  const bound = isUpward ? required.min : required.max;
  // if an inconclusive result is tolerated, the more favourable limit decides
  const side = isUpward === isTolerated ? 'upper' : 'lower';
  const limit = student[side];
  if (Number.isNaN(limit)) return false;
  const isBeyond = isUpward ? limit >= bound : limit > bound;
  // the gate takes whichever limit reaches further out
  const isDecided = side === 'lower' ? !isBeyond : isBeyond;
  return (isDecided ? isBeyond : (reaches?.(side, bound, !isUpward) ?? isBeyond)) === isUpward;
}

/** The quantile used last: all simulated samples of one design have the same degrees of freedom. */
let known = { confidence: NaN, degrees: NaN, quantile: NaN };

function rememberQuantile(confidence: number, degrees: number): number {
  if (known.confidence !== confidence || known.degrees !== degrees)
    known = { confidence, degrees, quantile: studentQuantile(confidence, degrees) };
  return known.quantile;
}
