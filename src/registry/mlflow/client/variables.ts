import { StagegateError } from '../../../errors.js';
import type { Environment } from '../../../model/server-location.js';

/*
 * Variables as MLflow reads them (mlflow/environment_variables.py), but for one thing: an empty value, which
 * MLflow takes for a wrong number or switch, counts as not set, since a workflow's `${{ vars.X }}` is empty
 * when there is no X.
 */

/** Null when it is empty or not set. */
export function readText(env: Environment, name: string): string | null {
  const value = env[name];
  return value === undefined || value.trim() === '' ? null : value;
}

/** @throws StagegateError `input` for anything but true, false, 1 and 0 */
export function readSwitch(env: Environment, name: string, fallback: boolean): boolean {
  const value = readText(env, name)?.toLowerCase();
  if (value === undefined) return fallback;
  if (value === 'true' || value === '1') return true;
  if (value === 'false' || value === '0') return false;
  throw wrong(name, 'is neither true nor false', 'Give true, false, 1 or 0.');
}

export interface NumberRange {
  readonly fallback: number;
  readonly min: number;
  readonly max?: number;
}

/** @throws StagegateError `input` for anything but a whole number in its range */
export function readWhole(env: Environment, name: string, range: NumberRange): number {
  return readNumber(env, name, { ...range, form: /^[+-]?\d+$/, what: 'a whole number' });
}

/** @throws StagegateError `input` for anything but a finite number in its range */
export function readDecimal(env: Environment, name: string, range: NumberRange): number {
  const form = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
  return readNumber(env, name, { ...range, form, what: 'a number' });
}

function readNumber(
  env: Environment,
  name: string,
  { fallback, min, max = Number.MAX_SAFE_INTEGER, form, what }: NumberRange & { form: RegExp; what: string },
): number {
  const text = readText(env, name)?.trim();
  if (text === undefined) return fallback;
  const value = form.test(text) ? Number(text) : NaN;
  if (value >= min && value <= max) return value;
  const bounds = max === Number.MAX_SAFE_INTEGER ? `at least ${min}` : `from ${min} to ${max}`;
  throw wrong(name, `is not ${what} ${bounds}`, `Unset it for MLflow's default, ${fallback}.`);
}

/**
 * A value that goes into a header as it is.
 * @throws StagegateError `input` for characters that no header can hold; they are not shown
 */
export function checkHeaderValue(value: string, name: string): string {
  if (isHeaderValue(value)) return value;
  throw wrong(
    name,
    'holds a character that can not be sent in a header',
    'Look for a line break or a space around it, as a secret that was read from a file often has.',
  );
}

/** Printable ASCII, without spaces around it. */
export function isHeaderValue(value: string): boolean {
  return /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(value);
}

function wrong(name: string, what: string, hint: string): StagegateError {
  return new StagegateError('input', `${name} ${what}`, { hint });
}
