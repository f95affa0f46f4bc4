import type { FreezeSpan, FreezeWindow } from '../policy/freeze-window.js';
import type { GateContext } from './context.js';
import type { GateResult } from '../model/gate-result.js';
import { formatWallTime, instantsOf, wallTimeAt } from './time-zone.js';

const DAY = 86_400_000;
const WEEK = 7 * DAY;
/** 1970-01-05, a Monday. */
const A_MONDAY = 4 * DAY;

/** `freeze`: outside of each of these windows. A window begins and ends by the clocks of its own time zone. */
export function checkFreeze({ rules, stage, now }: GateContext): GateResult[] {
  return rules.freeze.map((window) => {
    const local = wallTimeAt(now.getTime(), window.timezone);
    const result = {
      gate: 'freeze',
      metric: null,
      check: 'freeze',
      observed: formatWallTime(local),
      required: `outside ${window.text}`,
      champion: null,
    } as const;
    const end = endOf(window, now.getTime());
    if (end === null) {
      const reason = `${stage} is not frozen (${window.text}): it is ${formatWallTime(local)} there`;
      return { ...result, verdict: 'pass', reason };
    }
    const until = `${formatWallTime(wallTimeAt(end, window.timezone))} in ${window.timezone} (${new Date(end).toISOString()})`;
    const why = window.reason === null ? '' : ` (${window.reason})`;
    const reason = `${stage} is frozen${why} until ${until}: try again then`;
    return { ...result, verdict: 'fail', reason };
  });
}

/**
 * When the window ends that this instant is in; null outside of it. Where clocks are changed at its edge, it is the
 * longer of what the window could mean.
 */
function endOf({ span, timezone }: FreezeWindow, now: number): number | null {
  const ends = firstDays(span, now).flatMap((day) => {
    const begin = instantsOf(day + span.begin, timezone).earliest;
    const end = instantsOf(day + span.end, timezone).latest;
    return begin <= now && now < end ? [end] : [];
  });
  return ends.length === 0 ? null : Math.max(...ends);
}

/** What a window's begin and end are counted from: of a weekly one, the Mondays that may matter now in any zone. */
function firstDays(span: FreezeSpan, now: number): number[] {
  if (span.every === null) return [0];
  const monday = now - ((now - A_MONDAY) % WEEK);
  return [monday - WEEK, monday, monday + WEEK];
}
