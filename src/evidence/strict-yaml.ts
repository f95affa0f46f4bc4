import type { Document, LineCounter, YAMLError } from 'yaml';
import yaml from '../text/lazy-yaml.cjs';
import {
  explainAlias,
  explainMerge,
  MAX_YAML_DEPTH,
  YamlTooDeep,
  composeYaml,
} from '../text/yaml-compose.js';
import { explainYaml, type YamlProblem } from '../text/yaml-problem.js';
import { findPosition, unreadableAt } from './decode.js';
import { UnreadableReport } from './evidence.js';
import type { JsonValue } from './python-json.js';

/** How often one anchor may expand: enough for people, far too little for an alias bomb. */
const MAX_UNFOLDING = 100;
/** Limits the time: the library searches the whole document for each alias. */
const MAX_ALIASES = 1000;
/** Aliases can repeat a large value, so the expanded size is bounded too. */
const MAX_VALUES = 1_000_000;
const TOO_DEEP = `is nested deeper than ${MAX_YAML_DEPTH} levels`;

/**
 * One YAML 1.2 document as JSON-like data: core schema, merge keys, and every key as a string.
 * `.nan` and `.inf` are numbers.
 * @throws UnreadableReport on any error, duplicate key, second document or too much expansion
 */
export function parseStrictYaml(text: string): JsonValue {
  try {
    return readDocument(text);
  } catch (error) {
    if (error instanceof UnreadableReport) throw error;
    if (error instanceof YamlTooDeep) throw unreadableAt(error.message, findPosition(text, error.offset));
    const merge = explainMerge(error);
    throw new UnreadableReport(
      merge === null ? 'is not valid YAML' : `is not valid YAML: ${merge.message}. ${merge.hint}`,
    );
  }
}

function readDocument(text: string): JsonValue {
  const lines = new (yaml().LineCounter)();
  // Always the core schema, whatever a %YAML directive says: 1.1 would read `1:30` as ninety.
  // Keys are checked below: the library's own check is quadratic.
  const { document, second } = composeYaml(text, lines, {
    schema: 'core',
    resolveKnownTags: false,
    merge: true,
    uniqueKeys: false,
  });
  if (document.contents === null && document.errors.length === 0) throw new UnreadableReport('is empty');
  const [error] = document.errors;
  if (error !== undefined) throw describe(error, text, lines);
  if (second !== undefined) {
    throw unreadableAt(
      'contains more than one YAML document; the second starts',
      locate(lines, second.range[0]),
    );
  }
  checkKeysAndAliases(document, lines);
  return convert(unfold(document), { left: MAX_VALUES }, 0);
}

function unfold(document: Document.Parsed): unknown {
  try {
    return document.toJS({ mapAsMap: true, maxAliasCount: MAX_UNFOLDING });
  } catch (error) {
    // every alias has its anchor by now, so the library only refuses how much they expand to
    if (!(error instanceof ReferenceError)) throw error;
    throw new UnreadableReport('has aliases that expand to too much: write the repeated parts out');
  }
}

function describe(error: YAMLError, text: string, lines: LineCounter): UnreadableReport {
  const problem = explainYaml(error, text);
  const end = text.trimEnd().length;
  if (error.pos[0] >= end || (problem.isOpen === true && error.pos[1] >= end)) {
    return unreadableAt('is cut off', locate(lines, error.pos[0]));
  }
  return invalidAt(problem, lines);
}

function invalidAt({ message, hint, offset }: YamlProblem, lines: LineCounter): UnreadableReport {
  const { line, column } = locate(lines, offset);
  const what = `is not valid YAML at line ${line}, column ${column}: ${message}`;
  return new UnreadableReport(`${what}. ${hint.replace(/\.$/, '')}`, line, column);
}

function checkKeysAndAliases(document: Document.Parsed, lines: LineCounter): void {
  const { isScalar, visit } = yaml();
  let aliases = 0;
  const anchors = new Set<string>();
  const keepAnchor = (node: { anchor?: string | undefined }): void => {
    if (node.anchor !== undefined) anchors.add(node.anchor);
  };
  visit(document, {
    Alias(_, { source, range }) {
      aliases += 1;
      if (aliases > MAX_ALIASES) throw new UnreadableReport(`uses more than ${MAX_ALIASES} aliases`);
      if (anchors.has(source)) return;
      throw invalidAt({ ...explainAlias(source), offset: range?.[0] ?? 0 }, lines);
    },
    Scalar: (_, scalar) => keepAnchor(scalar),
    Seq: (_, list) => keepAnchor(list),
    Map(_, map) {
      keepAnchor(map);
      const seen = new Set<string>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const name = nameKey(key.value);
        if (seen.has(name)) {
          throw unreadableAt(
            `has the key ${JSON.stringify(name)} twice, the second time`,
            locate(lines, key.range?.[0] ?? 0),
          );
        }
        seen.add(name);
      }
    },
  });
}

function convert(value: unknown, budget: { left: number }, depth: number): JsonValue {
  budget.left -= 1;
  if (budget.left < 0) throw new UnreadableReport(`expands to more than ${MAX_VALUES} values`);
  if (depth > MAX_YAML_DEPTH) throw new UnreadableReport(TOO_DEEP);
  if (Array.isArray(value)) return value.map((item: unknown) => convert(item, budget, depth + 1));
  if (value instanceof Map) {
    const members = new Map<string, JsonValue>();
    for (const [key, item] of value as Map<unknown, unknown>)
      members.set(nameKey(key), convert(item, budget, depth + 1));
    return members;
  }
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return value;
  return null;
}

function nameKey(key: unknown): string {
  if (typeof key === 'object' && key !== null) throw new UnreadableReport('has a list or an object as a key');
  return String(key);
}

function locate(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}
