import type { Statement, UnclearTime } from './evidence.js';
import type { JsonValue } from './python-json.js';
import { describeRaw } from './formats/leaf.js';

/** Unix times from 2001 to 2286, in seconds. In this range the units below can't be confused. */
const UNIX_SECONDS = { from: 1e9, to: 1e10 };
/** Seconds, milliseconds, microseconds, nanoseconds. */
const UNIX_UNITS = [1, 1e3, 1e6, 1e9];
const UNIX_TEXT = /^\d{10,19}(?:\.\d+)?$/;
/** ISO 8601 with and without its separators, and its relatives: a space for the T, slashes, a decimal comma. */
const NUMERIC = /^(\d{4})([-/]?)(\d\d)\2(\d\d)(?:[Tt ]?(\d\d):?(\d\d)(?::?(\d\d(?:[.,]\d+)?))?(?!\d)(.*))?$/;
const CLOCK = /^(\d{1,2}):(\d\d)(?::(\d\d(?:\.\d+)?))?$/;
/**
 * `Z`, `UTC`, `+02:00`, `+0200`, `+02`, `GMT+0200`. After an offset, Go repeats the zone's name and adds its
 * monotonic clock. JavaScript and Java add the zone's name in brackets.
 */
const ZONE =
  /^(?:z|utc?|gmt|(?:utc|gmt)?([+-]\d\d)(?::?(\d\d))?(?: [a-z]{1,5})?)(?: m=[+-][\d.]+)?(?: ?\(.*\)| ?\[.*\])?$/i;
/** `CEST` or `[Europe/Berlin]`: the offset is unknown, and some abbreviations mean several zones. */
const UNKNOWN_ZONE = /^(?:[a-z]{1,5}|\[.*\]|\(.*\))$/i;
const HALF_OF_DAY = /^ ?([ap])\.?m\b\.?/i;
const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
const WEEKDAYS = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ');
/** Clocks are at most this far behind UTC, on Baker Island (milliseconds). */
const FURTHEST_BEHIND = 12 * 3_600_000;
/** The longest text that is read: JavaScript adds a zone's name of any length. */
const MAX_TEXT = 100;

/** What one key of a report says. */
export interface Said<T> {
  readonly key: string;
  readonly value: T;
}

/** A moment, or the latest moment that a time without a usable zone, or a day without a time, can mean. */
type Reading = { readonly time: Date } | { readonly latest: Date };

/** A text's date and time, in its own zone. */
interface Stated {
  /** 2026-11-01 */
  readonly day: string;
  /** Null for a day without a time. */
  readonly clock: Clock | null;
  /** The text after the time of day. */
  readonly zone: string;
}

interface Clock {
  readonly hours: string;
  readonly minutes: string;
  readonly seconds: string;
}

/**
 * Reads a moment as tools write it: ISO 8601, RFC 2822 and HTTP dates, what JavaScript, Java, Go and Python print, and
 * Unix time in seconds to nanoseconds, as a number or a text. Undefined for anything else, also for a time without a
 * zone: its age is uncertain.
 */
export function readTime(value: JsonValue): Date | undefined {
  const reading = read(value);
  return reading !== undefined && 'time' in reading ? reading.time : undefined;
}

/**
 * The oldest of several keys' times, so that a newer one can't hide it. A time without a zone counts as the latest
 * moment that it can mean. A value that isn't a time becomes `unclearTime`, since it may be older.
 */
export function readTimes(said: readonly Said<JsonValue>[]): Pick<Statement, 'time' | 'unclearTime'> {
  const all = said
    .filter(({ value }) => value !== null && value !== '')
    .map((one) => ({ ...one, reading: read(one.value) }));
  const unknown = all.find(({ reading, ...one }) => reading === undefined && !isDuration(one));
  const hasMoment = all.some(({ reading }) => reading !== undefined && 'time' in reading);
  if (hasMoment) {
    const time = new Date(all.reduce((oldest, { reading }) => Math.min(oldest, atLatest(reading)), Infinity));
    return unknown === undefined ? { time } : { time, unclearTime: toUnclear(unknown) };
  }
  const [local] = all.toSorted((a, b) => atLatest(a.reading) - atLatest(b.reading));
  const unclear = unknown ?? local;
  return { time: undefined, unclearTime: unclear === undefined ? undefined : toUnclear(unclear) };
}

/** `time: 12.5` is a duration. */
function isDuration({ key, value }: Said<JsonValue>): boolean {
  return key === 'time' && typeof value === 'number' && value >= 0 && value < UNIX_SECONDS.from;
}

function toUnclear({ key, value }: Said<JsonValue>): UnclearTime {
  const reading = read(value);
  return {
    said: `${key} ${describeRaw(value)}`,
    ...(reading !== undefined && 'latest' in reading ? { latest: reading.latest } : {}),
    ...(isDuration({ key, value }) ? { isDuration: true } : {}),
  };
}

