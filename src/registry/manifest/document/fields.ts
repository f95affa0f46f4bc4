import type { StagegateError } from '../../../errors.js';
import { nearest } from '../../../text/nearest.js';
import { bareTemplateHint, tightKeyHint } from '../../../text/yaml-spot.js';
import { isMergeKey, manifestError, resolve, type Source } from './nodes.js';
import {
  isMap,
  isScalar,
  isSeq,
  type MapNode,
  type Node,
  type Pair,
  type ScalarNode,
} from '../../../text/yaml-tree.js';

/** A pair with a text as its key: written in a map, or merged in by `<<`. */
export interface Entry extends Pair {
  readonly key: ScalarNode;
}

/**
 * Makes objects that inherit nothing, from an empty prototype. With none at all, V8 would make them hash tables, three
 * times the size.
 */
const Bare = function () {} as unknown as new () => Record<string, never>;
Bare.prototype = Object.freeze(Object.create(null) as Record<string, never>);

type Readings<T> = Readonly<Record<string, T>>;

/** Most versions have no tags. */
const EMPTY: Readings<never> = Object.freeze(new Bare());

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
function readEntries(source: Source, map: MapNode, what: string): Iterable<Entry> {
  const merges: Pair[] = [];
  for (const pair of map.items) {
    if (isMergeKey(pair.key)) merges.push(pair);
    else if (!isEntry(pair)) {
      const hint = 'Write the key as text, in quotes if necessary.';
      throw manifestError(source, pair.key?.start ?? map.start, `a key in ${what} isn't plain text`, hint);
    }
  }
  // the map's own pairs, whose values are then read one by one, as they are needed
  if (merges.length === 0) return map.items as Iterable<Entry>;
  const entries = new Map<string, Entry>();
  for (const pair of map.items)
    if (isEntry(pair) && !isMergeKey(pair.key)) entries.set(pair.key.source, pair);
  for (const pair of merges) {
    for (const merged of mergedMaps(source, pair, what)) {
      for (const entry of readEntries(source, merged, what))
        if (!entries.has(entry.key.source)) entries.set(entry.key.source, entry);
    }
  }
  return [...entries.values()];
}

function isEntry(pair: Pair): pair is Entry {
  return isScalar(pair.key);
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

/** Where the value is written: for an alias, the place of the alias and not of its anchor. */
export function offsetOf({ key, value }: Entry): number {
  return value?.start ?? key.start;
}

/** @throws StagegateError `manifest` when the value isn't a map */
export function readMap(
  source: Source,
  entry: Pick<Entry, 'value'> | undefined,
  what: string,
): Iterable<Entry> {
  const map = resolve(entry?.value);
  if (map === null) return [];
  if (isMap(map)) return readEntries(source, map, what);
  const hint = isScalar(map) ? tightKeyHint(map.source) : undefined;
  const keys = 'Write one "name: value" per line.';
  throw manifestError(
    source,
    entry?.value?.start,
    `${what} must be a map`,
    hint ?? (isSeq(map) ? `${keys} Remove each "- ".` : keys),
  );
}

/** The entry with a key. */
export function findEntry(entries: readonly Entry[], key: string): Entry | undefined {
  for (const entry of entries) if (entry.key.source === key) return entry;
  return undefined;
}

/**
 * Refuses misspelt keys; keys that start with `x-` are free for the user.
 * @throws StagegateError `manifest` with the nearest known key
 */
export function refuseUnknownKeys(
  source: Source,
  entries: readonly Entry[],
  known: readonly string[],
  what: string,
): void {
  for (const entry of entries) {
    const name = entry.key.source;
    if (!known.includes(name) && !name.startsWith('x-')) throw unknownKey(source, entry, known, what);
  }
}

function unknownKey(source: Source, { key }: Entry, known: readonly string[], what: string): StagegateError {
  const guess = nearest(key.source, known);
  const offer = guess === undefined ? '' : `Did you mean ${guess}? `;
  const hint = `${offer}Use one of: ${known.join(', ')}. Keys that start with "x-" are free for your own data.`;
  return manifestError(
    source,
    key.start,
    `${what} has an unknown key ${JSON.stringify(key.source)}`,
    tightKeyHint(key.source) ?? hint,
  );
}

/**
 * A value's text as written (quotes and escapes resolved), so that `1.10` stays `1.10`; null without a value.
 * @param what names it in messages: `the stage`
 * @param of what it belongs to: `version 4 of model "churn"`
 */
export function readText(source: Source, entry: Entry | undefined, what: string, of: string): string | null {
  const node = resolve(entry?.value);
  if (entry === undefined || node === null) return null;
  if (isScalar(node)) return node.source;
  const hint = isMap(node) ? bareTemplateHint(Array.from(node.items, ({ value }) => value)) : undefined;
  throw manifestError(
    source,
    offsetOf(entry),
    `${what} of ${of} must be text`,
    hint ?? 'Write a single value, in quotes if necessary.',
  );
}

/** Finite numbers by name; NaN and infinities are left out, since they measure nothing. */
export function readMetrics(source: Source, entry: Entry | undefined, what: string): Readings<number> {
  if (entry === undefined) return EMPTY;
  let metrics: Record<string, number> | undefined;
  for (const metric of readMap(source, entry, `the metrics of ${what}`)) {
    const node = resolve(metric.value);
    const value = isScalar(node) ? node.number : undefined;
    const name = metric.key.source;
    if (value === undefined) {
      throw manifestError(
        source,
        offsetOf(metric),
        `metric ${JSON.stringify(name)} of ${what} is not a number`,
        (node === null ? tightKeyHint(name) : undefined) ??
          'Write a number without quotes, or remove the metric.',
      );
    }
    if (Number.isFinite(value)) (metrics ??= makeRecord<number>([]))[name] = value;
  }
  return metrics ?? EMPTY;
}

/** Tags as text; a tag without a value is empty. */
export function readTags(source: Source, entry: Entry | undefined, what: string): Readings<string> {
  if (entry === undefined) return EMPTY;
  let tags: Record<string, string> | undefined;
  for (const tag of readMap(source, entry, `the tags of ${what}`)) {
    const name = tag.key.source;
    const text = readText(source, tag, `tag ${JSON.stringify(name)}`, what);
    (tags ??= makeRecord<string>([]))[name] = text ?? '';
  }
  return tags ?? EMPTY;
}
