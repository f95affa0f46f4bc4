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
  if (needsExponent(exact)) return trim(exact.toExponential(3));
  const digits = Math.max(0, DIGITS - 1 - exact.e);
  return trim(exact.round(Math.min(digits, 12)).toFixed());
}

/** A count for people: 9,200 */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** Two numbers for people that are compared: in full where rounding would make different ones look alike. */
export function formatPair(a: number, b: number): [string, string] {
  const shown: [string, string] = [formatNumber(a), formatNumber(b)];
  return shown[0] === shown[1] && a !== b ? [String(a), String(b)] : shown;
}

/** Digits that are shown of a difference: the first in which two numbers differ, and two more. */
const TELLING = 3;

/** A number with the digits that tell it from the others, and no more: 0.9313 beside 0.9, 0.90000001 beside 0.9. */
export function formatAgainst(value: number, others: readonly (number | Big)[]): string {
  const exact = decimal(value);
  if (exact.eq(0)) return '0';
  if (needsExponent(exact)) {
    const shown = formatNumber(exact);
    const looksAlike = others.some(
      (other) => !exact.eq(other) && formatNumber(decimal(String(other))) === shown,
    );
    return looksAlike ? exact.toExponential() : shown;
  }
  const magnitudes = others
    .map((other) => exact.minus(other))
    .filter((difference) => !difference.eq(0))
    .map(({ e }) => e);
  if (magnitudes.length === 0) return formatNumber(exact);
  return trim(exact.round(Math.max(0, TELLING - 1 - Math.min(exact.e, ...magnitudes))).toFixed());
}

function needsExponent(value: Big): boolean {
  return value.e >= 15 || value.e < -6;
}

/** Removes zeros at the end of the decimals. */
function trim(text: string): string {
  return text.replace(/(\.\d*?)0+(e|$)/, '$1$2').replace(/\.(e|$)/, '$1');
}
