import { StagegateError } from '../errors.js';
import { refuseSurroundingSpace } from './names.js';

/**
 * Versions are positive whole numbers in canonical form, kept as text: MLflow sends them as text, and YAML's `1.0` or
 * `01` must not become version 1.
 */
const CANONICAL = /^[1-9][0-9]{0,17}$/;

export function isVersion(text: string): boolean {
  return CANONICAL.test(text);
}

/** Orders versions by number, for `sort`. */
export function compareVersions(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

/** @throws StagegateError `input` when the text is not a canonical version number. */
export function parseVersion(text: string): string {
  if (isVersion(text)) return text;
  refuseSurroundingSpace('version', text);
  const [, meant = ''] = /^(?:v|\+|0+)?([1-9]\d*)(?:\.0+)?$/i.exec(text) ?? [];
  throw new StagegateError('input', `version ${JSON.stringify(text)} is not a version number`, {
    hint: `${isVersion(meant) ? `Did you mean ${meant}? ` : ''}Write a whole number from 1 on, without leading zeros or a sign, or "latest" or "@alias".`,
  });
}
