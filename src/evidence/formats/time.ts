import type { JsonValue } from '../python-json.js';

/** Unix times in seconds from 2001 to 2286; what is outside is another unit, or a duration. */
const UNIX_SECONDS = { from: 1e9, to: 1e10 };
const ISO_TIME = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(?:[Zz]|([+-]\d\d):?(\d\d))$/;

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

/** Date rolls the 30th of February over to March. */
function isCalendarDay(day: string): boolean {
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}
