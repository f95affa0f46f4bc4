import type { Document, LineCounter } from 'yaml';
import { StagegateError, type ErrorCode } from '../errors.js';
import yaml from './lazy-yaml.cjs';
import { composeYaml, explainMerge, findAliasProblem, YamlTooDeep } from './yaml-compose.js';
import { fromLibrary } from './yaml-library-tree.js';
import { explainYaml } from './yaml-problem.js';
import { placeIn, YamlSource } from './yaml-source.js';

/**
 * Any YAML text, by YAML's library.
 * @param code the error code for a text that can't be parsed
 * @throws StagegateError for a syntax error, a duplicate key, several documents, an unknown tag or alias, an alias bomb
 */
export function parseYaml(file: string, text: string, code: ErrorCode): YamlSource {
  const document = composeOne(file, text, code);
  keepKeysAsWritten(document);
  return new YamlSource(file, text, fromLibrary(document.contents), toData(document, { file, text, code }));
}

interface Text {
  readonly file: string;
  readonly text: string;
  readonly code: ErrorCode;
}

function composeOne(file: string, text: string, code: ErrorCode): Document.Parsed {
  const lines = new (yaml().LineCounter)();
  const { document, second } = compose({ file, text, code }, lines);
  if (second !== undefined) {
    throw new StagegateError(code, 'the file contains more than one YAML document', {
      place: placeIn(file, text, second.range[0]),
      hint: 'Keep one document: remove the "---" line and what belongs to another.',
    });
  }
  // an unknown tag is only a warning in the library, and changes the value
  const [error] = [...document.errors, ...document.warnings];
  const problem = error === undefined ? findAliasProblem(document) : explainYaml(error, text);
  if (problem === null) return document;
  throw new StagegateError(code, `not valid YAML: ${problem.message}`, {
    place: placeIn(file, text, problem.offset),
    hint: problem.hint,
    cause: error,
  });
}

function compose({ file, text, code }: Text, lines: LineCounter) {
  try {
    return composeYaml(text, lines, { merge: true, keepSourceTokens: true });
  } catch (error) {
    if (!(error instanceof YamlTooDeep)) throw error;
    throw new StagegateError(code, `it ${error.message}`, { place: placeIn(file, text, error.offset) });
  }
}

function toData(document: Document.Parsed, { file, text, code }: Text): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    const merge = explainMerge(cause);
    const message = merge === null ? 'its aliases expand to too much' : `not valid YAML: ${merge.message}`;
    throw new StagegateError(code, message, {
      place: placeIn(file, text, merge === null ? 0 : findMerge(document)),
      hint: merge?.hint ?? 'Write the repeated parts out.',
      cause,
    });
  }
}

/** Keys are names: model `007` or `1.0` is not model 7 or 1, and `null` is a name too. */
function keepKeysAsWritten(document: Document.Parsed): void {
  yaml().visit(document, {
    Pair(_, { key }) {
      if (yaml().isScalar(key) && typeof key.value !== 'string' && key.source !== undefined)
        key.value = key.source;
    },
  });
}

/** The offset of the first `<<`, even if it isn't the wrong one: an alias can hide which one that is. */
function findMerge(document: Document.Parsed): number {
  const { isScalar, visit } = yaml();
  let offset = 0;
  visit(document, {
    Pair(_, { key }) {
      if (!isScalar(key) || String(key.source) !== '<<') return undefined;
      offset = key.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}
