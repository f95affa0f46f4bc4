import type Big from 'big.js';
import { decimal, formatAgainst, formatNumber } from '../gates/number.js';
import type { GateResult, Shown } from '../model/gate-result.js';
import { SHORT } from './phrase.js';

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
  const told = { champion: show(champion), candidate: show(observed), change: '', bound: show(required) };
  if (check === 'commit') return { ...told, candidate: told.candidate.slice(0, SHORT) };
  if (check === 'sha256')
    return { ...told, candidate: told.candidate.slice(0, SHORT), bound: told.bound.slice(0, SHORT) };
  if (typeof observed !== 'number') return told;
  const bounds = boundsOf(champion, required, check);
  const candidate = formatAgainst(observed, bounds);
  const bound =
    typeof required === 'number' && isAbsolute(check) ? formatAgainst(required, [observed]) : told.bound;
  if (typeof champion !== 'number') return { ...told, candidate, bound };
  const compared = formatAgainst(observed, [champion, ...bounds]);
  const other = formatAgainst(champion, [observed]);
  // the difference of what is shown, so that nobody's sum comes out otherwise
  const change = signed(decimal(compared).minus(decimal(other)));
  return { champion: other, candidate: compared, change, bound };
}

/** A difference for people, with its sign. */
export function signed(difference: Big): string {
  const text = formatNumber(difference);
  return difference.gt(0) ? `+${text}` : text.replace('-', '−');
}

function isAbsolute(check: string | null): boolean {
  return check !== 'max-regression' && check !== 'min-improvement';
}

/** The values at which the verdict changes; of a comparison both, whichever direction is better. */
function boundsOf(champion: Shown, required: Shown, check: string | null): (number | Big)[] {
  if (isAbsolute(check)) return typeof required === 'number' ? [required] : [];
  if (typeof champion !== 'number') return [];
  const amount = typeof required === 'number' ? decimal(required) : shareOf(champion, required);
  return amount === null ? [] : [decimal(champion).plus(amount), decimal(champion).minus(amount)];
}

function shareOf(champion: number, required: string | null): Big | null {
  const [, percent] = /^(\d+(?:\.\d+)?)\s*%$/.exec(required ?? '') ?? [];
  return percent === undefined ? null : decimal(champion).abs().times(percent).times('0.01');
}
