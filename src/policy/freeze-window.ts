import { nearest } from '../text/nearest.js';
import type { FreezeEntry } from './schema.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const WEEK = 7 * DAY;
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/**
 * When a window is frozen by the wall clock of its zone, in milliseconds. A weekly one is counted from Monday at
 * midnight, a dated one like a date in UTC. The end is not part of it.
 */
export interface FreezeSpan {
  readonly every: 'week' | null;
  readonly begin: number;
  readonly end: number;
}

export interface FreezeWindow {
  readonly span: FreezeSpan;
  readonly timezone: string;
  /** As the policy writes it, for people. */
  readonly text: string;
  readonly reason: string | null;
  /** Null: rollbacks are held as the stage's other gates hold them. */
  readonly rollbacks: boolean | null;
}

/** What is wrong in an entry, and at which of its keys. */
export interface FreezeFault {
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

/** What a schema can't say of an entry. */
export function checkWindow(entry: FreezeEntry): FreezeFault[] {
  const span = readSpan(entry);
  return [...('key' in span ? [span] : []), ...checkZone(entry.timezone)];
}

function readSpan({ from, to }: FreezeEntry): FreezeSpan | FreezeFault {
  const [begin, end] = [readMoment(from), readMoment(to)];
  if (begin === null || end === null) {
    const [key, day] = begin === null ? (['from', from] as const) : (['to', to] as const);
    return { key, message: `${JSON.stringify(day)} is no day of the calendar`, hint: 'Correct the date.' };
  }
  if (begin.weekly !== end.weekly) {
    const message = `the freeze begins on a ${begin.weekly ? 'weekday' : 'date'} and ends on a ${end.weekly ? 'weekday' : 'date'}`;
    return { key: 'to', message, hint: 'Give it two weekdays (every week), or two dates (once).' };
  }
  // a day without a time is frozen to its end
  const last = end.at + (end.timed ? 0 : DAY);
  if (!begin.weekly) {
    if (begin.at < last) return { every: null, begin: begin.at, end: last };
    return { key: 'to', message: 'the freeze ends before it begins', hint: 'Exchange from and to.' };
  }
  const length = (((last - begin.at) % WEEK) + WEEK) % WEEK;
  if (length > 0) return { every: 'week', begin: begin.at, end: begin.at + length };
  const message = 'the freeze ends when it begins, which is either never or always';
  return { key: 'to', message, hint: 'Give it another end.' };
}

/** A moment as the schema lets it through; null for a day that no calendar has. */
function readMoment(text: string): { weekly: boolean; timed: boolean; at: number } | null {
  const [day = '', time] = text.split(/[ T](?=\d)/);
  const [hours = 0, minutes = 0] = time?.split(':').map(Number) ?? [];
  const ofDay = (hours * 60 + minutes) * MINUTE;
  const weekday = WEEKDAYS.indexOf(day);
  if (weekday !== -1) return { weekly: true, timed: time !== undefined, at: weekday * DAY + ofDay };
  const date = new Date(`${day}T00:00:00Z`);
  // a date that overflows (2026-02-30) is taken for one of the next month by some readers
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day) return null;
  return { weekly: false, timed: time !== undefined, at: date.getTime() + ofDay };
}

/** By the data of Intl; abbreviations and offsets are left out, since they mean different things to different readers. */
function checkZone(timezone: string): FreezeFault[] {
  const known = timezone === 'UTC' || (timezone.includes('/') && isKnownZone(timezone));
  if (known) return [];
  const guess = nearest(timezone, Intl.supportedValuesOf('timeZone'));
  return [
    {
      key: 'timezone',
      message: `${JSON.stringify(timezone)} is no time zone`,
      hint: `${guess === undefined ? '' : `Did you mean ${guess}? `}It is UTC or an IANA name such as Europe/Berlin.`,
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
