/** The time that a wall clock shows, in milliseconds as though it were UTC: it sorts and adds up, and names no instant. */
export type WallTime = number;

const DAY = 86_400_000;
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
 * The instants at which a wall clock shows a time: two when clocks are put back. A time that is left out when they
 * are put forward lies between what it would be by the clock before and the clock after.
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
