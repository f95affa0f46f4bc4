import { posix, win32 } from 'node:path';
import { StagegateError } from '../../errors.js';

const ENDINGS = ['.yaml', '.yml', '.json'] as const;

/** One file for all models, or a folder with one file per model. The path is relative to the workspace. */
export type ManifestLocation =
  { readonly kind: 'file'; readonly path: string } | { readonly kind: 'folder'; readonly path: string };

/**
 * @param setting the `registry` as given: a file if it ends in .yaml, .yml or .json, else a folder
 * @throws StagegateError `input` when it is empty
 */
export function locateManifest(setting: string): ManifestLocation {
  const path = setting.trim().replace(/^\.\//, '').replace(/\/+$/, '');
  if (path === '')
    throw new StagegateError('input', 'the registry has an empty path', {
      hint: 'Name a manifest file or folder: models.yaml',
    });
  return { kind: ENDINGS.some((ending) => path.toLowerCase().endsWith(ending)) ? 'file' : 'folder', path };
}

/** `models.yaml` → `models.history.jsonl`, beside it. */
export function historyPath(manifest: string): string {
  return manifest.replace(/\.[^./]+$/, '.history.jsonl');
}

/** A closed segment of a history: `models.history.jsonl` → `models.history/000001.jsonl`. */
export function segmentPath(history: string, number: number): string {
  return `${segmentFolder(history)}${String(number).padStart(6, '0')}.jsonl`;
}

/** The folder of a history's closed segments, with a `/` at its end. */
export function segmentFolder(history: string): string {
  return history.replace(/\.jsonl$/, '/');
}

/** Bytes that every file system allows in a file's name, less the endings. */
const MAX_STEM = 200;

/**
 * The name of a model's file in a folder, without its ending: encoded, so that any model's name is one file name.
 * @throws StagegateError `input` when it is too long
 */
export function modelFileStem(model: string): string {
  const stem = encodeURIComponent(model)
    .replace(/^\./, '%2E')
    .replace(/[*'()!~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  if (stem.length <= MAX_STEM) return stem;
  throw new StagegateError('input', `model name ${JSON.stringify(model)} is too long for a file name`, {
    hint: 'Use a shorter name, or a registry in one file.',
  });
}

/** The model that a file in a folder is for; the file's name where it isn't a model's. */
export function modelOfFile(path: string): string {
  const stem = fileStem(path);
  try {
    return decodeURIComponent(stem);
  } catch {
    return stem;
  }
}

/** A file's name without its folder and ending. */
export function fileStem(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot < 0 || dot === name.length - 1 ? name : name.slice(0, dot);
}

/** The manifests among a folder's files. */
export function manifestFiles(names: readonly string[]): string[] {
  return names.filter(
    (name) => !name.startsWith('.') && ENDINGS.some((ending) => name.toLowerCase().endsWith(ending)),
  );
}

/** The names that a model's file in a folder can have: with each ending, in upper and lower case. */
export function filesOfModel(model: string): string[] {
  const stem = modelFileStem(model);
  return ENDINGS.flatMap((ending) => spellings(ending).map((spelling) => `${stem}${spelling}`));
}

function spellings(text: string): string[] {
  const cases = (letter: string) => [...new Set([letter, letter.toUpperCase()])];
  return [...text].reduce(
    (starts, letter) => starts.flatMap((start) => cases(letter).map((one) => start + one)),
    [''],
  );
}

/**
 * A path relative to the workspace, normalised, with `/`; empty for the workspace itself.
 * @throws StagegateError `input` for an absolute path, or one with `..` or control characters
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
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f]/.test(path)) return 'contains a control character';
  if (posix.isAbsolute(path) || win32.isAbsolute(path)) return 'is absolute';
  if (path.split(/[\\/]/).includes('..')) return 'leads out of the workspace';
  return null;
}

/** Two files of a folder whose names stand for the same model. */
export function twoFiles(folder: string, first: string, second: string): StagegateError {
  return new StagegateError('manifest', `${first} and ${second} are both files of one model`, {
    place: { file: folder },
    hint: 'Delete one of them.',
  });
}
