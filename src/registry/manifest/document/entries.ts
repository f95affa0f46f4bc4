import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Node, Pair, Scalar, YAMLMap } from 'yaml';
import type { StagegateError } from '../../../errors.js';
import { manifestError } from './source.js';
import type { Source } from './source.js';

/** One key of a map and what stands there in effect: its own, or merged in by `<<`. */
export interface Entry {
  readonly key: string;
  readonly keyNode: Scalar;
  /** Aliases followed; null where nothing, or null, is written. */
  readonly value: Node | null;
  /** Where the value is written in the map: the alias, not what it stands for. */
  readonly offset: number;
}

/** What a node stands for: aliases followed, YAML's null made null. */
export function resolve(source: Source, node: unknown): Node | null {
  const target = isAlias(node) ? source.targets.get(node) : node;
  if (isScalar(target)) return target.value === null && target.type === 'PLAIN' ? null : target;
  return isMap(target) || isSeq(target) ? target : null;
}

/** True for the key of a YAML merge; quoted, it is a key like any other. */
export function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.type === 'PLAIN' && key.source === '<<';
}

/**
 * A map's entries in effect, its own before those merged in; earlier merges win over later ones.
 * @param what names the map in messages: `the versions of model "churn"`
 * @throws StagegateError `manifest` when a key is no plain text or a merge no map
 */
export function readEntries(source: Source, map: YAMLMap, what: string): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  const merges: Pair[] = [];
  for (const pair of map.items) {
    if (isMergeKey(pair.key)) {
      merges.push(pair);
      continue;
    }
    const keyNode = pair.key;
    if (!isScalar(keyNode)) throw notPlain(source, keyNode, map, what);
    const key = keyNode.source ?? '';
    const value = resolve(source, pair.value);
    entries.set(key, { key, keyNode, value, offset: startOf(pair.value) ?? startOf(keyNode) ?? 0 });
  }
  for (const pair of merges) {
    for (const merged of mergedMaps(source, pair, what)) {
      for (const [key, entry] of readEntries(source, merged, what))
        if (!entries.has(key)) entries.set(key, entry);
    }
  }
  return entries;
}

/** The own pair of a map with this key. */
export function findOwnPair(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && !isMergeKey(pair.key) && pair.key.source === key);
}

/** Where a node starts in the text, or undefined for what was not written. */
export function startOf(node: unknown): number | undefined {
  return isMap(node) || isSeq(node) || isScalar(node) || isAlias(node) ? node.range?.[0] : undefined;
}

function mergedMaps(source: Source, pair: Pair, what: string): YAMLMap[] {
  const value = resolve(source, pair.value);
  const items: unknown[] = isSeq(value) ? value.items : [value];
  return items.map((item) => {
    const map = resolve(source, item);
    if (isMap(map)) return map;
    throw manifestError(
      source,
      startOf(pair.value) ?? startOf(pair.key) ?? 0,
      `"<<" in ${what} merges something that isn't a map`,
      'Merge an alias of a map: "<<: *defaults".',
    );
  });
}

function notPlain(source: Source, key: unknown, map: YAMLMap, what: string): StagegateError {
  return manifestError(
    source,
    startOf(key) ?? map.range?.[0] ?? 0,
    `a key in ${what} isn't plain text`,
    'Write keys as words, quoted if need be.',
  );
}
