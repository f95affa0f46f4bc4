import { Agent, request as requestHttp, type AgentOptions } from 'node:http';
import { Agent as SecureAgent, request as requestHttps, type RequestOptions } from 'node:https';
import { isIP, isIPv6, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import type { Login } from '../model/server-location.js';

/** The header for a user and a password. */
export function basicAuthorization({ user, password }: Login): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** A forward proxy. */
export interface TunnelProxy {
  /** `http://proxy.example.com:3128`, without a login. */
  readonly address: string;
  /** The value of `Proxy-Authorization`; null without a login. */
  readonly authorization: string | null;
  /** How to reach a proxy at https: what it must show, and what we show. */
  readonly tls: ConnectionOptions;
  /** Milliseconds until it must have opened a tunnel. */
  readonly timeout: number;
}

/** The code of errors about a connection that isn't there in time. */
export const CONNECT_TIMEOUT = 'CONNECT_TIMEOUT';
/** The start of the code for a proxy that answered instead of opening a tunnel; the answer's status follows. */
export const PROXY_ANSWERED = 'PROXY_ANSWERED_';

/** A proxy that opened no tunnel in time (status null), or answered instead. */
class TunnelFailure extends Error {
  readonly code: string;

  constructor(status: number | null) {
    super(status === null ? "the proxy didn't answer in time" : `the proxy answered ${status}`);
    this.code = status === null ? CONNECT_TIMEOUT : `${PROXY_ANSWERED}${status}`;
  }
}

type Connected = (error: Error | null, socket: Duplex) => void;
type Failed = (error: Error) => void;

/**
 * An agent that reaches every server through a tunnel (CONNECT), so that the proxy sees nothing of what is sent to
 * https. Node 20 has no such agent, and those of `@actions/http-client` expect a proxy at https to show the server's
 * certificate.
 * @param isSecure whether it is for https
 * @param options as for Node's agent
 */
export function tunnelAgent(
  proxy: TunnelProxy,
  isSecure: boolean,
  options: AgentOptions & ConnectionOptions = {},
): Agent {
  class TunnelAgent extends (isSecure ? SecureAgent : Agent) {
    override createConnection(to: RequestOptions, callback?: Connected): undefined {
      openTunnel(proxy, to).then(
        (socket) =>
          callback?.(null, isSecure ? connectTls({ ...(to as ConnectionOptions), socket }) : socket),
        (error: unknown) => (callback as Failed | undefined)?.(error as Error),
      );
    }
  }
  return new TunnelAgent(options);
}

/**
 * The name that the certificate of a proxy at https must show. Without it, Node expects that of the header `Host`, which
 * names the server behind it.
 * @param address `https://proxy.example.com:3128`
 */
export function serverName(address: string): string {
  const { hostname } = new URL(address);
  // for an IP address, Node compares the certificate with the address itself
  return isIP(hostname.replace(/^\[|\]$/g, '')) === 0 ? hostname : '';
}

/** @throws TunnelFailure, and what breaks the connection to the proxy, marked with `atProxy` */
function openTunnel(
  { address, authorization, tls, timeout }: TunnelProxy,
  to: RequestOptions,
): Promise<Socket> {
  const host = to.host ?? '';
  const target = `${isIPv6(host) ? `[${host}]` : host}:${to.port ?? ''}`;
  const request = address.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const asked = request(address, {
      ...tls,
      servername: serverName(address),
      method: 'CONNECT',
      path: target,
      headers: { host: target, ...(authorization === null ? {} : { 'proxy-authorization': authorization }) },
      agent: false,
    });
    const timer = setTimeout(() => asked.destroy(new TunnelFailure(null)), timeout);
    asked.once('close', () => clearTimeout(timer));
    asked.once('error', (error) => reject(Object.assign(error, { atProxy: true })));
    asked.once('connect', ({ statusCode = 0 }, socket) => {
      clearTimeout(timer);
      if (statusCode >= 200 && statusCode < 300) {
        resolve(socket);
        return;
      }
      socket.destroy();
      reject(new TunnelFailure(statusCode));
    });
    asked.end();
  });
}
