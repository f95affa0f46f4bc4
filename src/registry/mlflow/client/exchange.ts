import { isUtf8 } from 'node:buffer';
import { setImmediate } from 'node:timers/promises';
import { DecoratorHandler, request, type Dispatcher } from 'undici';
import type { ServerRequest } from '../api/server.js';
import { errorCode } from './config-files.js';

/** Bytes of one answer: a page of a thousand versions with long tags has a few MiB. */
export const MAX_ANSWER = 64 * 1024 * 1024;

/** What became of one request on the wire. */
export type Outcome = Answer | Broken;

/** The server, or a proxy before it, answered, and the whole answer arrived. */
export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  /** Lower case, without parameters: `application/json`; empty without one. */
  readonly contentType: string;
  /** The header `Retry-After`. */
  readonly retryAfter: string | null;
  /** The header of a redirect. */
  readonly location: string | null;
  readonly text: string;
  /** Whether `text` is everything: the bytes were valid UTF-8. */
  readonly utf8: boolean;
}

/** No whole answer arrived. */
export interface Broken {
  readonly kind: 'broken';
  /** False when none of the request was written to the server. */
  readonly sent: boolean;
  /** From Node.js, OpenSSL or undici: `ECONNREFUSED`, `UND_ERR_SOCKET`. */
  readonly code: string;
  /** The error's own words. */
  readonly detail: string;
}

/** One request as it goes over the wire. */
export interface WireRequest {
  readonly method: ServerRequest['method'];
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** Seconds. */
  readonly timeout: number;
}

/** Sends a request once and follows no redirect. Never rejects: the outcome says what went wrong. */
export async function exchange(dispatcher: Dispatcher, wire: WireRequest): Promise<Outcome> {
  let sent = false;
  try {
    const response = await request(wire.url, {
      dispatcher: dispatcher.compose(tellWhenSent(() => (sent = true))),
      method: wire.method,
      headers: wire.headers,
      body: wire.body,
      headersTimeout: wire.timeout * 1_000,
      bodyTimeout: wire.timeout * 1_000,
      // against an answer that comes in drops: the time to connect and the time to answer
      signal: AbortSignal.timeout(2 * wire.timeout * 1_000),
    });
    const { headers, statusCode: status } = response;
    const bytes = Buffer.from(await response.body.arrayBuffer());
    // undici frees a connection one round of the event loop later: wait, so that the next request gets it
    await setImmediate();
    return {
      kind: 'answer',
      status,
      contentType: (first(headers['content-type']) ?? '').replace(/;.*$/s, '').trim().toLowerCase(),
      retryAfter: first(headers['retry-after']),
      location: first(headers['location']),
      text: bytes.toString('utf8'),
      utf8: isUtf8(bytes),
    };
  } catch (error) {
    // when several addresses were tried, the last one's words
    const errors = property(error, 'errors');
    const last: unknown = Array.isArray(errors) ? errors.at(-1) : error;
    // `TimeoutError` is known by its name: its code is a number
    const code = errorCode(error) ?? asText(property(error, 'name')) ?? 'UNKNOWN';
    return { kind: 'broken', sent, code, detail: asText(property(last, 'message')) ?? String(last) };
  }
}

/** Undici passes a connection to its handler just before it writes the request. */
function tellWhenSent(tell: () => void): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) => {
    class Watching extends DecoratorHandler {
      onConnect(abort: (error?: Error) => void): void {
        tell();
        handler.onConnect?.(abort);
      }
    }
    return dispatch(options, new Watching(handler));
  };
}

function first(header: string | string[] | undefined): string | null {
  return (typeof header === 'string' ? header : header?.[0]) ?? null;
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

function asText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** The JSON object in a text; null when there is none. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  const value = parseJson(text);
  return isObject(value) ? value : null;
}

/** The JSON value of a text; undefined when it isn't JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object of a successful answer; null for any other answer or none. */
export function readResult(outcome: Outcome): Readonly<Record<string, unknown>> | null {
  const isResult = outcome.kind === 'answer' && outcome.status === 200 && outcome.utf8;
  return isResult ? parseObject(outcome.text) : null;
}

/** MLflow's `{error_code, message}` in an answer; null fields where there is none. */
export function readError(text: string): { errorCode: string | null; message: string | null } {
  const { error_code: code, message } = parseObject(text) ?? {};
  return { errorCode: asText(code), message: asText(message) };
}
