import { nearest } from '../../../text/nearest.js';
import { bareTemplateHint, tightKeyHint } from '../../../text/yaml-spot.js';
import { isMergeKey, manifestError, resolve, type Source } from './nodes.js';
import { isMap, isScalar, isSeq, type MapNode, type Node, type Pair } from '../../../text/yaml-tree.js';

/** One key of a map and its value: written there, or merged in by `<<`. */
export interface Entry {
  readonly key: string;
  readonly keyOffset: number;
  /** With aliases followed; null where nothing, or null, is written. */
  readonly value: Node | null;
  /** Of the value as it is written in the map: the alias, not its anchor. */
  readonly offset: number;
}

/**
 * Makes objects that inherit nothing. Without a prototype at all they would be hash tables to V8, of three times the
 * size.
 */
const Bare = function () {} as unknown as new () => Record<string, never>;
Bare.prototype = Object.freeze(Object.create(null) as Record<string, never>);

/** A record that inherits nothing, so that `__proto__` and `constructor` are ordinary names. */
export function makeRecord<T>(entries: Iterable<readonly [string, T]>): Record<string, T> {
  const record: Record<string, T> = new Bare();
  for (const [key, value] of entries) record[key] = value;
  return record;
}

/**
 * A map's entries, its own before those merged in; earlier merges win over later ones.
 * @param what names the map in messages: `the versions of model "churn"`
 * @throws StagegateError `manifest` when a key isn't plain text, or `<<` merges something other than maps
 */
function readEntries(source: Source, map: MapNode, what: string): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  const merges: Pair[] = [];
  for (const pair of map.items) {
    if (isMergeKey(pair.key)) {
      merges.push(pair);
      continue;
    }
    const keyOffset = pair.key?.start ?? map.start;
    if (!isScalar(pair.key)) {
      const hint = 'Write the key as text, in quotes if necessary.';
      throw manifestError(source, keyOffset, `a key in ${what} isn't plain text`, hint);
    }
    const key = pair.key.source;
    const value = resolve(pair.value);
    entries.set(key, { key, keyOffset, value, offset: pair.value?.start ?? keyOffset });
  }
  for (const pair of merges) {
    for (const merged of mergedMaps(source, pair, what)) {
      for (const [key, entry] of readEntries(source, merged, what))
        if (!entries.has(key)) entries.set(key, entry);
    }
  }
  return entries;
}

function mergedMaps(source: Source, pair: Pair, what: string): MapNode[] {
  const value = resolve(pair.value);
  const items: readonly (Node | null)[] = isSeq(value) ? value.items : [value];
  return items.map((item) => {
    const map = resolve(item);
    if (isMap(map)) return map;
    throw manifestError(
      source,
      pair.value?.start ?? pair.key?.start,
      `"<<" in ${what} merges something that isn't a map`,
      'Merge an alias of a map: "<<: *defaults".',
    );
  });
}

/** @throws StagegateError `manifest` when the value isn't a map */
export function readMap(source: Source, entry: Entry | undefined, what: string): ReadonlyMap<string, Entry> {
  if (entry === undefined || entry.value === null) return new Map();
  return readEntries(source, expectMap(source, entry, what), what);
}

function expectMap(source: Source, entry: Entry, what: string): MapNode {
  if (isMap(entry.value)) return entry.value;
  const hint = isScalar(entry.value) ? tightKeyHint(entry.value.source) : undefined;
  const keys = 'Write one "name: value" per line.';
  throw manifestError(
    source,
    entry.offset,
    `${what} must be a map`,
    hint ?? (isSeq(entry.value) ? `${keys} Remove each "- ".` : keys),
  );
}

/**
 * Refuses misspelt keys; keys that start with `x-` are free for the user.
 * @throws StagegateError `manifest` with the nearest known key
 */
export function refuseUnknownKeys(
  source: Source,
  entries: ReadonlyMap<string, Entry>,
  known: readonly string[],
  what: string,
): void {
  for (const { key, keyOffset } of entries.values()) {
    if (known.includes(key) || key.startsWith('x-')) continue;
    const guess = nearest(key, known);
    const offer = guess === undefined ? '' : `Did you mean ${guess}? `;
    const hint = `${offer}Use one of: ${known.join(', ')}. Keys that start with "x-" are free for your own data.`;
    throw manifestError(
      source,
      keyOffset,
      `${what} has an unknown key ${JSON.stringify(key)}`,
      tightKeyHint(key) ?? hint,
    );
  }
}

/** A value's text as written (quotes and escapes resolved), so that `1.10` stays `1.10`; null without a value. */
export function readText(source: Source, entry: Entry | undefined, what: string): string | null {
  if (entry === undefined || entry.value === null) return null;
  if (isScalar(entry.value)) return entry.value.source;
  const hint = isMap(entry.value) ? bareTemplateHint(entry.value.items.map(({ value }) => value)) : undefined;
  throw manifestError(
    source,
    entry.offset,
    `${what} must be text`,
    hint ?? 'Write a single value, in quotes if necessary.',
  );
}

/** Finite numbers by name; NaN and infinities are left out, since they measure nothing. */
export function readMetrics(source: Source, entry: Entry | undefined, what: string): Record<string, number> {
  const metrics: [string, number][] = [];
  for (const metric of readMap(source, entry, `the metrics of ${what}`).values()) {
    const value = isScalar(metric.value) ? metric.value.number : undefined;
    if (value === undefined) {
      throw manifestError(
        source,
        metric.offset,
        `metric ${JSON.stringify(metric.key)} of ${what} is not a number`,
        (metric.value === null ? tightKeyHint(metric.key) : undefined) ??
          'Write a number without quotes, or remove the metric.',
      );
    }
    if (Number.isFinite(value)) metrics.push([metric.key, value]);
  }
  return makeRecord(metrics);
}

/** Tags as text; a tag without a value is empty. */
export function readTags(source: Source, entry: Entry | undefined, what: string): Record<string, string> {
  const tags = readMap(source, entry, `the tags of ${what}`);
  return makeRecord(
    [...tags.values()].map((tag) => [
      tag.key,
      readText(source, tag, `tag ${JSON.stringify(tag.key)} of ${what}`) ?? '',
    ]),
  );
}
