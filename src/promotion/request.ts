import { StagegateError } from '../errors.js';
import { refuseSurroundingSpace } from '../model/names.js';

/** A request to promote. It knows nothing of GitHub or files. */
export interface PromotionRequest {
  readonly model: string;
  /** A version number, `latest` or `@alias`. */
  readonly version: string;
  /** As given; matched against the policy's stages. */
  readonly stage: string;
  readonly reason: string | null;
  readonly force: boolean;
  /** Lets a version return to a stage that it was taken out of; needs a reason. */
  readonly allowTakenOut?: boolean | undefined;
}

export interface RollbackRequest {
  readonly model: string;
  /** Null for the version that held the stage before. */
  readonly version: string | null;
  readonly stage: string;
  readonly reason: string | null;
  /** Decide and report, change nothing. */
  readonly dryRun?: boolean | undefined;
}

export interface ConfirmRequest {
  readonly model: string;
  /** Null for the version that holds the stage. */
  readonly version: string | null;
  readonly stage: string;
  /** Decide and report, change nothing. */
  readonly dryRun?: boolean | undefined;
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
  /** Allows a model that neither the registry nor the policy has. */
  readonly newModel?: boolean | undefined;
}

export interface AcknowledgeRequest {
  readonly model: string;
  /** Why the registry is right, although it was changed by hand. */
  readonly reason: string;
  /** Only decide and report. */
  readonly dryRun?: boolean | undefined;
}

export interface UnregisterRequest {
  readonly model: string;
  /** Only a number: `latest` or an alias may have changed since somebody looked. */
  readonly version: string | number;
  readonly reason?: string | null | undefined;
  /** Only decide and report. */
  readonly dryRun?: boolean | undefined;
}

const MAX_NAME = 256;
const MAX_REASON = 10_000;
const UNPRINTABLE = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\p{Surrogate}]/u;

/** @throws StagegateError `input` when it can't be a registered model's name */
export function parseModelName(name: string): string {
  const wrong = (message: string, hint: string) => new StagegateError('input', message, { hint });
  if (name.trim() === '') throw wrong('the model name is empty', 'Give the name of a registered model.');
  if (name.length > MAX_NAME) {
    throw wrong(
      `the model name is longer than ${MAX_NAME} characters`,
      'Give only the name, without a description or address.',
    );
  }
  refuseSurroundingSpace('model name', name);
  if (UNPRINTABLE.test(name)) {
    throw wrong(
      `model name ${JSON.stringify(name)} has unprintable characters`,
      'Retype the name: copied text often contains them.',
    );
  }
  if (name === '*') {
    throw wrong('"*" stands for all models and can\'t be a model\'s name', 'Name one model.');
  }
  if (/^models:\//.test(name)) throw wrong(`${JSON.stringify(name)} is not a model name`, tellApart(name));
  return name;
}

/**
 * Splits model and version written as one word, as in MLflow's URIs: `models:/churn/4`, `churn@champion`, `churn:4`. Null
 * for anything else. Names may contain these characters, so this only explains names that aren't found.
 */
export function splitReference(text: string): { model: string; version: string } | null {
  const [, , model, separator, version] = /^(models:\/)?(.+?)([@:/])([\w-]+)$/.exec(text) ?? [];
  if (model === undefined || version === undefined) return null;
  if (/^(?:[1-9]\d*|latest)$/i.test(version)) return { model, version };
  return separator === '@' ? { model, version: `@${version}` } : null;
}

/** The hint for a model and version in one word. An MLflow URI may also name a stage. */
function tellApart(text: string): string {
  const both = splitReference(text);
  return both === null
    ? 'Give only the name of the model, and a number, "latest" or "@alias" as the version.'
    : `Give them separately: model ${both.model}, version ${both.version}.`;
}

/**
 * Explains a name that the registry doesn't have.
 * @returns a hint with the model and version that were probably meant, or null
 */
export function explainReference(text: string, models: readonly string[]): string | null {
  const both = splitReference(text);
  return both !== null && models.includes(both.model) ? tellApart(text) : null;
}

/** @throws StagegateError `input` for a new model whose name means a version of an existing one */
export function refuseReference(text: string, models: readonly string[]): void {
  const hint = explainReference(text, models);
  if (hint === null) return;
  throw new StagegateError('input', `model ${JSON.stringify(text)} doesn't exist, and looks like a version`, {
    hint,
  });
}

/** The trimmed reason, or null. @throws StagegateError `input` when it is too long for the history */
export function parseReason(reason: string | undefined): string | null {
  const trimmed = reason?.trim() ?? '';
  if (trimmed.length > MAX_REASON) {
    throw new StagegateError('input', `the reason is longer than ${MAX_REASON} characters`, {
      hint: 'Shorten it, and link to the details.',
    });
  }
  return trimmed === '' ? null : trimmed;
}

/** @throws StagegateError `input` without one */
export function requireReason(command: string, reason: string | null): string {
  const given = parseReason(reason ?? undefined);
  if (given !== null) return given;
  throw new StagegateError('input', `${command} needs a reason`, {
    hint: 'Say why with --reason "…". The history records it.',
  });
}

/** @throws StagegateError `input` for force or allow-taken-out without a reason */
export function requireReasonToOverride({ force, allowTakenOut, reason }: PromotionRequest): void {
  const given = force ? 'force' : allowTakenOut === true ? 'allow-taken-out' : null;
  if (given === null || reason !== null) return;
  throw new StagegateError('input', `${given} needs a reason`, {
    hint: 'Say why the gate is overridden, with --reason or the reason input. The history records it.',
  });
}

/** @throws StagegateError `input` when it is not a SHA-256 in hex */
export function requireSha256(text: string): string {
  if (/^[0-9a-f]{64}$/i.test(text)) return text.toLowerCase();
  throw new StagegateError('input', `${JSON.stringify(text)} is not a SHA-256`, {
    hint: 'Give 64 hexadecimal digits.',
  });
}
