import { StagegateError } from '../../errors.js';
import { parseManifest, type ManifestModel } from './document/document.js';
import { fileStem, modelFileStem, type ManifestLocation } from './location.js';
import type { StoreView } from './store.js';

/** A manifest's file as it was read. */
export interface ManifestFile {
  readonly view: StoreView;
  readonly path: string;
  /** Empty when it doesn't exist. */
  readonly text: string;
  readonly models: ReadonlyMap<string, ManifestModel>;
}

/** @throws StagegateError `manifest` with file, line and column */
export function parseFile(
  { view, path, text: written }: Pick<ManifestFile, 'view' | 'path'> & { readonly text: string | null },
  { location, stages }: { readonly location: ManifestLocation; readonly stages: readonly string[] },
): ManifestFile {
  const text = written ?? '';
  const { models } = parseManifest({ file: path, text, stages });
  if (location.kind === 'folder') requireNamed(path, models);
  return { view, path, text, models };
}

/**
 * In a folder, the file's name is how a model is found. In a file of another name it wouldn't be found, and a second
 * file would be made for it.
 */
function requireNamed(path: string, models: ManifestFile['models']): void {
  const stem = fileStem(path);
  const other = [...models.keys()].find((model) => modelFileStem(model) !== stem);
  if (other === undefined) return;
  const belongs = `which belongs in ${modelFileStem(other)}.yaml`;
  throw new StagegateError('manifest', `the file contains model ${JSON.stringify(other)}, ${belongs}`, {
    place: { file: path },
    hint: 'Move it to that file: in a folder, each model has its own.',
  });
}
