import { StagegateError } from '../errors.js';

/** What is asked for: nothing of GitHub or of files in it. */
export interface PromotionRequest {
  readonly model: string;
  /** A version number, `latest` or `@alias`. */
  readonly version: string;
  /** As asked; matched against the policy's stages. */
  readonly stage: string;
  readonly reason: string | null;
  readonly force: boolean;
  /** Let a version return to a stage that it was taken out of; needs a reason. */
  readonly allowTakenOut?: boolean | undefined;
}

export interface RollbackRequest {
  readonly model: string;
  /** Null for the version that held the stage before. */
  readonly version: string | null;
  readonly stage: string;
  readonly reason: string | null;
}

export interface RegisterRequest {
  readonly model: string;
  /** Null for the next number. */
  readonly version: string | null;
  readonly source: string | null;
  readonly sha256: string | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly aliases: readonly string[];
  readonly reason: string | null;
}

const MAX_NAME = 256;
const MAX_REASON = 10_000;
const UNPRINTABLE = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\p{Surrogate}]/u;

/** @throws StagegateError `input` when it can't be a registered model's name */
export function parseModelName(name: string): string {
  const wrong = (message: string) =>
    new StagegateError('input', message, {
      hint: 'Give the registered model by its name, as list-versions shows it.',
    });
  if (name.trim() === '') throw wrong('the model name is empty');
  if (name !== name.trim()) throw wrong(`model name ${JSON.stringify(name)} begins or ends with a space`);
  if (name.length > MAX_NAME) throw wrong(`the model name is longer than ${MAX_NAME} characters`);
  if (UNPRINTABLE.test(name)) throw wrong(`model name ${JSON.stringify(name)} has unprintable characters`);
  if (name === '*') throw wrong('"*" stands for all models and is no model\'s name');
  return name;
}

/** The reason as recorded, or null. @throws StagegateError `input` when it is longer than a history should hold */
export function parseReason(reason: string | undefined): string | null {
  const trimmed = reason?.trim() ?? '';
  if (trimmed.length > MAX_REASON) {
    throw new StagegateError('input', `the reason is longer than ${MAX_REASON} characters`, {
      hint: 'Link to the long story.',
    });
  }
  return trimmed === '' ? null : trimmed;
}

/** @throws StagegateError `input` when something that overrides a gate comes without a reason */
export function requireReasonToOverride({ force, allowTakenOut, reason }: PromotionRequest): void {
  const given = force ? 'force' : allowTakenOut === true ? 'allow-taken-out' : null;
  if (given === null || reason !== null) return;
  throw new StagegateError('input', `${given} needs a reason`, {
    hint: 'Say why a gate is overridden (--reason, or the reason input): the history keeps it.',
  });
}
