import { isMap } from 'yaml';
import { StagegateError } from '../../../errors.js';
import { applyChange, planCuts, planPuts } from './changes.js';
import type { ManifestChange } from './changes.js';
import { findDifference } from './compare.js';
import type { Difference } from './compare.js';
import { readManifest } from './document.js';
import type { ManifestText } from './document.js';
import { findOwnPair, startOf } from './entries.js';
import { planCut } from './cut.js';
import { planPut } from './put.js';
import { parseSource } from './source.js';
import type { Source } from './source.js';
import { applySplices } from './splice.js';

/** Rounds for stages that hang together by anchors, besides one for each alias that is set. */
const ROUNDS = 4;

/**
 * The text with exactly one change made and everything else as it was. The result was read again and holds
 * what is wanted, or there is none: an anchored value is changed where it stands, and those who shared it
 * get their own value back in the next round.
 * @throws StagegateError `manifest` when the text can't be read, or anchors and merges make the change impossible
 * @throws StagegateError `conflict` when the change was decided on other data, `input` for names that none may have
 */
export function editManifest(edit: ManifestText & { readonly change: ManifestChange }): string {
  const { file, stages, change } = edit;
  let source = parseSource(file, edit.text);
  let now = readManifest(source, stages);
  const wanted = applyChange(now, change, stages);
  const first = source;
  const rounds = ROUNDS + (change.registration?.aliases.length ?? 0);
  for (let round = 0; round < rounds; round += 1) {
    if (findDifference(now, wanted) === undefined) return source.bom + source.text;
    const text = applySplices(source.text, [
      ...planPuts(now, wanted).map((put) => planPut(source, put)),
      ...planCuts(now, wanted).map((path) => planCut(source, path)),
    ]);
    if (text === source.text) break;
    try {
      source = parseSource(file, source.bom + text);
      now = readManifest(source, stages);
    } catch (error) {
      throw impossible(first, { model: change.model, version: null }, error);
    }
  }
  const difference = findDifference(now, wanted);
  if (difference === undefined) return source.bom + source.text;
  throw impossible(first, difference);
}

function impossible(source: Source, { model, version }: Difference, cause?: unknown): StagegateError {
  const path = ['models', model, ...(version === null ? [] : ['versions', version])];
  let offset = 0;
  let node: unknown = source.root;
  for (const key of path) {
    const pair = isMap(node) ? findOwnPair(node, key) : undefined;
    if (pair === undefined) break;
    offset = startOf(pair.key) ?? offset;
    node = pair.value;
  }
  const what =
    version === null
      ? `model ${JSON.stringify(model)}`
      : `version ${version} of model ${JSON.stringify(model)}`;
  throw new StagegateError(
    'manifest',
    `${what} can't be edited without changing more than was asked: anchors, aliases or merges tie it to other places`,
    {
      place: source.place(offset),
      hint: 'Write it out there without "&", "*" and "<<", then try again.',
      cause,
    },
  );
}
