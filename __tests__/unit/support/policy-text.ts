import { StagegateError } from '../../../src/errors.js';
import { parsePolicy } from '../../../src/policy/load.js';

export const FILE = '.github/stagegate.yml';

/** What a refused policy tells its writer. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  /** `line:column`, from 1. */
  readonly at: string;
  readonly hint: string;
}

/** How a policy is refused; fails the test when it is not, or by another kind of error. */
export function refusalOf(text: string): Refusal {
  try {
    parsePolicy(FILE, text);
  } catch (error) {
    if (!(error instanceof StagegateError)) throw error;
    const { code, message, place, hint = '' } = error;
    if (place?.file !== FILE) throw new Error(`the place names ${String(place?.file)}`);
    return { code, message, at: `${String(place.line)}:${String(place.column)}`, hint };
  }
  throw new Error('the policy was taken');
}

/** A policy whose stage Production of `churn` holds these lines: the first is line 5, from column 9. */
export function withStage(...lines: string[]): string {
  return `models:\n  churn:\n    stages:\n      Production:\n${lines.map((line) => `        ${line}\n`).join('')}`;
}

/** A policy with one gate of these lines: the first is line 6, all of them from column 13. */
export function withGate(...lines: string[]): string {
  return withStage('gates:', ...lines.map((line, at) => `  ${at === 0 ? '- ' : '  '}${line}`));
}
