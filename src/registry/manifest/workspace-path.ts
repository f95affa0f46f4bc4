import { posix, win32 } from 'node:path';
import { StagegateError } from '../../errors.js';

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
