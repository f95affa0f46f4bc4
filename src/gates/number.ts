import Big from 'big.js';

/**
 * Decimal arithmetic on the numbers that people wrote: 0.84 − 0.80 is 0.04 and not 0.03999…, so that a
 * bound of 5 % holds at 5 %. A double prints as the shortest decimal that reads back as it, which for
 * numbers up to 15 digits is the one that was written.
 */
export function decimal(value: number | string): Big {
  return new Big(String(value));
}

/** Digits that are shown unless two numbers would look alike. */
const DIGITS = 6;

/** A number for people: at most six significant digits, no exponent where it can be helped. */
export function formatNumber(value: number | Big): string {
  const exact = value instanceof Big ? value : decimal(value);
  if (exact.eq(0)) return '0';
  const magnitude = exact.e;
  if (magnitude >= 15 || magnitude < -6) return trim(exact.toExponential(3));
  const digits = Math.max(0, DIGITS - 1 - magnitude);
  return trim(exact.round(Math.min(digits, 12)).toFixed());
}

/** Two numbers for people that are compared: in full where rounding would make different ones look alike. */
export function formatPair(a: number, b: number): [string, string] {
  const shown: [string, string] = [formatNumber(a), formatNumber(b)];
  return shown[0] === shown[1] && a !== b ? [String(a), String(b)] : shown;
}

function trim(text: string): string {
  return text.replace(/(\.\d*?)0+(e|$)/, '$1$2').replace(/\.(e|$)/, '$1');
}
