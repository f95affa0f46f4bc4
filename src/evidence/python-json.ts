import { quote } from '../text/safe.js';
/**
 * Strict JSON (RFC 8259) plus the bare NaN, Infinity and -Infinity that Python's json module writes.
 *
 * No library does this. JSON.parse refuses Python's numbers, silently keeps the last of two equal keys and gives no
 * position. Lenient readers (JSON5, jsonc) accept comments, trailing commas or a cut-off end.
 */
import { findPosition, unreadableAt } from './decode.js';
import { UnreadableReport } from './evidence.js';

/** Objects are Maps, so `__proto__` is an ordinary key. Numbers may be NaN or infinite. */
export type JsonValue = null | boolean | number | string | JsonValue[] | Map<string, JsonValue>;

/** Deeper than any tool's report, and safe for the stack. */
const MAX_DEPTH = 200;

const LITERALS = new Map<string, JsonValue>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
]);
const ESCAPES = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);
/** How Python and others write literals that JSON spells differently. */
const OTHER_LITERALS = /^(?:none|true|false|[-+]?nan|[-+]?inf(?:inity)?|nil|undefined)$/i;
const TOKEN = /[-+.\w]*/y;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const NUMBER_SO_FAR = /^-?(?:(?:0|[1-9]\d*)(?:\.\d*)?(?:(?<=\d)[eE][+-]?\d*)?)?$/;

/** @throws UnreadableReport with the position where the text stops being JSON */
export function parsePythonJson(text: string): JsonValue {
  return new Reader(text).readDocument();
}

class Reader {
  private offset = 0;

  constructor(private readonly text: string) {}

  readDocument(): JsonValue {
    this.skipSpace();
    if (this.offset === this.text.length) throw new UnreadableReport('is empty');
    const value = this.readValue(0);
    this.skipSpace();
    if (this.offset < this.text.length) this.fail('has more text after the end of its JSON');
    return value;
  }

  private readValue(depth: number): JsonValue {
    const char = this.text[this.offset];
    if (char === '"') return this.readString();
    if (char !== '{' && char !== '[') return this.readToken();
    if (depth === MAX_DEPTH) this.fail(`is nested deeper than ${MAX_DEPTH} levels`);
    return char === '{' ? this.readObject(depth + 1) : this.readArray(depth + 1);
  }

  private readObject(depth: number): Map<string, JsonValue> {
    const members = new Map<string, JsonValue>();
    this.offset += 1;
    this.skipSpace();
    if (this.skip('}')) return members;
    do {
      this.skipSpace();
      const start = this.offset;
      if (this.text[start] !== '"') {
        const python =
          this.text[start] === "'" ? " (Python's str() of a dict is not JSON: use json.dump)" : '';
        this.fail(`has ${this.quoteNext()} where a key in double quotes belongs${python}`);
      }
      const key = this.readString();
      if (members.has(key)) this.fail(`has the key ${quote(key)} twice, the second time`, start);
      this.skipSpace();
      if (!this.skip(':')) this.fail(`has ${this.quoteNext()} where a colon belongs`);
      this.skipSpace();
      members.set(key, this.readValue(depth));
      this.skipSpace();
    } while (this.skip(','));
    if (!this.skip('}')) this.fail(`has ${this.quoteNext()} where a comma or } belongs`);
    return members;
  }

  private readArray(depth: number): JsonValue[] {
    const items: JsonValue[] = [];
    this.offset += 1;
    this.skipSpace();
    if (this.skip(']')) return items;
    do {
      this.skipSpace();
      items.push(this.readValue(depth));
      this.skipSpace();
    } while (this.skip(','));
    if (!this.skip(']')) this.fail(`has ${this.quoteNext()} where a comma or ] belongs`);
    return items;
  }

  private readString(): string {
    let result = '';
    this.offset += 1;
    for (;;) {
      const start = this.offset;
      let code = this.text.charCodeAt(this.offset);
      while (code !== 0x22 && code !== 0x5c && code >= 0x20) code = this.text.charCodeAt(++this.offset);
      result += this.text.slice(start, this.offset);
      if (this.skip('"')) return result;
      if (code !== 0x5c) this.fail('has a bare control character in a string');
      result += this.readEscape();
    }
  }

  private readEscape(): string {
    const char = this.text[this.offset + 1];
    if (char === undefined) this.failCutOff();
    const plain = ESCAPES.get(char);
    if (plain !== undefined) {
      this.offset += 2;
      return plain;
    }
    const digits = this.text.slice(this.offset + 2, this.offset + 6);
    if (char !== 'u' || !/^[0-9a-fA-F]*$/.test(digits)) this.fail('has an escape that JSON does not know');
    if (digits.length < 4) this.failCutOff();
    this.offset += 6;
    return String.fromCharCode(parseInt(digits, 16));
  }

  private readToken(): JsonValue {
    const start = this.offset;
    TOKEN.lastIndex = start;
    TOKEN.test(this.text);
    const end = TOKEN.lastIndex;
    const token = this.text.slice(start, end);
    if (token === '') this.fail(`has ${this.quoteNext()} where a value belongs`);
    if (NUMBER.test(token)) {
      this.offset = end;
      return Number(token);
    }
    const literal = LITERALS.get(token);
    if (literal !== undefined) {
      this.offset = end;
      return literal;
    }
    const unfinished =
      NUMBER_SO_FAR.test(token) || [...LITERALS.keys()].some((word) => word.startsWith(token));
    if (end === this.text.length && unfinished) this.failCutOff();
    const python = OTHER_LITERALS.test(token) ? ' (JSON has null, true, false, NaN and Infinity)' : '';
    return this.fail(`has ${quote(token)} where a value belongs${python}`);
  }

  private skipSpace(): void {
    let code = this.text.charCodeAt(this.offset);
    while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) {
      code = this.text.charCodeAt(++this.offset);
    }
  }

  private skip(char: string): boolean {
    if (this.text[this.offset] !== char) return false;
    this.offset += 1;
    return true;
  }

  private quoteNext(): string {
    return quote(String.fromCodePoint(this.text.codePointAt(this.offset) ?? 0));
  }

  /** At the end of the text, the reason is always that it was cut off. */
  private fail(message: string, offset = this.offset): never {
    if (offset >= this.text.length) this.failCutOff();
    throw unreadableAt(message, findPosition(this.text, offset));
  }

  private failCutOff(): never {
    throw unreadableAt('is cut off', findPosition(this.text, this.text.length));
  }
}
