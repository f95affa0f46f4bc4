import { LatePairs, NOT_PLAIN, PlainScalar, refuseDuplicates, type Collected } from './yaml-plain-tree.js';
import { isScalar, type MapNode, type Node, type ScalarNode, type SeqNode } from './yaml-tree.js';

/* What nearly every manifest and policy consists of: maps and lists, indented with spaces or in brackets, of words,
 * numbers and quoted text, each on one line. One pass reads that many times faster than YAML's library, which makes a
 * token of every space, and whose code takes as long to load as ten such files. Anything else (anchors, tags, block
 * texts, an empty value, tabs, all that is wrong) is left to the library, so that it alone says what YAML means and
 * what isn't YAML. */

/** In a large text, the pairs of maps from here on are read again when somebody asks: it takes a fraction of the memory. */
const LATE_DEPTH = 3;
/** UTF-16 units. */
const LARGE = 64 * 1024;
const MAX_DEPTH = 50;
/** YAML allows 1024 characters before a key's colon. */
const MAX_KEY = 1000;

/** The code of a space: nothing above it is blank. */
const BLANK = 0x20;
const SPACE = / */y;
const GAP = /[ \t\n]*(?:\r\n[ \t\n]*)*/y;
/** Blank lines and comments up to the next line with something else, and that line's indentation. */
const LINES = /(?: *(?:#[^\r\n]*)?\r?\n)*(?: *#[^\r\n]*$)? */y;
const LINE_END = /(?:(?: +(?:#[^\r\n]*)?)?(?:\r?\n|$))/y;
const WORD = '[\\w./+~@=%;()&?$-]';
const PLAIN_KEY = /[A-Za-z0-9_][\w./+@=%-]*/y;
const PLAIN = new RegExp(
  `(?:[A-Za-z_/~]|[-+]?[A-Za-z0-9])(?:${WORD}|:(?=${WORD}))*(?: +(?:${WORD}|:(?=${WORD}))+)*`,
  'y',
);
/** Outside of brackets, nearly everything is text: only `: ` and ` #` aren't. */
const LINE_WORD = '(?:[!-"$-9;-~]|:(?=[!-~]))(?:[!-9;-~]|:(?=[!-~]))*';
const PLAIN_LINE = new RegExp(
  `(?:[A-Za-z_/~]|[-+]?[A-Za-z0-9])(?:[!-9;-~]|:(?=[!-~]))*(?: +${LINE_WORD})*`,
  'y',
);
/** A dash of a list. */
const DASH = /- +(?=[^ #\r\n])/y;
// eslint-disable-next-line no-control-regex
const DOUBLE = /"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
// eslint-disable-next-line no-control-regex
const SINGLE = /'[^'\x00-\x1f]*'(?!')/y;
/** Where a list's item is a map: its first key. */
// eslint-disable-next-line no-control-regex
const KEY_AHEAD = /(?:[A-Za-z0-9_][\w./+@=%-]*|"(?:[^"\\\x00-\x1f]|\\.)*"|'[^'\x00-\x1f]*'):(?=[ \r\n]|$)/y;
const JSON_ATOM =
  /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![\w.+-])|(?:true|false|null)(?!\w)/y;
const TRUE = /^(?:true|True|TRUE)$/;
const FALSE = /^(?:false|False|FALSE)$/;

/**
 * The data of a plain text: YAML's core schema, and every key a text.
 * @param node of a tree without anchors and tags
 */
export function dataOf(node: Node | null): unknown {
  if (node?.kind === 'map')
    return Object.fromEntries(
      Array.from(node.items, ({ key, value }) => [isScalar(key) ? key.source : '', dataOf(value)]),
    );
  if (node?.kind === 'seq') return node.items.map(dataOf);
  if (node?.kind !== 'scalar' || node.isNull) return null;
  const { source, style, number } = node;
  if (style !== 'plain') return source;
  return number ?? (TRUE.test(source) || (FALSE.test(source) ? false : source));
}

/** @returns the tree; undefined for a text that isn't plain, or not JSON where it must be */
export function readPlain(text: string, json: boolean): MapNode | undefined {
  try {
    return new PlainReader(text, json).readFile();
  } catch (error) {
    if (error === NOT_PLAIN) return undefined;
    throw error;
  }
}

class PlainReader {
  private at = 0;
  /** Only a file that is in braces as a whole may have line ends inside of braces. */
  private gap = SPACE;
  private lateDepth: number;

  constructor(
    private readonly text: string,
    private readonly json: boolean,
  ) {
    this.lateDepth = text.length < LARGE ? Infinity : LATE_DEPTH;
  }

  readFile(): MapNode {
    if (this.json) this.take(GAP);
    else this.take(LINES);
    const isFlow = this.text[this.at] === '{';
    if (!isFlow && (this.json || this.column() !== 0)) throw NOT_PLAIN;
    if (isFlow) this.gap = GAP;
    const map = this.readMap(isFlow, 0);
    if (isFlow) this.take(GAP);
    if (this.at < this.text.length) throw NOT_PLAIN;
    // pairs that are read again from here on are kept by the caller
    this.lateDepth = Infinity;
    return map;
  }

  /** The key at an offset, and where it ends. */
  readKeyAgain(start: number): { key: ScalarNode; slot: number } {
    this.at = start;
    return { key: this.readKey(), slot: this.at };
  }

  /** The value of the pair at an offset, in a map at a depth. */
  readValueAgain({ start, slot }: { start: number; slot: number }, flow: boolean, depth: number): Node {
    this.at = start;
    const column = flow ? 0 : this.column();
    this.at = slot;
    if (!flow) return this.readBlockValue(column, depth);
    this.takeGap();
    return this.readInFlow(depth + 1);
  }

  private readMap(flow: boolean, depth: number): MapNode {
    if (depth > MAX_DEPTH) throw NOT_PLAIN;
    const start = this.at;
    const items = depth < this.lateDepth ? [] : new LatePairs(this, flow, depth);
    const end = flow ? this.readFlow(items, depth) : this.readBlock(items, depth);
    if (items instanceof LatePairs) items.finish();
    else refuseDuplicates(items);
    return { kind: 'map', start, end, flow, items };
  }

  /** From the first key to the start of the next line that doesn't belong to the map. @returns the last value's end */
  private readBlock(items: Collected, depth: number): number {
    const column = this.column();
    for (;;) {
      const start = this.at;
      const key = this.readKey();
      const slot = this.at;
      const value = this.readBlockValue(column, depth);
      items.push({ key, value, start, slot });
      const next = this.at < this.text.length ? this.column() : -1;
      if (next > column) throw NOT_PLAIN;
      if (next < column) return value.end;
    }
  }

  /** From behind the colon of a key in a column to the next line. */
  private readBlockValue(column: number, depth: number): Node {
    const slot = this.at;
    this.takeSpace();
    if (this.at > slot && !this.isAtLineEnd()) {
      const value = this.readInLine(depth + 1);
      this.endLine();
      return value;
    }
    this.at = slot;
    this.endLine();
    const isList = this.isAtDash();
    // a list may stand right below its key
    if (this.column() < column + (isList ? 0 : 1)) throw NOT_PLAIN;
    return isList ? this.readList(depth + 1) : this.readMap(false, depth + 1);
  }

  /** From the first dash to the start of the next line that doesn't belong to the list. */
  private readList(depth: number): SeqNode {
    if (depth > MAX_DEPTH) throw NOT_PLAIN;
    const start = this.at;
    const column = this.column();
    const items: Node[] = [];
    let next: number;
    do {
      this.take(DASH);
      KEY_AHEAD.lastIndex = this.at;
      if (KEY_AHEAD.test(this.text)) items.push(this.readMap(false, depth + 1));
      else {
        if (this.isAtDash()) throw NOT_PLAIN;
        items.push(this.readInLine(depth + 1));
        this.endLine();
      }
      next = this.at < this.text.length ? this.column() : -1;
      if (next > column) throw NOT_PLAIN;
    } while (next === column && this.isAtDash());
    return { kind: 'seq', start, end: items.at(-1)?.end ?? start, flow: false, items };
  }

  /** A value that ends in its line: the line's end is read by the caller. */
  private readInLine(depth: number): Node {
    const char = this.text[this.at];
    if (char === '{') return this.readMap(true, depth);
    if (char === '[') return this.readFlowList(depth);
    return this.readScalar(PLAIN_LINE);
  }

  private readInFlow(depth: number): Node {
    const char = this.text[this.at];
    if (char === '{') return this.readMap(true, depth);
    if (char === '[') return this.readFlowList(depth);
    return this.readScalar(PLAIN);
  }

  private readFlowList(depth: number): SeqNode {
    if (depth > MAX_DEPTH) throw NOT_PLAIN;
    const start = this.at;
    const items: Node[] = [];
    this.at += 1;
    this.takeGap();
    if (this.text[this.at] === ']') this.at += 1;
    else {
      let char: string | undefined;
      do {
        this.takeGap();
        items.push(this.readInFlow(depth + 1));
        this.takeGap();
        char = this.text[this.at];
        this.at += 1;
      } while (char === ',');
      if (char !== ']') throw NOT_PLAIN;
    }
    return { kind: 'seq', start, end: this.at, flow: true, items };
  }

  /** From the brace to behind the closing one. @returns where that is */
  private readFlow(items: Collected, depth: number): number {
    this.at += 1;
    this.takeGap();
    if (this.text[this.at] === '}') {
      this.at += 1;
      return this.at;
    }
    for (;;) {
      const start = this.at;
      const key = this.readKey();
      const slot = this.at;
      if (!this.takeGap() && key.style === 'plain') throw NOT_PLAIN;
      items.push({ key, value: this.readInFlow(depth + 1), start, slot });
      this.takeGap();
      const char = this.text[this.at];
      this.at += 1;
      if (char === '}') return this.at;
      if (char !== ',') throw NOT_PLAIN;
      this.takeGap();
    }
  }

  /** A key and its colon. */
  private readKey(): ScalarNode {
    const start = this.at;
    const key = this.readQuoted() ?? (this.json ? null : this.readWord(PLAIN_KEY));
    if (key === null || this.text[this.at] !== ':' || this.at - start > MAX_KEY) throw NOT_PLAIN;
    this.at += 1;
    return key;
  }

  private readScalar(pattern: RegExp): ScalarNode {
    const scalar = this.readQuoted() ?? this.readWord(this.json ? JSON_ATOM : pattern);
    if (scalar === null) throw NOT_PLAIN;
    return scalar;
  }

  private readQuoted(): ScalarNode | null {
    const { text, at: start } = this;
    const quote = text[start];
    if (quote !== '"' && (quote !== "'" || this.json)) return null;
    if (!this.take(quote === '"' ? DOUBLE : SINGLE)) throw NOT_PLAIN;
    return new PlainScalar(text, start, this.at, 'quoted');
  }

  private readWord(pattern: RegExp): ScalarNode | null {
    const { text, at: start } = this;
    if (!this.take(pattern)) return null;
    if (text.startsWith('0x', start) || text.startsWith('0o', start)) throw NOT_PLAIN;
    return new PlainScalar(text, start, this.at, 'plain');
  }

  /** Goes on to the next line with something in it. */
  private endLine(): void {
    LINE_END.lastIndex = this.at;
    if (!LINE_END.test(this.text)) throw NOT_PLAIN;
    this.at = LINE_END.lastIndex;
    this.take(LINES);
  }

  private isAtDash(): boolean {
    DASH.lastIndex = this.at;
    return DASH.test(this.text);
  }

  private isAtLineEnd(): boolean {
    const char = this.text[this.at];
    return char === undefined || char === '\n' || char === '\r' || char === '#';
  }

  private column(): number {
    return this.at - (this.text.lastIndexOf('\n', this.at - 1) + 1);
  }

  private takeGap(): boolean {
    return this.text.charCodeAt(this.at) <= BLANK && this.take(this.gap);
  }

  private takeSpace(): boolean {
    return this.text.charCodeAt(this.at) <= BLANK && this.take(SPACE);
  }

  private take(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    if (!pattern.test(this.text)) return false;
    const length = pattern.lastIndex - this.at;
    this.at = pattern.lastIndex;
    return length > 0;
  }
}