function atLatest(reading: Reading | undefined): number {
  if (reading === undefined) return Infinity;
  return Number('time' in reading ? reading.time : reading.latest);
}

function read(value: JsonValue): Reading | undefined {
  if (typeof value === 'number') return readUnix(value);
  if (typeof value !== 'string' || value.length > MAX_TEXT) return undefined;
  const text = value.trim();
  if (UNIX_TEXT.test(text)) {
    const moment = readUnix(Number(text));
    if (moment !== undefined) return moment;
  }
  const stated = readNumeric(text) ?? readWords(text);
  return stated === undefined ? undefined : toReading(stated);
}

function readUnix(value: number): Reading | undefined {
  const unit = UNIX_UNITS.find((size) => value / size >= UNIX_SECONDS.from && value / size < UNIX_SECONDS.to);
  return unit === undefined ? undefined : { time: new Date((value / unit) * 1000) };
}

function readNumeric(text: string): Stated | undefined {
  const [, year, , month, date, hours, minutes, seconds = '00', rest = ''] = NUMERIC.exec(text) ?? [];
  if (year === undefined || month === undefined || date === undefined) return undefined;
  const day = `${year}-${month}-${date}`;
  if (hours === undefined || minutes === undefined) return { day, clock: null, zone: '' };
  return stateClock(day, { hours, minutes, seconds: seconds.replace(',', '.') }, rest);
}

/** The month as a word, and the rest in any order: `Thu, 06 Aug 2020 07:53:15 GMT`, `Thu Aug  6 07:53:15 2020`. */
function readWords(text: string): Stated | undefined {
  const words = text
    .replace(/(\d)-([a-z]{3,9})-(\d)/i, '$1 $2 $3')
    .replace(/ *\([^()]*\)$/, '')
    .split(/[\s,]+/);
  const take = (fits: (word: string) => boolean): string | undefined => {
    const at = words.findIndex(fits);
    return at === -1 ? undefined : words.splice(at, 1)[0];
  };
  const month = take((word) => indexOfName(MONTHS, word) !== -1);
  const date = take((word) => /^\d{1,2}$/.test(word));
  const year = take((word) => /^\d{4}$/.test(word));
  take((word) => indexOfName(WEEKDAYS, word) !== -1);
  if (month === undefined || date === undefined || year === undefined) return undefined;
  const number = String(indexOfName(MONTHS, month) + 1);
  const day = `${year}-${number.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const [, hours, minutes, seconds = '00'] = CLOCK.exec(take((word) => CLOCK.test(word)) ?? '') ?? [];
  const rest = words.join(' ');
  if (hours !== undefined && minutes !== undefined)
    return stateClock(day, { hours: hours.padStart(2, '0'), minutes, seconds }, rest);
  return rest === '' ? { day, clock: null, zone: '' } : undefined;
}

/** Finds a name that is written in full, or abbreviated to three letters or more. */
function indexOfName(names: readonly string[], word: string): number {
  const name = word.toLowerCase().replace(/\.$/, '');
  return name.length < 3 ? -1 : names.findIndex((full) => full.startsWith(name));
}

function stateClock(day: string, clock: Clock, rest: string): Stated | undefined {
  const half = HALF_OF_DAY.exec(rest);
  if (half === null) return { day, clock, zone: rest.trim() };
  const hours = Number(clock.hours);
  if (hours < 1 || hours > 12) return undefined;
  const counted = (hours % 12) + (half[1]?.toLowerCase() === 'p' ? 12 : 0);
  return {
    day,
    clock: { ...clock, hours: String(counted).padStart(2, '0') },
    zone: rest.slice(half[0].length).trim(),
  };
}

function toReading({ day, clock, zone }: Stated): Reading | undefined {
  if (clock === null) return toLatest(day, '23:59:59');
  const at = `${clock.hours}:${clock.minutes}:${clock.seconds}`;
  const known = ZONE.exec(zone);
  if (known === null) return zone === '' || UNKNOWN_ZONE.test(zone) ? toLatest(day, at) : undefined;
  const [, hours, minutes = '00'] = known;
  const time = toDate(day, at, hours === undefined ? 'Z' : `${hours}:${minutes}`);
  return time === undefined ? undefined : { time };
}

function toLatest(day: string, clock: string): Reading | undefined {
  const inUtc = toDate(day, clock, 'Z');
  return inUtc === undefined ? undefined : { latest: new Date(inUtc.getTime() + FURTHEST_BEHIND) };
}

/** Undefined for February 30, which Date would read as a day in March. */
function toDate(day: string, clock: string, zone: string): Date | undefined {
  const midnight = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime()) || !midnight.toISOString().startsWith(day)) return undefined;
  const time = new Date(`${day}T${clock}${zone}`);
  return Number.isNaN(time.getTime()) ? undefined : time;
}
