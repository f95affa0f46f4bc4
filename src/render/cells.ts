import type Big from 'big.js';
import { decimal, formatAgainst, formatNumber } from '../gates/number.js';
import type { GateResult, Shown } from '../gates/result.js';

/** A value for people; nothing where there is none. */
export function show(value: Shown): string {
  if (value === null) return '';
  return typeof value === 'number' ? formatNumber(value) : value;
}

/** The numbers of a row, with the digits that matter: those that tell them apart, and from the bound. */
export interface Cells {
  readonly champion: string;
  readonly candidate: string;
  readonly change: string;
  readonly bound: string;
}

export function cellsOf({ observed, champion, required, check }: GateResult): Cells {
  const others = { champion: show(champion), change: '', bound: show(required) };
  if (typeof observed !== 'number') return { ...others, candidate: show(observed) };
  if (typeof champion !== 'number') {
    if (typeof required !== 'number') return { ...others, candidate: show(observed) };
    // too many digits of the bound are told only where they make the difference
    const bound = formatAgainst(required, [observed]);
    return { ...others, candidate: formatAgainst(observed, [required]), bound };
  }
  const candidate = formatAgainst(observed, [champion, ...boundsOf(champion, required, check)]);
  const other = formatAgainst(champion, [observed]);
  // the difference of what is shown, so that nobody's sum comes out otherwise
  return { ...others, champion: other, candidate, change: signed(decimal(candidate).minus(decimal(other))) };
}

/** The values that a comparison allows at most, whichever direction is better. */
function boundsOf(champion: number, required: Shown, check: string | null): Big[] {
  if (check !== 'max-regression' && check !== 'min-improvement') return [];
  const amount = typeof required === 'number' ? decimal(required) : shareOf(champion, required);
  return amount === null ? [] : [decimal(champion).plus(amount), decimal(champion).minus(amount)];
}

function shareOf(champion: number, required: string | null): Big | null {
  const [, percent] = /^(\d+(?:\.\d+)?)\s*%$/.exec(required ?? '') ?? [];
  return percent === undefined ? null : decimal(champion).abs().times(percent).times('0.01');
}

function signed(difference: Big): string {
  const text = formatNumber(difference);
  return difference.gt(0) ? `+${text}` : text.replace('-', '−');
}
