import { findOwnPair, resolve, type Source } from './nodes.js';
import { isMap, type MapNode, type Node } from '../../../text/yaml-tree.js';

/** `block` is YAML's indented map, `line` a flow map on one line, `lines` a flow map with one key per line. */
export type Layout = 'block' | 'line' | 'lines';

/** How a file is written, so that additions look like the rest. */
export interface Style {
  readonly json: boolean;
  readonly eol: string;
  /** One step of indentation. */
  readonly unit: string;
  /** Between a colon or comma and what follows: a space, or nothing in minified JSON. */
  readonly gap: string;
  /** Inside the braces of a flow map on one line. */
  readonly padding: string;
  /** The whole file is on one line. */
  readonly flat: boolean;
  /** How versions are written, and maps inside them. */
  readonly leaf: Layout;
}

/** @param near the versions that a new one joins, whose style counts first; null without any */
export function detectStyle(source: Source, near: Node | null): Style {
  const { text, json } = source;
  const newline = text.indexOf('\n');
  const sample = sampleVersion(source, near);
  const flat = json && text.includes(':') && !text.trim().includes('\n');
  const sampled = sample === undefined ? '' : text.slice(sample.start, sample.end);
  return {
    json,
    eol: newline > 0 && text[newline - 1] === '\r' ? '\r\n' : '\n',
    unit: detectUnit(source),
    gap: flat && !/"\s*:\s/.test(text.slice(0, 200)) ? '' : ' ',
    padding: /^\{ +\S/.test(sampled) ? ' ' : '',
    flat,
    leaf: sample === undefined ? defaultLeaf(json, flat) : layoutOf(sample, sampled),
  };
}

/** The indentation of an offset's line, up to the offset. */
export function lineIndent(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}

function defaultLeaf(json: boolean, flat: boolean): Layout {
  if (!json) return 'block';
  return flat ? 'line' : 'lines';
}

function layoutOf(map: MapNode, text: string): Layout {
  if (!map.flow) return 'block';
  return text.includes('\n') ? 'lines' : 'line';
}

/** The last version with fields among its siblings, else the first in the file. */
function sampleVersion(source: Source, near: Node | null): MapNode | undefined {
  if (isMap(near)) {
    for (let at = near.items.length - 1; at >= 0; at -= 1) {
      const value = near.items.at(at)?.value;
      if (isFilled(value)) return value;
    }
  }
  const models = ownMap(source.root, 'models');
  for (const model of models?.items ?? []) {
    for (const { value } of ownMap(model.value, 'versions')?.items ?? []) if (isFilled(value)) return value;
  }
  return undefined;
}

function isFilled(node: Node | null | undefined): node is MapNode {
  return isMap(node) && node.items.length > 0;
}

function ownMap(node: Node | null, key: string): MapNode | undefined {
  const map = resolve(node);
  const value = isMap(map) ? resolve(findOwnPair(map, key)?.value) : null;
  return isMap(value) ? value : undefined;
}

function detectUnit(source: Source): string {
  const outer = isMap(source.root) ? findOwnPair(source.root, 'models')?.key : undefined;
  const first = ownMap(source.root, 'models')?.items.at(0)?.key;
  const indentOf = (key: Node | null | undefined) => lineIndent(source.text, key?.start ?? 0);
  const [outside, inside] = [indentOf(outer), indentOf(first)];
  if (inside.length > outside.length && inside.startsWith(outside)) return inside.slice(outside.length);
  return /^([ \t]+)[^\s#]/m.exec(source.text)?.[1] ?? '  ';
}
