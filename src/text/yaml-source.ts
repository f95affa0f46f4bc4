import { isMap, isScalar, isSeq, LineCounter, visit, type Document, type Node } from 'yaml';
import { StagegateError, type ErrorCode, type Place } from '../errors.js';
import { explainMerge, findAliasProblem, composeYaml, YamlTooDeep } from './yaml-compose.js';
import { explainYaml } from './yaml-problem.js';

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
  private constructor(
    readonly file: string,
    readonly document: Document.Parsed,
    readonly lines: LineCounter,
  ) {}

  /**
   * @param code the error code for a text that can't be parsed
   * @throws StagegateError for a syntax error, a duplicate key, several documents, an unknown tag or alias
   */
  static parse(file: string, text: string, code: ErrorCode): YamlSource {
    const lines = new LineCounter();
    const { document, second } = compose(file, text, { lines, code });
    if (second !== undefined) {
      const { line, col } = lines.linePos(second.range[0]);
      throw new StagegateError(code, 'the file contains more than one YAML document', {
        place: { file, line, column: col },
        hint: 'Keep one document: remove the "---" line and what belongs to another.',
      });
    }
    // an unknown tag is only a warning in the library, and changes the value
    const [error] = [...document.errors, ...document.warnings];
    const problem = error === undefined ? findAliasProblem(document) : explainYaml(error, text);
    if (problem !== null) {
      const { line, col } = lines.linePos(problem.offset);
      throw new StagegateError(code, `not valid YAML: ${problem.message}`, {
        place: { file, line, column: col },
        hint: problem.hint,
        cause: error,
      });
    }
    keepKeysAsWritten(document);
    return new YamlSource(file, document, lines);
  }

  /** The data with aliases resolved. Refuses an alias bomb. */
  toData(code: ErrorCode): unknown {
    try {
      return this.document.toJS({ maxAliasCount: 100 });
    } catch (cause) {
      const merge = explainMerge(cause);
      const message = merge === null ? 'its aliases expand to too much' : `not valid YAML: ${merge.message}`;
      throw new StagegateError(code, message, {
        place: merge === null ? { file: this.file, line: 1, column: 1 } : this.placeOfMerge(),
        hint: merge?.hint ?? 'Write the repeated parts out.',
        cause,
      });
    }
  }

  /** Where the value at a path starts, or its nearest existing parent. */
  placeOf(path: DataPath): Place {
    for (let length = path.length; length >= 0; length--) {
      const node = this.nodeAt(path.slice(0, length));
      if (node?.range) return this.place(node.range[0]);
    }
    return { file: this.file, line: 1, column: 1 };
  }

  /** Where a key of the map at a path is written. */
  placeOfKey(path: DataPath, key: string): Place {
    const map = this.nodeAt(path);
    if (isMap(map)) {
      for (const pair of map.items) {
        const name: unknown = isScalar(pair.key) ? pair.key.value : undefined;
        if (isScalar(pair.key) && pair.key.range && String(name) === key)
          return this.place(pair.key.range[0]);
      }
    }
    return this.placeOf(path);
  }

  /** How the map at a path is written. Null for anything else, such as an alias. */
  layoutOf(path: DataPath): MapLayout | null {
    const map = this.nodeAt(path);
    if (!isMap(map) || !map.range) return null;
    const [first] = map.items;
    const at = isScalar(first?.key) && first.key.range ? first.key.range[0] : map.range[0];
    return {
      isFlow: map.flow === true,
      isEmpty: first === undefined,
      start: this.place(map.range[0]),
      first: this.place(at),
    };
  }

  /** The first `<<`: an alias in it may hide the wrong one. */
  private placeOfMerge(): Place {
    let offset = 0;
    visit(this.document, {
      Pair(_, { key }) {
        if (!isScalar(key) || String(key.source) !== '<<') return undefined;
        offset = key.range?.[0] ?? 0;
        return visit.BREAK;
      },
    });
    return this.place(offset);
  }

  private nodeAt(path: DataPath): Node | null {
    let node: unknown = this.document.contents;
    for (const key of path) {
      if (isMap(node)) {
        const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
        node = pair?.value;
      } else if (isSeq(node)) node = node.items[Number(key)];
      else return null;
    }
    return (node as Node | null | undefined) ?? null;
  }

  private place(offset: number): Place {
    const { line, col } = this.lines.linePos(offset);
    return { file: this.file, line, column: col };
  }
}

function compose(file: string, text: string, { lines, code }: { lines: LineCounter; code: ErrorCode }) {
  try {
    return composeYaml(text, lines, { merge: true });
  } catch (error) {
    if (!(error instanceof YamlTooDeep)) throw error;
    const { line, col } = lines.linePos(error.offset);
    throw new StagegateError(code, `it ${error.message}`, { place: { file, line, column: col } });
  }
}

/** Keys are names: model `007` or `1.0` is not model 7 or 1, and `null` is a name too. */
function keepKeysAsWritten(document: Document.Parsed): void {
  visit(document, {
    Pair(_, { key }) {
      if (isScalar(key) && typeof key.value !== 'string' && key.source !== undefined) key.value = key.source;
    },
  });
}
