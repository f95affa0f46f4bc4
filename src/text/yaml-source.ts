import type { Place } from '../errors.js';
import { dataOf, readPlain } from './yaml-plain.js';
import { findPair, isMap, isScalar, isSeq, type Node } from './yaml-tree.js';

export type DataPath = readonly (string | number)[];

/** How a map is written. */
export interface MapLayout {
  /** Written in { }. */
  readonly isFlow: boolean;
  readonly isEmpty: boolean;
  readonly start: Place;
  /** Its first key; its start if it is empty. */
  readonly first: Place;
}

/** A YAML (or JSON) text with the places of its parts, for errors that say file, line and column. */
export class YamlSource {
  /** @param data with aliases resolved, and every key a text */
  constructor(
    readonly file: string,
    private readonly text: string,
    private readonly root: Node | null,
    readonly data: unknown,
  ) {}

  /** Null for a text that only YAML's library can read: `parseYaml` in yaml-library.ts. */
  static ofPlain(file: string, text: string): YamlSource | null {
    const root = readPlain(text, false);
    return root === undefined ? null : new YamlSource(file, text, root, dataOf(root));
  }

  /** Where the value at a path starts, or its nearest existing parent. */
  placeOf(path: DataPath): Place {
    for (let length = path.length; length >= 0; length--) {
      const node = this.nodeAt(path.slice(0, length));
      if (node !== null) return placeIn(this.file, this.text, node.start);
    }
    return { file: this.file, line: 1, column: 1 };
  }

  /** Where a key of the map at a path is written. */
  placeOfKey(path: DataPath, key: string): Place {
    const map = this.nodeAt(path);
    const start = isMap(map) ? findPair(map, key)?.key?.start : undefined;
    return start === undefined ? this.placeOf(path) : placeIn(this.file, this.text, start);
  }

  /** How the map at a path is written. Null for anything else, such as an alias. */
  layoutOf(path: DataPath): MapLayout | null {
    const map = this.nodeAt(path);
    if (!isMap(map)) return null;
    const first = map.items.at(0);
    return {
      isFlow: map.flow,
      isEmpty: first === undefined,
      start: placeIn(this.file, this.text, map.start),
      first: placeIn(this.file, this.text, isScalar(first?.key) ? first.key.start : map.start),
    };
  }

  private nodeAt(path: DataPath): Node | null {
    let node = this.root;
    for (const key of path) {
      if (isMap(node)) node = findPair(node, String(key))?.value ?? null;
      else if (isSeq(node)) node = node.items[Number(key)] ?? null;
      else return null;
    }
    return node;
  }
}

/** @param offset in UTF-16 units of the text */
export function placeIn(
  file: string,
  text: string,
  offset: number,
): { file: string; line: number; column: number } {
  const lines = text.slice(0, offset).split('\n');
  return { file, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
