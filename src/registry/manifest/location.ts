import { posix, win32 } from 'node:path';
import { StagegateError } from '../../errors.js';

const ENDINGS = ['.yaml', '.yml', '.json'] as const;

/** Where a manifest is: one file for all models, or a folder with a file a model. Paths are the workspace's. */
export type ManifestLocation =
  { readonly kind: 'file'; readonly path: string } | { readonly kind: 'folder'; readonly path: string };

/**
 * @param setting the `registry` as given: a file by its ending, else a folder
 * @throws StagegateError `input` for an empty one
 */
export function locateManifest(setting: string): ManifestLocation {
  const path = setting.trim().replace(/^\.\//, '').replace(/\/+$/, '');
  if (path === '')
    throw new StagegateError('input', 'the registry is empty', {
      hint: 'Give a manifest file or folder: models.yaml',
    });
  return { kind: ENDINGS.some((ending) => path.toLowerCase().endsWith(ending)) ? 'file' : 'folder', path };
}

/** `models.yaml` → `models.history.jsonl`, beside it. */
export function historyPath(manifest: string): string {
  return manifest.replace(/\.[^./]+$/, '.history.jsonl');
}

/** Bytes that a file's name may have everywhere, less what is put behind the name. */
const MAX_STEM = 200;

/**
 * A model's file in a folder, without its ending: the name, encoded so that it stays one file in this folder.
 * @throws StagegateError `input` for a name that is too long for a file
 */
export function modelFileStem(model: string): string {
  const stem = encodeURIComponent(model)
    .replace(/^\./, '%2E')
    .replace(/[*'()!~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  if (stem.length <= MAX_STEM) return stem;
  throw new StagegateError('input', `model name ${JSON.stringify(model)} is too long for a file of its own`, {
    hint: 'Keep this model in a registry that is one file.',
  });
}

/** A file's name without its folder and ending. */
export function fileStem(path: string): string {
  return path.replace(/^.*\//, '').replace(/\.[^.]+$/, '');
}

/** The names in a folder that are manifests. */
export function manifestFiles(names: readonly string[]): string[] {
  return names.filter(
    (name) => !name.startsWith('.') && ENDINGS.some((ending) => name.toLowerCase().endsWith(ending)),
  );
}

/** The files among a folder's that hold a model: at most one, or the folder is wrong. */
export function filesOfModel(names: readonly string[], model: string): string[] {
  const stem = modelFileStem(model);
  return manifestFiles(names).filter((name) => fileStem(name) === stem);
}

/**
 * A path relative to the workspace, normalised, with `/`; empty for the workspace itself.
 * @throws StagegateError `input` for an absolute path, one with `..`, or one that no file system takes
 */
export function checkPath(path: string): string {
  const wrong = describeWrong(path);
  if (wrong !== null) {
    throw new StagegateError('input', `the path ${JSON.stringify(path)} ${wrong}`, {
      hint: 'Name a file or folder inside the workspace, relative to it: models.yaml',
    });
  }
  const normal = posix.normalize(path).replace(/\/+$/, '');
  return normal === '.' ? '' : normal;
}

function describeWrong(path: string): string | null {
  if (path === '') return 'is empty';
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(path)) return 'holds a control character';
  if (posix.isAbsolute(path) || win32.isAbsolute(path)) return 'is absolute';
  if (path.split(/[\\/]/).includes('..')) return 'leads out of the workspace';
  return null;
}
