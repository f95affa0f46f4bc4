import type { Statement, UnclearTime } from '../evidence.js';
import type { JsonValue } from '../python-json.js';
import { describeRaw } from './leaf.js';
import type { Said } from './said.js';

/** Unix times in seconds from 2001 to 2286; what is outside is another unit, or a duration. */
const UNIX_SECONDS = { from: 1e9, to: 1e10 };
const ISO_TIME = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(?:[Zz]|([+-]\d\d):?(\d\d))$/;
/** Clocks are at most this far behind UTC, on Baker Island (milliseconds). */
const FURTHEST_BEHIND = 12 * 3_600_000;

/** An ISO 8601 time with its zone, or Unix seconds; a time without a zone says too little to judge an age by. */
export function readTime(value: JsonValue): Date | undefined {
  if (typeof value === 'number') {
    return value >= UNIX_SECONDS.from && value < UNIX_SECONDS.to ? new Date(value * 1000) : undefined;
  }
  const [, day, clock, hours, minutes] = (typeof value === 'string' && ISO_TIME.exec(value)) || [];
  if (day === undefined || clock === undefined) return undefined;
  const time = new Date(`${day}T${clock}${hours === undefined ? 'Z' : `${hours}:${minutes ?? '00'}`}`);
  return Number.isNaN(time.getTime()) || !isCalendarDay(day) ? undefined : time;
}

/**
 * Of what several keys say the oldest, so that no newer one hides it; of what can't be taken for a time, the latest that
 * it can mean. What stands there in the place of a time, where there is none.
 */
export function readTimes(said: readonly Said<JsonValue>[]): Pick<Statement, 'time' | 'unclearTime'> {
  const times = said.flatMap(({ value }) => readTime(value) ?? []);
  const unclear = said
    .filter(({ value }) => value !== null && value !== '' && readTime(value) === undefined)
    .map(toUnclear)
    .toSorted((a, b) => Number(a.latest ?? Infinity) - Number(b.latest ?? Infinity));
  if (times.length === 0) return { time: undefined, unclearTime: unclear[0] };
  const moments = [...times, ...unclear.flatMap(({ latest }) => latest ?? [])];
  return { time: new Date(Math.min(...moments.map(Number))) };
}

function toUnclear({ key, value }: Said<JsonValue>): UnclearTime {
  return { said: `${key} ${describeRaw(value)}`, latest: latestOf(value) };
}

/** The latest moment that a time without a zone, a day or Unix milliseconds can mean. */
function latestOf(value: JsonValue): Date | undefined {
  if (typeof value === 'number') return readTime(value / 1000);
  if (typeof value !== 'string') return undefined;
  const inUtc = readTime(`${value}Z`) ?? readTime(`${value}T23:59:59Z`);
  return inUtc === undefined ? undefined : new Date(inUtc.getTime() + FURTHEST_BEHIND);
}

/** Date rolls the 30th of February over to March. */
function isCalendarDay(day: string): boolean {
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}
