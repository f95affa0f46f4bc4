import type { GateResult } from '../gates/result.js';
import { formatNumber } from '../gates/number.js';
import type { Outcome } from '../promotion/outcome.js';

/** Why a gate's verdict is what it is. */
export interface Explanation {
  readonly verdict: GateResult['verdict'];
  /** The numbers, what is required, and what would change it. */
  readonly reason: string;
  /** The interval and how it was made; null where the verdict is on the value alone. */
  readonly interval: string | null;
}

/** Every gate's, in the order of the policy. */
export function explainGates({ gates }: Pick<Outcome, 'gates'>): Explanation[] {
  return gates.map((result) => ({
    verdict: result.verdict,
    reason: result.reason,
    interval: describeInterval(result),
  }));
}

function describeInterval(result: GateResult): string | null {
  const { interval, uncertainty, required } = result;
  if (interval === undefined) return null;
  const unit = typeof required === 'string' && required.includes('%') ? '%' : '';
  const distance = distanceToBound(result);
  const [lower, upper] = [interval.lower, interval.upper].map((limit) => `${shorten(limit)}${unit}`);
  const { samples, stderr } = uncertainty ?? {};
  const known = [
    ...(samples === undefined ? [] : [`n = ${samples}`]),
    ...(stderr === undefined ? [] : [`standard error ${shorten(stderr)}`]),
  ];
  const clear = distance === null ? [] : [`${shorten(distance)}${unit} clear of the bound`];
  const limits = `${interval.confidence}, each side: ${lower} to ${upper}`;
  return [limits, ...clear, ...known, interval.method].join(', ');
}

/** By how much the nearer limit would have to move for another verdict; null where the bound lies within. */
function distanceToBound({ check, verdict, interval, required }: GateResult): number | null {
  const amount = typeof required === 'string' ? Number.parseFloat(required) : required;
  if (interval === undefined || amount === null || !['pass', 'fail'].includes(verdict)) return null;
  const bound = check === 'max-regression' ? -amount : amount;
  const isAbove = (verdict === 'pass') === (check !== 'max');
  return isAbove ? interval.lower - bound : bound - interval.upper;
}

/** Four digits tell enough of a limit. */
function shorten(value: number): string {
  return formatNumber(Number(value.toPrecision(4)));
}
