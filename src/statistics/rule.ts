import type { Absence, Limits, Requirement } from './interval.js';

/** How a gate decides on an interval. */
export interface Rule {
  /** One-sided, of each limit. */
  readonly confidence: number;
  /** The champion is multiplied by this before it is subtracted. */
  readonly factor: number;
  /** Of the value, or of the candidate minus factor times the champion. */
  readonly required: Requirement;
  /** An inconclusive result passes too. */
  readonly isTolerated: boolean;
}

/** The chance that a gate passes a version whose true value is this. */
export type PassChance = (truth: number) => number;

/** How far an interval is beyond what a rule asks of it: it passes from 0 on. NaN never passes. */
export function slackOf({ required, isTolerated }: Rule, found: Limits | Absence): number {
  if ('absence' in found) return -Infinity;
  const { lower, upper } = found;
  const slack =
    'min' in required
      ? (isTolerated ? upper : lower) - required.min
      : required.max - (isTolerated ? lower : upper);
  return lower <= upper ? slack : -Infinity;
}

/** A limit this close to the bound is on it: roots have a rounding error. */
export const ON_BOUND = 1e-11;
