import { ServerFailure, type ServerRequest } from '../api/server.js';
import { proxyStatus } from './broken.js';
import { readError, type Outcome } from './exchange.js';
import type { RetrySettings } from './settings.js';

/** MLflow's list, in utils/request_utils.py: failures that may be gone a moment later. */
const TRANSIENT = new Set([408, 429, 500, 502, 503, 504]);

/** The longest wait between two tries in seconds, unless the server asks for more. As in MLflow (urllib3). */
const MAX_BACKOFF = 120;

/** The longest wait in seconds that a server may ask for: a job costs money while it waits. */
const MAX_RETRY_AFTER = 600;

/**
 * Seconds to keep trying a server that has never been reached: its address is probably wrong. MLflow's client retries
 * for minutes, which only helps with a server that is restarting.
 */
const FIRST_CONTACT = 8;

/** Waiting won't help: nothing listens there, or the name or the route doesn't exist. */
const NOT_THERE = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** Connections that fail the same way however often they are tried. */
const LASTING =
  /CERT|SELF_SIGNED|UNABLE_TO_|INVALID_CA|HOSTNAME_MISMATCH|^ERR_TLS_|^ERR_SSL_|^EPROTO$|^HPE_|^ERR_(?:INVALID|UNESCAPED)_|^ANSWER_TOO_LONG$/;

/** With TLS 1.3 the server may refuse our certificate after we wrote the request, which it doesn't read then. */
const REFUSED_HANDSHAKE =
  /^ERR_SSL_\w*_ALERT_(?:\w*CERTIFICATE\w*|UNKNOWN_CA|HANDSHAKE_FAILURE|ACCESS_DENIED)$/;

/** Whether another try may succeed. */
export function isTransient(outcome: Outcome): boolean {
  if (outcome.kind === 'answer') {
    return TRANSIENT.has(outcome.status) && readError(outcome.text).errorCode !== 'FEATURE_DISABLED';
  }
  const proxy = proxyStatus(outcome);
  return proxy === null ? !LASTING.test(outcome.code) : TRANSIENT.has(proxy);
}

/** Whether the server certainly did nothing: it refused, or the request never reached it. */
export function isDefinite(outcome: Outcome): boolean {
  if (outcome.kind === 'broken') {
    return !outcome.sent || proxyStatus(outcome) !== null || REFUSED_HANDSHAKE.test(outcome.code);
  }
  const { status } = outcome;
  // Envoy also answers 503 for a server that it lost after it had passed the request on
  if (status === 503)
    return !/reset reason: (?!(?:remote |local )?connection failure|overflow)/i.test(outcome.text);
  if (status === 500) return readError(outcome.text).errorCode === 'FEATURE_DISABLED';
  return status !== 408 && status !== 303 && status >= 300 && status < 500;
}

interface WaitFacts {
  /** Which retry this is, from 1. */
  readonly nth: number;
  readonly outcome: Outcome;
  readonly settings: RetrySettings;
  /** From 0 to 1. */
  readonly random: number;
  readonly now: Date;
}

/**
 * Seconds to wait before a retry, as urllib3 counts them for MLflow: what the server asks for, else nothing the first
 * time and then twice as long each time.
 */
export function secondsToWait({ nth, outcome, settings, random, now }: WaitFacts): number {
  const asked =
    outcome.kind === 'answer' && settings.respectRetryAfter ? parseRetryAfter(outcome.retryAfter, now) : 0;
  if (asked > 0) return Math.min(asked, MAX_RETRY_AFTER);
  if (nth <= 1) return 0;
  return Math.min(settings.factor * 2 ** (nth - 1) + random * settings.jitter, MAX_BACKOFF);
}

/** Seconds from now; 0 for a time in the past, and for anything that is neither seconds nor a date. */
function parseRetryAfter(header: string | null, now: Date): number {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text);
  // an HTTP date starts with letters; Date.parse would accept almost any number
  const time = /^[a-z]{3}/i.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? 0 : Math.max(0, (time - now.getTime()) / 1_000);
}

/** The clock and random numbers. */
export interface Pace {
  now(): Date;
  sleep(milliseconds: number): Promise<void>;
  /** From 0 to 1. */
  random(): number;
}

interface AttemptOptions {
  readonly settings: RetrySettings;
  /** Whether the server was ever reached, over all requests to it. */
  readonly contact: { wasReached: boolean };
  readonly repeat: ServerRequest['repeat'];
  readonly pace: Pace;
  /** Called before each wait. */
  readonly onWait: (outcome: Outcome, seconds: number) => void;
}

export interface Attempts {
  /** The last try's outcome. */
  readonly outcome: Outcome;
  readonly tries: number;
  /** Whether the server certainly did nothing, in all of the tries. */
  readonly definite: boolean;
  /** Retries were left, but the server was never reached. */
  readonly gaveUp?: true | undefined;
}

/**
 * Sends a request until the outcome is final, it may not be sent again, or no retries are left.
 * @throws what `send` throws; a ServerFailure is only definite when all tries before it were
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
    contact.wasReached ||= outcome.kind === 'answer' || outcome.sent || proxyStatus(outcome) !== null;
    definite = isDefinite(outcome) && definite;
    const attempts = { outcome, tries, definite };
    if (!isTransient(outcome) || tries > settings.max || !mayRepeat(repeat, outcome)) return attempts;
    const seconds = secondsToWait({ nth: tries, outcome, settings, random: pace.random(), now: pace.now() });
    const isAbsent = outcome.kind === 'broken' && !outcome.sent && NOT_THERE.has(outcome.code);
    const spent = (pace.now().getTime() - began) / 1_000;
    const isTooLong = spent + seconds > FIRST_CONTACT;
    if (isAbsent && isTooLong && !contact.wasReached && !settings.isMaxGiven) {
      return { ...attempts, gaveUp: true };
    }
    if (seconds === 0) continue;
    onWait(outcome, seconds);
    await pace.sleep(seconds * 1_000);
    // a write that was harmless before the wait may do harm after it
    if (!mayRepeat(repeat, outcome)) return attempts;
  }
}

/** Even if the last failure is definite, an earlier try wasn't. */
function leaveOpen(error: unknown): unknown {
  if (!(error instanceof ServerFailure)) return error;
  const { message, hint, status, errorCode } = error;
  return new ServerFailure(message, { hint, status, errorCode, definite: false });
}

function mayRepeat(repeat: ServerRequest['repeat'], outcome: Outcome): boolean {
  if (typeof repeat === 'function') return repeat();
  return repeat === 'always' || isDefinite(outcome);
}
