import {
  Composer,
  Lexer,
  Parser,
  type CST,
  type DocumentOptions,
  type Document,
  type LineCounter,
  type ParseOptions,
  type SchemaOptions,
} from 'yaml';

/** Deeper than anything that people write. */
export const MAX_YAML_DEPTH = 200;

/** The text nests its collections deeper than `MAX_YAML_DEPTH`. */
export class YamlTooDeep extends RangeError {
  override readonly name = 'YamlTooDeep';

  /** @param offset where in the text, in UTF-16 units */
  constructor(readonly offset: number) {
    super(`is nested deeper than ${MAX_YAML_DEPTH} levels`);
  }
}

/**
 * The first document of a text, empty for an empty text, and the second if there is one.
 * The library's `parseDocument` with a bound on depth: its composer recurses, and when the stack runs out V8
 * can end the process rather than throw.
 * @throws YamlTooDeep
 */
export function composeYaml(
  text: string,
  lines: LineCounter,
  options: ParseOptions & DocumentOptions & SchemaOptions,
): { document: Document.Parsed; second: Document.Parsed | undefined } {
  const composer = new Composer({ prettyErrors: false, logLevel: 'silent', ...options });
  const [document, second] = composer.compose(parseTokens(text, lines), true, text.length);
  if (document === undefined) throw new TypeError('the composer gave no document');
  return { document, second };
}

function* parseTokens(text: string, lines: LineCounter): Generator<CST.Token, void> {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    // the document and a scalar stand on the stack beside the collections
    if (parser.stack.length > MAX_YAML_DEPTH + 2) throw new YamlTooDeep(parser.offset);
  }
  yield* parser.end();
}
