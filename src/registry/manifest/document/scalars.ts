import { stringify } from 'yaml';
import { isVersion } from '../../../model/version.js';

/** Controls, line separators and marks that reorder or hide text: written as escapes only. */
const INVISIBLE = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]/g;
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

export type Quote = '"' | "'" | '';

/** Text in double quotes, good as JSON and as YAML, on one line. */
export function quoteDouble(text: string): string {
  return JSON.stringify(text).replace(
    INVISIBLE,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** YAML that reads back as this text, in any place and by YAML 1.1 readers too; without quotes where that is safe. */
export function writeText(text: string): string {
  return isPlain(text) ? text : quoteDouble(text);
}

/** A number as JSON and YAML write it. */
export function writeNumber(value: number): string {
  return Object.is(value, -0) ? '-0.0' : JSON.stringify(value);
}

/** YAML for a key; version numbers stay bare, since keys are read as they are written. */
export function writeKey(key: string): string {
  return isVersion(key) ? key : writeText(key);
}

/** Text in the quotes that were there, unless they can't hold it. */
export function writeLike(text: string, quote: Quote): string {
  if (quote === '') return isVersion(text) ? text : writeText(text);
  // eslint-disable-next-line no-control-regex
  return quote === '"' || /[\u0000-\u001f]/.test(text) || text.search(INVISIBLE) >= 0
    ? quoteDouble(text)
    : `'${text.replaceAll("'", "''")}'`;
}

function isPlain(text: string): boolean {
  // A merge key, a document's marks and the value of YAML 1.1 ("=") have a meaning of their own.
  if (text === '<<' || text === '=' || text.startsWith('---') || text.startsWith('...')) return false;
  if (TIMESTAMP.test(text)) return true;
  if (text.search(INVISIBLE) >= 0 || /\p{Surrogate}/u.test(text)) return false;
  const inList = stringify([text], {
    collectionStyle: 'flow',
    flowCollectionPadding: false,
    lineWidth: 0,
    compat: 'yaml-1.1',
  });
  return inList === `[${text}]\n`;
}
