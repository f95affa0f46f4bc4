import type { MetricGate } from '../policy/schema.js';

/** A share of 1 and the same share in percent are on either side of these. */
const LARGEST_SHARE = 1;
const LEAST_PERCENT = 10;

/** What a value is held against: the champion's value, or a bound of the policy. */
export type HeldAgainst = { readonly champion: number } | { readonly bound: number };

/**
 * Why a value can't be held against a number that looks like one on another scale (0.91 and 91), as the rest of a
 * sentence that names both; null where it can, or where the gate says that both are right. 0 and 1 say nothing about a
 * scale, since a count can be either, and neither does anything up to 10; the sign doesn't matter. Only a bound below 1
 * says that the metric is a share: `max: 20` may well be met by 0.9.
 */
export function scaleFault(gate: MetricGate, value: number, against: HeldAgainst): string | null {
  if (gate.scale === 'any') return null;
  const changed =
    'bound' in against
      ? isShare(against.bound) && isPercent(value)
      : (isShare(against.champion) && isPercent(value)) || (isShare(value) && isPercent(against.champion));
  if (!changed) return null;
  return 'one is below 1 and the other above 10, as if one were a share and the other in percent. Write both on one scale, or set scale: any in the gate if they are';
}

function isShare(value: number): boolean {
  return value !== 0 && Math.abs(value) < LARGEST_SHARE;
}

function isPercent(value: number): boolean {
  return Math.abs(value) > LEAST_PERCENT;
}
