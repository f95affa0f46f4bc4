import { ServerFailure } from '../api/server.js';
import type { ServerRequest } from '../api/transport.js';
import type { Outcome } from './outcome.js';
import { isContact, isDefinite, isTransient, isWrongAddress, secondsToWait } from './retry.js';
import type { RetrySettings } from './settings.js';

/** The clock, the wait and the dice. */
export interface Pace {
  now(): Date;
  sleep(milliseconds: number): Promise<void>;
  /** From 0 to 1. */
  random(): number;
}

/** Whether a server was ever reached, over all requests to it. */
export interface Contact {
  wasReached: boolean;
}

export interface AttemptOptions {
  readonly settings: RetrySettings;
  readonly contact: Contact;
  readonly repeat: ServerRequest['repeat'];
  readonly pace: Pace;
  /** Told before each wait. */
  readonly onWait: (outcome: Outcome, seconds: number) => void;
}

export interface Attempts {
  /** Of the last try. */
  readonly outcome: Outcome;
  readonly tries: number;
  /** Whether the server certainly did nothing, in any of the tries. */
  readonly definite: boolean;
  /** Retries were left, but the server was never reached. */
  readonly gaveUp?: true | undefined;
}

/**
 * Sends a request until it is answered for good, may not be sent again, or all tries are used up.
 * @throws what `send` throws; a ServerFailure is definite only when all tries before it were
 */
export async function attemptRequest(
  send: () => Promise<Outcome>,
  options: AttemptOptions,
): Promise<Attempts> {
  const { settings, repeat, contact, pace, onWait } = options;
  const began = pace.now().getTime();
  let definite = true;
  for (let tries = 1; ; tries++) {
    const outcome = await send().catch((error: unknown) => {
      throw definite ? error : leaveOpen(error);
    });
    contact.wasReached ||= isContact(outcome);
    definite = isDefinite(outcome) && definite;
    const attempts = { outcome, tries, definite };
    if (!isTransient(outcome) || tries > settings.max || !mayRepeat(repeat, outcome)) return attempts;
    const seconds = secondsToWait({ nth: tries, outcome, settings, random: pace.random(), now: pace.now() });
    const spent = (pace.now().getTime() - began) / 1_000;
    if (isWrongAddress({ outcome, settings, ...contact, seconds: spent + seconds })) {
      return { ...attempts, gaveUp: true };
    }
    if (seconds === 0) continue;
    onWait(outcome, seconds);
    await pace.sleep(seconds * 1_000);
    // what was harmless before the wait need not be so after it
    if (!mayRepeat(repeat, outcome)) return attempts;
  }
}

/** What failed last may be certain while a try before it is not. */
function leaveOpen(error: unknown): unknown {
  if (!(error instanceof ServerFailure)) return error;
  const { message, hint, status, errorCode } = error;
  return new ServerFailure(message, { hint, status, errorCode, definite: false });
}

function mayRepeat(repeat: ServerRequest['repeat'], outcome: Outcome): boolean {
  if (typeof repeat === 'function') return repeat();
  return repeat === 'always' || isDefinite(outcome);
}
