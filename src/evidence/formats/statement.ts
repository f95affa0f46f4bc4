import type { Statement } from '../evidence.js';
import type { JsonValue } from '../python-json.js';

/**
 * The top-level keys by which a report says what it is about. The first that says something counts: the
 * more specific names stand first, since a bare `version` is at times the tool's own.
 */
export const STATEMENT_KEYS = {
  model: ['model_name', 'model'],
  version: ['model_version', 'version'],
  commit: ['git_commit', 'git_sha', 'commit'],
  time: ['timestamp', 'created_at', 'time'],
} as const;

/** Unix times in seconds from 2001 to 2286; what is outside is another unit, or a duration. */
const UNIX_SECONDS = { from: 1e9, to: 1e10 };
const ISO_TIME = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(?:[Zz]|([+-]\d\d):?(\d\d))$/;

export function readStatement(root: ReadonlyMap<string, JsonValue>): Statement {
  return {
    model: readFirst(root, STATEMENT_KEYS.model, readText),
    version: readFirst(root, STATEMENT_KEYS.version, readText),
    commit: readFirst(root, STATEMENT_KEYS.commit, readText),
    time: readFirst(root, STATEMENT_KEYS.time, readTime),
  };
}

function readFirst<T>(
  root: ReadonlyMap<string, JsonValue>,
  keys: readonly string[],
  read: (value: JsonValue) => T | undefined,
): T | undefined {
  for (const key of keys) {
    const found = read(root.get(key) ?? null);
    if (found !== undefined) return found;
  }
  return undefined;
}

function readText(value: JsonValue): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** An ISO 8601 time with its zone, or Unix seconds; a time without a zone says too little to judge an age by. */
function readTime(value: JsonValue): Date | undefined {
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
