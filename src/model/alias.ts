import { StagegateError } from '../errors.js';
import { refuseOuterSpace } from './outer-space.js';

/** True for a name that may be an alias: MLflow's rule, without the word that means the newest version. */
export function isAliasName(name: string): boolean {
  return /^[\w-]{1,255}$/.test(name) && name.toLowerCase() !== 'latest';
}

/**
 * For an alias to set: what could be taken for a version is refused, as MLflow does.
 * @throws StagegateError `input`
 */
export function requireAliasName(name: string): string {
  if (isAliasName(name) && !/^v?\d+$/i.test(name)) return name;
  refuseOuterSpace('alias', name);
  const bare = /^@([\w-]+)$/.exec(name)?.[1];
  throw new StagegateError('input', `${JSON.stringify(name)} can't be an alias`, {
    hint:
      bare === undefined
        ? 'Use letters, digits, dashes and underscores, 255 at most. "latest" and names like a version (v1) are taken.'
        : `Leave the @ out: ${bare}.`,
  });
}
