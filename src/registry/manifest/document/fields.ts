import { isMap, isScalar, isSeq } from 'yaml';
import type { YAMLMap } from 'yaml';
import { nearest } from '../../../text/nearest.js';
import { bareTemplateHint, tightKeyHint } from '../../../text/yaml-spot.js';
import { readEntries } from './entries.js';
import type { Entry } from './entries.js';
import { manifestError } from './source.js';
import type { Source } from './source.js';

/** A record without a prototype, so that names such as `__proto__` and `constructor` are names like others. */
export function makeRecord<T>(entries: Iterable<readonly [string, T]>): Record<string, T> {
  const record = Object.create(null) as Record<string, T>;
  for (const [key, value] of entries) record[key] = value;
  return record;
}

/** @throws StagegateError `manifest` when something other than a map stands there */
export function readMap(source: Source, entry: Entry | undefined, what: string): ReadonlyMap<string, Entry> {
  if (entry === undefined || entry.value === null) return new Map();
  return readEntries(source, expectMap(source, entry, what), what);
}

function expectMap(source: Source, entry: Entry, what: string): YAMLMap {
  if (isMap(entry.value)) return entry.value;
  const hint = isScalar(entry.value) ? tightKeyHint(entry.value.source ?? '') : undefined;
  const keys = 'Write keys and values, one a line: "name: value".';
  throw manifestError(
    source,
    entry.offset,
    `${what} must be a map`,
    hint ?? (isSeq(entry.value) ? `${keys} Remove each "- ".` : keys),
  );
}

/**
 * Refuses misspelt keys; those beginning with `x-` are free for the user.
 * @throws StagegateError `manifest` with the nearest known key
 */
export function refuseUnknownKeys(
  source: Source,
  entries: ReadonlyMap<string, Entry>,
  known: readonly string[],
  what: string,
): void {
  for (const { key, keyNode } of entries.values()) {
    if (known.includes(key) || key.startsWith('x-')) continue;
    const guess = nearest(key, known);
    const offer = guess === undefined ? '' : `Did you mean ${guess}? `;
    const hint = `${offer}Known here: ${known.join(', ')}; keys that begin with "x-" are yours.`;
    throw manifestError(
      source,
      keyNode.range?.[0] ?? 0,
      `${what} has an unknown key ${JSON.stringify(key)}`,
      tightKeyHint(key) ?? hint,
    );
  }
}

/** A value's text as written (quotes and escapes resolved), so that `1.10` stays `1.10`; null when there is none. */
export function readText(source: Source, entry: Entry | undefined, what: string): string | null {
  if (entry === undefined || entry.value === null) return null;
  if (isScalar(entry.value)) return entry.value.source ?? '';
  const hint = isMap(entry.value) ? bareTemplateHint(entry.value.items.map(({ value }) => value)) : undefined;
  throw manifestError(
    source,
    entry.offset,
    `${what} must be text`,
    hint ?? 'Write one value, in quotes if need be.',
  );
}

/** Finite numbers by name; NaN and infinities are left out, as they are no measurement. */
export function readMetrics(source: Source, entry: Entry | undefined, what: string): Record<string, number> {
  const metrics: [string, number][] = [];
  for (const metric of readMap(source, entry, `the metrics of ${what}`).values()) {
    const value = isScalar(metric.value) ? metric.value.value : null;
    if (typeof value !== 'number') {
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
