import { atLeast, findTurn, logOdds, normalCdf } from './chance.js';
import type { Worth } from '../model/gate-power.js';
import type { Absence, PassChance } from './interval.js';
import { oneSampleChance, resize, stderrOf, twoSampleChance } from './power.js';
import { clusteredChance, resizeClustered, type Asking, type Clustered } from './power-rows.js';
import type { Reading } from './sample.js';

const { abs, ceil, floor, hypot, log10, max, min, round, sqrt, SQRT2 } = Math;

/** A difference is detected when the gate passes it this often. */
const DETECTED = 0.8;

/** What a gate is asked about, and how it answers. */
export interface Trial {
  /** The chance to pass by the candidate's true value, with so many examples of each version; null: as many as now. */
  chance(samples: number | null): PassChance | Absence;
  /** How many examples there are now; null where unknown. */
  readonly samples: number | null;
  /** 1 where a larger true value passes more often, else -1. */
  readonly sign: 1 | -1;
  /** The true value of an equal version, and the one on the bound. */
  readonly equal: number;
  readonly bound: number;
  /** Where differences are counted from: the champion's value, or an absolute bound. */
  readonly origin: number;
  /** Roughly the standard error of what is compared. */
  readonly stderr: number;
  /** True values are shares, from 0 to 1. */
  readonly isShare: boolean;
}

/**
 * @param chance the trial's with as many examples as now
 * @param effect a true difference, positive for better; null where none was asked about
 */
export function worthOf(chance: PassChance, trial: Trial, effect: number | null): Worth {
  const { bound, isShare, equal } = trial;
  return {
    equalPasses: chance(equal),
    boundPasses: isShare && !(bound >= 0 && bound <= 1) ? null : chance(bound),
    detectable: findDetectable(chance, trial),
    needs: effect === null ? null : findNeeded(trial, effect),
  };
}

/** Far enough for any truth that isn't a share. */
const FAR = 1000;

function findDetectable(chance: PassChance, trial: Trial): number | null {
  const { sign, origin, bound, stderr, isShare } = trial;
  const [low, high] = isShare
    ? sign === 1
      ? [0, 1]
      : [-1, 0]
    : [sign * bound - FAR * stderr, sign * bound + FAR * stderr];
  const turn = findTurn((at) => logOdds(chance(sign * at)) - logOdds(DETECTED), {
    ...{ guess: sign * bound + 2.5 * stderr, step: stderr, low, high, close: 1e-4 },
  });
  return Number.isFinite(turn) ? turn - sign * origin : null;
}

/** Nobody will collect more examples. */
const MOST = 1e7;

/** How closely the root of the needed number is found, as a part of the root of today's number. */
const CLOSE = 0.005;

function findNeeded(trial: Trial, effect: number): number | null {
  const { sign, origin, bound, samples, isShare } = trial;
  const truth = origin + sign * effect;
  // on the bound, or beyond it, more examples don't help
  if (samples === null || sign * (truth - bound) <= 0) return null;
  if (isShare && !(truth >= 0 && truth <= 1)) return null;
  const root = sqrt(samples);
  const turn = findTurn(
    (at) => {
      const chance = trial.chance(max(2, round(at * at)));
      return typeof chance === 'function' ? logOdds(chance(truth)) - logOdds(DETECTED) : -1;
    },
    { guess: root, step: root / 2, low: SQRT2, high: sqrt(MOST), close: CLOSE },
  );
  return Number.isFinite(turn) ? roundUp(turn * turn) : null;
}

/** To two significant digits. */
function roundUp(value: number): number {
  const unit = 10 ** max(0, floor(log10(value)) - 1);
  return ceil(value / unit - 1e-9) * unit;
}

/** What is known of a version's number: a report's, or its rows in clusters. */
export type Known = Reading | Clustered;

/** The chance that a version's number passes. @param champion null for a bound */
export function chanceOf(candidate: Known, champion: Known | null, asking: Asking): PassChance {
  const { rule } = asking;
  if (candidate.kind === 'clustered') return clusteredChance(candidate, champion, asking);
  if (rule === null) return aloneChance(candidate, asking);
  if (champion === null) return oneSampleChance(candidate, rule);
  return twoSampleChance(candidate, champion.kind === 'clustered' ? champion.reading : champion, rule);
}

/** Its true values are shares, from 0 to 1. */
export function isOfShares(known: Known): boolean {
  return known.kind === 'clustered' ? known.isRightOrWrong : known.kind === 'counted';
}

export function resizeKnown(known: Known, samples: number): Known {
  return known.kind === 'clustered' ? resizeClustered(known, samples) : resize(known, samples);
}

/** The chance that a number meets a bound without confidence: one that equals the bound meets it. */
function aloneChance(reading: Reading, { sign, bound }: Pick<Trial, 'sign' | 'bound'>): PassChance {
  if (reading.kind === 'measured') return (truth) => normalCdf((sign * (truth - bound)) / reading.stderr);
  const { samples } = reading;
  const count = bound * samples;
  const least = abs(count - round(count)) < 1e-6 ? round(count) : ceil(count);
  if (sign === 1) return (truth) => atLeast(least, samples, truth);
  const most = abs(count - round(count)) < 1e-6 ? round(count) : floor(count);
  return (truth) => atLeast(samples - most, samples, 1 - truth);
}

/** How often two evaluations get different verdicts, each passing with this chance. */
export function flipRate(passes: number): number {
  return 2 * passes * (1 - passes);
}

/** The standard error of all of these together. Never 0, because solving takes it as a step. */
export function typicalStderr(readings: readonly Known[]): number {
  return max(
    1e-12,
    hypot(
      ...readings.map((reading) =>
        max(reading.kind === 'clustered' ? reading.stderr : stderrOf(reading), floorOf(reading)),
      ),
    ),
  );
}

/** Where all are right, a share's standard error is 0, but a step must not be. */
function floorOf(reading: Known): number {
  return reading.kind === 'measured' ? 0 : min(0.5, 1 / reading.samples);
}
