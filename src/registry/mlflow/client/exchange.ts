import { isUtf8 } from 'node:buffer';
import { setImmediate } from 'node:timers/promises';
import { DecoratorHandler, request, type Dispatcher } from 'undici';
import type { ServerRequest } from '../api/transport.js';
import { errorCode, errorMessage } from './error-code.js';
import type { Broken, Outcome } from './outcome.js';

/** One request as it goes over the wire. */
export interface WireRequest {
  readonly method: ServerRequest['method'];
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** Seconds. */
  readonly timeout: number;
}

/** Sends a request once, follows no redirect, and never rejects: what went wrong is the outcome. */
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
      // for an answer that comes in drops: the time to connect and the time to answer
      signal: AbortSignal.timeout(2 * wire.timeout * 1_000),
    });
    const { headers, statusCode: status } = response;
    const bytes = Buffer.from(await response.body.arrayBuffer());
    // undici keeps a connection to itself for one round of the event loop more; the next request is to have it
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
    return { kind: 'broken', sent, ...describe(error) };
  }
}

/** Undici names a connection to its handler just before it writes the request. */
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

function describe(error: unknown): Pick<Broken, 'code' | 'detail'> {
  // several addresses were tried: what the last one said
  const errors = typeof error === 'object' && error !== null && 'errors' in error ? error.errors : null;
  const last: unknown = Array.isArray(errors) ? errors.at(-1) : error;
  return { code: errorCode(error) ?? nameOf(error), detail: errorMessage(last) };
}

/** `TimeoutError` is known by its name: its code is a number. */
function nameOf(error: unknown): string {
  const isNamed = typeof error === 'object' && error !== null && 'name' in error;
  return isNamed && typeof error.name === 'string' ? error.name : 'UNKNOWN';
}
