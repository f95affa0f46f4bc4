import { isScalar, type MapNode, type Node, type Pair, type ScalarNode, type SeqNode } from './yaml-tree.js';

/* What nearly every manifest and policy consists of: maps and lists, indented with spaces or in brackets, of words,
 * numbers and quoted text, each on one line. One pass reads that many times faster than YAML's library, which makes a
 * token of every space, and whose code takes as long to load as ten such files. Anything else (anchors, tags, block
 * texts, an empty value, tabs, all that is wrong) is left to the library, so that it alone says what YAML means and
 * what isn't YAML. */

/** Thrown for a text that isn't plain. */
const NOT_PLAIN = new Error('not a plain text');

/** In a large text, deeper maps are read again when somebody looks into them: it takes a fraction of the memory. */
const KEPT_DEPTH = 3;
/** UTF-16 units. */
const LARGE = 64 * 1024;
const MAX_DEPTH = 50;
/** YAML allows 1024 characters before a key's colon. */
const MAX_KEY = 1000;

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
/** YAML's core schema, without the forms (`0x1`, `.inf`) that are left to the library. */
const NUMBER = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const NULL = /^(?:~|null|Null|NULL)$/;
const TRUE = /^(?:true|True|TRUE)$/;
const FALSE = /^(?:false|False|FALSE)$/;

/**
 * The data of a plain text: YAML's core schema, and every key a text.
 * @param node of a tree without anchors and tags
 */
export function dataOf(node: Node | null): unknown {
  if (node?.kind === 'map')
    return Object.fromEntries(
      node.items.map(({ key, value }) => [isScalar(key) ? key.source : '', dataOf(value)]),
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
  private keptDepth: number;

  constructor(
    private readonly text: string,
    private readonly json: boolean,
  ) {
    this.keptDepth = text.length < LARGE ? MAX_DEPTH : KEPT_DEPTH;
  }

  readFile(): MapNode {
    if (this.json) this.take(GAP);
    else this.take(LINES);
    const isFlow = this.text[this.at] === '{';
    if (!isFlow) {
      if (this.json || this.column() !== 0) throw NOT_PLAIN;
      const map = this.readMap(false, 0);
      if (this.at < this.text.length) throw NOT_PLAIN;
      return map;
    }
    this.gap = GAP;
    const map = this.readMap(true, 0);
    this.take(GAP);
    if (this.at < this.text.length) throw NOT_PLAIN;
    return map;
  }

  /** The entries of a map that starts at an offset. */
  readAgain(start: number, flow: boolean, depth: number): readonly Pair[] {
    this.at = start;
    this.keptDepth = MAX_DEPTH;
    return flow ? this.readFlow(depth) : this.readBlock(depth).items;
  }

  private readMap(flow: boolean, depth: number): MapNode {
    if (depth > MAX_DEPTH) throw NOT_PLAIN;
    const start = this.at;
    let items: readonly Pair[];
    let end: number;
    if (flow) {
      items = this.readFlow(depth);
      end = this.at;
    } else ({ items, end } = this.readBlock(depth));
    refuseDuplicates(items);
    if (depth > this.keptDepth) return new LateMap(this, { start, end, flow, depth });
    return { kind: 'map', start, end, flow, items };
  }

  /** From the first key to the start of the next line that doesn't belong to the map. */
  private readBlock(depth: number): { items: readonly Pair[]; end: number } {
    const column = this.column();
    const items: Pair[] = [];
    let end = this.at;
    for (;;) {
      const start = this.at;
      const key = this.readKey();
      const slot = this.at;
      this.take(SPACE);
      let value: Node;
      if (this.at > slot && !this.isAtLineEnd()) {
        value = this.readInLine(depth + 1);
        end = value.end;
        this.endLine();
      } else {
        this.at = slot;
        this.endLine();
        const isList = this.isAtDash();
        // a list may stand right below its key
        if (this.column() < column + (isList ? 0 : 1)) throw NOT_PLAIN;
        value = isList ? this.readList(depth + 1) : this.readMap(false, depth + 1);
        end = value.end;
      }
      items.push({ key, value, start, slot });
      const next = this.at < this.text.length ? this.column() : -1;
      if (next > column) throw NOT_PLAIN;
      if (next < column) return { items, end };
    }
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
    this.take(this.gap);
    if (this.text[this.at] === ']') this.at += 1;
    else {
      let char: string | undefined;
      do {
        this.take(this.gap);
        items.push(this.readInFlow(depth + 1));
        this.take(this.gap);
        char = this.text[this.at];
        this.at += 1;
      } while (char === ',');
      if (char !== ']') throw NOT_PLAIN;
    }
    return { kind: 'seq', start, end: this.at, flow: true, items };
  }

  /** From the brace to behind the closing one. */
  private readFlow(depth: number): readonly Pair[] {
    const items: Pair[] = [];
    this.at += 1;
    this.take(this.gap);
    if (this.text[this.at] === '}') {
      this.at += 1;
      return items;
    }
    for (;;) {
      const start = this.at;
      const key = this.readKey();
      const slot = this.at;
      this.take(this.gap);
      if (this.at === slot && key.style === 'plain') throw NOT_PLAIN;
      const value = this.readInFlow(depth + 1);
      items.push({ key, value, start, slot });
      this.take(this.gap);
      const char = this.text[this.at];
      this.at += 1;
      if (char === '}') return items;
      if (char !== ',') throw NOT_PLAIN;
      this.take(this.gap);
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
    const written = text.slice(start + 1, this.at - 1);
    const isEscaped = quote === '"' && written.includes('\\');
    const source = isEscaped ? (JSON.parse(text.slice(start, this.at)) as string) : written;
    return { kind: 'scalar', start, end: this.at, source, style: 'quoted', number: undefined, isNull: false };
  }

  private readWord(pattern: RegExp): ScalarNode | null {
    const { text, at: start } = this;
    if (!this.take(pattern)) return null;
    const source = text.slice(start, this.at);
    if (source.startsWith('0x') || source.startsWith('0o')) throw NOT_PLAIN;
    const number = NUMBER.test(source) ? Number(source) : undefined;
    const isNull = source.length <= 4 && NULL.test(source);
    return { kind: 'scalar', start, end: this.at, source, style: 'plain', number, isNull };
  }

  /** To the next line with something in it. */
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

  private take(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    if (!pattern.test(this.text)) return false;
    const length = pattern.lastIndex - this.at;
    this.at = pattern.lastIndex;
    return length > 0;
  }
}

/** A map that keeps its place, not its entries. */
class LateMap implements MapNode {
  readonly kind = 'map';
  readonly start: number;
  readonly end: number;
  readonly flow: boolean;
  private readonly depth: number;

  constructor(
    private readonly reader: PlainReader,
    { start, end, flow, depth }: { start: number; end: number; flow: boolean; depth: number },
  ) {
    this.start = start;
    this.end = end;
    this.flow = flow;
    this.depth = depth;
  }

  get items(): readonly Pair[] {
    return this.reader.readAgain(this.start, this.flow, this.depth);
  }
}

/** The library's way says which key it is. */
function refuseDuplicates(items: readonly Pair[]): void {
  if (items.length < 2) return;
  const names = new Set<string>();
  for (const { key } of items) if (isScalar(key)) names.add(key.source);
  if (names.size < items.length) throw NOT_PLAIN;
}
