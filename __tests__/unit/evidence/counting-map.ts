import type { MetricGroup, MetricNode } from '../../../src/evidence/evidence.js';

/** A map that counts the entries that were looked at, one by one or by their keys. */
class CountingMap<K, V> extends Map<K, V> {
  looked = 0;

  override get(key: K): V | undefined {
    this.looked += 1;
    return super.get(key);
  }

  override *[Symbol.iterator](): MapIterator<[K, V]> {
    for (const entry of super.entries()) {
      this.looked += 1;
      yield entry;
    }
    return undefined;
  }
}

/** The group again, and how many of its children were looked at since. */
export function countLooks(group: MetricGroup): { group: MetricGroup; looks: () => number } {
  const children = new CountingMap<string, MetricNode>();
  for (const [key, node] of group.children) children.set(key, node);
  return { group: { ...group, children }, looks: () => children.looked };
}
