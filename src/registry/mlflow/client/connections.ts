import {
  Agent,
  request as requestHttp,
  type AgentOptions,
  type ClientRequest,
  type OutgoingHttpHeaders,
} from 'node:http';
import { Agent as SecureAgent, request as requestHttps, type RequestOptions } from 'node:https';
import type { ConnectionOptions } from 'node:tls';
import { basicAuthorization, serverName, tunnelAgent } from '../../../network/tunnel.js';
import { SYSTEM_CLOCK } from '../../../system-clock.js';
import type { ServerRequest } from '../api/server.js';
import type { NetworkSettings, Proxy } from './network-settings.js';

/** One request as it goes over the wire. */
export interface WireRequest {
  readonly method: ServerRequest['method'];
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** Seconds. */
  readonly timeout: number;
}

/** The connections to one server, with its TLS settings and proxy. */
export interface Connections {
  /**
   * Begins a request; the caller ends it.
   * @throws TypeError for a URL or header that HTTP can't hold
   */
  request(wire: WireRequest): ClientRequest;
  /** Ends kept-alive connections, and requests that are still under way. */
  close(): void;
}

/** Connections at once. */
const CONNECTIONS = 4;

/** Milliseconds after which an idle connection is closed. The server of MLflow 3 closes it after 5 s, without notice. */
const IDLE = 4_000;

const KEPT: AgentOptions = { keepAlive: true, maxSockets: CONNECTIONS, timeout: IDLE };

/*
 * MLflow 3 on more than one worker (4 are the default) listens on a socket without TCP_NODELAY, and writes the head and
 * the body of an answer separately. On a connection that is used again, its kernel then holds the body back until ours
 * acknowledges the head. Ours delays that by 40 ms, and Node can't tell it not to. Measured on loopback: 24 ms for a
 * search on a fresh connection, 66 ms on a kept one. So each request gets a fresh connection where that costs less than
 * the wait. It costs more on a server far away, and over TLS, which mostly ends at a gateway that doesn't wait.
 */

/** Milliseconds: a fresh connection that takes longer is not worth it. */
const NEAR = 20;

/** Connections that are opened before the quickest of them counts: the first one is often slow. */
const TRIALS = 2;

export function openConnections(settings: NetworkSettings): Connections {
  const { origin, proxy } = settings;
  const isSecure = origin.startsWith('https:');
  if (proxy !== null) return isSecure ? openTunnels(settings, proxy) : openForwarded(settings, proxy);
  return isSecure ? openSecure(new SecureAgent({ ...KEPT, ...ownTls(settings) })) : openPlain();
}

/** Node only sets Content-Length by itself for some methods: not for DELETE. */
function options({
  method,
  headers,
  body,
}: WireRequest): Pick<RequestOptions, 'method'> & { headers: OutgoingHttpHeaders } {
  return {
    method,
    headers: body === null ? headers : { ...headers, 'content-length': Buffer.byteLength(body) },
  };
}

function openPlain(): Connections {
  const fresh = new Agent({ maxSockets: CONNECTIONS });
  const kept = new Agent(KEPT);
  const taken: number[] = [];
  const isNear = () => taken.length < TRIALS || Math.min(...taken) < NEAR;
  return {
    request: (wire) => {
      if (!isNear()) return requestHttp(wire.url, { ...options(wire), agent: kept });
      return requestHttp(wire.url, { ...options(wire), agent: fresh }).once('socket', (socket) => {
        const began = SYSTEM_CLOCK.elapsed();
        socket.once('connect', () => taken.push(SYSTEM_CLOCK.elapsed() - began));
      });
    },
    close: () => {
      fresh.destroy();
      kept.destroy();
    },
  };
}

function openSecure(agent: Agent): Connections {
  return {
    request: (wire) => requestHttps(wire.url, { ...options(wire), agent }),
    close: () => agent.destroy(),
  };
}

/** Many proxies open tunnels to port 443 only, so http goes through them as plain requests for a whole URL. */
function openForwarded(settings: NetworkSettings, proxy: Proxy): Connections {
  const to = new URL(proxy.address);
  const isSecure = to.protocol === 'https:';
  const tls = { ...trust(settings), servername: serverName(proxy.address) };
  const agent = isSecure ? new SecureAgent({ ...KEPT, ...tls }) : new Agent(KEPT);
  const request = isSecure ? requestHttps : requestHttp;
  return {
    request: (wire) => {
      const { method, headers } = options(wire);
      const own = { host: new URL(wire.url).host, ...proxyHeaders(proxy) };
      return request(to, { method, path: wire.url, headers: { ...own, ...headers }, agent });
    },
    close: () => agent.destroy(),
  };
}

/** https goes through a tunnel: the proxy sees neither requests nor certificates. */
function openTunnels(settings: NetworkSettings, { address, login }: Proxy): Connections {
  const { timeout } = settings;
  const authorization = login === null ? null : basicAuthorization(login);
  const proxy = { address, authorization, tls: trust(settings), timeout: timeout * 1_000 };
  return openSecure(tunnelAgent(proxy, true, { ...KEPT, ...ownTls(settings) }));
}

function proxyHeaders({ login }: Proxy): Record<string, string> {
  return login === null ? {} : { 'proxy-authorization': basicAuthorization(login) };
}

/** Which certificates we trust. */
function trust({ tls }: NetworkSettings): ConnectionOptions {
  return {
    // always set, or NODE_TLS_REJECT_UNAUTHORIZED would decide
    rejectUnauthorized: tls.verify,
    ...(tls.authorities === null ? {} : { ca: tls.authorities }),
  };
}

/** Which certificates we trust, and which one we show. */
function ownTls(settings: NetworkSettings): ConnectionOptions {
  const { clientCertificate: pem } = settings.tls;
  return { ...trust(settings), ...(pem === null ? {} : { cert: pem, key: pem }) };
}
