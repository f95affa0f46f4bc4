import { StagegateError } from '../../../errors.js';
import type { Place } from '../../../errors.js';
import yaml from '../../../text/lazy-yaml.cjs';
import { YamlTooDeep, composeYaml } from '../../../text/yaml-compose.js';
import { explainYaml } from '../../../text/yaml-problem.js';
import { placeIn } from '../../../text/yaml-source.js';
import { checkTree } from './check-tree.js';
import { fromLibrary } from '../../../text/yaml-library-tree.js';
import type { Source } from './nodes.js';
import { readPlain } from '../../../text/yaml-plain.js';
import type { Node } from '../../../text/yaml-tree.js';

/** Nobody keeps a larger manifest in git. */
const MAX_MANIFEST_BYTES = 64 * 1024 * 1024;

const BOM = '\uFEFF';

/** Lines that git writes into an unresolved merge. */
const MARKER = /(?<![^\n])(?:<{7}|\|{7}|={7}|>{7})(?= |\r?(?:\n|$))/g;

const SPACE = /[ \t\r\n]*/y;
// eslint-disable-next-line no-control-regex
const STRING = /"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const ATOM = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![\w.+-])|(?:true|false|null)(?!\w)/y;

/** The texts parsed last, newest first. One promotion reads the old text and the new one twice each. */
let recent: readonly Source[] = [];
/** How many texts are kept. */
export const RECENT = 2;

/**
 * Parses a text into its syntax tree, which is shared: don't change it. A plain manifest is read in one pass; what isn't
 * plain goes to YAML's library. JSON is YAML too, so the library parses it after a strict check.
 * @throws StagegateError `manifest` for conflict markers, syntax, duplicate keys, tags, alias bombs, size
 */
export function parseSource(file: string, whole: string): Source {
  const source = recent.find((known) => known.file === file && known.bom + known.text === whole);
  const found = source ?? parseAnew(file, whole);
  recent = [found, ...recent.filter((known) => known !== found)].slice(0, RECENT);
  return found;
}

function parseAnew(file: string, whole: string): Source {
  if (Buffer.byteLength(whole) > MAX_MANIFEST_BYTES) {
    throw new StagegateError('manifest', 'the manifest is larger than 64 MiB', {
      place: { file },
      hint: 'Split it: a registry can be a folder with one file per model.',
    });
  }
  const bom = whole.startsWith(BOM) ? BOM : '';
  const text = whole.slice(bom.length);
  const json = file.toLowerCase().endsWith('.json');
  const root = readPlain(text, json) ?? readByLibrary(file, text, json);
  return { file, text, bom, json, root, place: (offset) => placeIn(file, text, offset) };
}

/** Parses any text. Exported for tests: where `readPlain` gives a tree, this has to give the same one. */
export function readByLibrary(file: string, text: string, json: boolean): Node | null {
  const place = (offset: number) => placeIn(file, text, offset);
  refuseConflict(file, text);
  if (json && text.trim() !== '') refuseBadJson(file, text);
  try {
    return parseTree(text, place);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new StagegateError('manifest', 'the manifest is nested too deeply', {
      place: error instanceof YamlTooDeep ? place(error.offset) : { file },
      hint: 'Remove the extra levels: a manifest only needs models, a model, its versions, a version, its metrics.',
      cause: error,
    });
  }
}

function parseTree(text: string, place: (offset: number) => Place): Node | null {
  const { document, second } = composeYaml(text, new (yaml().LineCounter)(), {
    version: '1.2',
    schema: 'core',
    keepSourceTokens: true,
    // checkTree does this: the library compares every key with every other, and takes 1 and "1" for two keys.
    uniqueKeys: false,
  });
  if (second !== undefined) {
    throw new StagegateError('manifest', 'the manifest contains more than one YAML document', {
      place: place(second.range[0]),
      hint: 'Keep one document: remove the "---" line and the other document.',
    });
  }
  const error = document.errors[0];
  const { contents } = document;
  if (error === undefined) return fromLibrary(contents, checkTree(contents, place));
  const { message, hint, offset } = explainYaml(error, text);
  throw new StagegateError('manifest', `the manifest is not valid YAML: ${message}`, {
    place: place(offset),
    hint,
    cause: error,
  });
}

function refuseConflict(file: string, text: string): void {
  const markers = [...text.matchAll(MARKER)];
  const [first] = markers;
  if (first === undefined) return;
  const last = markers.find(([marker]) => marker.startsWith('>')) ?? markers.at(-1) ?? first;
  const place = placeIn(file, text, first.index);
  const end = placeIn(file, text, last.index);
  throw new StagegateError(
    'manifest',
    `the manifest has a merge conflict in lines ${place.line}-${end.line}`,
    {
      place,
      hint: 'Resolve the merge: keep one side or both, and remove the lines of "<", "=" and ">" that git wrote.',
    },
  );
}

function refuseBadJson(file: string, text: string): void {
  const offset = findJsonError(text);
  if (offset === undefined) return;
  const found = String.fromCodePoint(text.codePointAt(offset) ?? 0);
  const what = offset === text.length ? 'it ends too early' : `unexpected ${JSON.stringify(found)}`;
  throw new StagegateError('manifest', `the manifest is not valid JSON: ${what}`, {
    place: placeIn(file, text, offset),
    hint: 'Remove comments, trailing commas and single quotes, or rename the file to .yaml, which allows them.',
  });
}

type State = 'value' | 'first-value' | 'first-key' | 'key' | 'colon' | 'next' | 'end';

/**
 * The offset of the first thing that isn't JSON (the text's length when it ends too early); undefined for valid JSON.
 * JSON.parse gives no position on older Node versions, and its messages quote the file.
 */
function findJsonError(text: string): number | undefined {
  const open: ('{' | '[')[] = [];
  let state: State = 'value';
  let at = 0;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const length = pattern.exec(text)?.[0].length ?? 0;
    at += length;
    return length > 0;
  };
  const after = (): State => (open.length === 0 ? 'end' : 'next');
  for (;;) {
    take(SPACE);
    const char = text[at];
    if (char === undefined) return state === 'end' ? undefined : at;
    if ((state === 'value' || state === 'first-value') && (char === '{' || char === '[')) {
      open.push(char);
      at += 1;
      state = char === '{' ? 'first-key' : 'first-value';
    } else if (closes(char, state, open.at(-1))) {
      open.pop();
      at += 1;
      state = after();
    } else if (state === 'value' || state === 'first-value') {
      if (!take(STRING) && !take(ATOM)) return at;
      state = after();
    } else if (state === 'key' || state === 'first-key') {
      if (!take(STRING)) return at;
      state = 'colon';
    } else if (state === 'colon' && char === ':') {
      at += 1;
      state = 'value';
    } else if (state === 'next' && char === ',') {
      at += 1;
      state = open.at(-1) === '{' ? 'key' : 'value';
    } else {
      return at;
    }
  }
}

function closes(char: string, state: State, innermost: '{' | '[' | undefined): boolean {
  if (char === '}') return innermost === '{' && (state === 'next' || state === 'first-key');
  if (char === ']') return innermost === '[' && (state === 'next' || state === 'first-value');
  return false;
}
