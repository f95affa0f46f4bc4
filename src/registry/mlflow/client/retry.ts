import type { Answer, Broken, Outcome } from './outcome.js';
import { readWords } from './outcome.js';
import type { RetrySettings } from './settings.js';

/** MLflow's list, in utils/request_utils.py: what may be gone a moment later. */
const TRANSIENT = new Set([408, 429, 500, 502, 503, 504]);

/** Seconds between two tries that no server asks for more than; MLflow's (urllib3's) is the same. */
const MAX_BACKOFF = 120;

/** Seconds that we wait when a server asks for it: longer than that, and a job pays for waiting. */
const MAX_RETRY_AFTER = 600;

/**
 * Seconds to keep trying a server that has never been reached: its address is probably wrong. MLflow's client retries
 * for minutes, which only helps with a server that is restarting.
 */
const FIRST_CONTACT = 8;

/** No connection, and no need to wait for one: nothing listens there, or the name or the route doesn't exist. */
const NOT_THERE = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** Connections that fail in the same way however often they are tried. */
const LASTING =
  /CERT|SELF_SIGNED|UNABLE_TO_|INVALID_CA|HOSTNAME_MISMATCH|^ERR_TLS_|^ERR_SSL_|^EPROTO$|^HPE_|^UND_ERR_(?:INVALID_ARG|RES_EXCEEDED_MAX_SIZE|PRX_TLS)/;

/** With TLS 1.3 the server may refuse our certificate after the request was written, unread. */
const REFUSED_HANDSHAKE =
  /^ERR_SSL_\w*_ALERT_(?:\w*CERTIFICATE\w*|UNKNOWN_CA|HANDSHAKE_FAILURE|ACCESS_DENIED)$/;

/** Whether another try may help. */
export function isTransient(outcome: Outcome): boolean {
  if (outcome.kind === 'answer') {
    return TRANSIENT.has(outcome.status) && readWords(outcome).errorCode !== 'FEATURE_DISABLED';
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
  if (status === 503) return !isCutOff(outcome);
  if (status === 500) return readWords(outcome).errorCode === 'FEATURE_DISABLED';
  return status !== 408 && status !== 303 && status >= 300 && status < 500;
}

/** Envoy also says 503 of a server that it lost after it had passed the request on. */
function isCutOff({ text }: Answer): boolean {
  return /reset reason: (?!(?:remote |local )?connection failure|overflow)/i.test(text);
}

/** Whether there was a connection to the server, or to the proxy before it. */
export function isContact(outcome: Outcome): boolean {
  return outcome.kind === 'answer' || outcome.sent || proxyStatus(outcome) !== null;
}

export interface Patience {
  readonly outcome: Outcome;
  readonly settings: RetrySettings;
  /** Whether the server was reached before. */
  readonly wasReached: boolean;
  /** Seconds since the first try, the next wait included. */
  readonly seconds: number;
}

/** Whether to give up on a server that isn't there and never was, although retries are left. */
export function isWrongAddress({ outcome, settings, wasReached, seconds }: Patience): boolean {
  if (wasReached || settings.isMaxGiven || outcome.kind === 'answer') return false;
  return !outcome.sent && NOT_THERE.has(outcome.code) && seconds > FIRST_CONTACT;
}

/** What a proxy said instead of opening a tunnel; null when that is not what happened. */
export function proxyStatus({ detail }: Broken): number | null {
  const status =
    /Proxy response \((\d{3})\)/.exec(detail)?.[1] ??
    /Proxy Authentication Required \((407)\)/.exec(detail)?.[1];
  return status === undefined ? null : Number(status);
}

export interface WaitFacts {
  /** Which time it is sent again, from 1. */
  readonly nth: number;
  readonly outcome: Outcome;
  readonly settings: RetrySettings;
  /** From 0 to 1. */
  readonly random: number;
  readonly now: Date;
}

/**
 * Seconds to wait before a request is sent again, as urllib3 counts them for MLflow: what the server asks for,
 * else nothing the first time and then twice as long each time.
 */
export function secondsToWait({ nth, outcome, settings, random, now }: WaitFacts): number {
  const asked =
    outcome.kind === 'answer' && settings.respectRetryAfter ? parseRetryAfter(outcome.retryAfter, now) : 0;
  if (asked > 0) return Math.min(asked, MAX_RETRY_AFTER);
  if (nth <= 1) return 0;
  return Math.min(settings.factor * 2 ** (nth - 1) + random * settings.jitter, MAX_BACKOFF);
}

/** Seconds from now; 0 for a time that is over and for what is neither seconds nor a date. */
function parseRetryAfter(header: string | null, now: Date): number {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text);
  // a date in HTTP has letters in it; Date.parse would take almost any number
  const time = /^[a-z]{3}/i.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? 0 : Math.max(0, (time - now.getTime()) / 1_000);
}
