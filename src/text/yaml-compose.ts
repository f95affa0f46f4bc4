import type { CST, Document, DocumentOptions, LineCounter, ParseOptions, SchemaOptions } from 'yaml';
import yaml from './lazy-yaml.cjs';
import type { YamlProblem } from './yaml-problem.js';

/** Deeper than people write. */
export const MAX_YAML_DEPTH = 200;

/** The text is nested deeper than `MAX_YAML_DEPTH`. */
export class YamlTooDeep extends RangeError {
  override readonly name = 'YamlTooDeep';

  /** @param offset where in the text, in UTF-16 units */
  constructor(readonly offset: number) {
    super(`is nested deeper than ${MAX_YAML_DEPTH} levels`);
  }
}

/**
 * The first document of a text (empty for an empty text), and the second, if any.
 * The library's `parseDocument` with a bound on depth: its composer recurses, and when the stack runs out V8
 * can end the process rather than throw.
 * @throws YamlTooDeep
 */
export function composeYaml(
  text: string,
  lines: LineCounter,
  options: ParseOptions & DocumentOptions & SchemaOptions,
): { document: Document.Parsed; second: Document.Parsed | undefined } {
  const composer = new (yaml().Composer)({ prettyErrors: false, logLevel: 'silent', ...options });
  const [document, second] = composer.compose(parseTokens(text, lines), true, text.length);
  if (document === undefined) throw new TypeError('the composer gave no document');
  return { document, second };
}

function* parseTokens(text: string, lines: LineCounter): Generator<CST.Token, void> {
  const { Lexer, Parser } = yaml();
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    // the stack also has the document and a scalar
    if (parser.stack.length > MAX_YAML_DEPTH + 2) throw new YamlTooDeep(parser.offset);
  }
  yield* parser.end();
}

/** Explains an alias without an anchor before it, such as a name that should have been quoted. */
export function explainAlias(source: string): Pick<YamlProblem, 'message' | 'hint'> {
  return {
    message: `the alias *${source} has no anchor before it`,
    hint: `Quote the value if the * belongs to it: ${JSON.stringify(`*${source}`)}. Otherwise define &${source} above.`,
  };
}

/** The first such alias, or null. */
export function findAliasProblem(document: Document.Parsed): YamlProblem | null {
  const { visit } = yaml();
  const anchors = new Set<string>();
  let problem: YamlProblem | null = null;
  visit(document, {
    Node(_, { anchor }) {
      if (anchor !== undefined) anchors.add(anchor);
    },
    Alias(_, { source, range }) {
      if (anchors.has(source)) return undefined;
      problem = { ...explainAlias(source), offset: range?.[0] ?? 0 };
      return visit.BREAK;
    },
  });
  return problem;
}

/** Explains the library's error for a `<<` that is not a map; null for other errors. */
export function explainMerge(error: unknown): Pick<YamlProblem, 'message' | 'hint'> | null {
  return error instanceof Error && error.message.startsWith('Merge sources')
    ? { message: 'the key << takes a map, or an alias of one', hint: 'Quote the key if << is a name.' }
    : null;
}
