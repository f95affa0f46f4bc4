import { request as requestHttp, type Agent, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { getProxyUrl } from '@actions/http-client/lib/proxy';
import { basicAuthorization, tunnelAgent } from '../network/tunnel.js';

/** As many redirects as Node's fetch follows. */
const MAX_REDIRECTS = 20;

/** Milliseconds until a proxy must have opened a tunnel. */
const CONNECT = 30_000;

/** What Octokit sends. */
interface Sent {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * Node's fetch. If the environment names a proxy (`https_proxy`, `no_proxy`), sends the request through a tunnel
 * instead. In Node 20, fetch can't use a proxy, and undici, which can, is as large as all of our
 * own code.
 */
export const fetchByProxy = ((url: string, sent: Sent) =>
  getProxyUrl(new URL(url)) === undefined ? fetch(url, sent) : follow(url, sent)) as typeof fetch;

/** Sends a request, and follows redirects as fetch does. */
async function follow(url: string, sent: Sent, redirects = 0): Promise<Response> {
  const answer = await send(url, sent);
  const { statusCode: status = 0, headers } = answer;
  if (headers.location === undefined || ![301, 302, 303, 307, 308].includes(status))
    return toResponse(answer);
  answer.resume();
  if (redirects === MAX_REDIRECTS) throw new Error('redirect count exceeded');
  const to = new URL(headers.location, url);
  const becomesGet = status === 303 || (status < 303 && sent.method === 'POST');
  const isElsewhere = to.origin !== new URL(url).origin;
  const next = {
    ...(becomesGet ? { ...sent, method: 'GET', body: undefined } : sent),
    headers: isElsewhere ? without(sent.headers, 'authorization') : sent.headers,
  };
  return follow(to.href, next, redirects + 1);
}

function send(url: string, { method, headers, body, signal }: Sent): Promise<IncomingMessage> {
  const isSecure = url.startsWith('https:');
  const proxy = getProxyUrl(new URL(url));
  const agent = proxy === undefined ? undefined : tunnelThrough(proxy, isSecure);
  const start = isSecure ? requestHttps : requestHttp;
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const all = { ...without(headers, 'content-length'), ...length };
  return new Promise((resolve, reject) => {
    const request = start(url, { method, headers: all, agent, signal });
    request.on('response', resolve);
    request.on('error', (error) => reject(signal.aborted ? (signal.reason as Error) : error));
    request.end(body);
  });
}

function tunnelThrough({ origin, username, password }: URL, isSecure: boolean): Agent {
  const authorization = username || password ? basicAuthorization({ user: username, password }) : null;
  return tunnelAgent({ address: origin, authorization, tls: {}, timeout: CONNECT }, isSecure);
}

function toResponse(answer: IncomingMessage): Response {
  const { statusCode: status = 0, statusMessage: statusText = '', headersDistinct } = answer;
  const headers = Object.entries(headersDistinct).flatMap(([name, values]) =>
    (values ?? []).map((value): [string, string] => [name, value]),
  );
  const isBodiless = [204, 205, 304].includes(status);
  const body = isBodiless ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array>);
  if (isBodiless) answer.resume();
  return new Response(body as never, { status, statusText, headers });
}

function without(headers: Sent['headers'], unwanted: string): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== unwanted));
}
