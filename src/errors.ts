/**
 * Everything that can go wrong: every error that reaches a user has one of these codes, and each code has one
 * exit status. A blocked promotion is not an error but a decision.
 */
export type ErrorCode =
  /** A wrong flag, input, model, version or stage. */
  | 'input'
  | 'policy'
  | 'manifest'
  | 'history'
  /** A valid request that this release doesn't support. */
  | 'unsupported'
  /** Files, git or a server could not be reached, or refused. */
  | 'unavailable'
  /** The registry changed between reading and writing; the promotion loop decides again. */
  | 'conflict';

/** Where in a file, counted from 1. */
export interface Place {
  readonly file: string;
  readonly line?: number | null | undefined;
  readonly column?: number | undefined;
}

export interface ErrorDetails {
  /** What to do: whole sentences or lines to paste. Starts with a verb. */
  readonly hint?: string | undefined;
  readonly place?: Place | undefined;
  readonly cause?: unknown;
}

/** The one error class. `message` says what is wrong, `place` where, `hint` what to do. */
export class StagegateError extends Error {
  override readonly name = 'StagegateError';
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly place: Place | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.hint = details.hint;
    this.place = details.place;
  }
}

/**
 * Runs `work`. If it fails, throws what `explain` makes of the error. A StagegateError already says what is wrong, so
 * it is thrown unchanged.
 */
export async function explained<T>(work: () => Promise<T>, explain: (cause: unknown) => unknown): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw cause instanceof StagegateError ? cause : explain(cause);
  }
}

/** Exit statuses of the command line. The action's step fails on all of them except 0. */
export const EXIT = { done: 0, blocked: 1, badInput: 2, unavailable: 3, lostRace: 4 } as const;

/** The exit status for an error. An error that isn't a StagegateError is a defect of ours, and counts as 3. */
export function exitStatus(error: unknown): number {
  if (!(error instanceof StagegateError)) return EXIT.unavailable;
  if (error.code === 'unavailable') return EXIT.unavailable;
  if (error.code === 'conflict') return EXIT.lostRace;
  return EXIT.badInput;
}

/** `file:line:column`, as editors and GitHub understand it. */
export function formatPlace(place: Place): string {
  return [place.file, place.line, place.column]
    .filter((part) => part !== undefined && part !== null)
    .join(':');
}
