import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { CONNECT_TIMEOUT } from '../../../network/tunnel.js';
import { ANSWER_TIMEOUT, ANSWER_TOO_LONG, brokenBy } from './broken.js';
import { errorCode } from './config-files.js';
import type { Connections, WireRequest } from './connections.js';

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
  /** It broke on the way to a proxy that would have opened a tunnel. */
  readonly atProxy?: boolean;
  /** From Node.js or OpenSSL (`ECONNREFUSED`), or one of our own (`ANSWER_TIMEOUT`). */
  readonly code: string;
  /** The error's own words. */
  readonly detail: string;
}

/** Sends a request once and follows no redirect. Never rejects: the outcome says what went wrong. */
export async function exchange(connections: Connections, wire: WireRequest): Promise<Outcome> {
  const limit = wire.timeout * 1_000;
  let sent = false;
  let end: (error: Error) => unknown = () => undefined;
  const stop = (): unknown => end(brokenBy(sent ? ANSWER_TIMEOUT : CONNECT_TIMEOUT));
  let silence: NodeJS.Timeout | undefined;
  const listen = (): void => {
    clearTimeout(silence);
    silence = setTimeout(stop, limit);
  };
  // ends an answer that trickles in: it gets no longer than the time to connect and the time to answer
  const whole = setTimeout(stop, 2 * limit);
  try {
    const request = connections.request(wire);
    end = (error) => request.destroy(error);
    const begin = (): void => {
      sent = true;
      listen();
    };
    request.once('socket', (socket) => {
      listen();
      if (request.reusedSocket) sent = true;
      // nothing is written before the connection stands
      else socket.once('encrypted' in socket ? 'secureConnect' : 'connect', begin);
    });
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      request
        .once('response', resolve)
        .on('error', reject)
        .end(wire.body ?? undefined);
    });
    end = (error) => response.destroy(error);
    const bytes = await readAll(response, listen);
    const { headers, statusCode: status = 0 } = response;
    return {
      kind: 'answer',
      status,
      contentType: (headers['content-type'] ?? '').replace(/;.*$/s, '').trim().toLowerCase(),
      retryAfter: headers['retry-after'] ?? null,
      location: headers.location ?? null,
      text: bytes.toString('utf8'),
      utf8: isUtf8(bytes),
    };
  } catch (error) {
    // when several addresses were tried, the last one's words
    const errors = property(error, 'errors');
    const last: unknown = Array.isArray(errors) ? errors.at(-1) : error;
    const code = errorCode(error) ?? asText(property(error, 'name')) ?? 'UNKNOWN';
    const detail = asText(property(last, 'message')) ?? String(last);
    return { kind: 'broken', sent, atProxy: property(error, 'atProxy') === true, code, detail };
  } finally {
    clearTimeout(silence);
    clearTimeout(whole);
  }
}

async function readAll(response: IncomingMessage, heard: () => void): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  heard();
  for await (const chunk of response as AsyncIterable<Buffer>) {
    heard();
    length += chunk.length;
    if (length > MAX_ANSWER) throw brokenBy(ANSWER_TOO_LONG);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
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
