import type { Statement, UnclearTime } from '../evidence.js';
import type { JsonValue } from '../python-json.js';
import { describeRaw } from './leaf.js';
import type { Said } from './said.js';

/** Unix times in seconds from 2001 to 2286; what is outside is another unit, or a duration. */
const UNIX_SECONDS = { from: 1e9, to: 1e10 };
const ISO_TIME = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(?:[Zz]|([+-]\d\d):?(\d\d))$/;
/** What a second of Unix time is divided into where it is told in milliseconds, microseconds or nanoseconds. */
const FRACTIONS = [1e3, 1e6, 1e9];
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
 * it can mean. What stands in the place of a time, where there is none or where it may be an older one.
 */
export function readTimes(said: readonly Said<JsonValue>[]): Pick<Statement, 'time' | 'unclearTime'> {
  const times = said.flatMap(({ value }) => readTime(value) ?? []);
  const unclear = said
    .filter(({ value }) => value !== null && value !== '' && readTime(value) === undefined)
    .map(toUnclear)
    .toSorted((a, b) => Number(a.latest ?? Infinity) - Number(b.latest ?? Infinity));
  if (times.length === 0) return { time: undefined, unclearTime: unclear[0] };
  const moments = [...times, ...unclear.flatMap(({ latest }) => latest ?? [])];
  const time = new Date(Math.min(...moments.map(Number)));
  const unknown = said.find((one) => readTime(one.value) === undefined && mayBeOlder(one));
  return unknown === undefined ? { time } : { time, unclearTime: toUnclear(unknown) };
}

/** Whether what is no time may be a moment that is not known; `time: 12.5` is how long something took. */
function mayBeOlder({ key, value }: Said<JsonValue>): boolean {
  if (value === null || value === '' || latestOf(value) !== undefined) return false;
  return !(key === 'time' && typeof value === 'number' && value >= 0 && value < UNIX_SECONDS.from);
}

function toUnclear({ key, value }: Said<JsonValue>): UnclearTime {
  return { said: `${key} ${describeRaw(value)}`, latest: latestOf(value) };
}

/** The latest moment that a time without a zone, a day or Unix time in a smaller unit can mean. */
function latestOf(value: JsonValue): Date | undefined {
  if (typeof value === 'number') {
    return FRACTIONS.map((fraction) => readTime(value / fraction)).find((time) => time !== undefined);
  }
  if (typeof value !== 'string') return undefined;
  const inUtc = readTime(`${value}Z`) ?? readTime(`${value}T23:59:59Z`);
  return inUtc === undefined ? undefined : new Date(inUtc.getTime() + FURTHEST_BEHIND);
}

/** Date rolls the 30th of February over to March. */
function isCalendarDay(day: string): boolean {
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}
