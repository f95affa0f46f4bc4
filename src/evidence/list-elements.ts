import { quote } from '../text/safe.js';
import type { MetricGroup, MetricNode } from './evidence.js';
import { formatMetricPath, type FollowedKey } from './path-syntax.js';

/** Keys that a message lists; it only counts the rest. */
const KEYS_SHOWN = 8;

/** The elements of a list of objects by name, or why they have no names, without a full stop. */
type NamedElements = { readonly byName: ReadonlyMap<string, ListElement> } | { readonly absence: string };

export interface ListElement {
  /** Its index in the list, as a key. */
  readonly at: string;
  readonly node: MetricNode;
}

const known = new WeakMap<MetricGroup, Map<string, NamedElements>>();

/**
 * Names each element of a list by its value under a key: a text or a whole number, different in each.
 * @param keys the key, or the keys that lead to it
 * @param path where the list is, for the message
 */
export function nameElements(
  list: MetricGroup,
  keys: readonly string[],
  path: readonly FollowedKey[],
): NamedElements {
  // cached: a report can have thousands of slices, each looked up by name
  const names = known.get(list) ?? new Map<string, NamedElements>();
  known.set(list, names);
  const by = formatMetricPath(keys);
  const named = names.get(by) ?? readNames(list, keys, path);
  names.set(by, named);
  return named;
}

function readNames(list: MetricGroup, keys: readonly string[], path: readonly FollowedKey[]): NamedElements {
  const byName = new Map<string, ListElement>();
  const by = formatMetricPath(keys);
  for (const [at, node] of list.children) {
    const name = nameAt(node, keys);
    const here = formatMetricPath([...path, at]);
    if (name === undefined)
      return { absence: `${here} has no text or whole number under ${by}, which should name it` };
    const twin = byName.get(name);
    if (twin !== undefined) {
      const both = `${formatMetricPath([...path, twin.at])} and ${here}`;
      return { absence: `${both} have the same ${by}, ${quote(name)}, which should tell them apart` };
    }
    byName.set(name, { at, node });
  }
  return { byName };
}

/** An element's value under keys, if it can be a name. */
function nameAt(node: MetricNode, keys: readonly string[]): string | undefined {
  const found = keys.reduce<MetricNode | undefined>(
    (above, key) => (above?.kind === 'group' ? above.children.get(key) : undefined),
    node,
  );
  if (found?.kind !== 'leaf') return undefined;
  if (found.text !== undefined) return found.text === '' ? undefined : found.text;
  return Number.isSafeInteger(found.value) ? String(found.value) : undefined;
}

/** The text fields that every element of every list has, with a different text in each element of a list. */
export function namingFields(lists: readonly MetricGroup[]): string[] {
  const [first] = lists.flatMap((list) => [...list.children.values()]);
  return textFields(first).filter((field) =>
    lists.every((list) => {
      const names = [...list.children.values()].map((node) =>
        isText(node, field) ? nameAt(node, [field]) : undefined,
      );
      return !names.includes(undefined) && new Set(names).size === names.length;
    }),
  );
}

function textFields(node: MetricNode | undefined): string[] {
  return node?.kind === 'group' ? [...node.children.keys()].filter((field) => isText(node, field)) : [];
}

function isText(node: MetricNode, field: string): boolean {
  const found = node.kind === 'group' ? node.children.get(field) : undefined;
  return found?.kind === 'leaf' && found.text !== undefined;
}

/** For a message: the fields that could name a list's elements, or that there are none. */
export function describeFields(list: MetricGroup): string {
  const fields = namingFields([list]).map((field) => formatMetricPath([field]));
  if (fields.length > 1) return `${fields.slice(0, KEYS_SHOWN).join(' and ')} could`;
  const [first] = list.children.values();
  const keys = first?.kind === 'group' ? [...first.children.keys()] : [];
  const shown = keys.slice(0, KEYS_SHOWN).map((key) => formatMetricPath([key]));
  return `no text field has a different value in each element${shown.length === 0 ? '' : `: the first has ${shown.join(', ')}`}`;
}
