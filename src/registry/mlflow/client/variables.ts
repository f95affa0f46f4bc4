import { StagegateError } from '../../../errors.js';
import type { Environment } from '../../../model/server-location.js';

/*
 * Variables as MLflow reads them (mlflow/environment_variables.py), with one difference: an empty value counts as not
 * set, because a workflow's `${{ vars.X }}` is empty when X doesn't exist. MLflow refuses it as a number or a switch.
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
  throw wrong(name, 'is neither true nor false', 'Set it to true, false, 1 or 0.');
}

interface NumberRange {
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
  throw wrong(name, `is not ${what} ${bounds}`, `Unset it to use MLflow's default, ${fallback}.`);
}

/**
 * Returns a value that goes into a header unchanged.
 * @throws StagegateError `input` for characters that a header can't hold; the message doesn't show them
 */
export function checkHeaderValue(value: string, name: string): string {
  if (isHeaderValue(value)) return value;
  throw wrong(
    name,
    "contains a character that can't be sent in a header",
    'Remove line breaks and surrounding spaces. A secret that was read from a file often ends with a line break.',
  );
}

/** Printable ASCII, without spaces around it. */
export function isHeaderValue(value: string): boolean {
  return /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(value);
}

function wrong(name: string, what: string, hint: string): StagegateError {
  return new StagegateError('input', `${name} ${what}`, { hint });
}
