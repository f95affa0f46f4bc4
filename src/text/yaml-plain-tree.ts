import type { Node, Pair, Pairs, ScalarNode } from './yaml-tree.js';

/* The parts of a plain text's tree. */

/** Thrown for a text that isn't plain. */
export const NOT_PLAIN = new Error('not a plain text');

/** YAML's core schema, without the forms (`0x1`, `.inf`) that are left to the library. */
const NUMBER = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const NULL = /^(?:~|null|Null|NULL)$/;

/** Where a map's pairs go as they are read. */
export interface Collected {
  push(pair: PlainPair): unknown;
}

/** A pair of a plain text: both parts are written. */
export interface PlainPair extends Pair {
  readonly key: ScalarNode;
  readonly slot: number;
}

/** Works its text out when it is asked for: most scalars are only passed over. */
export class PlainScalar implements ScalarNode {
  private known: string | undefined;

  constructor(
    private readonly text: string,
    readonly start: number,
    readonly end: number,
    readonly style: 'plain' | 'quoted',
  ) {}

  get kind(): 'scalar' {
    return 'scalar';
  }

  get source(): string {
    return (this.known ??= this.style === 'plain' ? this.text.slice(this.start, this.end) : this.unquote());
  }

  get number(): number | undefined {
    return this.style === 'plain' && NUMBER.test(this.source) ? Number(this.source) : undefined;
  }

  get isNull(): boolean {
    return this.style === 'plain' && this.end - this.start <= 4 && NULL.test(this.source);
  }

  private unquote(): string {
    const { text, start, end } = this;
    const written = text.slice(start + 1, end - 1);
    const isEscaped = text[start] === '"' && written.includes('\\');
    return isEscaped ? (JSON.parse(text.slice(start, end)) as string) : written;
  }
}

/** Reads parts of a text again. */
interface Again {
  /** The key at an offset, and where its value can start. */
  readKeyAgain(start: number): { readonly key: ScalarNode; readonly slot: number };
  /** The value of a pair of a map at a depth. */
  readValueAgain(pair: { readonly start: number; readonly slot: number }, flow: boolean, depth: number): Node;
}

/** Pairs kept as offsets only: each is read from the text again when it is asked for. */
export class LatePairs implements Pairs {
  private readonly starts: number[] = [];
  private names: Set<string> | null = new Set();

  constructor(
    private readonly reader: Again,
    private readonly flow: boolean,
    private readonly depth: number,
  ) {}

  push({ key, start }: PlainPair): void {
    this.starts.push(start);
    this.names?.add(key.source);
  }

  finish(): void {
    if (this.names?.size !== this.length) throw NOT_PLAIN;
    this.names = null;
  }

  get length(): number {
    return this.starts.length;
  }

  at(index: number): Pair | undefined {
    const start = this.starts.at(index);
    return start === undefined ? undefined : this.read(start);
  }

  *[Symbol.iterator](): Generator<Pair, void> {
    for (const start of this.starts) yield this.read(start);
  }

  private read(start: number): Pair {
    const { reader, flow, depth } = this;
    const { key, slot } = reader.readKeyAgain(start);
    return new LatePair(key, start, slot, (pair) => reader.readValueAgain(pair, flow, depth));
  }
}

/** A pair that reads its value when it is asked for. */
class LatePair implements Pair {
  private known: Node | undefined;

  constructor(
    readonly key: ScalarNode,
    readonly start: number,
    readonly slot: number,
    private readonly read: (pair: LatePair) => Node,
  ) {}

  get value(): Node {
    return (this.known ??= this.read(this));
  }
}

/** Up to this many keys, comparing each with each is faster, and leaves no garbage. */
const FEW = 12;

/** Leaves a text with a duplicate key to the library, which says which key it is. */
export function refuseDuplicates(items: readonly PlainPair[]): void {
  if (items.length > FEW) {
    if (new Set(items.map(({ key }) => key.source)).size < items.length) throw NOT_PLAIN;
    return;
  }
  for (let at = 1; at < items.length; at += 1) {
    const name = items[at]?.key.source;
    for (let before = 0; before < at; before += 1) if (items[before]?.key.source === name) throw NOT_PLAIN;
  }
}
