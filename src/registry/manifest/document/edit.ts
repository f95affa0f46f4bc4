/**
 * An edit changes the text, not the data: writing parsed data back would lose comments, key order and style.
 *
 * 1. `parseSource` reads the text into a syntax tree whose nodes know their offsets; `readManifest` reads it as data.
 * 2. `applyChange` (changes.ts) computes the data that the manifest must hold afterwards.
 * 3. What differs becomes entries to put and entries to cut. put.ts and cut.ts turn each into splices: pieces of text
 *    for given offsets, in the style of the entries around them (style.ts, render.ts).
 * 4. The spliced text is read again and must hold exactly the wanted data. An anchor can share one value between
 *    versions: changing it where it is written changes the others too, and the next round gives them their own value.
 */
import { StagegateError } from '../../../errors.js';
import { applyChange, planCuts, planPuts } from './changes.js';
import type { ManifestChange } from './changes.js';
import { planCut } from './cut.js';
import { readManifest, sameRecord, sameVersion } from './document.js';
import type { Manifest, ManifestText } from './document.js';
import { follow } from './nodes.js';
import type { Source, Splice } from './nodes.js';
import { planPut } from './put.js';
import { parseSource } from './source.js';

/** Rounds for values shared by anchors, besides one for each alias that is set. */
const ROUNDS = 4;

/**
 * The text with exactly this change, verified by reading it again.
 * @throws StagegateError `manifest` when the text can't be read, or anchors and merges make the change impossible
 * @throws StagegateError `conflict` when the change was decided on other data, `input` for invalid names
 */
export function editManifest(edit: ManifestText & { readonly change: ManifestChange }): string {
  const { file, stages, change } = edit;
  const first = parseSource(file, edit.text);
  let source = first;
  let now = readManifest(source, stages);
  const wanted = applyChange(now, change, stages);
  const rounds = ROUNDS + (change.registration?.aliases.length ?? 0);
  for (let round = 0; ; round += 1) {
    const difference = findDifference(now, wanted);
    if (difference === undefined) return source.bom + source.text;
    const text = applySplices(source.text, [
      ...planPuts(now, wanted).map((put) => planPut(source, put)),
      ...planCuts(now, wanted).map((path) => planCut(source, path)),
    ]);
    if (text === source.text || round === rounds) throw impossible(first, difference);
    try {
      source = parseSource(file, source.bom + text);
      now = readManifest(source, stages, wanted);
    } catch (error) {
      throw impossible(first, { model: change.model, version: null }, error);
    }
  }
}

/** A model, and a version of it, in which two manifests differ. */
interface Difference {
  readonly model: string;
  readonly version: string | null;
}

/** The first difference between two manifests' data, whatever the order of their models; undefined without one. */
function findDifference(found: Manifest, wanted: Manifest): Difference | undefined {
  for (const model of new Set([...wanted.models.keys(), ...found.models.keys()])) {
    const a = found.models.get(model);
    const b = wanted.models.get(model);
    if (a === b) continue;
    if (a === undefined || b === undefined) return { model, version: null };
    for (let at = 0; at < Math.max(a.versions.length, b.versions.length); at += 1) {
      const [left, right] = [a.versions[at], b.versions[at]];
      if (left === undefined || right === undefined || !sameVersion(left, right))
        return { model, version: (left ?? right)?.version ?? null };
    }
    if (a.description !== b.description || !sameRecord(a.aliases, b.aliases)) return { model, version: null };
  }
  return undefined;
}

/**
 * Applies splices group by group (each group is one edit, made whole or not at all). A group that overlaps an
 * earlier one waits for the next round, which plans it on the new text.
 */
function applySplices(text: string, groups: readonly (readonly Splice[])[]): string {
  const taken: Splice[] = [];
  const sorted = groups
    .filter((group) => group.length > 0)
    .sort((a, b) => (a[0]?.start ?? 0) - (b[0]?.start ?? 0));
  let reached = -1;
  for (const group of sorted) {
    if (Math.min(...group.map(({ start }) => start)) <= reached) continue;
    taken.push(...group);
    reached = Math.max(...group.map(({ end }) => end));
  }
  let result = '';
  let from = 0;
  for (const splice of taken.sort((a, b) => a.start - b.start)) {
    result += text.slice(from, splice.start) + splice.text;
    from = splice.end;
  }
  return result + text.slice(from);
}

function impossible(source: Source, { model, version }: Difference, cause?: unknown): StagegateError {
  const { pair } = follow(source, ['models', model, ...(version === null ? [] : ['versions', version])]);
  const ofModel = `model ${JSON.stringify(model)}`;
  const what = version === null ? ofModel : `version ${version} of ${ofModel}`;
  return new StagegateError(
    'manifest',
    `${what} can't be changed on its own: anchors, aliases or merges share its text with other entries`,
    {
      place: source.place(pair?.key?.start ?? 0),
      hint: 'Write that entry out without "&", "*" and "<<", then try again.',
      cause,
    },
  );
}
