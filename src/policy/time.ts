import { nearest } from '../text/nearest.js';
import type { FreezeEntry } from './schema.js';

/** Milliseconds of each unit. */
const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** Milliseconds in a duration such as `90m`, `24h`, `1d 12h`. The schema has checked its form. */
export function parseDuration(text: string): number {
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)\s*([smhdw])/g)) {
    total += Number(amount) * UNITS[unit as keyof typeof UNITS];
  }
  return total;
}

/** In the two largest units that matter: `3 d 4 h`, `12 min`. */
export function formatDuration(milliseconds: number): string {
  const names = [
    ['d', UNITS.d],
    ['h', UNITS.h],
    ['min', UNITS.m],
    ['s', UNITS.s],
  ] as const;
  const first = names.findIndex(([, unit]) => milliseconds >= unit);
  if (first === -1) return 'less than a second';
  const parts: string[] = [];
  let rest = milliseconds;
  for (const [name, unit] of names.slice(first, first + 2)) {
    const count = Math.floor(rest / unit);
    rest -= count * unit;
    if (count > 0) parts.push(`${count} ${name}`);
  }
  return parts.join(' ');
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const WEEK = 7 * DAY;
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/**
 * When a window begins and ends by the wall clock of its time zone, in milliseconds: a weekly one counted from Monday
 * at midnight, a dated one as if its dates were in UTC. The end is exclusive.
 */
export interface FreezeSpan {
  readonly every: 'week' | null;
  readonly begin: number;
  readonly end: number;
}

export interface FreezeWindow {
  readonly span: FreezeSpan;
  readonly timezone: string;
  /** As the policy writes it. */
  readonly text: string;
  readonly reason: string | null;
  /** Whether it blocks rollbacks; null where `gate-rollbacks` decides. */
  readonly rollbacks: boolean | null;
}

/** What is wrong in an entry, and at which of its keys. */
interface FreezeFault {
  readonly key: 'from' | 'to' | 'timezone';
  readonly message: string;
  readonly hint: string;
}

/** @throws TypeError for an entry that the policy's rules refuse */
export function readWindow(entry: FreezeEntry): FreezeWindow {
  const { from, to, timezone, reason, rollbacks } = entry;
  const span = readSpan(entry);
  if ('key' in span) throw new TypeError(span.message);
  return {
    span,
    timezone,
    text: `${from} – ${to} ${timezone}`,
    reason: reason ?? null,
    rollbacks: rollbacks ?? null,
  };
}

/** The rules for an entry that a schema can't express. */
export function checkWindow(entry: FreezeEntry): FreezeFault[] {
  const span = readSpan(entry);
  return [...('key' in span ? [span] : []), ...checkZone(entry.timezone)];
}

function readSpan({ from, to }: FreezeEntry): FreezeSpan | FreezeFault {
  const [begin, end] = [readMoment(from), readMoment(to)];
  if (begin === null || end === null) {
    const [key, day] = begin === null ? (['from', from] as const) : (['to', to] as const);
    return {
      key,
      message: `${JSON.stringify(day)} is not a date in the calendar`,
      hint: 'Correct the date.',
    };
  }
  if (begin.weekly !== end.weekly) {
    const message = `the freeze begins on a ${begin.weekly ? 'weekday' : 'date'} and ends on a ${end.weekly ? 'weekday' : 'date'}`;
    return { key: 'to', message, hint: 'Write two weekdays (every week), or two dates (once).' };
  }
  // a day without a time is frozen until its end
  const last = end.at + (end.timed ? 0 : DAY);
  if (!begin.weekly) {
    if (begin.at < last) return { every: null, begin: begin.at, end: last };
    return { key: 'to', message: 'the freeze ends before it begins', hint: 'Swap from and to.' };
  }
  const length = (((last - begin.at) % WEEK) + WEEK) % WEEK;
  if (length > 0) return { every: 'week', begin: begin.at, end: begin.at + length };
  const message = 'the freeze ends when it begins, so it would last forever or never begin';
  return { key: 'to', message, hint: 'Change the end.' };
}

/** A moment in the form that the schema checked; null for a date that isn't in the calendar. */
function readMoment(text: string): { weekly: boolean; timed: boolean; at: number } | null {
  const [day = '', time] = text.split(/[ T](?=\d)/);
  const [hours = 0, minutes = 0] = time?.split(':').map(Number) ?? [];
  const ofDay = (hours * 60 + minutes) * MINUTE;
  const weekday = WEEKDAYS.indexOf(day);
  if (weekday !== -1) return { weekly: true, timed: time !== undefined, at: weekday * DAY + ofDay };
  const date = new Date(`${day}T00:00:00Z`);
  // JavaScript may take a date that overflows (2026-02-30) for one of the next month
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day) return null;
  return { weekly: false, timed: time !== undefined, at: date.getTime() + ofDay };
}

/** Accepts the zones that Intl knows, but no abbreviations or offsets, which are ambiguous. */
function checkZone(timezone: string): FreezeFault[] {
  const known = timezone === 'UTC' || (timezone.includes('/') && isKnownZone(timezone));
  if (known) return [];
  const guess = nearest(timezone, Intl.supportedValuesOf('timeZone'));
  return [
    {
      key: 'timezone',
      message: `${JSON.stringify(timezone)} is not a time zone`,
      hint: `${guess === undefined ? '' : `Did you mean ${guess}? `}Write UTC or an IANA name such as Europe/Berlin.`,
    },
  ];
}

function isKnownZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}
