import { gunzipSync, gzipSync } from 'node:zlib';

/*
 * What stagegate writes on a server: tags of model versions, which any user with EDIT may set.
 *
 * stagegate.history.<n>          the n-th history line of this version (from 1)
 * stagegate.next.<run>           an intent: the history line that a run is about to add, written before it changes
 *                                anything. It stays on the version of the line before it, as a copy that survives when
 *                                the other version is deleted
 * stagegate.kept.<run>           such a copy after its version was deleted: now it is the history
 * stagegate.kept.<version>-<n>   the n-th history line of a version that was unregistered
 * stagegate.registered           the history line of the registration
 * stagegate.sha256, .metrics     what was registered with the version
 *
 * A line that nobody can restore is set to `gone`. The first line is also the mark by which a search finds the version.
 */

const PREFIX = 'stagegate.';

/** The tag of every version with a history of its own. A search for it finds them all. */
export const HISTORY_MARK = `${PREFIX}history.1`;
/** Stands for a line that existed and is lost. */
export const GONE = 'gone';
export const REGISTERED = `${PREFIX}registered`;
export const SHA256 = `${PREFIX}sha256`;
export const METRICS = `${PREFIX}metrics`;

export function historyKey(place: number): string {
  return `${PREFIX}history.${place}`;
}

export function intentKey(run: string): string {
  return `${PREFIX}next.${run}`;
}

export function keptKey(run: string): string {
  return `${PREFIX}kept.${run}`;
}

/**
 * The key under which another version keeps this tag once its own version is deleted; null for a tag without history.
 * @param version the one that is deleted
 */
export function carriedKey(key: string, version: string): string | null {
  const [, place, part = ''] = /^stagegate\.history\.([1-9]\d{0,5})(\.part\d+)?$/.exec(key) ?? [];
  if (place !== undefined) return `${keptKey(`${version}-${place}`)}${part}`;
  return /^stagegate\.(?:next|kept)\./.test(key) ? key : null;
}

/** The number of a history tag among those of its version, or null for another key. */
export function historyPlace(key: string): number | null {
  const digits = /^stagegate\.history\.([1-9]\d{0,5})$/.exec(key)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** The run whose intent has this key, or null for another key. */
export function intentRun(key: string): string | null {
  return /^stagegate\.next\.([\w-]+)$/.exec(key)?.[1] ?? null;
}

/** Whether a line of a deleted version has this key. */
export function isKeptKey(key: string): boolean {
  return /^stagegate\.kept\.[\w-]+$/.test(key);
}

interface Tagged {
  readonly tags: Readonly<Record<string, string>>;
}

/** Whether a search by the mark finds the version. */
export function isMarked({ tags }: Tagged): boolean {
  return Object.hasOwn(tags, HISTORY_MARK);
}

/** Whether any of the tags is a history line, the version's own or kept for another. */
export function hasLines({ tags }: Tagged): boolean {
  return Object.keys(tags).some((key) => historyPlace(key) !== null || isKeptKey(key));
}

/** Whether only stagegate itself may write a tag of this key. */
export function isOurs(key: string): boolean {
  return key.startsWith(PREFIX);
}

/** In bytes, more than any history line should have: a packed text that unpacks to more is refused. */
const MAX_UNPACKED = 32 * 1024 * 1024;

const PACKED = /^gzip:([1-9]\d{0,3}):/;

/** The key of a part of a long value. The first part has the key itself. */
function partKey(key: string, part: number): string {
  return part === 1 ? key : `${key}.part${part}`;
}

/**
 * Writes a text as tags of at most `limit` characters each: plain if it fits, so that people can read it in MLflow's
 * pages, else packed, in several parts if it has to be. The part under the key itself comes last: once it is there, all
 * parts are.
 */
export function toTags(key: string, text: string, limit: number): { key: string; value: string }[] {
  if (text.length <= limit) return [{ key, value: text }];
  const packed = gzipSync(text).toString('base64');
  const room = limit - 'gzip:9999:'.length;
  const parts = Math.ceil(packed.length / room);
  const tags = Array.from({ length: parts }, (_, at) => {
    const piece = packed.slice(at * room, (at + 1) * room);
    return { key: partKey(key, at + 1), value: at === 0 ? `gzip:${parts}:${piece}` : piece };
  });
  return tags.reverse();
}

/** Reads the text that tags hold under a key; null when there is none, or a part is missing or damaged. */
export function fromTags(key: string, tags: Readonly<Record<string, string>>): string | null {
  const first = tags[key];
  if (first === undefined) return null;
  const head = PACKED.exec(first);
  if (head === null) return first;
  const pieces = Array.from({ length: Number(head[1]) }, (_, at) =>
    at === 0 ? first.slice(head[0].length) : tags[partKey(key, at + 1)],
  );
  if (pieces.includes(undefined)) return null;
  try {
    return gunzipSync(Buffer.from(pieces.join(''), 'base64'), { maxOutputLength: MAX_UNPACKED }).toString();
  } catch {
    return null;
  }
}
