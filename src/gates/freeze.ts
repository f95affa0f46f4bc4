import type { FreezeSpan, FreezeWindow } from '../policy/time.js';
import type { GateContext } from './context.js';
import { gateResult, type GateResult } from '../model/gate-result.js';

const DAY = 86_400_000;
const WEEK = 7 * DAY;
/** 1970-01-05, a Monday. */
const A_MONDAY = 4 * DAY;

/** `freeze`: now is outside all of these windows. A window begins and ends by the clocks of its own time zone. */
export function checkFreeze({ rules, stage, now }: GateContext): GateResult[] {
  return rules.freeze.map((window) => {
    const local = wallTimeAt(now.getTime(), window.timezone);
    const observed = formatWallTime(local);
    const required = `outside ${window.text}`;
    const end = endOf(window, now.getTime());
    if (end === null) {
      const reason = `${stage} is not frozen (${window.text}): it is ${observed} there`;
      return gateResult('freeze', { observed, required, verdict: 'pass', reason });
    }
    const until = `${formatWallTime(wallTimeAt(end, window.timezone))} in ${window.timezone} (${tellInstant(end)})`;
    const why = window.reason === null ? '' : ` (${window.reason})`;
    const reason = `${stage} is frozen${why} until ${until}: try again then`;
    return gateResult('freeze', { observed, required, verdict: 'fail', reason });
  });
}

/** The instant without milliseconds, since every window ends on a full second. */
function tellInstant(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}

/**
 * When the window around this instant ends; null outside the window. Where clocks change at its edge, the window is as
 * long as it could be.
 */
export function endOf({ span, timezone }: FreezeWindow, now: number): number | null {
  const ends = firstDays(span, now).flatMap((day) => {
    const begin = instantsOf(day + span.begin, timezone).earliest;
    const end = instantsOf(day + span.end, timezone).latest;
    return begin <= now && now < end ? [end] : [];
  });
  return ends.length === 0 ? null : Math.max(...ends);
}

/**
 * What a window's begin and end are counted from: for a weekly one, the Mondays that can matter now in any time zone.
 */
function firstDays(span: FreezeSpan, now: number): number[] {
  if (span.every === null) return [0];
  const monday = now - ((now - A_MONDAY) % WEEK);
  return [monday - WEEK, monday, monday + WEEK];
}

/** The time on a wall clock, in milliseconds as though it were UTC. It sorts and adds up, but is not an instant. */
type WallTime = number;

const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * @param instant milliseconds since 1970 in UTC
 * @param timeZone an IANA name that Intl knows
 */
export function wallTimeAt(instant: number, timeZone: string): WallTime {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)] as const),
  );
  const [year = 0, month = 1, ...rest] = (['year', 'month', 'day', 'hour', 'minute', 'second'] as const).map(
    (type) => parts.get(type),
  );
  return Date.UTC(year, month - 1, ...rest) + (((instant % 1_000) + 1_000) % 1_000);
}

/**
 * The instants when a wall clock shows a time: two when clocks go back. A time that is skipped when clocks go forward
 * lies between its instants by the clock before and the clock after.
 */
export function instantsOf(wall: WallTime, timeZone: string): { earliest: number; latest: number } {
  const candidates = [wall - DAY, wall + DAY].map((near) => wall - (wallTimeAt(near, timeZone) - near));
  const exact = candidates.filter((instant) => wallTimeAt(instant, timeZone) === wall);
  const instants = exact.length > 0 ? exact : candidates;
  return { earliest: Math.min(...instants), latest: Math.max(...instants) };
}

/** For people: `Mon 2026-11-16 08:00`. */
export function formatWallTime(wall: WallTime): string {
  const iso = new Date(wall).toISOString();
  const weekday = new Date(wall).toUTCString().slice(0, 3);
  return `${weekday} ${iso.slice(0, 10)} ${iso.slice(11, 16)}`;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}
