import type { GateResult } from '../model/gate-result.js';
import { formatNumber } from '../gates/number.js';
import type { Outcome } from '../promotion/outcome.js';

/** Why a gate's verdict is what it is. */
export interface Explanation {
  readonly verdict: GateResult['verdict'];
  /** The numbers, what is required, and how many examples would tell where these do not. */
  readonly reason: string;
  /** How much more or less would change it; null where that is in the reason, or no number. */
  readonly margin: string | null;
  /** The interval and how it was made; null where the verdict is on the value alone. */
  readonly interval: string | null;
}

/** Every gate's, in the order of the policy. */
export function explainGates({ gates }: Pick<Outcome, 'gates'>): Explanation[] {
  return gates.map((result) => ({
    verdict: result.verdict,
    reason: result.reason,
    margin: describeMargin(result),
    interval: describeInterval(result),
  }));
}

/** Of a bound on the value itself: a comparison's reason has the distance already. */
function describeMargin({ check, observed, required, verdict, interval }: GateResult): string | null {
  if ((check !== 'min' && check !== 'max') || typeof observed !== 'number' || typeof required !== 'number')
    return null;
  const above = (value: number) => (check === 'min' ? value - required : required - value);
  if (verdict === 'fail') return above(observed) < 0 ? `misses by ${shorten(-above(observed))}` : null;
  if (verdict !== 'pass') return null;
  const nearest = interval === undefined ? observed : check === 'min' ? interval.lower : interval.upper;
  const spare = above(nearest);
  return spare > 0 ? `${shorten(spare)} to spare` : 'exactly at the bound';
}

function describeInterval({ interval, uncertainty, required }: GateResult): string | null {
  if (interval === undefined) return null;
  const unit = typeof required === 'string' && required.includes('%') ? '%' : '';
  const [lower, upper] = [interval.lower, interval.upper].map((limit) => `${shorten(limit)}${unit}`);
  const { samples, stderr } = uncertainty ?? {};
  const known = [
    ...(samples === undefined ? [] : [`n = ${samples}`]),
    ...(stderr === undefined ? [] : [`standard error ${shorten(stderr)}`]),
  ];
  return [`${interval.confidence}, each side: ${lower} to ${upper}`, ...known, interval.method].join(', ');
}

/** Four digits tell enough of a limit. */
function shorten(value: number): string {
  return formatNumber(Number(value.toPrecision(4)));
}
