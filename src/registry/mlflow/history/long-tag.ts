import { gunzipSync, gzipSync } from 'node:zlib';
import { partKey } from './tags.js';

/** Larger than any history line should get, unpacked (bytes): what claims more is no line. */
const MAX_UNPACKED = 32 * 1024 * 1024;

const PACKED = /^gzip:([1-9]\d{0,3}):/;

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/**
 * A text as tags of at most `limit` characters each: as it is where it fits, so that people can read it in
 * MLflow's pages, else packed, and where even that is too long in several parts. The part under the key itself
 * comes last: once it is there, all of them are.
 */
export function toTags(key: string, text: string, limit: number): Tag[] {
  if (text.length <= limit) return [{ key, value: text }];
  const packed = gzipSync(text).toString('base64');
  const room = limit - 'gzip:9999:'.length;
  const parts = Math.ceil(packed.length / room);
  const tags = Array.from({ length: parts }, (_, at) => {
    const piece = packed.slice(at * room, (at + 1) * room);
    return { key: partKey(key, at + 1), value: at === 0 ? `gzip:${parts}:${piece}` : piece };
  });
  return tags.reverse();
}

/** The text that tags hold under a key; null when there is none, or a part is missing or damaged. */
export function fromTags(key: string, tags: Readonly<Record<string, string>>): string | null {
  const first = tags[key];
  if (first === undefined) return null;
  const head = PACKED.exec(first);
  if (head === null) return first;
  const pieces = Array.from({ length: Number(head[1]) }, (_, at) =>
    at === 0 ? first.slice(head[0].length) : tags[partKey(key, at + 1)],
  );
  if (pieces.includes(undefined)) return null;
  try {
    return gunzipSync(Buffer.from(pieces.join(''), 'base64'), { maxOutputLength: MAX_UNPACKED }).toString();
  } catch {
    return null;
  }
}
