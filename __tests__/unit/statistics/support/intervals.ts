import type { Absence, Interval } from '../../../../src/statistics/interval.js';

/** The interval; a test that gets an absence instead fails with its words. */
export function expectInterval(found: Interval | Absence): Interval {
  if ('absence' in found) throw new Error(`There is no interval: it ${found.absence}`);
  return found;
}

/** The words of an absence; null for an interval. */
export function absenceOf(found: object): string | null {
  return 'absence' in found ? String(found.absence) : null;
}
