import { isAlias, isScalar } from 'yaml';
import type { Pair } from 'yaml';
import { quoteDouble, writeLike } from './scalars.js';
import type { Quote } from './scalars.js';
import type { Source } from './source.js';
import type { Splice } from './splice.js';
import { valueSlot } from './tokens.js';

/** Puts a text in place of a pair's scalar or alias, in the quotes that were there; anchors and comments stay. */
export function replaceValue(source: Source, pair: Pair, text: string): Splice[] {
  const node = pair.value;
  const [start, end] = isScalar(node) || isAlias(node) ? (node.range ?? [0, 0]) : [0, 0];
  const slot = valueSlot(pair);
  if (start === end)
    return slot === undefined ? [] : [{ start: slot, end: slot, text: ` ${writeBare(source, text)}` }];
  const written = source.text.slice(start, end);
  if (isAlias(node)) return [{ start, end, text: writeBare(source, text) }];
  // A block scalar's value takes its line ends with it.
  const tail = /^[|>]/.test(written) ? written.slice(written.trimEnd().length) : '';
  return [
    { start, end, text: (source.json ? writeJson(text, written) : writeLike(text, quoteOf(written))) + tail },
  ];
}

function writeBare(source: Source, text: string): string {
  return source.json ? quoteDouble(text) : writeLike(text, '');
}

/** A JSON number stays a number. */
function writeJson(text: string, written: string): string {
  return /^\d/.test(written) && /^\d+$/.test(text) ? text : quoteDouble(text);
}

function quoteOf(written: string): Quote {
  const first = written[0];
  return first === '"' || first === "'" ? first : '';
}
