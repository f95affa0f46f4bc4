import { distance } from 'fastest-levenshtein';
import { isNear } from '../text/nearest.js';
import { tightKeyHint } from '../text/yaml-spot.js';
import type { MetricGroup, MetricNode } from './evidence.js';
import { findMetrics, type Found } from './metric-path.js';
import { formatMetricPath, type MetricPath } from './path-syntax.js';

/** How many of a report's numbers are compared with a missing name. Reports can be huge. */
const MAX_NAMES = 10_000;
/** Longer names are not compared: it is slow, and nobody types them. */
const MAX_LENGTH = 200;
const MAX_DEPTH = 50;
const SUGGESTIONS = 3;
/** Shorter names occur in too many others. */
const LEAST_PART = 3;

/** Why a path leads to no number, and which path was probably meant. Without a full stop. */
export function explainAbsence(root: MetricGroup, path: MetricPath, found: Found): string {
  const why = found.absence ?? 'it is missing';
  const classes = nameClasses(root, path);
  if (classes !== null) return `${why}; ${classes}`;
  // a path that ends at a group is spelled correctly
  if (found.segments.length >= path.length || found.isExplained === true) return why;
  const tight = findTightKey(root, path);
  if (tight !== undefined) return `${why}. ${tight}`;
  const meant = suggestPaths(root, path);
  return meant.length === 0 ? why : `${why}. Did you mean ${listAlternatives(meant)}?`;
}

/** A hint for a name that YAML read as one word with its number: `accuracy:0.91` in braces, without a space. */
function findTightKey(root: MetricGroup, path: MetricPath): string | undefined {
  const last = path.at(-1);
  if (last === undefined || last.any) return undefined;
  for (const keys of listNames(root)) {
    const key = keys.at(-1) ?? '';
    if (key.startsWith(`${last.key}:`)) return tightKeyHint(key);
  }
  return undefined;
}

/** A hint for a `*` that should match classes only, but also matches averages and the accuracy; else null. */
export function nameClasses(root: MetricGroup, path: MetricPath): string | null {
  const star = path.findIndex(({ any }) => any);
  const above = star === -1 ? undefined : nodeAt(root, path.slice(0, star));
  if (above?.kind !== 'group') return null;
  for (const key of above.aside?.keys() ?? []) {
    const narrower = [...path.slice(0, star), { any: false as const, key }, ...path.slice(star)];
    if (findMetrics(root, narrower).some(({ leaf }) => leaf !== null))
      return `write ${formatMetricPath(narrower)} for the ${key} alone`;
  }
  return null;
}

function nodeAt(root: MetricGroup, path: MetricPath): MetricNode | undefined {
  return path.reduce<MetricNode | undefined>(
    (node, segment) => (node?.kind === 'group' && !segment.any ? node.children.get(segment.key) : undefined),
    root,
  );
}

/** The paths in a report nearest to a missing one, best first. A `*` stays a `*`. */
export function suggestPaths(root: MetricGroup, path: MetricPath): string[] {
  const wanted = formatMetricPath(path);
  if (wanted.length > MAX_LENGTH) return [];
  const last = path.at(-1);
  const lastKey = last === undefined || last.any ? null : last.key;
  const ranked = new Map<string, number>();
  for (const keys of listNames(root)) {
    const likeness = lastKey === null ? 0 : rateKey(lastKey, keys.at(-1) ?? '');
    if (likeness === null) continue;
    const name = formatMetricPath(withStars(keys, path));
    if (lastKey === null && !isNear(wanted, name)) continue;
    if (name.length <= MAX_LENGTH && name !== wanted && !ranked.has(name))
      ranked.set(name, likeness * MAX_LENGTH + distance(wanted.toLowerCase(), name.toLowerCase()));
  }
  const sorted = [...ranked].sort(([, a], [, b]) => a - b);
  return sorted.slice(0, SUGGESTIONS).map(([name]) => name);
}

/** The keys that lead to each number, up to the limits above. */
function* listNames(root: MetricGroup): Generator<readonly string[]> {
  let left = MAX_NAMES;
  const open: { keys: readonly string[]; node: MetricNode }[] = [{ keys: [], node: root }];
  for (let next = open.pop(); next !== undefined && left > 0; next = open.pop()) {
    const { keys, node } = next;
    left -= 1;
    if (node.kind === 'leaf' || node.own !== undefined) yield keys;
    if (node.kind === 'leaf' || keys.length === MAX_DEPTH) continue;
    // only as much of a group as the limit allows, the first on top
    const below: typeof open = [];
    for (const children of [node.children, node.aside ?? []])
      for (const [key, child] of children) {
        if (below.length >= left) break;
        below.push({ keys: [...keys, key], node: child });
      }
    open.push(...below.reverse());
  }
}

/** 0: differs only in case and signs. 1: one contains the other. 2: a typo. Null: a different key. */
function rateKey(wanted: string, key: string): 0 | 1 | 2 | null {
  if (key.length > MAX_LENGTH) return null;
  const [a, b] = [simplify(wanted), simplify(key)];
  if (a !== '' && a === b) return 0;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length >= LEAST_PART && long.includes(short)) return 1;
  return isNear(wanted, key) ? 2 : null;
}

function simplify(key: string): string {
  return key.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function withStars(keys: readonly string[], path: MetricPath): MetricPath {
  const isAlike = keys.length === path.length;
  return keys.map((key, at) =>
    isAlike && path[at]?.any === true ? { any: true as const } : { any: false as const, key },
  );
}

function listAlternatives(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`;
}
