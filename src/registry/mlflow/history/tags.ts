/*
 * What stagegate writes on a server: tags of model versions, which a user with EDIT may set.
 *
 * stagegate.history.<n>   the n-th history line of this version (from 1)
 * stagegate.next.<run>    what a run is about to do, written before it does it: the history line to be. It stays on
 *                         the version of the line that it follows, as a copy that outlives the other version
 * stagegate.kept.<run>    such a copy, once its version was deleted: the history itself then
 * stagegate.kept.<version>-<n>   the n-th history line of a version that was unregistered
 * stagegate.registered    the history line of the registration
 * stagegate.sha256, .metrics   what was registered with the version
 *
 * A line that nobody can put back is set to `gone`: the first one also is the mark that its version is found by.
 */

const PREFIX = 'stagegate.';
const PART = '.part';

/** The tag that every version with a history of its own has: a search for it finds them all. */
export const HISTORY_MARK = `${PREFIX}history.1`;
/** In the place of a line: there was one. */
export const GONE = 'gone';
export const REGISTERED = `${PREFIX}registered`;
export const SHA256 = `${PREFIX}sha256`;
export const METRICS = `${PREFIX}metrics`;

export function historyKey(place: number): string {
  return `${PREFIX}history.${place}`;
}

export function nextKey(run: string): string {
  return `${PREFIX}next.${run}`;
}

export function keptKey(run: string): string {
  return `${PREFIX}kept.${run}`;
}

/**
 * Under which key another version keeps what this version keeps for the history; null for any other tag.
 * @param version the one that will be gone
 */
export function keyToCarry(key: string, version: string): string | null {
  const [, place, part = ''] = /^stagegate\.history\.([1-9]\d{0,5})(\.part\d+)?$/.exec(key) ?? [];
  if (place !== undefined) return `${keptKey(`${version}-${place}`)}${part}`;
  return /^stagegate\.(?:next|kept)\./.test(key) ? key : null;
}

/** The key of the further parts of a long value; the first stands under the key itself. */
export function partKey(key: string, part: number): string {
  return part === 1 ? key : `${key}${PART}${part}`;
}

/** The place of a history tag among its version's, or null for another key. */
export function historyPlace(key: string): number | null {
  const digits = /^stagegate\.history\.([1-9]\d{0,5})$/.exec(key)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** The run that announced something under this key, or null for another key. */
export function announcingRun(key: string): string | null {
  return /^stagegate\.next\.([\w-]+)$/.exec(key)?.[1] ?? null;
}

/** The run whose line is kept under this key, or null for another key. */
export function keepingRun(key: string): string | null {
  return /^stagegate\.kept\.([\w-]+)$/.exec(key)?.[1] ?? null;
}

interface Tagged {
  readonly tags: Readonly<Record<string, string>>;
}

/** Whether a search by the mark finds the version. */
export function isMarked({ tags }: Tagged): boolean {
  return Object.hasOwn(tags, HISTORY_MARK);
}

/** Whether any of the tags is a history line, of the version's own or kept. */
export function hasLines({ tags }: Tagged): boolean {
  return Object.keys(tags).some((key) => historyPlace(key) !== null || keepingRun(key) !== null);
}

/** Whether only stagegate itself may write a tag of this key. */
export function isOurs(key: string): boolean {
  return key.startsWith(PREFIX);
}

/** The tags that are not ours. */
export function foreignTags(tags: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !isOurs(key)));
}
