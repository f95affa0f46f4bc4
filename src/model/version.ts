import { StagegateError } from '../errors.js';
import { refuseOuterSpace } from './outer-space.js';

/**
 * Model versions are positive whole numbers written canonically and kept as text: MLflow sends them as
 * text, and a YAML `1.0` or `01` must not become version 1 by way of a number.
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
  refuseOuterSpace('version', text);
  const [, meant = ''] = /^(?:v|\+|0+)?([1-9]\d*)(?:\.0+)?$/i.exec(text) ?? [];
  throw new StagegateError('input', `version ${JSON.stringify(text)} is not a version number`, {
    hint: `${isVersion(meant) ? `Did you mean ${meant}? ` : ''}A version is a whole number from 1 on, without leading zeros or a sign; "latest" and "@alias" work too.`,
  });
}
