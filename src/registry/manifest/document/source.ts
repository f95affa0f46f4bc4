import { LineCounter } from 'yaml';
import type { Alias, Node } from 'yaml';
import { StagegateError } from '../../../errors.js';
import type { Place } from '../../../errors.js';
import { YamlTooDeep, composeYaml } from '../../../text/yaml-compose.js';
import { explainYaml } from '../../../text/yaml-problem.js';
import { checkTree } from './check-tree.js';
import { findConflict } from './conflict-markers.js';
import { findJsonError } from './json-syntax.js';

/** A larger file is no manifest that people keep in git. */
export const MAX_MANIFEST_BYTES = 64 * 1024 * 1024;

const BOM = '\uFEFF';

/** A manifest's text with its syntax tree; every offset counts UTF-16 units of `text`. */
export interface Source {
  readonly file: string;
  /** Without the byte order mark. */
  readonly text: string;
  /** The byte order mark, or nothing. */
  readonly bom: string;
  readonly json: boolean;
  /** Null when the file holds nothing, or only comments. */
  readonly root: Node | null;
  /** What each alias stands for. */
  readonly targets: ReadonlyMap<Alias, Node>;
  place(offset: number): Place;
}

/** Where and how a manifest is broken. */
export function manifestError(
  source: Pick<Source, 'place'>,
  offset: number,
  message: string,
  hint: string,
): StagegateError {
  return new StagegateError('manifest', message, { place: source.place(offset), hint });
}

/**
 * The last texts that were read. One promotion reads the old text and the new one twice each (to decide and
 * to edit, to check the edit and to read back), and reading is most of its time in a large manifest.
 */
const recent = new Map<string, Source>();
const RECENT = 2;

/**
 * Reads a text into its syntax tree, which nobody may change. JSON is checked strictly, then read as the
 * YAML that it is.
 * @throws StagegateError `manifest` for conflict markers, syntax, duplicate keys, tags, alias bombs, size
 */
export function parseSource(file: string, whole: string): Source {
  const key = `${file}\n${whole}`;
  const source = recent.get(key) ?? parseAnew(file, whole);
  recent.delete(key);
  recent.set(key, source);
  for (const oldest of recent.keys()) if (recent.size > RECENT) recent.delete(oldest);
  return source;
}

function parseAnew(file: string, whole: string): Source {
  if (Buffer.byteLength(whole) > MAX_MANIFEST_BYTES) {
    throw new StagegateError('manifest', 'the manifest is larger than 64 MiB', {
      place: { file },
      hint: 'Split it: a registry may be a folder with one file a model.',
    });
  }
  const bom = whole.startsWith(BOM) ? BOM : '';
  const text = whole.slice(bom.length);
  const json = file.toLowerCase().endsWith('.json');
  refuseConflict(file, text);
  const counter = new LineCounter();
  const place = (offset: number): Place => {
    const { line, col } = counter.linePos(Math.min(offset, text.length));
    return { file, line, column: col };
  };
  if (json && text.trim() !== '') refuseBadJson(file, text);
  try {
    const root = parseTree(text, counter, place);
    return { file, text, bom, json, root, targets: checkTree(root, place), place };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new StagegateError('manifest', 'the manifest is nested too deeply', {
      place: error instanceof YamlTooDeep ? place(error.offset) : { file },
      hint: 'A manifest is a few maps deep: models, a model, its versions, a version, its metrics.',
      cause: error,
    });
  }
}

function parseTree(text: string, counter: LineCounter, place: (offset: number) => Place): Node | null {
  const { document, second } = composeYaml(text, counter, {
    version: '1.2',
    schema: 'core',
    keepSourceTokens: true,
    // Checked with the tree: the library compares every key with every other, and tells 1 from "1".
    uniqueKeys: false,
  });
  if (second !== undefined) {
    throw new StagegateError('manifest', 'the manifest contains more than one YAML document', {
      place: place(second.range[0]),
      hint: 'Keep one document: remove the "---" line and what belongs to another.',
    });
  }
  const error = document.errors[0];
  if (error === undefined) return document.contents;
  const { message, hint, offset } = explainYaml(error, text);
  throw new StagegateError('manifest', `the manifest is not valid YAML: ${message}`, {
    place: place(offset),
    hint,
    cause: error,
  });
}

function refuseConflict(file: string, text: string): void {
  const conflict = findConflict(text);
  if (conflict === undefined) return;
  const { first, last } = conflict;
  throw new StagegateError('manifest', `the manifest is in conflict: lines ${first}-${last}`, {
    place: { file, line: first, column: 1 },
    hint: 'Resolve the merge: keep one side or both, and remove the lines of "<", "=" and ">" that git wrote.',
  });
}

function refuseBadJson(file: string, text: string): void {
  const offset = findJsonError(text);
  if (offset === undefined) return;
  const before = text.slice(0, offset).split('\n');
  const found = String.fromCodePoint(text.codePointAt(offset) ?? 0);
  const what = offset === text.length ? 'it ends too early' : `unexpected ${JSON.stringify(found)}`;
  throw new StagegateError('manifest', `the manifest is not valid JSON: ${what}`, {
    place: { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 },
    hint: 'JSON has no comments, no trailing commas and only double quotes; name the file .yaml to have them.',
  });
}
