import { Agent, Pool, ProxyAgent, type Dispatcher } from 'undici';
import type { NetworkSettings } from './network-settings.js';
import { basicAuthorization } from './credentials.js';
import { MAX_ANSWER } from './exchange.js';

/** Kept-alive connections at once. Requests that follow each other share one. */
const CONNECTIONS = 4;

/**
 * Opens the connections to a server, with its TLS settings and proxy. A file of its own, because tests replace it by a
 * server in memory.
 */
export function openDispatcher({ origin, tls, proxy, timeout }: NetworkSettings): Dispatcher {
  const common = { connections: CONNECTIONS, maxResponseSize: MAX_ANSWER };
  const trust = {
    timeout: timeout * 1_000,
    // always set, or NODE_TLS_REJECT_UNAUTHORIZED would decide
    rejectUnauthorized: tls.verify,
    ...(tls.authorities === null ? {} : { ca: tls.authorities }),
  };
  const { clientCertificate: pem } = tls;
  const own = { ...trust, ...(pem === null ? {} : { cert: pem, key: pem }) };
  if (proxy === null) return new Agent({ ...common, connect: own });
  return new ProxyAgent({
    ...common,
    uri: proxy.address,
    ...(proxy.login === null ? {} : { token: basicAuthorization(proxy.login) }),
    requestTls: own,
    proxyTls: trust,
    // many proxies open tunnels to port 443 only, so http goes through them as plain requests
    proxyTunnel: origin.startsWith('https:'),
    factory: (target, options: object) => new Pool(target, { ...common, ...options }),
    clientFactory: (target, options) => new Pool(target, { headersTimeout: timeout * 1_000, ...options }),
  });
}
