import type { Placed } from '../metric-tree.js';
import type { JsonValue } from '../python-json.js';
import { toMeasuredLeaf, type Beside } from './leaf.js';

/**
 * The numbers in a value that a tool wrote for one metric, by their keys below `above`: also `null`, where a number
 * was not to be had. Texts, lists (curves, examples) and what is true or false are no metrics.
 */
export function placeNumbers(value: JsonValue, above: readonly string[], beside: Beside = {}): Placed[] {
  if (value instanceof Map) {
    return [...value].flatMap(([key, child]) => placeNumbers(child, [...above, key], beside));
  }
  return typeof value === 'number' || value === null ? [[above, toMeasuredLeaf(value, beside)]] : [];
}
