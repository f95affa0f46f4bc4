import { StagegateError } from '../errors.js';

/**
 * A time as people write it. A date alone is the end of that day; without a zone it is UTC, as in the history.
 * @throws StagegateError `input`
 */
export function parseMoment(text: string): Date {
  const form =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?))?\s*(Z|[+-]\d{2}:?\d{2})?$/i.exec(
      text.trim(),
    );
  const [, day, time, zone] = form ?? [];
  const moment = new Date(`${day}T${time ?? '23:59:59.999'}${zone?.toUpperCase() ?? 'Z'}`);
  if (day !== undefined && isDay(day) && !Number.isNaN(moment.getTime())) return moment;
  throw new StagegateError('input', `${JSON.stringify(text)} is not a time`, {
    hint: 'Write it as 2026-11-17, 2026-11-17T14:00Z or 2026-11-17T14:00+01:00.',
  });
}

/** JavaScript takes 30 February for 2 March. */
function isDay(text: string): boolean {
  const midnight = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text);
}
